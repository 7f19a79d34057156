"""Values that have an order: on which line a value lies, and what lies between two of them.

Whether there is anything between two values is what tells a gap from none: between the dates
2026-01-01 and 2026-01-02 there is nothing, between the numbers 5 and 6 there is 5.5. What is
found between is a value that people would name: 5.5 rather than 5.000001, 17:30 rather than 17:00:01.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, DecimalException, InvalidOperation
from typing import Any

from engine.feel.evaluation.operators import compare
from engine.feel.values.durations import MAX_NANOS, DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.kinds import kind
from engine.feel.values.moments import DAY_SECONDS, MAX_OFFSET, MAX_YEAR, NANOS, Date, DateTime, Time
from engine.feel.values.numbers import ARITHMETIC

ZONED = " with zone"
NUMBER, STRING, BOOLEAN = "number", "string", "boolean"

_HOUR = 3600 * NANOS
_DAY = DAY_SECONDS * NANOS
_CLOCK_UNITS = (_HOUR, 60 * NANOS, NANOS, NANOS // 1000, 1)


def line_of(value: object) -> str:
    """The name of the line that a value lies on; empty for what has no order (lists, contexts, null …).

    Times with and without a zone cannot be compared, so they lie on two lines.
    """
    if isinstance(value, Time):
        return kind(value) + (ZONED if value.zoned else "")
    if isinstance(value, DateTime):
        return kind(value) + (ZONED if value.time.zoned else "")
    return kind(value) if isinstance(value, bool | Decimal | str) or type(value) in _COUNTED_TYPES else ""


def between(line: str, low: object, high: object, *, whole: bool = False) -> object:
    """A value of the line above ``low`` and below ``high`` (None: no end there); None when there is none.

    ``whole``: numbers without a fraction only.
    """
    if line == NUMBER:
        candidates: Iterator[object] = _numbers(low, high, whole)
    elif line == STRING:
        candidates = _strings(low, high)
    else:
        candidates = _counted(_COUNTED[line], low, high)
    return next((value for value in candidates if _is_between(value, low, high)), None)


def _is_between(value: object, low: object, high: object) -> bool:
    return (low is None or compare(low, value) == -1) and (high is None or compare(value, high) == -1)


# --- numbers and texts ----------------------------------------------------------------------------

_WIDE = Context(prec=100, Emin=-9999, Emax=9999, traps=[InvalidOperation])
_ONE = Decimal(1)


def _numbers(low: Any, high: Any, whole: bool) -> Iterator[Decimal]:
    """From the most pleasant to the last that is possible: the neighbour of an end among the numbers of 34 digits."""
    for guess in (_middle, _beside):
        try:
            for found in guess(low, high):
                if found.is_finite() and (not whole or found == found.to_integral_value()):
                    yield ARITHMETIC.plus(found)
        except DecimalException:  # beyond the numbers that there are
            continue


def _middle(low: Decimal | None, high: Decimal | None) -> Iterator[Decimal]:
    if low is None or high is None:
        return
    middle = _WIDE.divide(_WIDE.add(low, high), Decimal(2))
    size = _WIDE.subtract(high, low).adjusted()
    for exponent in (size, size - 1):
        yield middle.quantize(_ONE.scaleb(exponent, _WIDE), context=_WIDE)


def _beside(low: Decimal | None, high: Decimal | None) -> Iterator[Decimal]:
    if low is not None:
        yield ARITHMETIC.add(low.to_integral_value(ROUND_FLOOR), _ONE)
        yield ARITHMETIC.next_plus(low)
    elif high is not None:
        yield ARITHMETIC.subtract(high.to_integral_value(ROUND_CEILING), _ONE)
        yield ARITHMETIC.next_minus(high)
    else:
        yield _ONE


def _strings(low: Any, high: Any) -> Iterator[str]:
    """Behind a text the next one is the text with the smallest character appended."""
    if low is None:
        yield "other" if high is None else ""
    else:
        yield from (low + more for more in ("z", "a", "0", " ", "\0"))


# --- what can be counted --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Counted:
    """Values that are whole numbers of a smallest part. ``units``: the round steps to look for, the biggest first."""

    count: Callable[[Any], int]
    value: Callable[[int], object]
    units: tuple[int, ...]
    first: int
    last: int
    usual: int


def _counted(line: _Counted, low: object, high: object) -> Iterator[object]:
    start = line.first - 1 if low is None else line.count(low)
    end = line.last + 1 if high is None else line.count(high)
    if low is None and high is None:
        yield line.value(line.usual)
        return
    for unit in line.units:
        if low is None:
            found = -(-end // unit) * unit - unit
        elif high is None:
            found = start // unit * unit + unit
        else:
            found = (start + end + unit) // (2 * unit) * unit
        if start < found < end:
            yield line.value(found)


def _zoned_count(value: Time) -> int:
    return value.nanos() - (value.offset_seconds() or 0) * NANOS


def _zoned_time(count: int) -> Time:
    """Before midnight and after the end of the day in UTC are times of zones far in the east and west."""
    offset = MAX_OFFSET if count < 0 else -MAX_OFFSET if count >= _DAY else 0
    return Time.from_nanos(count + offset * NANOS, offset)


_FIRST_DAY, _LAST_DAY = Date(-MAX_YEAR, 1, 1).days(), Date(MAX_YEAR, 12, 31).days()
_NEW_YEAR = Date(2026, 1, 1).days()
_MOMENTS = (_CLOCK_UNITS, _FIRST_DAY * _DAY, (_LAST_DAY + 1) * _DAY - 1, _NEW_YEAR * _DAY + 12 * _HOUR)

_COUNTED: dict[str, _Counted] = {
    "date": _Counted(Date.days, Date.from_days, (1,), _FIRST_DAY, _LAST_DAY, _NEW_YEAR),
    "time": _Counted(Time.nanos, Time.from_nanos, _CLOCK_UNITS, 0, _DAY - 1, 12 * _HOUR),
    "time" + ZONED: _Counted(_zoned_count, _zoned_time, _CLOCK_UNITS, -MAX_OFFSET * NANOS, _DAY + MAX_OFFSET * NANOS - 1, 12 * _HOUR),
    "date and time": _Counted(DateTime.wall_nanos, DateTime.from_nanos, *_MOMENTS),
    "date and time" + ZONED: _Counted(DateTime.instant_nanos, lambda count: DateTime.from_instant(count, 0, None), *_MOMENTS),
    "days and time duration": _Counted(
        lambda value: value.nanos,
        DaysTimeDuration,
        (DAY_SECONDS * NANOS, 3600 * NANOS, 60 * NANOS, NANOS, 1),
        -MAX_NANOS,
        MAX_NANOS,
        DAY_SECONDS * NANOS,
    ),
    "years and months duration": _Counted(lambda value: value.months, YearsMonthsDuration, (12, 1), -12 * MAX_YEAR, 12 * MAX_YEAR, 12),
}
_COUNTED_TYPES = frozenset({Date, Time, DateTime, DaysTimeDuration, YearsMonthsDuration})
KINDS: dict[str, tuple[str, ...]] = {
    NUMBER: (NUMBER,),
    STRING: (STRING,),
    BOOLEAN: (BOOLEAN,),
    **{name: tuple(line for line in (name, name + ZONED) if line in _COUNTED) for name in _COUNTED if ZONED not in name},
}
"""The types whose values can be told apart here → their lines, the usual one first."""
