"""The border between Python, JSON and FEEL values."""

from __future__ import annotations

import datetime as stdlib
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal, DecimalException

from engine.feel.errors import FeelLimitExceeded, FeelProblem
from engine.feel.limits import DEFAULT_LIMITS, Limits
from engine.feel.texts import say
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.kinds import kind_words
from engine.feel.values.moments import Date, DateTime, Time
from engine.feel.values.numbers import rounded

MAX_SAFE_INTEGER = 2**53 - 1
_READY = frozenset({str, bool, type(None), Date, Time, DateTime, DaysTimeDuration, YearsMonthsDuration})


def to_feel(value: object) -> object:
    """Plain Python → FEEL: int and float become ``Decimal``, ``datetime`` values ours; FEEL values stay as they are."""
    return value if type(value) in _READY else _Reader().read(value)


class _Reader:
    """Reads a value that holds another many times in time proportional to what it is made of, not to how it unfolds."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, object]] = {}  # the original is kept, too, so that nothing else gets its id

    def read(self, value: object) -> object:
        kind = type(value)
        if kind in _READY:
            return value
        scalar = _SCALARS.get(kind)
        if scalar is not None:
            return scalar(value)
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        found = self._converted(value)
        self._known[id(value)] = value, found
        return found

    def _converted(self, value: object) -> object:
        """Of a list or a context the same object when nothing in it had to change."""
        if isinstance(value, dict):
            changed = {name: new for name, item in value.items() if (new := self.read(item)) is not item}
            return {**value, **changed} if changed else value
        if isinstance(value, list):
            converted = [self.read(item) for item in value]
            return value if all(map(operator.is_, converted, value)) else converted
        if isinstance(value, tuple | set | frozenset):
            return [self.read(item) for item in value]
        if isinstance(value, Mapping):
            return {str(name): self.read(item) for name, item in value.items()}
        scalar = next((rule for base, rule in _SCALARS.items() if isinstance(value, base)), None)
        return value if scalar is None else scalar(value)


def _number(value: int | float) -> Decimal | None:
    return _finite(Decimal(value) if isinstance(value, int) else Decimal(repr(value)))


def _finite(value: Decimal) -> Decimal | None:
    """What is no number of FEEL (NaN, infinities, beyond 10^6144) is null; more than 34 digits are rounded; others stay themselves."""
    if not value.is_finite():
        return None
    try:
        number = rounded(value)
    except DecimalException:
        return None
    return value if number == value else number


_SCALARS: dict[type, Callable[..., object]] = {
    Decimal: _finite,
    int: _number,
    float: _number,
    str: str,  # of a class of its own, such as an Enum
    stdlib.datetime: DateTime.from_python,  # before date, which it is, too
    stdlib.date: Date.from_python,
    stdlib.time: Time.from_python,
    stdlib.timedelta: DaysTimeDuration.from_python,
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
        found = _scalar(value)
        self.left -= len(found) >> 4 if isinstance(found, str) else 0  # a number can have thousands of digits
        return found


def _scalar(value: object) -> object:
    if isinstance(value, Decimal):
        return _json_number(value)
    if isinstance(value, Date | Time | DateTime | DaysTimeDuration | YearsMonthsDuration):
        return str(value)
    raise FeelProblem(say("cannot_store", given=kind_words(value)))


def _json_number(value: Decimal) -> object:
    if abs(value) <= MAX_SAFE_INTEGER and value == value.to_integral_value():
        return int(value)
    number = float(value)
    return number if Decimal(repr(number)) == value else format(value, "f")
