"""``python -m tests.fuzz.api --count 20000 --seed 7``: many requests by the OpenAPI document, each answered as it says.

Schemathesis makes them, right and wrong ones, for a person who is signed in and may do everything. What is looked for: an answer
of 500 and more, a status, type of content or shape that is not documented, a method that is answered without being documented.
Every other request names things that there are, and brings headers that are wrong. Exits with 1 if something was found.
"""

from __future__ import annotations

import argparse
import logging
import random
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis
import schemathesis
from flask import Flask
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from werkzeug.test import TestResponse

from api.app import create_app
from api.auth import CSRF_HEADER, SESSION_COOKIE
from engine.bootstrap import Engine
from engine.commands.cases.start_instance import StartInstance
from engine.identity.sessions import open_session
from engine.kernel.actor import Actor
from engine.kernel.permissions import Permission
from engine.kernel.settings import Settings
from engine.store.database import writing
from tests.support import bundles
from tests.support.looking import open_tasks
from tests.support.people import People

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
GARBAGE = (
    "",
    " ",
    '"',
    "\x7f",
    "é",
    'W/"1"',
    '"99999999999999999999"',
    "*",
    "-1",
    "a" * 5_000,
    "zh;q=2,;;,=",
    "application/xml",
    "text/plain; charset=klingon",
)
HEADERS = (
    "If-Match",
    "If-None-Match",
    "Idempotency-Key",
    "Accept-Language",
    "Accept",
    "Content-Type",
    "Content-Encoding",
    "Cookie",
    "Origin",
    "Range",
    "Authorization",
    "X-HTTP-Method-Override",
)
BODIES = (b"", b"{", b"[]", b"null", b"\xff", b'{"a": 1e999}', b'{"a": "\\ud800"}', b"[" * 20_000, b"1" * 5_000, b"--x\r\n", b"{}{}")


@dataclass
class House:
    """An application with a procedure, a case and somebody who may do everything; ``known``: things that there are, by parameter."""

    engine: Engine
    app: Flask
    person: Actor
    known: dict[str, list[object]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def sign_in(self) -> None:
        with writing(self.engine.database) as db:
            made = open_session(db, self.person.id or "", now=self.engine.clock.now(), lasts=86_400, address="127.0.0.1", user_agent=None)
        self.headers = {CSRF_HEADER: made.csrf_token}
        self.cookies = {SESSION_COOKIE: made.session_id}


def furnished(engine: Engine, folder: Path) -> House:
    """A house of which requests can name something."""
    people = People(engine)
    people.role("root", *Permission)
    people.role("clerk")
    person = people.hire("root", "root", "clerk", permissions=tuple(Permission))
    bundles.deploy(engine, bundles.two_steps(start_form="note", extra='readers = ["clerk"]'))
    cases = [engine.execute(StartInstance("two_steps", {"text": "a", "amount": 1}), actor=person).instance_id for _ in range(3)]
    house = House(engine, create_app(engine, dist=folder / "dist"), person)
    house.known = {
        "instance_id": [*cases],
        "task_id": [task.id for case in cases for task in open_tasks(engine, case)],
        "procedure_id": ["two_steps"],
        "user_id": [people.hire("other", "clerk").id],
        "role_id": ["clerk"],
        "number": [1, 2**31, 2**63, 10**30],
        "path": ["two_steps.bpmn", "forms/note.form"],
        "subject": ["start:two_steps"],
        "calendar_id": ["standard", "always"],
    }
    house.sign_in()
    return house


@dataclass
class Found:
    """What was found, each kind once for each operation, and how many answers of each status there were."""

    requests: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    failures: dict[tuple[str, str], str] = field(default_factory=dict)

    def note(self, status: int) -> None:
        self.requests += 1
        self.statuses[status] += 1

    def note_raw(self, operation: str, body: bytes, response: TestResponse) -> None:
        self.note(response.status_code)
        if response.status_code >= 500:
            self.failures.setdefault((operation, "body"), f"{body[:60]!r} {response.get_data(as_text=True)[:300]}")

    def report(self) -> str:
        lines = [f"{operation}: {title}\n{text}" for (operation, title), text in self.failures.items()]
        return "\n\n".join([*lines, f"{self.requests} requests: {dict(sorted(self.statuses.items()))}"])


def try_all(house: House, each: int, seed: int, only: str = "") -> Found:
    """``each``: requests for each operation and each of right and wrong ones; ``only``: of this path."""
    load_all_checks()
    with _quiet():
        return _try_all(house, each, seed, only)


@contextmanager
def _quiet() -> Iterator[None]:
    """What is found is reported; the log would say it once more."""
    log = logging.getLogger("zhidu.api")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def _try_all(house: House, each: int, seed: int, only: str) -> Found:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", house.app)
    found, chance = Found(), random.Random(seed)
    for operation in schema.include(path=only).get_all_operations() if only else schema.get_all_operations():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                strategy = operation.ok().as_strategy(generation_mode=mode)  # type: ignore[union-attr]  # the document is ours
            except Exception:  # nothing can be wrong with an operation that takes nothing
                continue
            _try(house, strategy, each, chance, found)
    return found


def _try(house: House, strategy: Any, each: int, chance: random.Random, found: Found) -> None:
    @hypothesis.seed(chance.randrange(2**32))
    @hypothesis.settings(
        max_examples=each,
        database=None,
        deadline=None,
        derandomize=False,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.generate],
    )
    @hypothesis.given(strategy)
    def one(case: Any) -> None:
        _send(house, case, chance, found)

    try:
        one()
    except hypothesis.errors.Unsatisfiable:
        return


