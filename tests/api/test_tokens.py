"""API tokens: scopes, expiry, revocation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.kernel.clock import ManualClock
from tests.api.conftest import House
from tests.api.support import Caller, ok, problem, program


def expiry(house: House) -> str:
    return (house.engine.clock.now() + timedelta(days=1)).isoformat()


def test_a_token_is_shown_once(house: House, clerk: Caller) -> None:
    made = ok(clerk.post("/tokens", {"name": "bot", "scopes": ["tasks"], "expires_at": expiry(house)}), 201)
    listed = ok(clerk.get("/tokens"))["items"]
    assert [each["token_id"] for each in listed] == [made["token_id"]]
    assert made["token"] not in clerk.get("/tokens").get_data(as_text=True)
    caller = Caller(house.app, {"Authorization": f"Bearer {made['token']}"})
    assert ok(caller.get("/inbox"))["items"] == []


def test_a_program_needs_no_csrf_token_but_a_scope(house: House, task: str) -> None:
    ok(program(house.app, house.engine, house.clerk, "tasks").post(f"/tasks/{task}/claim"))
    reader = program(house.app, house.engine, house.clerk, "read")
    ok(reader.get(f"/tasks/{task}"))
    body = problem(reader.post(f"/tasks/{task}/complete", {"submission": {}}), 403, "scope_missing")
    assert "tasks:write" in body["detail"]


def test_a_token_never_changes_a_password(house: House) -> None:
    caller = program(house.app, house.engine, house.clerk, "read", "tasks", "instances", "admin")
    problem(caller.post("/session/password", {"current": "x", "password": "y"}), 403, "scope_missing")


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer ", "Basic Y2xlcms6eA=="])
def test_what_is_no_token(house: House, header: str) -> None:
    response = Caller(house.app, {"Authorization": header}).get("/inbox")
    problem(response, 401, "not_authenticated")
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_expires(house: House, clock: ManualClock) -> None:
    caller = program(house.app, house.engine, house.clerk, "read", lasts=timedelta(hours=1))
    ok(caller.get("/inbox"))
    clock.advance(timedelta(hours=1))
    problem(caller.get("/inbox"), 401)


def test_a_revoked_token_is_worthless(house: House, clerk: Caller) -> None:
    made = ok(clerk.post("/tokens", {"name": "bot", "scopes": ["read"], "expires_at": expiry(house)}), 201)
    ok(clerk.delete(f"/tokens/{made['token_id']}"), 204)
    problem(Caller(house.app, {"Authorization": f"Bearer {made['token']}"}).get("/inbox"), 401)


def test_nobody_touches_the_tokens_of_others(house: House, clerk: Caller, stranger: Caller) -> None:
    made = ok(clerk.post("/tokens", {"name": "bot", "scopes": ["read"], "expires_at": expiry(house)}), 201)
    assert stranger.delete(f"/tokens/{made['token_id']}").status_code in {403, 404}
    assert ok(stranger.get("/tokens"))["items"] == []


def test_unknown_scopes_and_times_without_a_zone(house: House, clerk: Caller) -> None:
    problem(clerk.post("/tokens", {"name": "bot", "scopes": ["everything"], "expires_at": expiry(house)}), 422)
    body = problem(clerk.post("/tokens", {"name": "bot", "scopes": [], "expires_at": "2026-03-03T00:00"}), 422, "invalid_input")
    assert {fault["where"] for fault in body["faults"]} == {"scopes", "expires_at"}


def test_a_repeated_request_for_a_token_does_not_find_the_first_one_stored(house: House, clerk: Caller) -> None:
    body = {"name": "bot", "scopes": ["read"], "expires_at": expiry(house)}
    answers = [ok(clerk.post("/tokens", body, headers={"Idempotency-Key": "k"}), 201)["token"] for _ in range(2)]
    assert answers[0] != answers[1]
