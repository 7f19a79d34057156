"""One evaluation of a decision: budgets, what is known of each step for the trace, and scopes that fetch on demand."""

from __future__ import annotations

import datetime as stdlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from engine.feel.dialect import Dialect
from engine.feel.errors import FeelProblem
from engine.feel.evaluation.display import text_of
from engine.feel.evaluation.state import MAX_PROBLEMS, Env, State
from engine.feel.limits import Limits, Meter
from engine.feel.outcome import Place, Problem
from engine.feel.values.feel_types import NamedTypes
from engine.feel.values.functions import Function
from engine.feel.values.jsonable import to_json_at_cost
from engine.feel.values.ranges import Range
from engine.kernel.texts import Text

Logic = Callable[[Env], object]
MAX_STEPS = 200
"""Steps and tables that a trace holds; a knowledge model may be called in a loop."""


def nothing(_env: Env) -> None:
    """The logic of what has none: null."""


def start_of(element: str) -> Place:
    """For problems that belong to an element as a whole."""
    return Place(1, 1, element)


def null_because(state: State, place: Place, text: Text) -> Any:
    """The value of what cannot have one, in this evaluation: null for this reason."""
    return state.problem(place, text)


def because(element: str, text: Text) -> Logic:
    """The logic of what cannot have a value: null for this reason."""
    place = start_of(element)
    return lambda env: null_because(env.state, place, text)


class DecisionOutcome(NamedTuple):
    """What a decision gave.

    value: a FEEL value. trace: one plain dict for each decision, call of a knowledge model and decision
    service that was evaluated, in the order in which they ended (so what was required comes first):

    - ``id``, ``name``; ``kind``: decision, knowledge or service; ``logic``: the name of its boxed expression
    - ``inputs``: what it required and used, each ``name`` and ``value``
    - ``tables``: the decision tables in it, each ``id``, ``hit_policy``, ``inputs`` (``id``, ``expression``, ``value``
      of each column), ``rules`` that matched (``id``, ``index`` from 1, ``outputs``) and ``value``
    - ``value``, and ``problems``: why parts of it are null (``en``, ``zh``, ``line``, ``column``, ``element``)

    All values as JSON. When there are more than ``MAX_STEPS``, a first one of kind ``omitted`` has the number of those left out as value.
    """

    value: object
    trace: tuple[Mapping[str, object], ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why parts of the value are null, of all steps."""
        return tuple(_problem(step, each) for step in self.trace for each in _dicts(step["problems"]))


def _dicts(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def _problem(step: Mapping[str, object], said: Mapping[str, object]) -> Problem:
    line, column = said["line"], said["column"]
    assert isinstance(line, int)
    assert isinstance(column, int)
    return Problem(Text(str(said["en"]), str(said["zh"])), line, column, str(step["name"]), str(said["element"]))


class Subject(NamedTuple):
    """What a step of the trace is about."""

    id: str
    name: str
    kind: str
    logic: str = ""


@dataclass(slots=True)
class Step:
    """A step of the trace while it is being made. ``used``: what it took, by name, filled as it goes."""

    subject: Subject
    used: Mapping[str, object]
    problems: list[Problem] = field(default_factory=list)
    tables: list[Mapping[str, object]] = field(default_factory=list)


class DecisionState(State):
    """The state of all expressions of one evaluation, with the trace and the step at work."""

    __slots__ = ("_kept", "_omitted", "_tables", "step", "trace")

    def __init__(self, limits: Limits, now: stdlib.datetime | None, *, meter: Meter | None, dialect: Dialect) -> None:
        super().__init__(limits, now, meter=meter, dialect=dialect)
        self.trace: list[Mapping[str, object]] = []
        self.step: Step | None = None
        self._kept = 0
        self._tables = 0
        self._omitted = 0

    @contextmanager
    def stepping(self, subject: Subject, used: Mapping[str, object], types: NamedTypes) -> Iterator[Callable[[object], object]]:
        """Inside, problems and tables belong to this step, and ``types`` are known. Give its value to the function that comes out."""
        outer = self.step, self.problems, self.where, self.types
        step = self.step = Step(subject, used)
        self.problems, self.where, self.types = step.problems, subject.name, types
        try:
            yield lambda value: self._ended(step, value, last=outer[0] is None)
        finally:
            self.step, self.problems, self.where, self.types = outer

    def _ended(self, step: Step, value: object, *, last: bool) -> object:
        """``last``: the step that the caller asked for, which is never left out."""
        if len(self.trace) >= MAX_STEPS and not last:
            self._omitted += 1
            return value
        kept = step.problems if last else step.problems[: MAX_PROBLEMS - self._kept]
        self._kept += len(kept)
        self.trace.append(
            {
                **step.subject._asdict(),
                "inputs": [{"name": name, "value": self.plain(item)} for name, item in step.used.items() if not isinstance(item, Function)],
                "tables": step.tables,
                "value": self.plain(value),
                "problems": [
                    {"en": each.en, "zh": each.zh, "line": each.line, "column": each.column, "element": each.element} for each in kept
                ],
            }
        )
        return value

    def add_table(self, make: Callable[[], Mapping[str, object]]) -> None:
        """A decision table was evaluated: note what ``make`` says of it, as long as there is room."""
        if self.step is not None and self._tables < MAX_STEPS:
            self._tables += 1
            self.step.tables.append(make())

    def whole_trace(self) -> tuple[Mapping[str, object], ...]:
        """All steps, with the number of those that are left out."""
        if not self._omitted:
            return tuple(self.trace)
        omitted = Subject("", "", "omitted")._asdict()
        return {**omitted, "inputs": [], "tables": [], "value": self._omitted, "problems": []}, *self.trace

    def plain(self, value: object) -> object:
        """The value as JSON for the trace, paid for like any other work; ranges and functions as their texts."""
        if value is None or type(value) is str or type(value) is bool:
            self.charge(1)
            return value
        try:
            plain, cost = to_json_at_cost(value, self.limits)
        except FeelProblem:
            plain, cost = to_json_at_cost(self._without_json(value), self.limits)
        self.charge(cost)
        return plain

    def _without_json(self, value: object) -> object:
        self.charge(1)
        if isinstance(value, list):
            return [self._without_json(item) for item in value]
        if isinstance(value, dict):
            return {name: self._without_json(item) for name, item in value.items()}
        return text_of(value, self) if isinstance(value, Range | Function) else value
