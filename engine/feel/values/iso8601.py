"""ISO 8601 texts → dates, times and durations, exactly as FEEL accepts them (DMN 1.5, 10.3.4.1): the forms of XML Schema, and
times with ``@`` and a named zone. Refusals are ``FeelProblem``.

``short``: a time may leave out its seconds, as the forms of browsers write it.
"""

from __future__ import annotations

import re
from typing import NoReturn

from engine.feel.errors import FeelProblem
from engine.feel.texts import say
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.moments import MAX_OFFSET, Date, DateTime, Time, zone_names
from engine.iso8601.durations import DurationForms, Durations
from engine.kernel.texts import Text

_DATE = r"(?P<year>-?(?:[1-9]\d{4,8}|\d{4}))-(?P<month>\d\d)-(?P<day>\d\d)"
_OFFSET = r"[Zz]|[+-]\d\d:\d\d(?::\d\d)?"
_TIME = (
    r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d{1,30}))?)?"
    rf"(?P<zone>{_OFFSET}|@[A-Za-z0-9_+\-/]{{1,64}})?"
)
_DATE_RE = re.compile(rf"{_DATE}(?P<zone>{_OFFSET})?", re.ASCII)
_TIME_RE = re.compile(_TIME, re.ASCII)
_DATE_TIME_RE = re.compile(rf"{_DATE}(?:T{_TIME}|(?P<behind>{_OFFSET}))?", re.ASCII)
_DURATIONS = Durations(
    DurationForms(
        years=12,
        months=12,
        weeks=0,
        days=13,
        hours=15,
        minutes=15,
        seconds=15,
        fraction=(0, 30),
        points=".",
        signed=True,
        mixed=False,
    )
)


def date_from(text: str) -> Date:
    """An offset behind the day, which XML Schema allows, is checked and dropped: a date has none."""
    match = _DATE_RE.fullmatch(text)
    if match is None:
        _refuse(say("a_date_text"), text)
    _zone(match["zone"], text)
    return _date(match, text)


def time_from(text: str, *, short: bool = False) -> Time:
    """``24:00:00`` is midnight."""
    match = _TIME_RE.fullmatch(text)
    if match is None or not (short or match["second"]):
        _refuse(say("a_time_text"), text)
    return _time(match, text)[1]


def date_time_from(text: str, *, short: bool = False) -> DateTime:
    """A date and time; a date alone means its midnight, and ``24:00:00`` that of the next day."""
    match = _DATE_TIME_RE.fullmatch(text)
    if match is None or not (short or match["second"] or match["hour"] is None):
        _refuse(say("a_date_time_text"), text)
    date = _date(match, text)
    if match["hour"] is None:
        return DateTime(date, Time(0, 0, 0, 0, _zone(match["behind"], text)[0]))
    days, time = _time(match, text)
    return DateTime(_day(date.days() + days, text) if days else date, time)


def duration_from(text: str) -> DaysTimeDuration | YearsMonthsDuration:
    """``P1Y2M`` (years and months) or ``P3DT4H5M6.7S`` (days and time); a mixture is refused."""
    found = _DURATIONS.read(text)
    if found is not None and found.months is not None:
        try:
            return YearsMonthsDuration.checked(found.months)
        except OverflowError:
            _refuse(say("years_in_reach"), text)
    if found is None or found.nanos is None:
        _refuse(say("a_duration_text"), text)
    try:
        return DaysTimeDuration.checked(found.nanos)
    except OverflowError:
        _refuse(say("days_in_reach"), text)


def any_from(text: str) -> Date | Time | DateTime | DaysTimeDuration | YearsMonthsDuration:
    """What stands behind ``@``: the first of the four kinds that fits."""
    if "P" in text[:2]:
        return duration_from(text)
    if "T" in text.partition("@")[0]:
        return date_time_from(text)
    return date_from(text) if _DATE_RE.fullmatch(text) or ":" not in text else time_from(text)


def _nanos(fraction: str | None) -> int:
    """Nine digits behind the point; more are dropped."""
    return int(((fraction or "") + "0" * 9)[:9])


def _date(match: re.Match[str], text: str) -> Date:
    try:
        return Date.checked(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        _refuse(say("a_calendar_day"), text)


def _day(days: int, text: str) -> Date:
    try:
        return Date.from_days(days)
    except ValueError:
        _refuse(say("a_calendar_day"), text)


def _time(match: re.Match[str], text: str) -> tuple[int, Time]:
    """The time, and how many days it is ahead: 1 for the end of a day, 24:00:00."""
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    nano = _nanos(match["fraction"])
    end_of_day = (hour, minute, second, nano) == (24, 0, 0, 0)
    if (hour > 23 and not end_of_day) or minute > 59 or second > 59:
        _refuse(say("a_time_of_day"), text)
    offset, zone = _zone(match["zone"], text)
    return int(end_of_day), Time(hour % 24, minute, second, nano, offset, zone)


def _zone(zone: str | None, text: str) -> tuple[int | None, str | None]:
    """The offset in seconds or the name, if there is one."""
    if zone is None:
        return None, None
    if not zone.startswith("@"):
        return _offset(zone, text), None
    if zone[1:] not in zone_names():
        _refuse(say("a_known_zone"), text)
    return None, zone[1:]


def _offset(zone: str, text: str) -> int:
    if zone in ("Z", "z"):
        return 0
    parts = [int(part) for part in zone[1:].split(":")]
    seconds = parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)
    if seconds > MAX_OFFSET or parts[1] > 59 or parts[-1] > 59:
        _refuse(say("an_offset_in_reach"), text)
    return -seconds if zone[0] == "-" else seconds


def _refuse(expected: Text, text: str) -> NoReturn:
    shown = text if len(text) <= 60 else text[:60] + "…"
    raise FeelProblem(say("wrong_temporal_text", expected=expected, text=shown))
