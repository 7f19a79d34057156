"""Routes: procedures and their versions."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer, download
from api.definitions.schemas import ApprovalBody, DeployBody, RejectionBody, TryBody
from api.derived import items_of, shape_of
from api.door import ask, do
from api.etags import expected_version
from api.front.plan import Lane
from api.routing import Routes
from engine.commands.procedures.deploy import Deploy, VersionReceipt
from engine.commands.procedures.review import ApproveVersion, RejectVersion, WithdrawVersion
from engine.queries.cases.decisions import DecisionsOfVersion, TriedDecision, TryDecision, VersionDecisions
from engine.queries.procedures.changes import ChangesOfVersion, VersionChanges, VersionInReview, VersionsInReview
from engine.queries.procedures.definitions import DefinitionFile, DefinitionRow, Definitions, DefinitionVersions, VersionRow
from engine.queries.procedures.words import ProcedureWords, Word
from engine.unit_of_work.verbs import Command

LARGEST_BUNDLE = 16 * 1024 * 1024
"""Bytes of a bundle as JSON."""

routes = Routes("definitions", "Procedures and their versions")


@routes.on("GET", "/definitions", gives=items_of(DefinitionRow))
def definitions() -> Response:
    """All procedures with their active versions."""
    return answer({"items": ask(Definitions())})


@routes.on("GET", "/definitions/<procedure_id>/versions", gives=items_of(VersionRow))
def definition_versions(procedure_id: str) -> Response:
    """The versions of a procedure, newest first."""
    return answer({"items": ask(DefinitionVersions(procedure_id))})


@routes.on("GET", "/definitions/<procedure_id>/words", gives=items_of(Word))
def definition_words(procedure_id: str) -> Response:
    """What the variables of a procedure are called, in both languages, by its own forms."""
    return answer({"items": ask(ProcedureWords(procedure_id))})


@routes.on(
    "POST",
    "/definitions",
    takes=DeployBody,
    largest_body=LARGEST_BUNDLE,
    gives=shape_of(VersionReceipt),
    status=201,
    if_match=True,
    lane=Lane.HEAVY,
)
def deploy(body: dict[str, Any]) -> Response:
    """Put a version forward, to be reviewed by a second person. The same content again gives the version that is there."""
    files = {path: content.encode() for path, content in body["files"].items()}
    return _receipt(Deploy(files, body.get("note", ""), expected_version()), 201)


_VERSION = "/definitions/<procedure_id>/versions/<int:number>"


@routes.on("GET", "/definitions/in-review", gives=items_of(VersionInReview))
def versions_in_review() -> Response:
    """The versions that wait for a second person, the oldest first."""
    return answer({"items": ask(VersionsInReview())})


@routes.on("GET", f"{_VERSION}/changes", gives=shape_of(VersionChanges))
def version_changes(procedure_id: str, number: int) -> Response:
    """What a version changes, in words and line by line, and what the reader may do about it. The ETag is the procedure's."""
    found = ask(ChangesOfVersion(procedure_id, number))
    return answer(found, version=found.procedure_version)


@routes.on("POST", f"{_VERSION}/approve", takes=ApprovalBody, gives=shape_of(VersionReceipt), if_match=True)
def approve_version(procedure_id: str, number: int, body: dict[str, Any]) -> Response:
    """Make a version that is in review the active one, as a second person of the owner's role."""
    return _receipt(ApproveVersion(procedure_id, number, body.get("remarks", ""), expected_version()))


@routes.on("POST", f"{_VERSION}/reject", takes=RejectionBody, gives=shape_of(VersionReceipt), if_match=True)
def reject_version(procedure_id: str, number: int, body: dict[str, Any]) -> Response:
    """Reject a version that is in review, as a second person of the owner's role."""
    return _receipt(RejectVersion(procedure_id, number, body["reason"], expected_version()))


@routes.on("POST", f"{_VERSION}/withdraw", gives=shape_of(VersionReceipt), if_match=True)
def withdraw_version(procedure_id: str, number: int) -> Response:
    """Take back one's own version that is in review."""
    return _receipt(WithdrawVersion(procedure_id, number, expected_version()))


def _receipt(command: Command[VersionReceipt], status: int = 200) -> Response:
    """The ETag is the procedure's."""
    receipt = do(command)
    return answer(receipt, status, version=receipt.procedure_version)


@routes.on("GET", "/definitions/<procedure_id>/versions/<int:number>/files/<path:path>", gives_file=True)
def definition_file(procedure_id: str, number: int, path: str) -> Response:
    """One file of a version, byte for byte."""
    file = ask(DefinitionFile(procedure_id, number, path))
    return download(file.content, file.path.rpartition("/")[2], "application/octet-stream")


@routes.on("GET", "/definitions/<procedure_id>/versions/<int:number>/decisions", gives=shape_of(DecisionsOfVersion))
def version_decisions(procedure_id: str, number: int) -> Response:
    """The decision tables and other decisions of a version, as a screen draws them, with what looks wrong about them."""
    return answer(ask(VersionDecisions(procedure_id, number)))


@routes.on(
    "POST",
    "/definitions/<procedure_id>/versions/<int:number>/decisions/<path:decision_id>/evaluate",
    takes=TryBody,
    gives=shape_of(TriedDecision),
    scope="definitions:read",
)
def try_decision(procedure_id: str, number: int, decision_id: str, body: dict[str, Any]) -> Response:
    """What a decision gives for made-up inputs. Nothing is stored."""
    return answer(ask(TryDecision(procedure_id, number, decision_id, body["inputs"])))
