"""ISO 8601 texts → dates, times and durations, exactly as FEEL accepts them. Refusals are ``FeelProblem``."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NoReturn

from engine.feel.errors import FeelProblem
from engine.feel.moments import MAX_OFFSET, Date, DateTime, Time, zone_names
from engine.feel.values import YearsMonthsDuration

_DATE = r"(?P<year>-?(?:[1-9]\d{4,8}|\d{4}))-(?P<month>\d\d)-(?P<day>\d\d)"
_ZONE = r"(?P<zone>Z|z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z0-9_+\-/]{1,64})?"
# Seconds may be left out, as the browser's forms do; otherwise exactly the standard's format.
_TIME = rf"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d{{1,30}}))?)?{_ZONE}"
_DATE_RE = re.compile(_DATE, re.ASCII)
_TIME_RE = re.compile(rf"T?{_TIME}", re.ASCII)
_DATE_TIME_RE = re.compile(rf"{_DATE}(?:T{_TIME})?", re.ASCII)
_MONTHS_RE = re.compile(r"(-?)P(?=\d)(?:(\d{1,12})Y)?(?:(\d{1,12})M)?", re.ASCII)
_DAYS_RE = re.compile(
    r"(-?)P(?=[\dT])(?:(\d{1,12})D)?(?:T(?=\d)(?:(\d{1,15})H)?(?:(\d{1,15})M)?(?:(\d{1,15})(?:\.(\d{0,30}))?S)?)?",
    re.ASCII,
)


def date_from(text: str) -> Date:
    match = _DATE_RE.fullmatch(text)
    if match is None:
        _refuse("a date like 2026-01-31", "形如 2026-01-31 的日期", text)
    return _date(match, text)


def time_from(text: str) -> Time:
    match = _TIME_RE.fullmatch(text)
    if match is None:
        _refuse("a time like 13:45:00, perhaps with Z, +08:00 or @Asia/Shanghai", "形如 13:45:00 的时间", text)
    return _time(match, text)


def date_time_from(text: str) -> DateTime:
    """A date and time; a date alone means its midnight."""
    match = _DATE_TIME_RE.fullmatch(text)
    if match is None:
        _refuse("a date and time like 2026-01-31T13:45:00Z", "形如 2026-01-31T13:45:00Z 的日期时间", text)
    time = Time(0, 0, 0) if match["hour"] is None else _time(match, text)
    return DateTime(_date(match, text), time)


def duration_from(text: str) -> timedelta | YearsMonthsDuration:
    """``P1Y2M`` (years and months) or ``P3DT4H5M6.7S`` (days and time); a mixture is refused."""
    match = _MONTHS_RE.fullmatch(text)
    if match is not None:
        months = int(match[2] or 0) * 12 + int(match[3] or 0)
        try:
            return YearsMonthsDuration.checked(-months if match[1] else months)
        except OverflowError:
            _refuse("a duration of at most 999,999,999 years", "不超过 999,999,999 年的时长", text)
    match = _DAYS_RE.fullmatch(text)
    if match is None:
        _refuse("a duration like P1Y2M or P3DT4H30M", "形如 P1Y2M 或 P3DT4H30M 的时长", text)
    days, hours, minutes, seconds = (int(part or 0) for part in match.group(2, 3, 4, 5))
    micros = int(((match[6] or "") + "000000")[:6])
    try:
        value = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds, microseconds=micros)
    except OverflowError:
        _refuse("a duration of at most 999,999,999 days", "不超过 999,999,999 天的时长", text)
    return -value if match[1] else value


def any_from(text: str) -> Date | Time | DateTime | timedelta | YearsMonthsDuration:
    """What stands behind ``@``: the first of the four kinds that fits."""
    if "P" in text[:2]:
        return duration_from(text)
    if "T" in text:
        return date_time_from(text)
    return time_from(text) if ":" in text else date_from(text)


def _date(match: re.Match[str], text: str) -> Date:
    try:
        return Date.checked(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        _refuse("a day of the calendar", "日历中存在的日期", text)


def _time(match: re.Match[str], text: str) -> Time:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        _refuse("a time from 00:00:00 to 23:59:59", "00:00:00 至 23:59:59 之间的时间", text)
    nano = int(((match["fraction"] or "") + "0" * 9)[:9])
    zone = match["zone"]
    if zone is None:
        return Time(hour, minute, second, nano)
    if zone.startswith("@"):
        if zone[1:] not in zone_names():
            _refuse("a known time zone like Asia/Shanghai", "已知的时区，例如 Asia/Shanghai", text)
        return Time(hour, minute, second, nano, None, zone[1:])
    return Time(hour, minute, second, nano, _offset(zone, text))


def _offset(zone: str, text: str) -> int:
    if zone in ("Z", "z"):
        return 0
    parts = [int(part) for part in zone[1:].split(":")]
    seconds = parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)
    if seconds > MAX_OFFSET or parts[1] > 59 or parts[-1] > 59:
        _refuse("an offset of at most 18 hours", "不超过 18 小时的时区偏移", text)
    return -seconds if zone[0] == "-" else seconds


def _refuse(expected: str, expected_zh: str, text: str) -> NoReturn:
    shown = text if len(text) <= 60 else text[:60] + "…"
    raise FeelProblem(f'Expected {expected}, but the text is "{shown}".', f"应为{expected_zh}，但文本是“{shown}”。")
