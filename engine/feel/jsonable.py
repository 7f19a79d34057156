"""The border between Python, JSON and FEEL values."""

from __future__ import annotations

import datetime as stdlib
from collections.abc import Callable, Mapping
from decimal import Decimal, DecimalException

from engine.feel.errors import FeelLimitExceeded, FeelProblem
from engine.feel.limits import DEFAULT_LIMITS, Limits
from engine.feel.moments import Date, DateTime, Time
from engine.feel.numbers import rounded
from engine.feel.temporal_text import time_from
from engine.feel.values import YearsMonthsDuration, duration_text, kind_words

MAX_SAFE_INTEGER = 2**53 - 1
_READY = frozenset({str, bool, type(None), Date, Time, DateTime, stdlib.timedelta, YearsMonthsDuration})


def to_feel(value: object) -> object:
    """Plain Python → FEEL: int and float become ``Decimal``, ``datetime`` values ours; FEEL values stay as they are."""
    kind = type(value)
    if kind in _READY:
        return value
    convert = _CONVERSIONS.get(kind)
    if convert is None:
        convert = next((rule for base, rule in _CONVERSIONS.items() if isinstance(value, base)), None)
    return value if convert is None else convert(value)


def _number(value: int | float) -> Decimal | None:
    return _finite(Decimal(value) if isinstance(value, int) else Decimal(repr(value)))


def _finite(value: Decimal) -> Decimal | None:
    """What is no number of FEEL (NaN, infinities, beyond 10^6144) is null; more than 34 digits are rounded."""
    try:
        return rounded(value) if value.is_finite() else None
    except DecimalException:
        return None


def _converted_dict(value: dict[str, object]) -> dict[str, object]:
    """The same object when nothing in it had to change."""
    changed = {name: new for name, item in value.items() if (new := to_feel(item)) is not item}
    return {**value, **changed} if changed else value


def _converted_list(value: list[object]) -> list[object]:
    converted = [to_feel(item) for item in value]
    same = all(new is old for new, old in zip(converted, value, strict=True))
    return value if same else converted


def _converted_time(value: stdlib.time) -> Time:
    if value.tzinfo is None:
        return time_from(value.isoformat())
    return DateTime.from_python(stdlib.datetime.combine(stdlib.date(1970, 1, 1), value)).time


_CONVERSIONS: dict[type, Callable[..., object]] = {
    Decimal: lambda value: value if value.is_finite() and len(value.as_tuple().digits) <= 34 else _finite(value),
    int: _number,
    float: _number,
    dict: _converted_dict,
    list: _converted_list,
    stdlib.datetime: DateTime.from_python,  # before date, which it is, too
    stdlib.date: lambda value: Date(value.year, value.month, value.day),
    stdlib.time: _converted_time,
    tuple: lambda value: [to_feel(item) for item in value],
    set: lambda value: [to_feel(item) for item in value],
    frozenset: lambda value: [to_feel(item) for item in value],
    Mapping: lambda value: {str(name): to_feel(item) for name, item in value.items()},
}


def from_json(value: object) -> object:
    """JSON → FEEL. Numbers become ``Decimal`` (a float by its shortest text; NaN and infinities null); strings stay strings."""
    try:
        return to_feel(value)
    except RecursionError as error:
        raise FeelLimitExceeded("nesting", DEFAULT_LIMITS.nesting) from error


def to_json(value: object, *, limits: Limits = DEFAULT_LIMITS) -> object:
    """FEEL → JSON values.

    A whole number within ±(2^53−1) becomes int, any other number float if the float prints the same
    number, else its text of plain digits. Dates, times and durations become ISO 8601 texts (with FEEL's ``@zone``
    for a named zone). A range or a function has no JSON: ``FeelProblem``. The number of entries is
    bounded by ``limits.steps`` (a value can hold itself many times), the depth by ``limits.nesting``.
    """
    return _Writer(limits).write(value, 0)


def to_json_at_cost(value: object, limits: Limits) -> tuple[object, int]:
    """``to_json``, and how many values it wrote."""
    writer = _Writer(limits)
    return writer.write(value, 0), limits.steps - writer.left


class _Writer:
    """Counts what it writes."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.left = limits.steps

    def write(self, value: object, depth: int) -> object:
        self.left -= 1
        if self.left < 0:
            raise FeelLimitExceeded("steps", self._limits.steps)
        if depth > self._limits.nesting:
            raise FeelLimitExceeded("nesting", self._limits.nesting)
        if value is None or isinstance(value, bool | str):
            return value
        if isinstance(value, list):
            return [self.write(item, depth + 1) for item in value]
        if isinstance(value, dict):
            return {name: self.write(item, depth + 1) for name, item in value.items()}
        return _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, Decimal):
        return _json_number(value)
    if isinstance(value, stdlib.timedelta):
        return duration_text(value)
    if isinstance(value, Date | Time | DateTime | YearsMonthsDuration):
        return str(value)
    en, zh = kind_words(value)
    raise FeelProblem(f"Expected a value that can be stored, but it is {en}.", f"无法保存{zh}类型的值。")


def _json_number(value: Decimal) -> object:
    if abs(value) <= MAX_SAFE_INTEGER and value == value.to_integral_value():
        return int(value)
    number = float(value)
    return number if Decimal(repr(number)) == value else format(value, "f")
