"""How a built-in function is declared: a Python function and its FEEL signature in one line.

A signature is ``name: kind, name: kind`` with the parameter names of the standard. Behind a kind,
``?`` lets null through, ``=`` makes the argument optional (Python gets None), ``*`` takes all
remaining arguments as a list, ``**`` takes either one list or the entries one by one. A Python
function whose first parameter is called ``state`` is given the state of the evaluation.
A value of the wrong kind is null with a problem; one entry and a list of one entry stand for each
other (DMN 1.5, 10.3.2.9.4).
"""

from __future__ import annotations

import datetime as stdlib
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from engine.feel.errors import FeelProblem
from engine.feel.moments import Date, DateTime, Time
from engine.feel.state import State
from engine.feel.values import Function, Range, YearsMonthsDuration, kind_words

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
    "duration": ((stdlib.timedelta, YearsMonthsDuration), "a duration", "时长"),
    "offset": ((stdlib.timedelta,), "a days and time duration", "天时时长"),
    "amount": ((Decimal, stdlib.timedelta, YearsMonthsDuration), "a number or a duration", "数字或时长"),
    "moment": ((str, Date, Time, DateTime), "a text, date, time or date and time", "文本、日期、时间或日期时间"),
    "point": (
        (Decimal, str, Date, Time, DateTime, stdlib.timedelta, YearsMonthsDuration),
        "a single value that has an order",
        "可比较大小的单个值",
    ),
}


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a signature."""

    name: str
    kind: str
    nullable: bool = False
    optional: bool = False
    rest: bool = False
    spread: bool = False

    @classmethod
    def parse(cls, text: str) -> Param:
        name, _, kind = (part.strip() for part in text.partition(":"))
        marks = kind.lstrip("abcdefghijklmnopqrstuvwxyz")
        return cls(
            name,
            kind.rstrip("?=*"),
            nullable="?" in marks,
            optional="=" in marks,
            rest=marks.count("*") == 1,
            spread=marks.count("*") == 2,
        )

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

    def call(self, state: State, arguments: list[object]) -> object:
        return self.python(state, *arguments) if self.wants_state else self.python(*arguments)

    def bind(self, function: str, values: Sequence[object], named: Sequence[str] | None) -> list[object]:
        """The Python arguments, or ``FeelProblem``."""
        return [
            None if value is _ABSENT else value if param.rest else param.checked(value, function)
            for param, value in zip(self.params, self.arrange(function, values, named), strict=True)
        ]

    def arrange(self, function: str, values: Sequence[object], named: Sequence[str] | None) -> list[object]:
        """What each parameter is given, unchecked: a value, the list of all that are left, or a mark for nothing; or ``FeelProblem``."""
        return self._positional(function, values) if named is None else self._named(function, values, named)

    def _positional(self, function: str, values: Sequence[object]) -> list[object]:
        params = self.params
        if params and params[-1].rest and len(values) >= len(params):
            fixed = len(params) - 1
            return [*values[:fixed], list(values[fixed:])]
        if params and params[-1].spread and len(values) > len(params):
            fixed = len(params) - 1
            return [*values[:fixed], list(values[fixed:])]
        missing = params[len(values) :]
        if len(values) > len(params) or not all(param.optional for param in missing):
            raise FeelProblem(
                f"Expected {function} to be given {self._words()}, but it is given {len(values)} values.",
                f"{function} 的参数应为 {self._words()}，实际有 {len(values)} 个。",
            )
        return [*values, *(_ABSENT for _ in missing)]

    def _named(self, function: str, values: Sequence[object], named: Sequence[str]) -> list[object]:
        given = dict(zip(named, values, strict=True))
        known = {param.name for param in self.params}
        required = {param.name for param in self.params if not param.optional}
        if not required <= set(given) <= known or len(given) != len(named):
            raise FeelProblem(
                f"Expected {function} to be given {self._words()}, but it is given {', '.join(named)}.",
                f"{function} 的参数应为 {self._words()}，实际为 {'、'.join(named)}。",
            )
        raw = [given.get(param.name, _ABSENT) for param in self.params]
        last = self.params[-1] if self.params else None
        if last is not None and last.rest and not isinstance(raw[-1], list):
            raw[-1] = [raw[-1]]
        return raw

    def _words(self) -> str:
        return "(" + ", ".join(f"{param.name}?" if param.optional else param.name for param in self.params) + ")"


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
        first: FeelProblem | None = None
        for signature in self.signatures:
            try:
                arguments = signature.bind(self.name, values, named)
            except FeelProblem as problem:
                first = first or problem
                continue
            return signature.call(state, arguments)
        assert first is not None
        raise first


BUILT_INS: dict[str, BuiltIn] = {}
F = TypeVar("F", bound=Callable[..., object])


def built_in(name: str, signature: str) -> Callable[[F], F]:
    """Declare one signature of the function; a function with several is declared several times."""
    params = tuple(Param.parse(part) for part in signature.split(",") if part.strip())

    def register(python: F) -> F:
        function = BUILT_INS.setdefault(name, BuiltIn(name))
        wants_state = next(iter(inspect.signature(python).parameters), "") == "state"
        function.signatures.append(Signature(params, python, wants_state))
        function.params = function.params or tuple(param.name for param in params)
        return python

    return register
