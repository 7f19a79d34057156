"""Equality and order of values (DMN 1.5, tables 52 to 54).

Each returns null (None) for a combination the standard does not define; the caller notes the
problem. Times are compared to the millisecond, which is as far as XML Schema asks and as the
compliance kit expects.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.evaluation.state import State
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.functions import Function
from engine.feel.values.moments import NANOS, Date, DateTime, Time
from engine.feel.values.ranges import Range

_MILLI = 1_000_000
_SIMPLE = (Decimal, str, bool, DaysTimeDuration, YearsMonthsDuration, Date)


def equal(left: object, right: object, state: State) -> bool | None:
    """FEEL's ``=``. None when the two are of different kinds (but null equals null alone)."""
    if left is None or right is None:
        return left is right
    one = type(left)
    if one is not type(right):
        return None
    if one in _SIMPLE:
        return left == right
    compared = _EQUALITY.get(one)
    if compared is not None:
        return compared(left, right, state)
    return isinstance(left, Function) and isinstance(right, Function) and left.equals(right, state.charge)


def _equal_lists(left: list[object], right: list[object], state: State) -> bool:
    if len(left) != len(right):
        return False
    state.charge(len(left))
    return all(equal(one, other, state) for one, other in zip(left, right, strict=True))


def _equal_contexts(left: dict[str, object], right: dict[str, object], state: State) -> bool:
    if left.keys() != right.keys():
        return False
    state.charge(len(left))
    return all(equal(value, right[name], state) for name, value in left.items())


def _equal_ranges(left: Range, right: Range, state: State) -> bool:
    same_form = left.comparison == right.comparison
    same_form = same_form and (left.start_included, left.end_included) == (right.start_included, right.end_included)
    return same_form and bool(equal(left.start, right.start, state)) and bool(equal(left.end, right.end, state))


def _equal_moments(left: object, right: object, _state: State) -> bool | None:
    order = compare(left, right)
    return None if order is None else order == 0


_EQUALITY: dict[type, Callable[..., bool | None]] = {
    list: _equal_lists,
    dict: _equal_contexts,
    Range: _equal_ranges,
    Time: _equal_moments,
    DateTime: _equal_moments,
}


def compare(left: object, right: object) -> int | None:
    """-1, 0 or 1; None when the two have no order."""
    one = type(left)
    if one is not type(right):
        return None
    if one is Decimal or one is str or one is DaysTimeDuration or one is YearsMonthsDuration:
        return (left > right) - (left < right)  # type: ignore[operator, no-any-return]
    keys = _ORDER_KEYS.get(one)
    if keys is None:
        return None
    first, second = keys(left, right)
    if first is None or second is None:
        return None
    return int(first > second) - int(first < second)


def _date_keys(left: Date, right: Date) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return (left.year, left.month, left.day), (right.year, right.month, right.day)


def _time_keys(left: Time, right: Time) -> tuple[int | None, int | None]:
    """With a zone only comparable to others with a zone: what has none does not say which instant it is."""
    if left.zoned != right.zoned:
        return None, None
    return _instant(left.nanos(), left), _instant(right.nanos(), right)


def _moment_keys(left: DateTime, right: DateTime) -> tuple[int | None, int | None]:
    if left.time.zoned != right.time.zoned:
        return None, None
    return _instant(left.wall_nanos(), left), _instant(right.wall_nanos(), right)


def _instant(wall: int, value: Time | DateTime) -> int:
    return (wall - (value.offset_seconds() or 0) * NANOS) // _MILLI


_ORDER_KEYS: dict[type, Callable[..., tuple[Any, Any]]] = {Date: _date_keys, Time: _time_keys, DateTime: _moment_keys}


def order_holds(operator: str, left: object, right: object) -> bool | None:
    """``<``, ``<=``, ``>`` or ``>=``; None when the two have no order."""
    order = compare(left, right)
    return None if order is None else _ORDERS[operator](order)


_ORDERS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


def in_range(value: object, interval: Range, state: State) -> bool | None:
    """Whether the value lies in the interval; None when it cannot be compared."""
    if interval.comparison == "=":
        return equal(value, interval.start, state)
    if interval.comparison == "!=":
        same = equal(value, interval.start, state)
        return None if same is None else not same
    if value is None or (interval.comparison is None and (interval.start is None or interval.end is None)):
        return None
    low = _above(value, interval)
    high = _below(value, interval)
    return None if low is None or high is None else low and high


def _above(value: object, interval: Range) -> bool | None:
    if interval.start is None:
        return True
    return order_holds(">=" if interval.start_included else ">", value, interval.start)


def _below(value: object, interval: Range) -> bool | None:
    if interval.end is None:
        return True
    return order_holds("<=" if interval.end_included else "<", value, interval.end)
