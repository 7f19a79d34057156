from __future__ import annotations

import pytest

from engine.incidents.rules import State, check_open, check_right
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.errors import Conflict, Forbidden


def test_incidents_are_settled_by_whom_it_is_allowed_and_once() -> None:
    with pytest.raises(Forbidden):
        check_right(Actor(kind="person", id="p"))
    check_right(SYSTEM)
    with pytest.raises(Conflict):
        check_open(State.RESOLVED)
    check_open(State.OPEN)
