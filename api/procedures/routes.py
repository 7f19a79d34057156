"""Routes: procedures that may be started."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.locale import LocaleQuery
from api.procedures.schemas import StartableList, StartForm
from api.routing import Routes

routes = Routes("procedures", "Procedures that may be started")


@routes.on("GET", "/procedures/startable", gives=StartableList)
def startable_procedures() -> Response:
    """What the reader may start."""
    raise NotImplementedError


@routes.on("GET", "/procedures/<procedure_id>/start-form", query=LocaleQuery, gives=StartForm)
def start_form(procedure_id: str, query: dict[str, Any]) -> Response:
    """The form that starts a case."""
    raise NotImplementedError
