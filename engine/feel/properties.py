"""What ``value.name`` gives for values that are no contexts (DMN 1.5, table 65)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from engine.feel.arithmetic import micros
from engine.feel.moments import Date, DateTime, Time
from engine.feel.values import Range, YearsMonthsDuration

Property = Callable[..., object]


def _second(time: Time) -> Decimal:
    return time.second + Decimal(time.nano).scaleb(-9).normalize() if time.nano else Decimal(time.second)


def _offset(moment: Time | DateTime) -> timedelta | None:
    seconds = moment.offset_seconds()
    return None if seconds is None else timedelta(seconds=seconds)


def _part(value: timedelta, unit: int, modulus: int) -> Decimal:
    """A component of a duration, with the duration's sign."""
    total = micros(value)
    part = abs(total) // unit % modulus
    return Decimal(-part if total < 0 else part)


def _years(value: YearsMonthsDuration) -> Decimal:
    years = abs(value.months) // 12
    return Decimal(-years if value.months < 0 else years)


def _months(value: YearsMonthsDuration) -> Decimal:
    months = abs(value.months) % 12
    return Decimal(-months if value.months < 0 else months)


_SECOND = 1_000_000
_MINUTE = 60 * _SECOND
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR

_DATE: dict[str, Property] = {
    "year": lambda v: Decimal(v.year),
    "month": lambda v: Decimal(v.month),
    "day": lambda v: Decimal(v.day),
    "weekday": lambda v: Decimal(v.weekday()),
}
_TIME: dict[str, Property] = {
    "hour": lambda v: Decimal(v.hour),
    "minute": lambda v: Decimal(v.minute),
    "second": _second,
    "timezone": lambda v: v.zone,
    "time offset": _offset,
}
PROPERTIES: dict[type, dict[str, Property]] = {
    Date: _DATE,
    Time: _TIME,
    DateTime: {
        **{name: (lambda v, read=read: read(v.date)) for name, read in _DATE.items()},
        **{name: (lambda v, read=read: read(v.time)) for name, read in _TIME.items()},
        "time offset": _offset,
    },
    timedelta: {
        "days": lambda v: _part(v, _DAY, 10**12),
        "hours": lambda v: _part(v, _HOUR, 24),
        "minutes": lambda v: _part(v, _MINUTE, 60),
        "seconds": lambda v: _part(v, 1, _MINUTE).scaleb(-6),
    },
    YearsMonthsDuration: {"years": _years, "months": _months},
    Range: {
        "start": lambda v: None if v.comparison == "!=" else v.start,
        "end": lambda v: None if v.comparison == "!=" else v.end,
        "start included": lambda v: v.start_included,
        "end included": lambda v: v.end_included,
    },
}
PROPERTY_NAMES = ("time offset", "start included", "end included")
