from __future__ import annotations

import pytest

from engine.incidents.rules import State, check
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.errors import Conflict, Forbidden


def test_the_right_comes_before_the_state() -> None:
    person = Actor(kind="person", id="p")
    for state in State:
        with pytest.raises(Forbidden):
            check(state, person)
    with pytest.raises(Conflict):
        check(State.RESOLVED, SYSTEM)
    check(State.OPEN, SYSTEM)
