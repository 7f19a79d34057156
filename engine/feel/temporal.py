"""Dates and durations for those who need Python's own: timers, due dates, clocks."""

from __future__ import annotations

import datetime as stdlib
import re
from dataclasses import dataclass
from typing import NoReturn
from zoneinfo import ZoneInfo

from engine.feel.errors import FeelProblem
from engine.feel.texts import say
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.iso8601 import date_time_from, duration_from
from engine.feel.values.kinds import kind_words
from engine.feel.values.moments import NANOS, Date, DateTime, Time

Duration = stdlib.timedelta | YearsMonthsDuration
_WEEKS = re.compile(r"(-?)P(\d{1,9})W", re.ASCII)
_REPEAT = re.compile(r"R(\d{0,9})", re.ASCII)
_EPOCH = stdlib.datetime(1970, 1, 1, tzinfo=stdlib.UTC)


def parse_duration(text: str) -> Duration:
    """``P3DT4H`` → timedelta, ``P1Y2M`` → ``YearsMonthsDuration``, ``P2W`` → timedelta. Raises ``FeelProblem``."""
    weeks = _WEEKS.fullmatch(text)
    if weeks is None:
        found = duration_from(text)
        return found if isinstance(found, YearsMonthsDuration) else as_timedelta(found)
    try:
        days = stdlib.timedelta(weeks=int(weeks[2]))
    except OverflowError as error:
        raise _too_long() from error
    return -days if weeks[1] else days


def as_timedelta(value: object) -> stdlib.timedelta:
    """A days and time duration of FEEL, a ``timedelta`` or an ISO text → ``timedelta``, to the microsecond. Raises ``FeelProblem``."""
    if isinstance(value, str):
        value = parse_duration(value)
    try:
        found = value.to_python() if isinstance(value, DaysTimeDuration) else value
    except OverflowError as error:
        raise _too_long() from error
    if isinstance(found, stdlib.timedelta):
        return found
    raise FeelProblem(say("no_timedelta", given=kind_words(value)))


def _too_long() -> FeelProblem:
    return FeelProblem(say("duration_too_long"))


def parse_date_time(text: str) -> stdlib.datetime:
    """``2026-01-31T13:45:00+08:00``, ``…Z``, ``…@Asia/Shanghai`` → aware; without a zone → naive; seconds may be left out.

    Raises ``FeelProblem``.
    """
    return to_python(date_time_from(text, short=True))


def to_python(value: DateTime) -> stdlib.datetime:
    """``value.to_python()``, but raises ``FeelProblem`` beyond years 1 to 9999."""
    try:
        return value.to_python()
    except ValueError as error:
        raise FeelProblem(say("year_out_of_reach", year=value.date.year)) from error


def as_instant(value: object, default_zone: stdlib.tzinfo | str = stdlib.UTC) -> stdlib.datetime:
    """A date, a date and time, a ``datetime`` or an ISO text → aware UTC ``datetime``.

    ``default_zone`` (a ``tzinfo`` or a name) is for what carries no zone itself; a date is its midnight
    there. Raises ``FeelProblem`` for anything else.
    """
    if isinstance(value, str):
        value = date_time_from(value, short=True)
    if isinstance(value, stdlib.date) and not isinstance(value, stdlib.datetime):
        value = Date.from_python(value)
    if isinstance(value, Date):
        value = DateTime(value, Time(0, 0, 0))
    if isinstance(value, DateTime):
        value = to_python(value)
    if not isinstance(value, stdlib.datetime):
        raise FeelProblem(say("no_moment", given=kind_words(value)))
    if value.tzinfo is None:
        zone = ZoneInfo(default_zone) if isinstance(default_zone, str) else default_zone
        value = value.replace(tzinfo=zone)
    return value.astimezone(stdlib.UTC)


def add_duration(moment: stdlib.datetime, duration: Duration, zone: stdlib.tzinfo | str = stdlib.UTC) -> stdlib.datetime:
    """``moment`` (aware) plus the duration, in UTC. Months are counted in ``zone``; a day is 24 hours. Raises ``FeelProblem``."""
    try:
        if isinstance(duration, stdlib.timedelta):
            return (moment + duration).astimezone(stdlib.UTC)
        local = moment.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
        day = Date(local.year, local.month, local.day).plus_months(duration.months)
        return local.replace(year=day.year, month=day.month, day=day.day).astimezone(stdlib.UTC)
    except (OverflowError, ValueError) as error:
        raise FeelProblem(say("result_out_of_reach")) from error


@dataclass(frozen=True, slots=True)
class RepeatingInterval:
    """ISO 8601 ``R3/PT10M`` and its forms.

    ``repetitions``: how many times, or None for without end. Exactly one of the forms: a duration
    alone, start and duration, duration and end, start and end (then ``duration`` is the distance).
    """

    repetitions: int | None
    duration: Duration
    start: stdlib.datetime | None = None
    end: stdlib.datetime | None = None


def parse_repeating(text: str, default_zone: stdlib.tzinfo | str = stdlib.UTC) -> RepeatingInterval:
    """Raises ``FeelProblem`` when the text is no repeating interval or its interval is not positive."""
    parts = text.strip().split("/")
    repeat = _REPEAT.fullmatch(parts[0])
    if repeat is None or len(parts) not in (2, 3):
        raise FeelProblem(say("no_repeating_interval", text=text[:60]))
    count = int(repeat[1]) if repeat[1] else None
    start: stdlib.datetime | None = None
    end: stdlib.datetime | None = None
    duration: Duration | None = None
    for position, part in enumerate(parts[1:]):
        if part.lstrip("-").startswith("P"):
            if duration is not None:
                _no_interval(text)
            duration = parse_duration(part)
        elif position == 0 and len(parts) == 3:
            start = as_instant(part, default_zone)
        else:
            end = as_instant(part, default_zone)
    if duration is None:
        if start is None or end is None:
            _no_interval(text)
        duration = end - start
    positive = duration.months > 0 if isinstance(duration, YearsMonthsDuration) else duration > stdlib.timedelta()
    if not positive:
        _no_interval(text)
    return RepeatingInterval(count, duration, start, end)


def _no_interval(text: str) -> NoReturn:
    raise FeelProblem(say("no_positive_interval", text=text[:60]))


def instant_nanos(value: stdlib.datetime) -> int:
    """Nanoseconds since 1970-01-01T00:00:00Z of an aware ``datetime``."""
    return (value - _EPOCH) // stdlib.timedelta(microseconds=1) * (NANOS // 1_000_000)
