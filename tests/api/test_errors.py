"""Every refusal is a problem that a person can read in both languages, and tells nothing of our insides."""

from __future__ import annotations

import errno
import io
import logging
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import engine.kernel.errors as tree
from api.app import create_app
from api.errors import status_of
from engine.bootstrap import Engine
from engine.kernel.settings import Settings
from engine.kernel.texts import Text
from tests.api.conftest import House
from tests.api.support import V1, Caller, problem, program


def open_routes(app: Flask) -> set[tuple[str, str]]:
    return {("GET", f"{V1}/health"), ("POST", f"{V1}/session"), ("GET", f"{V1}/openapi.json")}


def all_routes(app: Flask) -> list[tuple[str, str]]:
    """(method, path) of every route of the API, with something for each parameter."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(V1):
            path = rule.rule
            for name in rule.arguments:
                path = path.replace(f"<int:{name}>", "1").replace(f"<path:{name}>", "x").replace(f"<{name}>", "x")
            found += [(method, path) for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]
    return found


def test_no_route_lets_in_who_is_not_signed_in(house: House, nobody: Caller) -> None:
    closed = [each for each in all_routes(house.app) if each not in open_routes(house.app)]
    assert len(closed) > 60
    for method, path in closed:
        problem(nobody.send(method, path.removeprefix(V1), {} if method != "GET" else None), 401, "not_authenticated")


def test_no_change_is_made_with_the_cookie_alone(house: House, clerk: Caller) -> None:
    for method, path in all_routes(house.app):
        if method != "GET" and (method, path) not in open_routes(house.app):
            problem(clerk.client.open(path, method=method, json={}), 403, "csrf")


def test_every_route_asks_for_a_scope(house: House) -> None:
    """A token that may only send messages opens nothing else."""
    caller = program(house.app, house.engine, house.clerk, "messages")
    allowed = {(method, path) for method, path in all_routes(house.app) if path in {f"{V1}/messages", f"{V1}/signals"}}
    for method, path in all_routes(house.app):
        if (method, path) not in open_routes(house.app) | allowed:
            problem(caller.send(method, path.removeprefix(V1), {} if method != "GET" else None), 403, "scope_missing")


def every_error() -> list[type[tree.ZhiduError]]:
    return [each for each in vars(tree).values() if isinstance(each, type) and issubclass(each, tree.ZhiduError)]


def test_every_error_of_the_tree_has_a_status() -> None:
    statuses = {each: status_of(each(Text.same("a"))) for each in every_error()}
    assert statuses == {
        tree.ZhiduError: 500,
        tree.Refusal: 422,
        tree.NotFound: 404,
        tree.Forbidden: 403,
        tree.NotAuthenticated: 401,
        tree.Conflict: 409,
        tree.StaleVersion: 412,
        tree.TooManyAttempts: 429,
        tree.LimitExceeded: 422,
        tree.InvalidInput: 422,
        tree.Unavailable: 503,
        tree.Broken: 500,
    }


def test_an_address_or_a_method_that_there_is_not(clerk: Caller) -> None:
    problem(clerk.get("/nothing"), 404)
    response = clerk.send("PUT", "/inbox", {})
    problem(response, 405)
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"submission": {"amount": NaN}}', "application/json", 400),
        (b'{"submission": {"amount": Infinity}}', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"submission=1", "application/x-www-form-urlencoded", 415),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b'{"submission": 1}', "application/json", 422),
        (b"", "application/json", 400),
    ],
)
def test_bodies_that_cannot_be_read(clerk: Caller, task: str, body: bytes, content_type: str, status: int) -> None:
    problem(clerk.send("POST", f"/tasks/{task}/complete", data=body, content_type=content_type), status)


def test_a_body_that_is_too_large(clerk: Caller, task: str) -> None:
    problem(clerk.post(f"/tasks/{task}/complete", {"submission": {"text": "x" * 1024 * 1024}}), 413)


def test_faults_name_their_place_and_speak_both_languages(clerk: Caller) -> None:
    body = problem(clerk.post("/instances", {"procedure_id": 1, "extra": True, "submission": None}), 422, "invalid_input")
    faults = {fault["where"]: (fault["en"], fault["zh"]) for fault in body["faults"]}
    assert faults == {
        "procedure_id": ("Not a valid string.", "必须是文本。"),
        "extra": ("Unknown field.", "未知的字段。"),
        "submission": ("Field may not be null.", "不能为空。"),
    }


def test_faults_of_a_form_name_its_fields(clerk: Caller, task: str) -> None:
    body = problem(clerk.post(f"/tasks/{task}/complete", {"submission": {"amount": "many"}}), 422, "submission_invalid")
    assert body["faults"] == [
        {"where": "amount", "code": "wrong_type", "en": "“amount” must be a number.", "zh": "“amount”必须是数字。", "file": None}
    ]


def test_a_filter_that_is_misspelt_is_not_ignored(clerk: Caller) -> None:
    body = problem(clerk.get("/inbox?vieww=mine"), 422)
    assert body["faults"][0]["where"] == "vieww"


def test_what_nobody_expected(house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("a secret of our insides")

    app = create_app(house.engine, dist=tmp_path)
    monkeypatch.setattr(Engine, "ask", broken)
    with caplog.at_level(logging.ERROR):
        response = app.test_client().get(f"{V1}/inbox", headers={"Authorization": "Bearer x"})
    body = problem(response, 500, "internal_error")
    assert "secret" not in response.get_data(as_text=True)
    assert body["incident"] in caplog.text
    assert "a secret of our insides" in caplog.text


def test_headers_of_every_answer(clerk: Caller, nobody: Caller) -> None:
    for response in (clerk.get("/inbox"), nobody.get("/inbox"), nobody.get("/health"), nobody.get("/nothing")):
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert response.headers["Cache-Control"] == "no-store"
        assert "Server" not in response.headers


def test_the_same_fault_again_is_not_said_again(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Thousands of the same would fill the disk; the number that the caller is given is the one that the log has."""

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("again")

    app = create_app(house.engine, dist=tmp_path)
    monkeypatch.setattr(Engine, "ask", broken)
    with caplog.at_level(logging.ERROR):
        answers = [app.test_client().get(f"{V1}/inbox", headers={"Authorization": "Bearer x"}) for _ in range(50)]
    numbers = {problem(each, 500, "internal_error")["incident"] for each in answers}
    assert len(numbers) == 1
    assert len([record for record in caplog.records if record.name == "zhidu.api"]) == 1
    assert numbers.pop() in caplog.text


