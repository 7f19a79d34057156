"""Every verb in every state of a task, for every kind of person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.kernel.actor import Actor, RoleHeld
from engine.kernel.errors import Conflict, Forbidden
from engine.kernel.permissions import Permission
from engine.tasks import rules
from engine.tasks.rules import Task

NOW = datetime(2026, 3, 2, tzinfo=UTC)
CANDIDATES = frozenset({"role:clerk", "user:named"})


def task(**changes: Any) -> Task:
    values: dict[str, Any] = {
        **dict.fromkeys(Task.__slots__),
        "id": "t",
        "instance_id": "i",
        "name_zh": "甲",
        "name_en": "A",
        "state": "open",
        "priority": 50,
        "attempt": 1,
        "properties": {},
        "created_at": NOW,
        "due_order": NOW,
        "version": 1,
        "candidates": CANDIDATES,
        "has_draft": False,
        "offered_to": " ",
    }
    return Task(**(values | changes))


def person(name: str, *roles: RoleHeld, permissions: frozenset[str] = frozenset()) -> Actor:
    return Actor(kind="person", id=name, roles=roles, permissions=permissions)


CLERK, OTHER, STRANGER = person("li", RoleHeld("clerk")), person("wu", RoleHeld("clerk")), person("zhao", RoleHeld("guard"))
LEAD = person("lead", RoleHeld("clerk"), permissions=frozenset({Permission.TASKS_ASSIGN}))
ADMIN = person("admin", permissions=frozenset({Permission.INSTANCES_ADMINISTER}))


@pytest.mark.parametrize(
    ("actor", "changes", "allowed"),
    [
        (CLERK, {}, {"claim", "complete"}),
        (person("named"), {}, {"claim", "complete"}),
        (STRANGER, {}, set()),
        (LEAD, {}, {"claim", "complete", "assign"}),
        (ADMIN, {}, {"assign"}),
        (CLERK, {"assignee_id": "li"}, {"unclaim", "delegate", "complete"}),
        (CLERK, {"assignee_id": "li", "candidates": ()}, {"delegate", "complete"}),
        (OTHER, {"assignee_id": "li"}, set()),
        (LEAD, {"assignee_id": "li"}, {"assign"}),
        (OTHER, {"assignee_id": "wu", "owner_id": "li", "delegation": "pending"}, {"resolve"}),
        (CLERK, {"assignee_id": "wu", "owner_id": "li", "delegation": "pending"}, set()),
        (CLERK, {"assignee_id": "li", "owner_id": "li", "delegation": "resolved"}, {"unclaim", "delegate", "complete"}),
        (CLERK, {"state": "completed"}, set()),
        (ADMIN, {"state": "cancelled"}, set()),
        (person("c1", RoleHeld("clerk", customer="c1")), {"customer_id": "c1"}, {"claim", "complete"}),
        (person("c2", RoleHeld("clerk", customer="c2")), {"customer_id": "c1"}, set()),
        (person("c1", RoleHeld("clerk", customer="c1")), {}, set()),
        (person("d", RoleHeld("clerk", department="d")), {"department": "e"}, set()),
    ],
)
def test_what_may_be_done(actor: Actor, changes: dict[str, Any], allowed: set[str]) -> None:
    assert rules.actions(task(**changes), actor) == allowed


def test_what_is_over_or_anothers_is_a_conflict_and_what_was_never_ones_own_is_forbidden() -> None:
    with pytest.raises(Conflict, match="completed"):
        rules.check("complete", task(state="completed"), CLERK)
    with pytest.raises(Conflict, match="somebody else has"):
        rules.check("claim", task(assignee_id="wu"), CLERK)
    with pytest.raises(Conflict, match="you already have"):
        rules.check("claim", task(assignee_id="li"), CLERK)
    with pytest.raises(Forbidden):
        rules.check("claim", task(), STRANGER)


def test_candidates_are_named_once() -> None:
    assert rules.candidates_of(["a", "b", "a"], ["u", "u"]) == ("role:a", "role:b", "user:u")
