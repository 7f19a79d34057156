"""A house with a procedure, people, and the API in front of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from api.app import create_app
from engine.bootstrap import Engine
from engine.kernel.actor import Actor
from engine.kernel.permissions import Permission
from tests.api.agreement import hold_to_documentation
from tests.api.support import Caller, browser
from tests.support import bundles
from tests.support.people import People


@dataclass
class House:
    """``clerk`` and ``colleague`` may do the tasks, ``admin`` everything, ``stranger`` nothing."""

    engine: Engine
    app: Flask
    clerk: Actor
    colleague: Actor
    admin: Actor
    stranger: Actor

    def as_(self, person: Actor) -> Caller:
        return browser(self.app, self.engine, person)


PERMISSIONS = tuple(Permission)


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: Path) -> Flask:
    made = create_app(sqlite_engine, dist=tmp_path / "dist")
    made.testing = True
    hold_to_documentation(made)
    return made


@pytest.fixture
def house(sqlite_engine: Engine, app: Flask) -> House:
    people = People(sqlite_engine)
    people.role("root", *PERMISSIONS)
    people.role("requester")
    made = House(
        engine=sqlite_engine,
        app=app,
        clerk=people.hire("clerk", "clerk"),
        colleague=people.hire("colleague", "clerk"),
        admin=people.hire("admin", "root", permissions=PERMISSIONS),
        stranger=people.hire("stranger", "requester"),
    )
    bundles.deploy(sqlite_engine, bundles.two_steps(start_form="note", extra='readers = ["clerk"]'))
    return made


@pytest.fixture
def clerk(house: House) -> Caller:
    return house.as_(house.clerk)


@pytest.fixture
def colleague(house: House) -> Caller:
    return house.as_(house.colleague)


@pytest.fixture
def admin(house: House) -> Caller:
    return house.as_(house.admin)


@pytest.fixture
def stranger(house: House) -> Caller:
    return house.as_(house.stranger)


@pytest.fixture
def owner(house: House) -> Caller:
    """Holds the owner's role of the test procedures, and may deploy."""
    people = People(house.engine)
    people.role("publisher", Permission.DEFINITIONS_DEPLOY)
    return house.as_(people.hire("owner", "clerk", "publisher"))


@pytest.fixture
def nobody(house: House) -> Caller:
    return Caller(house.app)


@pytest.fixture
def case(clerk: Caller) -> str:
    """The id of a case that waits at its first step."""
    started = clerk.post("/instances", {"procedure_id": "two_steps", "submission": {"text": "a", "amount": 1}})
    assert started.status_code == 201, started.get_data(as_text=True)
    return str(started.get_json()["instance_id"])


@pytest.fixture
def task(clerk: Caller, case: str) -> str:
    """The id of the task that the case waits at."""
    rows = clerk.get("/inbox?view=roles").get_json()["items"]
    assert len(rows) == 1
    return str(rows[0]["task_id"])
