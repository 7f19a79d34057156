"""States, and what is shown of an instance."""

from __future__ import annotations

from datetime import date

import pytest

from engine.instances import rules
from engine.instances.rules import State
from engine.kernel.actor import SYSTEM, Actor, RoleHeld
from engine.kernel.errors import Conflict, LimitExceeded


def actor(*roles: RoleHeld, permissions: frozenset[str] = frozenset()) -> Actor:
    return Actor(kind="person", id="p", roles=roles, permissions=permissions)


def test_only_a_running_instance_is_worked_on() -> None:
    rules.check_running(State.RUNNING, "N")
    for state in set(State) - {State.RUNNING}:
        with pytest.raises(Conflict):
            rules.check_running(state, "N")


def test_what_may_be_done_in_which_state() -> None:
    everything = {state: rules.actions(state, SYSTEM) for state in State}
    assert everything[State.RUNNING] == {"cancel", "suspend", "set_variables"}
    assert everything[State.SUSPENDED] == {"cancel", "resume", "set_variables"}
    assert all(everything[state] == set() for state in set(State) - rules.ALIVE)
    assert rules.actions(State.RUNNING, actor()) == set()
    with pytest.raises(Conflict):
        rules.check("resume", State.RUNNING, "N")


def test_calls_have_a_depth() -> None:
    rules.check_depth(10, 10)
    with pytest.raises(LimitExceeded):
        rules.check_depth(11, 10)


def test_what_lists_show() -> None:
    assert rules.number_of("GL-QR-1", 2026, 7) == "GL-QR-1-2026-0007"
    assert rules.number_of("X", 2026, 12345) == "X-2026-12345"
    assert [rules.shown(value) for value in (None, {"a": 1}, True, 3, date(2026, 1, 2), ["a", None, 2])] == [
        "",
        "",
        "true",
        "3",
        "2026-01-02",
        "a 2",
    ]
    text = rules.search_text("GL-1", "No Water", None, {"priority": "P1", "gone": None})
    assert text == "gl-1 no water p1"
    assert len(rules.search_text("N", "x" * 9_999, None, {})) == rules.LONGEST_SEARCH_TEXT