def test_a_database_that_is_away_is_503_and_said_once(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    away = Engine(Settings(database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing", lock_wait_seconds=0.01))
    client = create_app(away, dist=tmp_path).test_client()
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            answer = client.get(f"{V1}/inbox", headers={"Authorization": "Bearer x"})
            assert problem(answer, 503, "database_away")["retry_after"] == 5
            assert answer.headers["Retry-After"] == "5"
    (record,) = [record for record in caplog.records if record.name == "zhidu.api"]
    assert "database_away" in record.getMessage()
    assert record.exc_info is None
    away.close()


def test_a_disk_that_takes_no_upload_is_503(clerk: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("engine.attachments.content.tempfile.mkstemp", full)
    answer = clerk.post("/attachments", data={"file": (io.BytesIO(b"some text"), "a.txt")}, content_type="multipart/form-data")
    problem(answer, 503, "disk_full")


def test_a_body_that_finds_no_room_is_503(house: House, tmp_path: Path) -> None:
    app = create_app(house.engine, dist=tmp_path)

    @app.before_request
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    problem(app.test_client().get(f"{V1}/inbox"), 503, "disk_full")


@pytest.mark.parametrize(
    "number",
    [
        "0.1234567890123456789",
        "123456789012345678901234567890",
        "18446744073709551615",
        "9007199254740993.5",
        "1.00000000000000000001",
        "1e-400",
        "1e400",
        "-" + "9" * 5_000,
    ],
)
def test_a_number_that_would_lose_digits_is_refused(clerk: Caller, number: str) -> None:
    body = f'{{"procedure_id": "two_steps", "submission": {{"text": "a", "amount": [1, {{"b": {number}}}]}}}}'
    answer = clerk.post("/instances", data=body, content_type="application/json")
    if answer.status_code == 400:  # no number of JSON at all, for the parser
        assert number in {"1e400"} or len(number) > 1_000
        return
    assert [(fault["where"], fault["code"]) for fault in problem(answer, 422, "invalid_input")["faults"]] == [
        ("submission", "number_not_storable")
    ]


@pytest.mark.parametrize(
    "number", ["0.1", "123456789.12345678", "9007199254740991", "1e-300", "0.30000000000000004", "1.50000000000000000000"]
)
def test_a_number_that_is_kept_as_it_is_is_taken(clerk: Caller, number: str) -> None:
    body = f'{{"procedure_id": "two_steps", "submission": {{"text": "1234567890.12345678901234567890", "amount": {number}}}}}'
    assert clerk.post("/instances", data=body, content_type="application/json").status_code == 201
