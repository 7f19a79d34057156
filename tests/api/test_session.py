"""Signing in, sessions, CSRF, throttling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.cookies import Morsel, SimpleCookie
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from api.app import create_app
from api.auth import CSRF_HEADER, SESSION_COOKIE
from engine.bootstrap import Engine
from engine.commands.people.set_password import SetPassword
from engine.kernel.actor import SYSTEM
from engine.kernel.clock import ManualClock
from tests.api.conftest import House
from tests.api.support import Caller, ok, problem

PASSWORD = "correct horse battery staple"


@pytest.fixture
def known(house: House) -> House:
    """The clerk has a password that need not be changed."""
    from sqlalchemy import update

    from engine.identity.passwords import hash_password
    from engine.identity.tables import app_user
    from engine.store.database import writing

    with writing(house.engine.database) as db:
        db.execute(update(app_user).where(app_user.c.id == house.clerk.id).values(password_hash=hash_password(PASSWORD)))
    return house


def sign_in(caller: Caller, password: str = PASSWORD, **more: object) -> TestResponse:
    return caller.post("/session", {"username": "clerk", "password": password}, **more)


def cookie(response: TestResponse) -> Morsel[str]:
    found: SimpleCookie = SimpleCookie()
    found.load(response.headers["Set-Cookie"])
    return found[SESSION_COOKIE]


def test_signing_in_gives_a_session_that_scripts_and_other_sites_cannot_use(known: House, nobody: Caller) -> None:
    response = sign_in(nobody)
    body = ok(response)
    assert body["user"]["username"] == "clerk"
    assert [held["role"]["id"] for held in body["roles"]] == ["clerk"]
    given = cookie(response)
    assert given["httponly"]
    assert given["samesite"] == "Lax"
    assert given["path"] == "/"
    assert not given["secure"]
    assert ok(nobody.get("/session"))["csrf_token"] == body["csrf_token"]


def test_behind_https_the_cookie_is_secure(known: House) -> None:
    known.engine.settings = replace(known.engine.settings, public_url="https://desk.example.com")
    response = sign_in(Caller(create_app(known.engine)))
    assert cookie(response)["secure"]
    assert response.headers["Strict-Transport-Security"]


@pytest.mark.parametrize(("username", "password"), [("clerk", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_password_and_an_unknown_name_look_the_same(known: House, nobody: Caller, username: str, password: str) -> None:
    body = problem(nobody.post("/session", {"username": username, "password": password}), 401, "wrong_credentials")
    assert body["detail"] == "Expected a user name and its password, but they do not belong together."


def test_guessing_is_slowed_down(known: House, nobody: Caller) -> None:
    for _ in range(5):
        problem(sign_in(nobody, "wrong"), 401)
    response = sign_in(nobody)
    body = problem(response, 429, "too_many_attempts")
    assert int(response.headers["Retry-After"]) == body["retry_after"] > 0


def test_guessing_the_present_password_with_a_session_is_slowed_down(clerk: Caller) -> None:
    change = {"current": "wrong", "password": "a long new password"}
    for _ in range(5):
        problem(clerk.post("/session/password", change), 422)
    right = clerk.post("/session/password", change | {"current": PASSWORD})
    assert problem(right, 429, "too_many_attempts")["retry_after"] > 0


def test_a_session_id_that_was_planted_is_not_taken_over(known: House, nobody: Caller) -> None:
    nobody.client.set_cookie(SESSION_COOKIE, "planted")
    given = cookie(sign_in(nobody)).value
    assert given != "planted"
    stranger = Caller(known.app)
    stranger.client.set_cookie(SESSION_COOKIE, "planted")
    problem(stranger.get("/session"), 401)


def test_signing_in_again_ends_the_browsers_earlier_session(known: House, nobody: Caller) -> None:
    first = cookie(sign_in(nobody)).value
    assert cookie(sign_in(nobody)).value != first
    earlier = Caller(known.app)
    earlier.client.set_cookie(SESSION_COOKIE, first)
    problem(earlier.get("/session"), 401)


def test_signing_out_everywhere_ends_the_other_sessions(known: House) -> None:
    here, there = Caller(known.app), Caller(known.app)
    sign_in(here)
    sign_in(there)
    token = ok(here.get("/session"))["csrf_token"]
    ok(here.delete("/session?everywhere=true", headers={"X-CSRF-Token": token}), 204)
    ok(here.get("/session"))
    problem(there.get("/session"), 401, "not_authenticated")


def test_signing_out_ends_the_session_on_the_server(house: House, clerk: Caller) -> None:
    kept = clerk.client.get_cookie(SESSION_COOKIE)
    assert kept is not None
    ok(clerk.delete("/session"), 204)
    assert clerk.client.get_cookie(SESSION_COOKIE) is None
    clerk.client.set_cookie(SESSION_COOKIE, kept.value)
    problem(clerk.get("/session"), 401, "not_authenticated")


def test_an_idle_session_ends(house: House, clerk: Caller, clock: ManualClock) -> None:
    clock.advance(timedelta(hours=7))
    ok(clerk.get("/session"))
    clock.advance(timedelta(hours=7))
    ok(clerk.get("/session"))
    clock.advance(timedelta(hours=8))
    problem(clerk.get("/session"), 401)


def test_a_change_needs_the_sessions_token(house: House, clerk: Caller, colleague: Caller, task: str) -> None:
    others = colleague.headers[CSRF_HEADER]
    for wrong in ({}, {CSRF_HEADER: ""}, {CSRF_HEADER: others}, {CSRF_HEADER: "ä"}):
        response = clerk.client.post(f"/api/v1/tasks/{task}/claim", headers=wrong)
        problem(response, 403, "csrf")
    ok(clerk.post(f"/tasks/{task}/claim"))


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example.com"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)
def test_a_change_must_come_from_our_own_pages(clerk: Caller, task: str, headers: dict[str, str]) -> None:
    problem(clerk.post(f"/tasks/{task}/claim", headers=headers), 403, "foreign_origin")
    ok(clerk.post(f"/tasks/{task}/claim", headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}))


def test_nobody_is_signed_in_from_another_site(known: House, nobody: Caller) -> None:
    problem(sign_in(nobody, headers={"Origin": "https://evil.example.com"}), 403, "foreign_origin")


def test_a_one_time_password_opens_nothing_but_its_change(known: House, nobody: Caller) -> None:
    assert known.clerk.id is not None
    known.engine.execute(SetPassword(known.clerk.id, "one time only 2026"), actor=SYSTEM)
    session = ok(sign_in(nobody, "one time only 2026"))
    assert session["must_change_password"] is True
    nobody.headers[CSRF_HEADER] = session["csrf_token"]
    problem(nobody.get("/inbox"), 403, "password_change_required")
    problem(nobody.post("/session/password", {"current": "wrong", "password": PASSWORD}), 422)
    changed = ok(nobody.post("/session/password", {"current": "one time only 2026", "password": PASSWORD}))
    assert changed["must_change_password"] is False
    ok(nobody.get("/inbox"))


def test_a_changed_password_gives_the_browser_a_new_session_and_token(known: House, nobody: Caller) -> None:
    before = ok(sign_in(nobody))["csrf_token"]
    old = nobody.client.get_cookie(SESSION_COOKIE)
    nobody.headers[CSRF_HEADER] = before
    changed = ok(nobody.post("/session/password", {"current": PASSWORD, "password": "a long new password"}))
    fresh = nobody.client.get_cookie(SESSION_COOKIE)
    assert old is not None and fresh is not None and old.value != fresh.value
    assert changed["csrf_token"] != before
    stolen = Caller(known.app)
    stolen.client.set_cookie(SESSION_COOKIE, old.value)
    problem(stolen.get("/inbox"), 401)
    nobody.headers[CSRF_HEADER] = changed["csrf_token"]
    ok(nobody.patch("/session", {"locale": "en"}))


def test_language(clerk: Caller) -> None:
    assert ok(clerk.patch("/session", {"locale": "en"}))["user"]["locale"] == "en"
    assert ok(clerk.get("/session"))["user"]["locale"] == "en"
    problem(clerk.patch("/session", {"locale": "fr"}), 422)


@pytest.fixture
def logging_app(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Flask]:
    sqlite_engine.settings = replace(sqlite_engine.settings, access_log=True)
    yield create_app(sqlite_engine, dist=tmp_path)


def test_the_access_log_tells_no_secrets(logging_app: Flask, capfd: pytest.CaptureFixture[str]) -> None:
    logging_app.test_client().get("/api/v1/inbox?text=secret")
    line = capfd.readouterr().err
    assert '"path":"/api/v1/inbox"' in line
    assert '"status":401' in line
    assert "secret" not in line


def test_who_comes_in_costs_one_statement(house: House, clerk: Caller) -> None:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(house.engine.database, "before_cursor_execute", note)
    ok(clerk.get("/session"))
    event.remove(house.engine.database, "before_cursor_execute", note)
    selects = [each for each in statements if each.startswith("SELECT")]
    assert len(selects) == 2, "one for the session with its roles, one for the organisation"
    assert len([each for each in selects if "session" in each]) == 1
