"""Who may do what, for every route of the OpenAPI document: a route that is not in the table fails."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from api.app import create_app
from api.documentation import openapi_document
from engine.kernel.clock import ManualClock
from tests.api.support import Caller, problem
from tests.security.conftest import PNG, House

PEOPLE = ("other", "engineer", "auditor", "desk", "admin")
"""In this order: what the first may not do is tried before somebody does it."""

Y, N, H = "allowed", "forbidden", "hidden"
EVERYBODY = (Y, Y, Y, Y, Y)
ADMIN_ONLY = (N, N, N, N, Y)
HOUSE = (N, Y, Y, Y, Y)
SEES_CASE = (H, H, Y, Y, Y)
OPERATIONS = {
    each["operationId"]: (method.upper(), path.removeprefix("/api/v1"), each)
    for path, methods in openapi_document(create_app(None))["paths"].items()
    for method, each in methods.items()
    if method != "parameters"
}
PUBLIC = {"health", "sign_in"}
REASON = {"reason": "because"}
FORM = {"submission": {"text": "done"}}
PERSON = {"user_id": "{desk}"}

# operation: (other customer's requester, engineer of another customer, auditor, desk agent, administrator), body
TABLE: dict[str, tuple[tuple[str, str, str, str, str], Any]] = {
    "upload_attachment": (EVERYBODY, None),
    "download_attachment": (SEES_CASE, None),
    "calendars": (HOUSE, None),
    "customers": (EVERYBODY, None),
    "create_service": (ADMIN_ONLY, {"code": "third", "name_zh": "s", "name_en": "s", "calendar_id": "office"}),
    "change_service": (ADMIN_ONLY, {"code": "third", "name_zh": "s", "name_en": "s", "calendar_id": "office"}),
    "save_calendar": (ADMIN_ONLY, {"name_zh": "c", "name_en": "c", "time_zone": "Asia/Shanghai", "weekly": {}, "exceptions": {}}),
    "create_customer": (ADMIN_ONLY, {"code": "third", "name_zh": "c", "name_en": "c"}),
    "update_customer": (ADMIN_ONLY, {"name_en": "new"}),
    "definitions": (EVERYBODY, None),
    "deploy": (ADMIN_ONLY, {"files": {"a.bpmn": "x"}}),
    "approve_version": ((N, N, N, N, N), {}),  # nobody here owns it
    "reject_version": ((N, N, N, N, N), REASON),
    "withdraw_version": ((N, N, N, N, N), None),
    "change_organisation": (ADMIN_ONLY, {"second_person": True}),
    "versions_in_review": (HOUSE, None),
    "version_changes": (HOUSE, None),
    "definition_versions": (HOUSE, None),
    "definition_file": (HOUSE, None),
    "definition_words": (EVERYBODY, None),
    "version_decisions": (HOUSE, None),
    "try_decision": (HOUSE, {"inputs": {"text": "x"}}),
    "draft": (EVERYBODY, None),  # one's own, which there is not
    "save_draft": ((H, H, N, Y, N), {"data": {"text": "typed"}}),
    "discard_draft": (SEES_CASE, None),
    "audit_trail": ((N, N, Y, N, Y), None),
    "verify_evidence": ((N, N, Y, N, Y), {}),
    "instance_evidence": ((N, N, Y, N, Y), None),
    "inbox": (EVERYBODY, None),
    "inbox_counts": (EVERYBODY, None),
    "incidents": (ADMIN_ONLY, None),
    "resolve_incident": ((N, N, N, N, H), {"resolution": "done"}),
    "retry_incident": ((N, N, N, N, H), None),
    "jobs": (ADMIN_ONLY, None),
    "retry_job": ((N, N, N, N, H), {}),
    "instances": (EVERYBODY, None),
    "start_instance": ((Y, N, N, Y, Y), {"procedure_id": "{procedure_id}", "submission": {"text": "new"}}),
    "instance": (SEES_CASE, None),
    "instance_attachments": (SEES_CASE, None),
    "instance_clocks": (SEES_CASE, None),
    "instance_decisions": (SEES_CASE, None),
    "instance_diagram": (SEES_CASE, None),
    "instance_history": (SEES_CASE, None),
    "cancel_instance": ((H, H, N, N, Y), REASON),
    "suspend_instance": ((H, H, N, N, Y), REASON),
    "resume_instance": ((H, H, N, N, Y), REASON),
    "set_variables": ((H, H, N, N, Y), {**REASON, "variables": {"text": "x"}}),
    "send_message": ((H, H, N, Y, H), {"name": "withdrawn", "instance_id": "{case}", "variables": {"reason": "x"}}),  # once
    "broadcast_signal": (ADMIN_ONLY, {"name": "alarm"}),
    "notices": (EVERYBODY, None),
    "unseen_notices": (EVERYBODY, None),
    "see_notices": (EVERYBODY, None),
    "people": (HOUSE, None),
    "my_requests": (EVERYBODY, None),
    "my_request": ((H, H, H, H, H), None),
    "message_form": ((H, H, H, H, H), None),
    "startable_procedures": (EVERYBODY, None),
    "start_form": ((Y, H, H, Y, H), None),
    "roles": (EVERYBODY, None),
    "create_role": (ADMIN_ONLY, {"id": "new", "name_zh": "n", "name_en": "n"}),
    "update_role": (ADMIN_ONLY, {"name_en": "new"}),
    "services": (EVERYBODY, None),
    "current_session": (EVERYBODY, None),
    "change_preferences": (EVERYBODY, {"locale": "en"}),
    "change_own_password": (EVERYBODY, {"current": "x", "password": "y"}),
    "sign_out": (EVERYBODY, None),
    "task": (SEES_CASE, None),
    "claim_task": ((H, H, N, Y, Y), None),
    "unclaim_task": ((H, H, Y, Y, Y), None),  # free: a conflict, for whoever sees it
    "assign_task": ((H, H, N, N, Y), PERSON),
    "delegate_task": ((H, H, Y, Y, Y), {"user_id": "{admin}"}),
    "resolve_task": ((H, H, Y, Y, Y), None),
    "complete_task": ((H, H, N, Y, Y), FORM),
    "tokens": (EVERYBODY, None),
    "create_token": (ADMIN_ONLY, {"name": "t", "scopes": ["read"], "expires_at": "2026-03-03T00:00:00Z", "user_id": "{robot}"}),
    "revoke_token": ((H, H, H, Y, Y), None),  # it is the desk agent's own
    "users": (ADMIN_ONLY, None),
    "create_user": (ADMIN_ONLY, {"username": "new", "display_name_zh": "n", "display_name_en": "n"}),
    "user": ((N, N, N, N, Y), None),
    "update_user": (ADMIN_ONLY, {"email": "a@example.com"}),
    "set_password": (ADMIN_ONLY, {"password": "a quite long password"}),
    "grant_role": (ADMIN_ONLY, {"role_id": "root"}),
    "revoke_role": (ADMIN_ONLY, None),
}


def names(house: House) -> dict[str, str]:
    """What stands in paths and bodies for the things of the house; the user concerned is always the one who raised the case."""
    return {
        "attachment_id": house.file,
        "customer_id": house.customers[0],
        "service_id": "nothing",
        "calendar_id": "office",
        "procedure_id": "asked",
        "number": "1",
        "path": "asked.bpmn",
        "decision_id": "answer",
        "subject": f"task:{house.task}",
        "instance_id": house.case,
        "case": house.case,
        "task_id": house.task,
        "role_id": "engineer",
        "user_id": str(house.people["asker"].id),
        "desk": str(house.people["desk"].id),
        "admin": str(house.people["admin"].id),
        "robot": str(house.people["robot"].id),
        "token_id": house.ids.get("token", "nothing"),
        "assignment_id": house.ids.get("assignment", "nothing"),
        "name": "withdrawn",
        "incident_id": house.ids.get("incident", "nothing"),
        "job_id": "nothing",
    }


def filled(text: Any, known: Mapping[str, str]) -> Any:
    """A path, or a value of a body, with what stands for its places."""
    for name, value in known.items() if isinstance(text, str) else ():
        text = text.replace("{" + name + "}", value)
    return text


def send(house: House, caller: Caller, operation: str, body: Any, known: Mapping[str, str] | None = None) -> TestResponse:
    """``known``: other names than those of the house."""
    known = names(house) if known is None else known
    method, path, _ = OPERATIONS[operation]
    if operation == "upload_attachment":
        return caller.send(method, path, data={"file": (io.BytesIO(PNG), "a.png")})
    sent = {name: filled(value, known) for name, value in body.items()} if body else body
    return caller.send(method, filled(path, known), sent)


def verdict(response: TestResponse) -> str:
    """What the answer says about the right to it: a conflict or a wrong entry is told only to those who have it."""
    return {401: "unknown", 403: N, 404: H}.get(response.status_code, Y if response.status_code < 500 else "broken")


def test_every_route_is_in_the_table() -> None:
    assert OPERATIONS.keys() == TABLE.keys() | PUBLIC


@pytest.mark.parametrize("operation", TABLE)
def test_who_may(operation: str, house: House) -> None:
    expected, body = TABLE[operation]
    house.token("desk", "read")
    house.ids["assignment"] = _assignment(house)
    found = {name: send(house, house.as_(name), operation, body) for name in PEOPLE}
    told = {name: response.get_data()[:200] for name, response in found.items()}
    assert {name: verdict(response) for name, response in found.items()} == dict(zip(PEOPLE, expected, strict=True)), told


@pytest.mark.parametrize("operation", TABLE)
def test_nobody_without_a_live_and_sufficient_credential(operation: str, house: House, clock: ManualClock) -> None:
    _, body = TABLE[operation]
    problem(send(house, Caller(house.app), operation, body), 401, "not_authenticated")
    narrow = house.token("admin", "messages" if "message" not in operation and "signal" not in operation else "evidence")
    problem(send(house, narrow, operation, body), 403, "scope_missing")
    method, _, described = OPERATIONS[operation]
    reader = house.token("admin", "read")
    if method != "GET" and described["security"][1]["token"] not in (["evidence:read"], ["definitions:read"]):
        problem(send(house, reader, operation, body), 403, "scope_missing")
    problem(send(house, _revoked(house), operation, body), 401, "not_authenticated")
    clock.advance(timedelta(hours=2))
    problem(send(house, reader, operation, body), 401, "not_authenticated")


@pytest.mark.parametrize("operation", [name for name, (method, _, _) in OPERATIONS.items() if method != "GET"])
def test_no_other_site_changes_anything(operation: str, house: House) -> None:
    """Neither with the cookie alone nor from a foreign page that somehow knows the token."""
    _, body = TABLE.get(operation, (None, {"username": "asker", "password": "x"}))
    caller = house.as_("admin")
    foreign = Caller(house.app, {**caller.headers, "Origin": "https://evil.example"})
    foreign.client = caller.client
    problem(send(house, foreign, operation, body), 403, "foreign_origin")
    if operation not in PUBLIC:
        bare = Caller(house.app)
        bare.client = caller.client
        problem(send(house, bare, operation, body), 403, "csrf")


def _revoked(house: House) -> Caller:
    caller = house.token("admin", "read", "tasks", "instances", "admin", "definitions", "incidents", "evidence", "messages")
    house.as_("admin").delete(f"/tokens/{house.ids['token']}")
    return caller


def _assignment(house: House) -> str:
    asker = house.people["asker"].id
    return str(house.as_("admin").get(f"/users/{asker}").get_json()["assignments"][0]["assignment_id"])
