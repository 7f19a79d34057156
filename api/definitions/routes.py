"""Routes: procedures and their versions."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.definitions.schemas import DefinitionList, DeployBody, DeployedVersion, VersionList
from api.routing import Routes

routes = Routes("definitions", "Procedures and their versions")


@routes.on("GET", "/definitions", gives=DefinitionList)
def definitions() -> Response:
    """All procedures with their active versions."""
    raise NotImplementedError


@routes.on("GET", "/definitions/<procedure_id>/versions", gives=VersionList)
def definition_versions(procedure_id: str) -> Response:
    """The versions of a procedure, newest first."""
    raise NotImplementedError


@routes.on("POST", "/definitions", takes=DeployBody, gives=DeployedVersion, status=201)
def deploy(body: dict[str, Any]) -> Response:
    """Deploy a bundle; the same content again gives the version that is there."""
    raise NotImplementedError


@routes.on("GET", "/definitions/<procedure_id>/versions/<int:number>/files/<path:path>", gives_file=True)
def definition_file(procedure_id: str, number: int, path: str) -> Response:
    """One file of a version, byte for byte."""
    raise NotImplementedError
