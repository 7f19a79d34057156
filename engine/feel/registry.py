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
from typing import TypeVar

from engine.feel.errors import FeelProblem
from engine.feel.moments import Date, DateTime, Time
from engine.feel.state import State
from engine.feel.values import DaysTimeDuration, Function, Range, YearsMonthsDuration, kind_words

_KINDS: dict[str, tuple[tuple[type, ...], str, str]] = {
    "any": ((object,), "any value", "任意值"),
    "number": ((Decimal,), "a number", "数字"),
    "string": ((str,), "a string", "文本"),
    "boolean": ((bool,), "true or false", "真或假"),
    "list": ((list,), "a list", "列表"),
    "context": ((dict,), "a context", "上下文"),
    "range": ((Range,), "a range", "区间"),
    "function": ((Function,), "a function", "函数"),
    "time": ((Time,), "a time", "时间"),
    "day": ((Date, DateTime), "a date or a date and time", "日期或日期时间"),
    "duration": ((DaysTimeDuration, YearsMonthsDuration), "a duration", "时长"),
    "offset": ((DaysTimeDuration,), "a days and time duration", "天时时长"),
    "amount": ((Decimal, DaysTimeDuration, YearsMonthsDuration), "a number or a duration", "数字或时长"),
    "moment": ((str, Date, Time, DateTime), "a text, date, time or date and time", "文本、日期、时间或日期时间"),
    "point": (
        (Decimal, str, Date, Time, DateTime, DaysTimeDuration, YearsMonthsDuration),
        "a single value that has an order",
        "可比较大小的单个值",
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

    def checked(self, value: object, function: str) -> object:
        """The value, coerced between one entry and a list of it, or ``FeelProblem``."""
        types, words, words_zh = _KINDS[self.kind]
        if isinstance(value, types) and (value is not None or self.nullable):
            return value
        if value is None and self.nullable:
            return None
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], types) and value[0] is not None:
            return value[0]
        if self.kind == "list" and value is not None:
            return [value]
        en, zh = kind_words(value)
        raise FeelProblem(
            f'Expected "{self.name}" of {function} to be {words}, but it is {en}.',
            f"{function} 的“{self.name}”应为{words_zh}，实际为{zh}。",
        )


@dataclass(frozen=True, slots=True)
class Signature:
    params: tuple[Param, ...]
    python: Callable[..., object]
    wants_state: bool
    variable: bool
    """Whether the last parameter takes any number of arguments."""

    def call(self, state: State, arguments: list[object]) -> object:
        return self.python(state, *arguments) if self.wants_state else self.python(*arguments)

    def checked(self, function: str, slots: Sequence[object]) -> list[object]:
        """What ``arrange`` gave as Python arguments. Raises ``FeelProblem`` for a value of the wrong kind."""
        return [
            None if value is _ABSENT else value if param.rest else param.checked(value, function)
            for param, value in zip(self.params, slots, strict=True)
        ]

    def arrange(self, function: str, values: Sequence[object], named: Sequence[str] | None) -> list[object]:
        """What each parameter is given, unchecked: a value, the list of all that are left, or a mark for nothing; or ``FeelProblem``."""
        return self._positional(function, values) if named is None else self._named(function, values, named)

    def _positional(self, function: str, values: Sequence[object]) -> list[object]:
        params = self.params
        if len(values) == len(params) and not self.variable:
            return list(values)
        if params and params[-1].rest and len(values) >= len(params):
            fixed = len(params) - 1
            return [*values[:fixed], list(values[fixed:])]
        if params and params[-1].spread and len(values) > len(params):
            fixed = len(params) - 1
            return [*values[:fixed], list(values[fixed:])]
        missing = params[len(values) :]
        if len(values) > len(params) or not all(param.optional for param in missing):
            raise _unfitting(function, f"{len(values)} values", f"{len(values)} 个")
        return [*values, *(_ABSENT for _ in missing)]

    def _named(self, function: str, values: Sequence[object], named: Sequence[str]) -> list[object]:
        given = dict(zip(named, values, strict=True))
        last = self.params[-1] if self.params else None
        if last is not None and last.letter and set(given) == {f"{last.letter}{number}" for number in range(1, len(named) + 1)}:
            return [[given[f"{last.letter}{number}"] for number in range(1, len(named) + 1)]]
        known = {param.name for param in self.params}
        required = {param.name for param in self.params if not (param.optional or param.nullable)}
        if not required <= set(given) <= known or len(given) != len(named):
            raise _unfitting(function, ", ".join(named), "、".join(named))
        raw = [given.get(param.name, _ABSENT if param.optional else None) for param in self.params]
        if last is not None and last.rest and not isinstance(raw[-1], list):
            raw[-1] = [raw[-1]]
        return raw

    def words(self) -> str:
        return "(" + ", ".join(f"{param.name}?" if param.optional else param.name for param in self.params) + ")"


def _unfitting(function: str, given: str, given_zh: str) -> FeelProblem:
    """No signature has so many parameters, or such names."""
    forms = [signature.words() for signature in BUILT_INS[function].signatures]
    return FeelProblem(
        f"Expected {function} to be given {' or '.join(forms)}, but it is given {given}.",
        f"{function} 的参数应为 {' 或 '.join(forms)}，实际为 {given_zh}。",
    )


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
        shape: FeelProblem | None = None
        kind: FeelProblem | None = None
        for signature in self.signatures:
            try:
                slots = signature.arrange(self.name, values, named)
            except FeelProblem as problem:
                shape = problem
                continue
            try:
                arguments = signature.checked(self.name, slots)
            except FeelProblem as problem:
                kind = kind or problem
                continue
            return signature.call(state, arguments)
        refusal = kind or shape
        assert refusal is not None
        raise refusal


BUILT_INS: dict[str, BuiltIn] = {}
F = TypeVar("F", bound=Callable[..., object])


def built_in(name: str, signature: str) -> Callable[[F], F]:
    """Declare one signature of the function; a function with several is declared several times."""
    params = tuple(Param.parse(part) for part in signature.split(",") if part.strip())

    def register(python: F) -> F:
        function = BUILT_INS.setdefault(name, BuiltIn(name))
        wants_state = next(iter(inspect.signature(python).parameters), "") == "state"
        variable = bool(params) and (params[-1].rest or params[-1].spread)
        function.signatures.append(Signature(params, python, wants_state, variable))
        function.params = function.params or tuple(param.name for param in params)
        return python

    return register
