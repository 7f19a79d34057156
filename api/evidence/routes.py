"""Routes: the audit trail and its verification."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.derived import page_of
from api.evidence.schemas import AuditEntry, AuditQuery, EvidenceReport, VerifyBody
from api.routing import Routes

routes = Routes("evidence", "The audit trail and its verification")


@routes.on("GET", "/evidence", query=AuditQuery, gives=page_of(AuditEntry))
def audit_trail(query: dict[str, Any]) -> Response:
    """What happened, newest first."""
    raise NotImplementedError


@routes.on("POST", "/evidence/verify", takes=VerifyBody, gives=EvidenceReport, scope="evidence:read")
def verify_evidence(body: dict[str, Any]) -> Response:
    """Check the chain of one case, or all chains."""
    raise NotImplementedError
