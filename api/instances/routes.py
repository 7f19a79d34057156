"""Routes: process instances (cases)."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer
from api.derived import items_of, page_of, shape_of
from api.door import ask, ask_case, do
from api.etags import expected_version
from api.front.plan import Lane
from api.instances.schemas import HistoryQuery, InstancesQuery, MaybeReasonBody, ReasonBody, SetVariablesBody, StartBody
from api.paging import PageQuery
from api.routing import Routes
from engine.commands.cases.administer_instance import CancelInstance, ResumeInstance, SetVariables, SuspendInstance
from engine.commands.cases.start_instance import StartInstance
from engine.commands.evidence.note_evidence_read import NoteEvidenceViewed
from engine.queries.cases.case_list import (
    AttachmentRow,
    DiagramOfInstance,
    InstanceDetail,
    InstanceDiagram,
    InstanceHistory,
    ShowInstance,
    TimelineEntry,
)
from engine.queries.cases.clocks import ClockFacts, InstanceClocks
from engine.queries.cases.decisions import CaseDecision, CaseDecisions
from engine.queries.cases.instances import InstanceRow, Instances
from engine.queries.evidence.entries import AuditEntry, AuditTrail
from engine.unit_of_work.receipts import InstanceReceipt
from engine.unit_of_work.verbs import Command

routes = Routes("instances", "Process instances (cases)")


@routes.on("POST", "/instances", takes=StartBody, gives=shape_of(InstanceReceipt), status=201, lane=Lane.HEAVY)
def start_instance(body: dict[str, Any]) -> Response:
    """Start a case."""
    started = do(StartInstance(**body))
    return answer(started, 201, version=started.version)


@routes.on("GET", "/instances", query=InstancesQuery, gives=page_of(InstanceRow))
def instances(query: dict[str, Any]) -> Response:
    """Cases that the reader may see, newest first."""
    return answer(ask(Instances(**query)))


@routes.on("GET", "/instances/<instance_id>", gives=shape_of(InstanceDetail))
def instance(instance_id: str) -> Response:
    """One case."""
    found = ask_case(ShowInstance(instance_id), instance_id)
    return answer(found, version=found.case.version)


@routes.on("GET", "/instances/<instance_id>/history", query=HistoryQuery, gives=page_of(TimelineEntry))
def instance_history(instance_id: str, query: dict[str, Any]) -> Response:
    """Who did what and when, oldest first."""
    return answer(ask_case(InstanceHistory(instance_id, **query), instance_id))


@routes.on("GET", "/instances/<instance_id>/decisions", query=PageQuery, gives=page_of(CaseDecision))
def instance_decisions(instance_id: str, query: dict[str, Any]) -> Response:
    """What the case decided by its tables: which rules matched, with which inputs; oldest first."""
    return answer(ask_case(CaseDecisions(instance_id, **query), instance_id))


@routes.on("GET", "/instances/<instance_id>/diagram", gives=shape_of(DiagramOfInstance))
def instance_diagram(instance_id: str) -> Response:
    """The diagram and the path taken."""
    return answer(ask_case(InstanceDiagram(instance_id), instance_id))


@routes.on("GET", "/instances/<instance_id>/clocks", gives=items_of(ClockFacts))
def instance_clocks(instance_id: str) -> Response:
    """The service clocks, explained."""
    return answer({"items": ask_case(InstanceClocks(instance_id), instance_id)})


@routes.on("GET", "/instances/<instance_id>/attachments", gives=items_of(AttachmentRow))
def instance_attachments(instance_id: str) -> Response:
    """The files of the case."""
    return answer({"items": ask_case(ShowInstance(instance_id), instance_id).attachments})


@routes.on("GET", "/instances/<instance_id>/evidence", query=PageQuery, gives=page_of(AuditEntry), scope="evidence:read")
def instance_evidence(instance_id: str, query: dict[str, Any]) -> Response:
    """The evidence entries of the case, newest first, with their hashes."""
    page = ask(AuditTrail(instance_id=instance_id, **query))
    if query.get("cursor") is None:
        do(NoteEvidenceViewed({"instance_id": instance_id}))
    return answer(page)


@routes.on("POST", "/instances/<instance_id>/cancel", takes=ReasonBody, gives=shape_of(InstanceReceipt), if_match=True)
def cancel_instance(instance_id: str, body: dict[str, Any]) -> Response:
    """End a case with all that hangs on it."""
    return _receipt(CancelInstance(instance_id, body["reason"], expected_version=expected_version()))


@routes.on("POST", "/instances/<instance_id>/suspend", takes=ReasonBody, gives=shape_of(InstanceReceipt), if_match=True)
def suspend_instance(instance_id: str, body: dict[str, Any]) -> Response:
    """Let a case rest."""
    return _receipt(SuspendInstance(instance_id, body["reason"], expected_version=expected_version()))


@routes.on("POST", "/instances/<instance_id>/resume", takes=MaybeReasonBody, gives=shape_of(InstanceReceipt), if_match=True)
def resume_instance(instance_id: str, body: dict[str, Any]) -> Response:
    """Let a suspended case go on."""
    return _receipt(ResumeInstance(instance_id, body.get("reason"), expected_version=expected_version()))


@routes.on("POST", "/instances/<instance_id>/variables", takes=SetVariablesBody, gives=shape_of(InstanceReceipt), if_match=True)
def set_variables(instance_id: str, body: dict[str, Any]) -> Response:
    """Correct variables, with the reason."""
    return _receipt(SetVariables(instance_id, body["variables"], body["reason"], expected_version=expected_version()))


def _receipt(command: Command[InstanceReceipt]) -> Response:
    done = do(command)
    return answer(done, version=done.version)
