"""How a built-in function is declared: a Python function and its FEEL signature in one line.

A signature is ``name: kind, name: kind`` with the parameter names of the standard. Behind a kind,
``?`` lets null through, ``=`` makes the argument optional (Python gets None), ``*`` takes all
remaining arguments as a list, ``**n`` takes either one list or the entries one by one (by name: n1, n2 …).
A Python function whose first parameter is called ``state`` is given the state of the evaluation.

By position all arguments must be there, by name those that are not are null (DMN 1.5, table 63). A value
of the wrong kind is null with a problem; one entry and a list of one entry stand for each other
(DMN 1.5, 10.3.2.9.4).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from engine.feel.errors import FeelProblem
from engine.feel.evaluation.state import State
from engine.feel.syntax.names import KnownNames
from engine.feel.texts import say
from engine.feel.texts.listing import either, listed
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.functions import Function
from engine.feel.values.kinds import kind_words
from engine.feel.values.moments import Date, DateTime, Time
from engine.feel.values.ranges import Range
from engine.kernel.texts import Text

_KINDS: dict[str, tuple[tuple[type, ...], Text]] = {
    "any": ((object,), say("any_value")),
    "number": ((Decimal,), say("a_number")),
    "string": ((str,), say("a_string")),
    "boolean": ((bool,), say("true_or_false")),
    "list": ((list,), say("a_list")),
    "context": ((dict,), say("a_context")),
    "range": ((Range,), say("a_range")),
    "function": ((Function,), say("a_function")),
    "time": ((Time,), say("a_time")),
    "day": ((Date, DateTime), say("a_day")),
    "duration": ((DaysTimeDuration, YearsMonthsDuration), say("a_duration")),
    "offset": ((DaysTimeDuration,), say("a_days_and_time_duration")),
    "amount": ((Decimal, DaysTimeDuration, YearsMonthsDuration), say("a_number_or_duration")),
    "moment": ((str, Date, Time, DateTime), say("a_moment")),
    "point": (
        (Decimal, str, Date, Time, DateTime, DaysTimeDuration, YearsMonthsDuration),
        say("an_ordered_value"),
    ),
}
_PARAM = re.compile(r"([\w ]+):([a-z]+)([?=]*)(\**)([a-z]?)")


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a signature."""

    name: str
    kind: str
    nullable: bool = False
    optional: bool = False
    rest: bool = False
    spread: bool = False
    letter: str = ""

    @classmethod
    def parse(cls, text: str) -> Param:
        match = _PARAM.fullmatch(text.strip())
        assert match is not None, text
        name, kind, marks, stars, letter = match.groups()
        return cls(name, kind, "?" in marks, "=" in marks, rest=stars == "*", spread=stars == "**", letter=letter)

    def words(self) -> str:
        if self.spread:
            return f"{self.name}) or ({self.letter}1, {self.letter}2 …"
        return f"{self.name}?" if self.optional else f"{self.name} …" if self.rest else self.name

    def checked(self, value: object, function: str) -> object:
        """The value, coerced between one entry and a list of it, or ``FeelProblem``."""
        types, words = _KINDS[self.kind]
        if isinstance(value, types) and (value is not None or self.nullable):
            return value
        if value is None and self.nullable:
            return None
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], types) and value[0] is not None:
            return value[0]
        if self.kind == "list" and value is not None:
            return [value]
        raise FeelProblem(say("wrong_argument", name=self.name, function=function, wanted=words, given=kind_words(value)))


