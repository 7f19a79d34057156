"""What an evaluation carries along: budgets, problems, the clock, and the names in scope."""

from __future__ import annotations

import datetime as stdlib
from collections.abc import Mapping
from typing import Any

from engine.feel.errors import FeelLimitExceeded
from engine.feel.limits import Limits, Meter
from engine.feel.outcome import Place, Problem
from engine.feel.types import NamedTypes

MAX_PROBLEMS = 50


class State:
    """One per evaluation; a decision shares one over all its expressions, so that budgets hold for the whole."""

    __slots__ = ("_given", "_meter", "depth", "limits", "now", "problems", "steps_left", "types", "where")

    def __init__(self, limits: Limits, now: stdlib.datetime | None, types: NamedTypes | None = None, *, meter: Meter | None = None) -> None:
        self.limits = limits
        self.now = now
        self.types = types or {}
        self.where = ""
        self.problems: list[Problem] = []
        self.steps_left = limits.steps if meter is None else max(0, min(limits.steps, meter.left))
        self._meter = meter
        self._given = self.steps_left
        self.depth = 0

    def settle(self) -> None:
        """The evaluation is over: take what it used off the meter that it shares with others."""
        if self._meter is not None:
            self._meter.left -= self._given - self.steps_left

    def charge(self, steps: int) -> None:
        """Pay for work whose amount depends on data; raises when the budget is spent."""
        self.steps_left -= steps
        if self.steps_left < 0:
            raise FeelLimitExceeded("steps", self.limits.steps)

    def sized(self, entries: int, added: int | None = None) -> None:
        """A list or context of this many entries is about to exist; ``added`` of them are new work (all, unless said)."""
        if entries > self.limits.collection_size:
            raise FeelLimitExceeded("collection_size", self.limits.collection_size)
        self.charge(entries if added is None else added)

    def lengthy(self, characters: int, added: int | None = None) -> None:
        """A string of this many characters is about to exist; ``added`` of them are new work (all, unless said)."""
        if characters > self.limits.string_length:
            raise FeelLimitExceeded("string_length", self.limits.string_length)
        self.charge((characters if added is None else added) >> 4)

    def deeper(self) -> None:
        """One more call inside a call; undo with ``depth -= 1``."""
        self.depth += 1
        if self.depth > self.limits.nesting:
            raise FeelLimitExceeded("nesting", self.limits.nesting)

    def problem(self, place: Place, en: str, zh: str | None = None) -> Any:
        """Note why a value is null; returns that null, typed to stand for any value. Only the first ``MAX_PROBLEMS`` are kept."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(en, zh or en, place.line, place.column, self.where))
        return None


class Env:
    """Names in scope: a mapping and the scope around it. The outermost has no parent."""

    __slots__ = ("names", "parent", "state")

    def __init__(self, names: Mapping[str, object], parent: Env | None, state: State) -> None:
        self.names = names
        self.parent = parent
        self.state = state
