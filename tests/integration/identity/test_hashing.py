"""Passwords are hashed while no transaction is open: a sign-in holds nobody up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine.bootstrap import Engine
from engine.commands.organisation.load_demonstration import LoadDemonstration
from engine.commands.organisation.set_up_organisation import SetUpOrganisation
from engine.commands.people import hashing
from engine.commands.people.create_user import CreateUser
from engine.commands.people.set_password import ConfirmPassword, SetPassword
from engine.commands.people.sign_in import SignIn
from engine.identity import passwords
from engine.identity.rules import ANONYMOUS
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.permissions import Permission
from engine.kernel.texts import Text
from tests.support.people import People

OLD, NEW = "correct horse 7", "battery staple 8"
Watched = list[int]


@pytest.fixture
def watched(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """How many connections of the database were in use at each hash."""
    seen: Watched = []

    def watching(name: str) -> Callable[..., Any]:
        real: Callable[..., Any] = getattr(passwords, name)

        def watch(*given: Any) -> Any:
            seen.append(engine.database.pool.checkedout())  # type: ignore[attr-defined]
            return real(*given)

        return watch

    for name in ("hash_password", "password_matches"):
        monkeypatch.setattr(hashing, name, watching(name))
    return seen


@pytest.fixture
def clerk(engine: Engine, people: People) -> Actor:
    person = people.hire("li", "clerk")
    engine.execute(SetPassword(person.id or "", OLD), actor=people.hire("root", "root", permissions=tuple(Permission)))
    return person


@pytest.mark.parametrize(("username", "password"), [("li", OLD), ("li", "wrong"), ("nobody", OLD)])
def test_a_sign_in_hashes_outside_and_once_whoever_signs_in(
    engine: Engine, clerk: Actor, watched: Watched, username: str, password: str
) -> None:
    engine.execute(SignIn(username, password, "192.0.2.1"), actor=ANONYMOUS)
    assert watched == [0]


def test_a_hash_of_other_parameters_is_made_anew_outside(
    engine: Engine, clerk: Actor, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.commands.people.sign_in.needs_rehash", lambda _: True)
    assert engine.execute(SignIn("li", OLD, "192.0.2.1"), actor=ANONYMOUS).signed_in is not None
    assert watched == [0, 0]
    assert engine.execute(SignIn("li", OLD, "192.0.2.1"), actor=ANONYMOUS).signed_in is not None


def test_an_attempt_that_must_wait_is_not_hashed(engine: Engine, clerk: Actor, watched: Watched) -> None:
    for _ in range(30):
        last = engine.execute(SignIn("li", "wrong", "192.0.2.1"), actor=ANONYMOUS)
    assert last.refusal is not None
    assert last.refusal.reason_code == "too_many_attempts"
    assert len(watched) < 20


def test_changing_a_password_hashes_outside(engine: Engine, clerk: Actor, watched: Watched) -> None:
    assert engine.execute(ConfirmPassword(OLD, "192.0.2.1"), actor=clerk).refusal is None
    engine.execute(SetPassword(clerk.id or "", NEW, OLD), actor=clerk)
    assert watched == [0, 0, 0]
    assert engine.execute(SignIn("li", NEW, "192.0.2.1"), actor=ANONYMOUS).signed_in is not None


def test_people_are_made_with_a_hash_from_outside(engine: Engine, people: People, watched: Watched) -> None:
    root = people.hire("root", "root", permissions=tuple(Permission))
    engine.execute(CreateUser("wang", "王", "Wang", NEW), actor=root)
    assert watched == [0]
    assert engine.execute(SignIn("wang", NEW, "192.0.2.1"), actor=ANONYMOUS).signed_in is not None


def test_the_first_start_hashes_outside(engine: Engine, watched: Watched) -> None:
    engine.execute(SetUpOrganisation(Text("House", "单位"), "Asia/Shanghai", "admin", NEW), actor=SYSTEM)
    engine.execute(LoadDemonstration(NEW), actor=SYSTEM)
    assert watched == [0, 0]


def test_a_password_that_is_changed_meanwhile_counts(engine: Engine, clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the hash and the transaction that decides by it."""
    real, changed = passwords.password_matches, False

    def matches(stored: str | None, password: str) -> bool:
        nonlocal changed
        found = real(stored, password)
        if not changed:
            changed = True
            engine.execute(SetPassword(clerk.id or "", NEW, OLD), actor=clerk)
        return found

    monkeypatch.setattr(hashing, "password_matches", matches)
    assert engine.execute(SignIn("li", OLD, "192.0.2.1"), actor=ANONYMOUS).signed_in is None