class Signature:
    """One form of a function. ``least``: arguments that must be there by position."""

    __slots__ = ("_known", "_required", "_variable", "least", "params", "python", "wants_state")

    def __init__(self, params: Sequence[Param], python: Callable[..., object]) -> None:
        self.params = tuple(params)
        self.python = python
        self.wants_state = next(iter(inspect.signature(python).parameters), "") == "state"
        self.least = sum(not param.optional for param in params)
        self._variable = bool(params) and (params[-1].rest or params[-1].spread)
        self._known = {param.name for param in params}
        self._required = {param.name for param in params if not (param.optional or param.nullable)}

    def call(self, state: State, arguments: list[object]) -> object:
        return self.python(state, *arguments) if self.wants_state else self.python(*arguments)

    def checked(self, function: str, slots: Sequence[object]) -> list[object]:
        """What ``arrange`` gave as Python arguments. Raises ``FeelProblem`` for a value of the wrong kind."""
        return [
            None if value is _ABSENT else value if param.rest else param.checked(value, function)
            for param, value in zip(self.params, slots, strict=True)
        ]

    def fits(self, count: int, named: Sequence[str] | None) -> bool:
        """Whether so many arguments, or arguments of these names, can be given."""
        if named is None:
            return self.least <= count and (self._variable or count <= len(self.params))
        names = set(named)
        return len(names) == count and (self._required <= names <= self._known or names == self._numbered(count))

    def _numbered(self, count: int) -> set[str]:
        """The names of entries that are given one by one: n1, n2 …; none when they have no letter."""
        letter = self.params[-1].letter if self.params else ""
        return {f"{letter}{number}" for number in range(1, count + 1)} if letter else set()

    def arrange(self, function: str, values: Sequence[object], named: Sequence[str] | None) -> list[object]:
        """What each parameter is given, unchecked: a value, the list of all that are left, or a mark for nothing; or ``FeelProblem``."""
        if not self.fits(len(values), named):
            raise _unfitting(function, len(values), named)
        return self._by_position(values) if named is None else self._by_name(dict(zip(named, values, strict=True)))

    def _by_position(self, values: Sequence[object]) -> list[object]:
        fixed = len(self.params) - 1
        last = self.params[-1] if self._variable else None
        if last is not None and (last.rest or len(values) > len(self.params)):
            return [*values[:fixed], list(values[fixed:])]
        return [*values, *(_ABSENT for _ in self.params[len(values) :])]

    def _by_name(self, given: dict[str, object]) -> list[object]:
        if not given.keys() <= self._known:
            letter = self.params[-1].letter
            return [[given[f"{letter}{number}"] for number in range(1, len(given) + 1)]]
        slots = [given.get(param.name, _ABSENT if param.optional else None) for param in self.params]
        if self._variable and self.params[-1].rest and not isinstance(slots[-1], list):
            slots[-1] = [slots[-1]]
        return slots

    def words(self) -> str:
        """As the standard writes it: ``(string, start position, length?)``."""
        return f"({', '.join(param.words() for param in self.params)})"


def _unfitting(function: str, count: int, named: Sequence[str] | None) -> FeelProblem:
    """No signature has so many parameters, or such names."""
    forms = [signature.words() for signature in BUILT_INS[function].signatures]
    count_words = say("one_value", count=count) if count == 1 else say("several_values", count=count)
    given = count_words if named is None else listed(named)
    return FeelProblem(say("wrong_arguments", function=function, forms=either(forms), given=given))


_ABSENT = object()


class BuiltIn(Function):
    """A function of the standard: one or more signatures, tried in their order."""

    __slots__ = ("name", "signatures")

    def __init__(self, name: str) -> None:
        super().__init__(())
        self.name = name
        self.signatures: list[Signature] = []

    def call(self, state: State, values: Sequence[object], named: Sequence[str] | None) -> object:
        """Raises ``FeelProblem`` when no signature fits or the function says so."""
        refusal: FeelProblem | None = None
        for signature in self.signatures if named is None else self._by_names(named):
            if not signature.fits(len(values), named):
                continue
            try:
                arguments = signature.checked(self.name, signature.arrange(self.name, values, named))
            except FeelProblem as problem:
                refusal = refusal or problem
                continue
            return signature.call(state, arguments)
        raise refusal or _unfitting(self.name, len(values), named)

    def _by_names(self, named: Sequence[str]) -> list[Signature]:
        """First those with the names in this order: ``before(point, range)`` and ``before(range, point)`` differ in nothing else."""
        return sorted(self.signatures, key=lambda signature: [param.name for param in signature.params] != list(named))


BUILT_INS: dict[str, BuiltIn] = {}


@lru_cache(maxsize=1)
def built_in_names() -> KnownNames:
    """For the parser. Asked for when all of them have been declared."""
    return KnownNames(BUILT_INS)


F = TypeVar("F", bound=Callable[..., object])


def built_in(name: str, signature: str) -> Callable[[F], F]:
    """Declare one signature of the function; a function with several is declared several times."""
    params = tuple(Param.parse(part) for part in signature.split(",") if part.strip())

    def register(python: F) -> F:
        function = BUILT_INS.setdefault(name, BuiltIn(name))
        function.signatures.append(Signature(params, python))
        function.params = function.params or tuple(param.name for param in params)
        return python

    return register
