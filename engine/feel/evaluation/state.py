"""What an evaluation carries along: budgets, problems, the clock, and the names in scope."""

from __future__ import annotations

import datetime as stdlib
import time
from collections.abc import Mapping
from typing import Any

from engine.feel.dialect import STANDARD, Dialect
from engine.feel.errors import FeelLimitExceeded
from engine.feel.limits import Limits, Meter
from engine.feel.outcome import Place, Problem
from engine.feel.values.feel_types import NamedTypes
from engine.kernel.texts import Text

MAX_PROBLEMS = 50
_SLICE = 20_000
"""Steps between two looks at the clock."""


class State:
    """One per evaluation; a decision shares one over all its expressions, so that budgets hold for the whole."""

    __slots__ = ("_given", "_meter", "_reserve", "_slice", "_started", "depth", "dialect", "limits", "now", "problems", "types", "where")

    def __init__(
        self,
        limits: Limits,
        now: stdlib.datetime | None,
        types: NamedTypes | None = None,
        *,
        meter: Meter | None = None,
        dialect: Dialect = STANDARD,
    ) -> None:
        self.limits = limits
        self.now = now
        self.dialect = dialect
        self.types = types or {}
        self.where = ""
        self.problems: list[Problem] = []
        self._given = limits.steps if meter is None else max(0, min(limits.steps, meter.left))
        self._meter = meter
        self._slice = min(self._given, _SLICE)
        self._reserve = self._given - self._slice
        self._started: float | None = None  # of the clock of the thread; asked for late: a small evaluation never does
        self.depth = 0

    def settle(self) -> None:
        """The evaluation is over, or a part of it: take what it used since then off the meter that it shares with others."""
        if self._meter is not None:
            left = self._slice + self._reserve
            self._meter.left -= self._given - left
            self._given = left

    def charge(self, steps: int) -> None:
        """Pay for work whose amount depends on data; raises when the budget is spent."""
        self._slice -= steps
        if self._slice < 0:
            self._next_slice()

    def _next_slice(self) -> None:
        left = self._slice + self._reserve
        if left < 0:
            raise FeelLimitExceeded("steps", self.limits.steps)
        if self.seconds_left() <= 0:
            raise FeelLimitExceeded("seconds", self.limits.seconds)
        self._slice = min(left, _SLICE)
        self._reserve = left - self._slice

    def seconds_left(self) -> float:
        """Of the computing time, counted from the first time that somebody asks."""
        spent = time.thread_time()
        if self._started is None:
            self._started = spent
        return self.limits.seconds - (spent - self._started)

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

    def problem(self, place: Place, text: Text) -> Any:
        """Note why a value is null; returns that null, typed to stand for any value. Only the first ``MAX_PROBLEMS`` are kept."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(text, place.line, place.column, self.where, place.element))
        return None


class Env:
    """Names in scope: a mapping and the scope around it. The outermost has no parent."""

    __slots__ = ("names", "parent", "state")

    def __init__(self, names: Mapping[str, object], parent: Env | None, state: State) -> None:
        self.names = names
        self.parent = parent
        self.state = state
