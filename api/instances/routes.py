"""Routes: process instances (cases)."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.evidence.schemas import EvidenceRecord
from api.instances.schemas import (
    AttachmentList,
    ClockList,
    DiagramShape,
    HistoryEntry,
    InstanceDetail,
    InstanceReceipt,
    InstanceRow,
    InstancesQuery,
    ReasonBody,
    SetVariablesBody,
    StartBody,
)
from api.paging import PageQuery, page_of
from api.routing import Routes

routes = Routes("instances", "Process instances (cases)")


@routes.on("POST", "/instances", takes=StartBody, gives=InstanceReceipt, status=201)
def start_instance(body: dict[str, Any]) -> Response:
    """Start a case."""
    raise NotImplementedError


@routes.on("GET", "/instances", query=InstancesQuery, gives=page_of(InstanceRow))
def instances(query: dict[str, Any]) -> Response:
    """Cases that the reader may see, newest first."""
    raise NotImplementedError


@routes.on("GET", "/instances/<instance_id>", gives=InstanceDetail)
def instance(instance_id: str) -> Response:
    """One case."""
    raise NotImplementedError


@routes.on("GET", "/instances/<instance_id>/history", query=PageQuery, gives=page_of(HistoryEntry))
def instance_history(instance_id: str, query: dict[str, Any]) -> Response:
    """Who did what and when, oldest first."""
    raise NotImplementedError


@routes.on("GET", "/instances/<instance_id>/diagram", gives=DiagramShape)
def instance_diagram(instance_id: str) -> Response:
    """The diagram and the path taken."""
    raise NotImplementedError


@routes.on("GET", "/instances/<instance_id>/clocks", gives=ClockList)
def instance_clocks(instance_id: str) -> Response:
    """The service clocks, explained."""
    raise NotImplementedError


@routes.on("GET", "/instances/<instance_id>/attachments", gives=AttachmentList)
def instance_attachments(instance_id: str) -> Response:
    """The files of the case."""
    raise NotImplementedError


@routes.on("GET", "/instances/<instance_id>/evidence", query=PageQuery, gives=page_of(EvidenceRecord), scope="evidence:read")
def instance_evidence(instance_id: str, query: dict[str, Any]) -> Response:
    """The evidence chain of the case, as hashed."""
    raise NotImplementedError


@routes.on("POST", "/instances/<instance_id>/cancel", takes=ReasonBody, gives=InstanceReceipt, if_match=True)
def cancel_instance(instance_id: str, body: dict[str, Any]) -> Response:
    """End a case with all that hangs on it."""
    raise NotImplementedError


@routes.on("POST", "/instances/<instance_id>/suspend", takes=ReasonBody, gives=InstanceReceipt, if_match=True)
def suspend_instance(instance_id: str, body: dict[str, Any]) -> Response:
    """Let a case rest."""
    raise NotImplementedError


@routes.on("POST", "/instances/<instance_id>/resume", gives=InstanceReceipt, if_match=True)
def resume_instance(instance_id: str) -> Response:
    """Let a suspended case go on."""
    raise NotImplementedError


@routes.on("POST", "/instances/<instance_id>/variables", takes=SetVariablesBody, gives=InstanceReceipt, if_match=True)
def set_variables(instance_id: str, body: dict[str, Any]) -> Response:
    """Correct variables, with the reason."""
    raise NotImplementedError
