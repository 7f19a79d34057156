"""Equality, order and arithmetic of values (DMN 1.5, 10.3.2.13, 10.3.2.14 and tables 42 to 55).

Each returns null (None) for a combination the standard does not define; the caller notes the
problem. Times are compared to the millisecond, as the compliance kit expects.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal, DecimalException

from engine.feel.errors import FeelProblem
from engine.feel.moments import DAY_SECONDS, NANOS, Date, DateTime, Time
from engine.feel.numbers import ARITHMETIC
from engine.feel.state import State
from engine.feel.values import Range, YearsMonthsDuration, kind_words

_MILLI = 1_000_000
_SIMPLE = (Decimal, str, bool, timedelta, YearsMonthsDuration, Date)


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
    return compared(left, right, state) if compared else left is right


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


def _equal_moments(left: object, right: object, state: State) -> bool | None:
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
    if one is Decimal or one is str or one is timedelta or one is YearsMonthsDuration:
        return (left > right) - (left < right)  # type: ignore[operator]
    key = _ORDER_KEYS.get(one)
    if key is None:
        return None
    first, second = key(left), key(right)
    if first is None or second is None or first[0] != second[0]:
        return None
    return (first > second) - (first < second)


def _date_key(value: Date) -> tuple[int, ...]:
    return 0, value.year, value.month, value.day


def _time_key(value: Time) -> tuple[int, ...]:
    """With a zone only comparable to others with a zone: what has none does not say which instant it is."""
    offset = value.offset_seconds()
    if offset is None:
        return 0, value.nanos() // _MILLI
    return 1, (value.nanos() - offset * NANOS) // _MILLI


def _date_time_key(value: DateTime) -> tuple[int, ...]:
    return int(value.time.zoned), value.instant_nanos() // _MILLI


_ORDER_KEYS: dict[type, Callable[..., tuple[int, ...]]] = {
    Date: _date_key,
    Time: _time_key,
    DateTime: _date_time_key,
}


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


# --- arithmetic -------------------------------------------------------------------------------


def calculate(operator: str, left: object, right: object, state: State) -> object:
    """``+ - * / **`` of two values; raises ``FeelProblem`` when it has no result."""
    rule = _ARITHMETIC[operator].get((type(left), type(right)))
    if rule is None:
        left_words, right_words = kind_words(left), kind_words(right)
        raise FeelProblem(
            f'Expected two values that "{operator}" can combine, but they are {left_words[0]} and {right_words[0]}.',
            f"“{operator}”无法用于{left_words[1]}和{right_words[1]}。",
        )
    try:
        return rule(left, right, state)
    except DecimalException as error:
        divided = operator == "/" and right == 0
        raise FeelProblem(
            "Expected a divisor other than zero, but it is 0."
            if divided
            else f'Expected a result of "{operator}" that is a number of at most 6145 digits, but it is none.',
            "除数不能为零。" if divided else f"“{operator}”的结果超出数字范围。",
        ) from error
    except (OverflowError, ValueError) as error:
        raise FeelProblem("Expected a date or duration that can be counted, but it is too far away.", "日期或时长超出范围。") from error


def _concatenate(left: str, right: str, state: State) -> str:
    state.lengthy(len(left) + len(right))
    return left + right


def _months(number: Decimal) -> YearsMonthsDuration:
    return YearsMonthsDuration(int(number))


_MICROSECOND = timedelta(microseconds=1)


def micros(value: timedelta) -> int:
    """The duration in microseconds."""
    return value // _MICROSECOND


def _duration(number: Decimal) -> timedelta:
    return timedelta(microseconds=int(number.to_integral_value()))


def _date_plus(date: Date, duration: timedelta, sign: int = 1) -> Date:
    nanos = date.days() * DAY_SECONDS * NANOS + sign * micros(duration) * 1000
    return Date.from_days(nanos // (DAY_SECONDS * NANOS))


def _time_plus(time: Time, duration: timedelta, sign: int = 1) -> Time:
    return Time.from_nanos((time.nanos() + sign * micros(duration) * 1000) % (DAY_SECONDS * NANOS), time.offset, time.zone)


def _moment_plus(moment: DateTime, duration: timedelta, sign: int = 1) -> DateTime:
    """Along the time line: in a named zone a day across a clock change is 24 hours."""
    nanos = sign * micros(duration) * 1000
    if moment.time.zone is None:
        return DateTime.from_nanos(moment.wall_nanos() + nanos, moment.time.offset)
    return DateTime.from_instant(moment.instant_nanos() + nanos, None, moment.time.zone)


def _moment_plus_months(moment: DateTime, months: int) -> DateTime:
    return DateTime(moment.date.plus_months(months), moment.time)


def _between_times(left: Time, right: Time) -> timedelta:
    first, second = _time_key(left), _time_key(right)
    if first[0] != second[0]:
        _one_zone()
    first_offset, second_offset = left.offset_seconds() or 0, right.offset_seconds() or 0
    return timedelta(microseconds=(left.nanos() - right.nanos()) // 1000 - (first_offset - second_offset) * 1_000_000)


def _between_moments(left: DateTime, right: DateTime) -> timedelta:
    if left.time.zoned != right.time.zoned:
        _one_zone()
    return timedelta(microseconds=(left.instant_nanos() - right.instant_nanos()) // 1000)


def _one_zone() -> None:
    raise FeelProblem(
        "Expected both values with a time zone or both without, but only one has it.", "两个值必须都带时区或都不带时区。"
    )


def midnight(date: Date) -> DateTime:
    """A date where a date and time is asked for: its midnight in UTC (DMN 1.5, 10.3.2.3.6)."""
    return DateTime(date, Time(0, 0, 0, 0, 0))


Rule = Callable[..., object]
_D, _S, _T = Decimal, str, timedelta
_YM = YearsMonthsDuration

_ADD: dict[tuple[type, type], Rule] = {
    (_D, _D): lambda a, b, s: ARITHMETIC.add(a, b),
    (_S, _S): _concatenate,
    (_T, _T): lambda a, b, s: a + b,
    (_YM, _YM): lambda a, b, s: YearsMonthsDuration(a.months + b.months),
    (Date, _T): lambda a, b, s: _date_plus(a, b),
    (_T, Date): lambda a, b, s: _date_plus(b, a),
    (Date, _YM): lambda a, b, s: a.plus_months(b.months),
    (_YM, Date): lambda a, b, s: b.plus_months(a.months),
    (Time, _T): lambda a, b, s: _time_plus(a, b),
    (_T, Time): lambda a, b, s: _time_plus(b, a),
    (DateTime, _T): lambda a, b, s: _moment_plus(a, b),
    (_T, DateTime): lambda a, b, s: _moment_plus(b, a),
    (DateTime, _YM): lambda a, b, s: _moment_plus_months(a, b.months),
    (_YM, DateTime): lambda a, b, s: _moment_plus_months(b, a.months),
}
_SUBTRACT: dict[tuple[type, type], Rule] = {
    (_D, _D): lambda a, b, s: ARITHMETIC.subtract(a, b),
    (_T, _T): lambda a, b, s: a - b,
    (_YM, _YM): lambda a, b, s: YearsMonthsDuration(a.months - b.months),
    (Date, Date): lambda a, b, s: timedelta(days=a.days() - b.days()),
    (Date, DateTime): lambda a, b, s: _between_moments(midnight(a), b),
    (DateTime, Date): lambda a, b, s: _between_moments(a, midnight(b)),
    (DateTime, DateTime): lambda a, b, s: _between_moments(a, b),
    (Time, Time): lambda a, b, s: _between_times(a, b),
    (Date, _T): lambda a, b, s: _date_plus(a, b, -1),
    (Date, _YM): lambda a, b, s: a.plus_months(-b.months),
    (Time, _T): lambda a, b, s: _time_plus(a, b, -1),
    (DateTime, _T): lambda a, b, s: _moment_plus(a, b, -1),
    (DateTime, _YM): lambda a, b, s: _moment_plus_months(a, -b.months),
}
_MULTIPLY: dict[tuple[type, type], Rule] = {
    (_D, _D): lambda a, b, s: ARITHMETIC.multiply(a, b),
    (_T, _D): lambda a, b, s: _duration(ARITHMETIC.multiply(micros(a), b)),
    (_D, _T): lambda a, b, s: _duration(ARITHMETIC.multiply(a, micros(b))),
    (_YM, _D): lambda a, b, s: _months(ARITHMETIC.multiply(a.months, b)),
    (_D, _YM): lambda a, b, s: _months(ARITHMETIC.multiply(a, b.months)),
}
_DIVIDE: dict[tuple[type, type], Rule] = {
    (_D, _D): lambda a, b, s: ARITHMETIC.divide(a, b),
    (_T, _D): lambda a, b, s: _duration(ARITHMETIC.divide(micros(a), b)),
    (_T, _T): lambda a, b, s: ARITHMETIC.divide(micros(a), micros(b)),
    (_YM, _D): lambda a, b, s: _months(ARITHMETIC.divide(a.months, b)),
    (_YM, _YM): lambda a, b, s: ARITHMETIC.divide(a.months, b.months),
}
_ARITHMETIC: dict[str, dict[tuple[type, type], Rule]] = {
    "+": _ADD,
    "-": _SUBTRACT,
    "*": _MULTIPLY,
    "/": _DIVIDE,
    "**": {(_D, _D): lambda a, b, s: ARITHMETIC.power(a, b)},
}
