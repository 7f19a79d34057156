"""Routes: the audit trail and its verification."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer
from api.derived import page_of, shape_of
from api.door import ask, do
from api.evidence.schemas import AuditQuery, VerifyBody
from api.front.plan import Lane
from api.routing import Routes
from engine.commands.evidence.note_evidence_read import NoteEvidenceVerified, NoteEvidenceViewed
from engine.queries.evidence.entries import AuditEntry, AuditTrail
from engine.queries.evidence.verify import EvidenceReport, VerifyEvidence

routes = Routes("evidence", "The audit trail and its verification")


@routes.on("GET", "/evidence", query=AuditQuery, gives=page_of(AuditEntry))
def audit_trail(query: dict[str, Any]) -> Response:
    """What happened, newest first."""
    page = ask(AuditTrail(**query))
    if query.get("cursor") is None:  # each look is evidence, too, but not each page of it
        do(NoteEvidenceViewed({name: value for name, value in query.items() if value is not None}))
    return answer(page)


@routes.on("POST", "/evidence/verify", takes=VerifyBody, lane=Lane.HEAVY, gives=shape_of(EvidenceReport), scope="evidence:read")
def verify_evidence(body: dict[str, Any]) -> Response:
    """Check the chain of one case, or everything."""
    report = ask(VerifyEvidence(**body))
    do(NoteEvidenceVerified(report.streams, report.entries, len(report.faults), body.get("instance_id")))
    return answer(report)
