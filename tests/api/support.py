"""Callers of the API: a browser that is signed in, a program with a token, somebody unknown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from api.auth import CSRF_HEADER, SESSION_COOKIE
from engine.bootstrap import Engine
from engine.commands.people.create_token import CreateToken
from engine.identity.sessions import open_session
from engine.kernel.actor import Actor
from engine.store.database import writing

V1 = "/api/v1"


class Caller:
    """Sends JSON below ``/api/v1``; ``headers`` go with every request."""

    def __init__(self, app: Flask, headers: dict[str, str] | None = None) -> None:
        self.client = app.test_client()
        self.headers = headers or {}

    def send(self, method: str, path: str, json: Any = None, *, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        body = {} if json is None else {"json": json}
        return self.client.open(V1 + path, method=method, headers={**self.headers, **(headers or {})}, **body, **more)

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.send("GET", path, **more)

    def post(self, path: str, json: Any = None, **more: Any) -> TestResponse:
        return self.send("POST", path, json, **more)

    def patch(self, path: str, json: Any, **more: Any) -> TestResponse:
        return self.send("PATCH", path, json, **more)

    def put(self, path: str, json: Any, **more: Any) -> TestResponse:
        return self.send("PUT", path, json, **more)

    def delete(self, path: str, **more: Any) -> TestResponse:
        return self.send("DELETE", path, **more)


def browser(app: Flask, engine: Engine, person: Actor) -> Caller:
    """Somebody whose browser has a session and sends its CSRF token."""
    assert person.id is not None
    with writing(engine.database) as db:
        made = open_session(db, person.id, now=engine.clock.now(), lasts=86_400, address="127.0.0.1", user_agent=None)
    caller = Caller(app, {CSRF_HEADER: made.csrf_token})
    caller.client.set_cookie(SESSION_COOKIE, made.session_id)
    return caller


def program(app: Flask, engine: Engine, person: Actor, *scopes: str, lasts: timedelta = timedelta(days=1)) -> Caller:
    """A program with a token of ``person``."""
    made = engine.execute(CreateToken("a program", scopes, engine.clock.now() + lasts), actor=person)
    return Caller(app, {"Authorization": f"Bearer {made.token}"})


def problem(response: TestResponse, status: int, code: str | None = None) -> dict[str, Any]:
    """The problem details of a refusal, which must be whole."""
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.content_type == "application/problem+json"
    body: dict[str, Any] = response.get_json(force=True)
    assert body["status"] == status
    assert body["detail"]
    assert body["detail_zh"]
    assert isinstance(body["faults"], list)
    assert "Traceback" not in response.get_data(as_text=True)
    if code is not None:
        assert body["code"] == code
    return body


def ok(response: TestResponse, status: int = 200) -> Any:
    """The JSON of a success."""
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json() if response.data else None