def _send(house: House, case: Any, chance: random.Random, found: Found) -> None:
    headers = dict(house.headers)
    case.headers.pop("Authorization", None)  # made up by the document: who comes in is for us to say
    case.cookies.clear()
    if chance.random() < 0.5:
        case.path_parameters = _of_the_house(house, case.path_parameters or {}, chance)
    if chance.random() < 0.3:
        headers[chance.choice(HEADERS)] = chance.choice(GARBAGE)
    operation = f"{case.method} {case.operation.path}"
    body = chance.choice(BODIES) if chance.random() < 0.05 and case.method != "GET" else None
    try:
        if body is not None:
            found.note_raw(operation, body, _sent_raw(house, case, headers, body))
            return
        response = case.call(headers=headers, cookies=house.cookies)
    except (UnicodeError, ValueError):
        return  # it cannot be written as a request at all
    found.note(response.status_code)
    if response.status_code == 401:
        house.sign_in()
    try:
        case.validate_response(response, checks=CHECKS, headers=headers)
    except (Failure, FailureGroup) as failure:
        for each in getattr(failure, "exceptions", [failure]):
            text = f"{each}\n{case.as_curl_command(headers)[:600]}\n{response.text[:400]}"
            found.failures.setdefault((operation, type(each).__name__), text)


def _of_the_house(house: House, parameters: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    return {name: chance.choice(house.known[name]) if name in house.known else value for name, value in parameters.items()}


def _sent_raw(house: House, case: Any, headers: Mapping[str, str], body: bytes) -> TestResponse:
    """A body that is no JSON, or not of the type that it is said to be."""
    client = house.app.test_client()
    client.set_cookie(SESSION_COOKIE, house.cookies[SESSION_COOKIE])
    sent = {"Content-Type": "application/json", **headers}
    return client.open(case.formatted_path, method=case.method, headers=sent, data=body)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.api", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="requests, about")
    parser.add_argument("--seed", type=int)
    asked = parser.parse_args()
    seed = secrets.randbelow(10**9) if asked.seed is None else asked.seed
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = Engine(Settings(database_url=f"sqlite:///{folder}/zhidu.db", data_dir=folder, scheduler=False))
        engine.migrate()
        house = furnished(engine, folder)
        operations = sum(rule.rule.startswith("/api/v1") for rule in house.app.url_map.iter_rules())
        found = try_all(house, max(1, asked.count // (2 * operations)), seed)
        engine.close()
    print(found.report())
    print(f"seed {seed}: {len(found.failures)} found in {time.monotonic() - begun:.0f} s")
    return 1 if found.failures else 0


if __name__ == "__main__":
    sys.exit(main())
