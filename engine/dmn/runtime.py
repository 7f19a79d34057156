"""One evaluation of a decision: values already known, the trace, and scopes that fetch on demand."""

from __future__ import annotations

import datetime as stdlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.feel.limits import Limits, Meter
from engine.feel.outcome import Place, Problem
from engine.feel.state import Env, State

Logic = Callable[[Env], object]
START = Place(1, 1)


def nothing(_env: Env) -> None:
    """The logic of what has none: null."""


@dataclass(frozen=True, slots=True)
class DecisionOutcome:
    """What a decision gave.

    value: a FEEL value. problems: why parts of it are null. traces: one plain dict for each decision
    table that was evaluated, in order: ``decision_id``, ``decision``, ``hit_policy``, ``inputs``
    (list of ``expression`` and ``value``), ``rules`` (list of ``id``, ``index`` from 1, ``outputs``),
    ``value``; all values as JSON.
    """

    value: object
    problems: tuple[Problem, ...] = ()
    traces: tuple[Mapping[str, object], ...] = field(default=())


class DecisionState(State):
    """The state of all expressions of one evaluation, with the trace and the decision at work."""

    __slots__ = ("decision", "traces")

    def __init__(self, limits: Limits, now: stdlib.datetime | None, *, meter: Meter | None = None) -> None:
        super().__init__(limits, now, meter=meter)
        self.traces: list[Mapping[str, object]] = []
        self.decision: tuple[str, str] = ("", "")


class LazyNames(dict[str, object]):
    """Names that are computed when they are first asked for."""

    __slots__ = ("_sources",)

    def __init__(self, sources: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, name: str) -> object:
        value = self[name] = self._sources[name]()
        return value
