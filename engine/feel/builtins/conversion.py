"""Conversion functions (DMN 1.5, 10.3.4.1)."""

from __future__ import annotations

import re
from decimal import Decimal, DecimalException

from engine.feel.errors import FeelLimitExceeded, FeelProblem
from engine.feel.evaluation.arithmetic import midnight
from engine.feel.evaluation.display import text_of
from engine.feel.evaluation.state import State
from engine.feel.functions.registry import built_in
from engine.feel.texts import say
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.iso8601 import date_from, date_time_from, duration_from, time_from
from engine.feel.values.kinds import kind_words
from engine.feel.values.moments import MAX_OFFSET, NANOS, Date, DateTime, Time
from engine.feel.values.numbers import ARITHMETIC, counted, rounded

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,9})?", re.ASCII)


def _wrong(function: str, value: object) -> FeelProblem:
    return FeelProblem(say("cannot_convert", function=function, given=kind_words(value)))


def _whole(number: Decimal, what: str) -> int:
    if number != number.to_integral_value():
        raise FeelProblem(say("part_not_whole", what=what, number=number))
    try:
        return counted(number)
    except OverflowError as error:
        raise FeelProblem(say("part_too_large", what=what, number=number)) from error


@built_in("date", "from:moment")
def date(value: object) -> Date:
    if isinstance(value, str):
        return date_from(value)
    if isinstance(value, DateTime):
        return value.date
    if isinstance(value, Date):
        return value
    raise _wrong("date", value)


@built_in("date", "year:number, month:number, day:number")
def date_of_parts(year: Decimal, month: Decimal, day: Decimal) -> Date:
    try:
        return Date.checked(_whole(year, "year"), _whole(month, "month"), _whole(day, "day"))
    except ValueError as error:
        raise FeelProblem(say("no_such_day", day=f"{year}-{month}-{day}")) from error


@built_in("date and time", "from:moment")
def date_and_time(state: State, value: object) -> DateTime:
    if isinstance(value, str):
        return date_time_from(value, short=state.dialect.short_times)
    if isinstance(value, DateTime):
        return value
    if isinstance(value, Date):
        return midnight(value)
    raise _wrong("date and time", value)


@built_in("date and time", "date:day, time:time")
def date_with_time(day: Date | DateTime, time: Time) -> DateTime:
    return DateTime(day.date if isinstance(day, DateTime) else day, time)


@built_in("time", "from:moment")
def time(state: State, value: object) -> Time:
    if isinstance(value, str):
        return time_from(value, short=state.dialect.short_times)
    if isinstance(value, DateTime):
        return value.time
    if isinstance(value, Date):
        return midnight(value).time
    if isinstance(value, Time):
        return value
    raise _wrong("time", value)


@built_in("time", "hour:number, minute:number, second:number, offset:offset?=")
def time_of_parts(hour: Decimal, minute: Decimal, second: Decimal, offset: DaysTimeDuration | None) -> Time:
    hours, minutes = _whole(hour, "hour"), _whole(minute, "minute")
    if not (0 <= hours <= 23 and 0 <= minutes <= 59 and 0 <= second < 60):
        raise FeelProblem(say("no_such_time"))
    seconds, nano = divmod(int(ARITHMETIC.multiply(second, NANOS)), NANOS)
    return Time(hours, minutes, seconds, nano, None if offset is None else _offset_seconds(offset))


def _offset_seconds(offset: DaysTimeDuration) -> int:
    if abs(offset.nanos) > MAX_OFFSET * NANOS:
        raise FeelProblem(say("offset_too_large"))
    seconds = abs(offset.nanos) // NANOS
    return -seconds if offset.nanos < 0 else seconds


@built_in("number", "from:string, grouping separator:string?=, decimal separator:string?=")
def number(state: State, text: str, grouping: str | None, point: str | None) -> Decimal:
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", ".") or (grouping and grouping == point):
        raise FeelProblem(say("wrong_separators"))
    if len(text) > state.limits.digits:
        raise FeelLimitExceeded("digits", state.limits.digits)
    plain = text.replace(grouping, "") if grouping else text
    plain = plain.replace(point, ".") if point else plain
    if not _NUMBER.fullmatch(plain):
        raise FeelProblem(say("no_number_text", text=text[:60]))
    try:
        return rounded(Decimal(plain))
    except DecimalException as error:
        raise FeelProblem(say("number_too_large")) from error


@built_in("string", "from:any?")
def string(state: State, value: object) -> str | None:
    return None if value is None else text_of(value, state)


@built_in("duration", "from:any")
def duration(value: object) -> object:
    if isinstance(value, str):
        return duration_from(value)
    if isinstance(value, DaysTimeDuration | YearsMonthsDuration):
        return value
    raise _wrong("duration", value)


@built_in("years and months duration", "from:day, to:day")
def months_between(start: Date | DateTime, end: Date | DateTime) -> YearsMonthsDuration:
    """Whole months from start to end, towards zero; negative when end comes first."""
    first = start.date if isinstance(start, DateTime) else start
    last = end.date if isinstance(end, DateTime) else end
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and last.day < first.day:
        months -= 1
    elif months < 0 and last.day > first.day:
        months += 1
    return YearsMonthsDuration(months)
