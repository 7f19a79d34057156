"""A house with two customers, a case of the first, and people who have all kinds of business with it, or none."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from api.app import create_app
from engine.bootstrap import Engine
from engine.commands.organisation.change_customer import CreateCustomer
from engine.commands.people.create_token import CreateToken
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.clock import ManualClock
from engine.kernel.permissions import Permission
from tests.api.support import Caller, browser, ok
from tests.support import bundles
from tests.support.bundles import end_event, flow, start_event, user_task
from tests.support.people import People
from tests.unit.dmn.drawing import decision, definitions, input_data, literal

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
FACTS = """
public = ["text"]
requester = "requester"
customer = "customer"
title = "text"
readers = ["desk", "engineer"]
"""
TABLES = """
[[start]]
form = "call"
roles = ["desk"]
[[facts]]
variable = "text"
kind = "text"
name = {zh = "内容", en = "Text"}
[[facts]]
variable = "secret"
kind = "text"
name = {zh = "内部", en = "Inside"}
[messages.withdrawn]
form = "reason"
roles = ["requester", "desk"]
"""


@dataclass
class House:
    """``asker`` belongs to the first customer and raised the case; ``other`` belongs to the second, and ``engineer`` works for it only.

    ``robot`` is a technical account.
    """

    engine: Engine
    app: Flask
    people: dict[str, Actor]
    customers: tuple[str, str]
    case: str = ""
    task: str = ""
    file: str = ""
    ids: dict[str, str] = field(default_factory=dict)

    def as_(self, name: str) -> Caller:
        return browser(self.app, self.engine, self.people[name])

    def token(self, name: str, *scopes: str) -> Caller:
        made = self.engine.execute(CreateToken("a program", scopes, self.engine.clock.now() + timedelta(hours=1)), actor=self.people[name])
        self.ids["token"] = made.token_id
        return Caller(self.app, {"Authorization": f"Bearer {made.token}"})


@pytest.fixture
def house(sqlite_engine: Engine, clock: ManualClock, tmp_path: Path) -> House:
    staff = People(sqlite_engine)
    first, second = (sqlite_engine.execute(CreateCustomer(code, code, code), actor=SYSTEM) for code in ("first", "second"))
    staff.role("root", *Permission)
    staff.role("auditor", Permission.CASES_READ_ALL, Permission.EVIDENCE_READ)
    people = {
        "asker": staff.hire("asker", "requester", belongs_to=first),
        "other": staff.hire("other", "requester", belongs_to=second),
        "engineer": staff.hire("engineer", "engineer", customer=second),
        "auditor": staff.hire("auditor", "auditor", permissions=(Permission.CASES_READ_ALL, Permission.EVIDENCE_READ)),
        "desk": staff.hire("desk", "desk"),
        "admin": staff.hire("admin", "root", permissions=tuple(Permission)),
        "robot": staff.hire("robot", "desk", technical=True),
    }
    staff.role("clerk")
    app = create_app(sqlite_engine, dist=tmp_path / "dist")
    made = House(sqlite_engine, app, people, (first, second))
    bundles.deploy(sqlite_engine, _procedure())
    _raise_case(made)
    return made


def _procedure() -> dict[str, bytes]:
    withdrawn = '<bpmn:message id="withdrawn" name="withdrawn"/>'
    body = "".join(
        [
            start_event(),
            user_task("work", form="work", groups="desk,engineer"),
            bundles.boundary("withdraw", "work", '<bpmn:messageEventDefinition messageRef="withdrawn"/>'),
            end_event(),
            end_event("gone"),
            flow("start", "work"),
            flow("work", "end"),
            flow("withdraw", "gone"),
        ]
    )
    forms = {
        "ask": bundles.form("ask", "text", "file:filepicker"),
        "call": bundles.form("call", "text", "requester", "customer"),
        "work": bundles.form("work", "text", "secret", "file:filepicker"),
        "reason": bundles.form("reason", "reason"),
    }
    more = {"answer.dmn": definitions(decision("answer", literal("text"), ["i_text"]), input_data("text"))}
    files = bundles.files(
        "asked", body, before=withdrawn, forms=forms, start_form="ask", start_roles=("requester",), extra=FACTS, more=more
    )
    files["procedure.toml"] += b"\nportal = true\n" + TABLES.encode()
    return files


def _raise_case(house: House) -> None:
    asker = house.as_("asker")
    house.file = upload(asker)
    started = ok(asker.post("/instances", {"procedure_id": "asked", "submission": {"text": "help", "file": [house.file]}}), 201)
    house.case = started["instance_id"]
    house.task = ok(house.as_("desk").get("/inbox?view=roles"))["items"][0]["task_id"]


def upload(caller: Caller, name: str = "a.png", content: bytes = PNG) -> str:
    response = caller.send("POST", "/attachments", data={"file": (io.BytesIO(content), name)})
    return str(ok(response, 201)["attachment_id"])
