"""``+ - * / **`` of two values, by their kinds (DMN 1.5, tables 45 to 54)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DecimalException

from engine.feel.errors import FeelProblem
from engine.feel.evaluation.state import State
from engine.feel.texts import say
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.kinds import kind_words
from engine.feel.values.moments import DAY_SECONDS, NANOS, Date, DateTime, Time
from engine.feel.values.numbers import ARITHMETIC, counted, power

_ZEROS = (Decimal(0), DaysTimeDuration(0), YearsMonthsDuration(0))


def calculate(operator: str, left: object, right: object, state: State) -> object:
    """``+ - * / **`` of two values; raises ``FeelProblem`` when it has no result."""
    rule = _ARITHMETIC[operator].get((type(left), type(right)))
    if rule is None:
        raise FeelProblem(say("cannot_combine", operator=operator, left=kind_words(left), right=kind_words(right)))
    if isinstance(left, str) and isinstance(right, str):
        state.lengthy(len(left) + len(right))
    try:
        return rule(left, right)
    except DecimalException as error:
        divided = operator == "/" and right in _ZEROS
        raise FeelProblem(say("division_by_zero") if divided else say("result_no_number", operator=operator)) from error
    except (OverflowError, ValueError) as error:
        raise FeelProblem(say("too_far_away")) from error


def _months(number: Decimal) -> YearsMonthsDuration:
    return YearsMonthsDuration.checked(counted(number))


def _duration(nanos: Decimal) -> DaysTimeDuration:
    return DaysTimeDuration.checked(counted(nanos.to_integral_value()))


def _date_plus(date: Date, duration: DaysTimeDuration, sign: int = 1) -> Date:
    return Date.from_days((date.days() * DAY_SECONDS * NANOS + sign * duration.nanos) // (DAY_SECONDS * NANOS))


def _time_plus(time: Time, duration: DaysTimeDuration, sign: int = 1) -> Time:
    return Time.from_nanos((time.nanos() + sign * duration.nanos) % (DAY_SECONDS * NANOS), time.offset, time.zone)


def _moment_plus(moment: DateTime, duration: DaysTimeDuration, sign: int = 1) -> DateTime:
    """Along the time line: in a named zone a day across a clock change is 24 hours."""
    nanos = sign * duration.nanos
    if moment.time.zone is None:
        return DateTime.from_nanos(moment.wall_nanos() + nanos, moment.time.offset)
    return DateTime.from_instant(moment.instant_nanos() + nanos, None, moment.time.zone)


def _moment_plus_months(moment: DateTime, months: int) -> DateTime:
    return DateTime(moment.date.plus_months(months), moment.time)


def _between_times(left: Time, right: Time) -> DaysTimeDuration:
    if left.zoned != right.zoned:
        _one_zone()
    first_offset, second_offset = left.offset_seconds() or 0, right.offset_seconds() or 0
    return DaysTimeDuration(left.nanos() - right.nanos() - (first_offset - second_offset) * NANOS)


def _between_moments(left: DateTime, right: DateTime) -> DaysTimeDuration:
    if left.time.zoned != right.time.zoned:
        _one_zone()
    return DaysTimeDuration(left.instant_nanos() - right.instant_nanos())


def _one_zone() -> None:
    raise FeelProblem(say("one_zone_only"))


def midnight(date: Date) -> DateTime:
    """A date where a date and time is asked for: its midnight in UTC (DMN 1.5, 10.3.2.3.6)."""
    return DateTime(date, Time(0, 0, 0, 0, 0))


Rule = Callable[..., object]
_D, _T = Decimal, DaysTimeDuration
_YM = YearsMonthsDuration

_ADD: dict[tuple[type, type], Rule] = {
    (_D, _D): ARITHMETIC.add,
    (str, str): lambda a, b: a + b,
    (_T, _T): lambda a, b: DaysTimeDuration.checked(a.nanos + b.nanos),
    (_YM, _YM): lambda a, b: YearsMonthsDuration.checked(a.months + b.months),
    (Date, _T): _date_plus,
    (_T, Date): lambda a, b: _date_plus(b, a),
    (Date, _YM): lambda a, b: a.plus_months(b.months),
    (_YM, Date): lambda a, b: b.plus_months(a.months),
    (Time, _T): _time_plus,
    (_T, Time): lambda a, b: _time_plus(b, a),
    (DateTime, _T): _moment_plus,
    (_T, DateTime): lambda a, b: _moment_plus(b, a),
    (DateTime, _YM): lambda a, b: _moment_plus_months(a, b.months),
    (_YM, DateTime): lambda a, b: _moment_plus_months(b, a.months),
}
_SUBTRACT: dict[tuple[type, type], Rule] = {
    (_D, _D): ARITHMETIC.subtract,
    (_T, _T): lambda a, b: DaysTimeDuration.checked(a.nanos - b.nanos),
    (_YM, _YM): lambda a, b: YearsMonthsDuration.checked(a.months - b.months),
    (Date, Date): lambda a, b: DaysTimeDuration((a.days() - b.days()) * DAY_SECONDS * NANOS),
    (Date, DateTime): lambda a, b: _between_moments(midnight(a), b),
    (DateTime, Date): lambda a, b: _between_moments(a, midnight(b)),
    (DateTime, DateTime): _between_moments,
    (Time, Time): _between_times,
    (Date, _T): lambda a, b: _date_plus(a, b, -1),
    (Date, _YM): lambda a, b: a.plus_months(-b.months),
    (Time, _T): lambda a, b: _time_plus(a, b, -1),
    (DateTime, _T): lambda a, b: _moment_plus(a, b, -1),
    (DateTime, _YM): lambda a, b: _moment_plus_months(a, -b.months),
}
_MULTIPLY: dict[tuple[type, type], Rule] = {
    (_D, _D): ARITHMETIC.multiply,
    (_T, _D): lambda a, b: _duration(ARITHMETIC.multiply(a.nanos, b)),
    (_D, _T): lambda a, b: _duration(ARITHMETIC.multiply(a, b.nanos)),
    (_YM, _D): lambda a, b: _months(ARITHMETIC.multiply(a.months, b)),
    (_D, _YM): lambda a, b: _months(ARITHMETIC.multiply(a, b.months)),
}
_DIVIDE: dict[tuple[type, type], Rule] = {
    (_D, _D): ARITHMETIC.divide,
    (_T, _D): lambda a, b: _duration(ARITHMETIC.divide(a.nanos, b)),
    (_T, _T): lambda a, b: ARITHMETIC.divide(a.nanos, b.nanos),
    (_YM, _D): lambda a, b: _months(ARITHMETIC.divide(a.months, b)),
    (_YM, _YM): lambda a, b: ARITHMETIC.divide(a.months, b.months),
}
_ARITHMETIC: dict[str, dict[tuple[type, type], Rule]] = {
    "+": _ADD,
    "-": _SUBTRACT,
    "*": _MULTIPLY,
    "/": _DIVIDE,
    "**": {(_D, _D): power},
}
