"""How each operation is tried: with what stands for its places, and a body that is right."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cli.demonstration import PASSWORD
from tests.rights.scene import PDF, owned_by
from tests.support import bundles


@dataclass(frozen=True)
class Tried:
    """``places``: for this operation, instead of the usual ones. Texts of ``body`` may name places, too."""

    body: Any = None
    places: Mapping[str, str] = field(default_factory=dict)
    files: bool = False

    def data(self) -> dict[str, Any]:
        return {"data": {"file": (io.BytesIO(PDF), "a.pdf")}} if self.files else {}


REASON = {"reason": "because"}
_SMALL = owned_by(bundles.two_steps("small", start_roles=("service_desk",)), "process_owner")
_BUNDLE = {name: content.decode().replace('"clerk"', '"service_desk"') for name, content in _SMALL.items()}
_REQUEST = {"type": "incident", "service": "mail", "summary": "No mail", "description": "Nothing", "impact": "low", "urgency": "low"}
_IN_REVIEW = {"procedure_id": "approved", "number": "2"}
_NAMES = {"name_zh": "新", "name_en": "New"}
_PERSON = {"username": "newcomer", "display_name_zh": "新人", "display_name_en": "Newcomer"}
_SERVICE = {"code": "archive", **_NAMES, "calendar_id": "office"}
_WEEK = {"weekly": {"mon": [["09:00", "18:00"]]}, "exceptions": {}}
_TOKEN = {"name": "mine", "scopes": ["read"], "expires_at": "2026-03-02T12:00:00Z"}

REQUESTS: Mapping[str, Tried] = {
    "health": Tried(),
    "sign_in": Tried({"username": "lina", "password": PASSWORD}),
    "current_session": Tried(),
    "sign_out": Tried(),
    "change_preferences": Tried({"locale": "en"}),
    "change_own_password": Tried({"current": PASSWORD, "password": "quite another password"}),
    "inbox": Tried(),
    "inbox_counts": Tried(),
    "task": Tried(),
    "claim_task": Tried(),
    "unclaim_task": Tried(places={"task_id": "{taken_task}"}),
    "assign_task": Tried({"user_id": "{rival}"}),
    "delegate_task": Tried({"user_id": "{rival}"}, {"task_id": "{taken_task}"}),
    "resolve_task": Tried(places={"task_id": "{lent_task}"}),
    "complete_task": Tried({"submission": {"supplier_result": "Replaced", "supplier_cause": "Broken"}}),
    "draft": Tried(),
    "save_draft": Tried({"data": {"supplier_result": "Repl"}}),
    "discard_draft": Tried(),
    "startable_procedures": Tried(),
    "start_form": Tried(),
    "start_instance": Tried({"procedure_id": "{procedure_id}", "start_form": "request_new", "submission": _REQUEST}),
    "instances": Tried(),
    "instance": Tried(),
    "instance_history": Tried(),
    "instance_decisions": Tried(),
    "instance_diagram": Tried(),
    "instance_clocks": Tried(),
    "instance_attachments": Tried(),
    "instance_evidence": Tried(),
    "cancel_instance": Tried(REASON),
    "suspend_instance": Tried(REASON),
    "resume_instance": Tried(REASON, {"instance_id": "{resting_case}"}),
    "set_variables": Tried({"variables": {"summary": "Corrected"}, **REASON}),
    "send_message": Tried({"name": "{name}", "instance_id": "{instance_id}", "variables": {"withdrawal_reason": "Not needed"}}),
    "broadcast_signal": Tried({"name": "alarm"}),
    "notices": Tried(),
    "unseen_notices": Tried(),
    "see_notices": Tried(),
    "my_requests": Tried(),
    "my_request": Tried(),
    "message_form": Tried(),
    "upload_attachment": Tried(files=True),
    "download_attachment": Tried(places={"instance_id": "{resting_case}"}),
    "definitions": Tried(),
    "definition_versions": Tried(),
    "definition_words": Tried(),
    "definition_file": Tried(),
    "version_decisions": Tried(),
    "try_decision": Tried({"inputs": {"impact": "low", "urgency": "low"}}),
    "deploy": Tried({"files": _BUNDLE}),
    "versions_in_review": Tried(),
    "version_changes": Tried(places=_IN_REVIEW),
    "approve_version": Tried({}, _IN_REVIEW),
    "reject_version": Tried(REASON, _IN_REVIEW),
    "withdraw_version": Tried(places={"procedure_id": "withdrawn", "number": "2"}),
    "incidents": Tried(),
    "retry_incident": Tried(),
    "resolve_incident": Tried({"resolution": "Done by hand"}),
    "jobs": Tried(),
    "retry_job": Tried({}),
    "people": Tried(),
    "users": Tried(),
    "user": Tried(),
    "create_user": Tried(_PERSON),
    "update_user": Tried({"email": "new@example.com"}),
    "set_password": Tried({"password": "quite another password"}),
    "grant_role": Tried({"role_id": "sales"}),
    "revoke_role": Tried(),
    "roles": Tried(),
    "create_role": Tried({"id": "archivist", **_NAMES}),
    "update_role": Tried({"name_en": "Sellers"}),
    "change_organisation": Tried({"second_person": True}),
    "customers": Tried(),
    "create_customer": Tried({"code": "third", **_NAMES}),
    "update_customer": Tried({"name_en": "Renamed"}),
    "services": Tried(),
    "create_service": Tried(_SERVICE),
    "change_service": Tried({**_SERVICE, "code": "{service_code}"}),
    "calendars": Tried(),
    "save_calendar": Tried({**_NAMES, "time_zone": "Asia/Shanghai", **_WEEK}),
    "tokens": Tried(),
    "create_token": Tried(_TOKEN),
    "revoke_token": Tried(),
    "audit_trail": Tried(),
    "verify_evidence": Tried({"instance_id": "{instance_id}"}),
}
