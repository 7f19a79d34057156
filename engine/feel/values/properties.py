"""What ``value.name`` gives for values that are no contexts (DMN 1.5, table 65)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.moments import DAY_SECONDS, NANOS, Date, DateTime, Time
from engine.feel.values.numbers import ARITHMETIC
from engine.feel.values.ranges import Range

Property = Callable[..., object]


def _second(time: Time) -> Decimal:
    return _seconds(time.second * NANOS + time.nano)


def _seconds(nanos: int) -> Decimal:
    return ARITHMETIC.divide(nanos, NANOS)


def _offset(moment: Time | DateTime) -> DaysTimeDuration | None:
    seconds = moment.offset_seconds()
    return None if seconds is None else DaysTimeDuration(seconds * NANOS)


def _signed(amount: Decimal | int, negative: bool) -> Decimal:
    """A component of a duration has the duration's sign."""
    return ARITHMETIC.minus(amount) if negative else Decimal(amount)


def _part(value: DaysTimeDuration, unit: int, modulus: int) -> Decimal:
    return _signed(abs(value.nanos) // unit % modulus, value.nanos < 0)


def _days(value: DaysTimeDuration) -> Decimal:
    return _signed(abs(value.nanos) // _DAY, value.nanos < 0)


def _rest(value: DaysTimeDuration) -> Decimal:
    return _signed(_seconds(abs(value.nanos) % _MINUTE), value.nanos < 0)


def _years(value: YearsMonthsDuration) -> Decimal:
    return _signed(abs(value.months) // 12, value.months < 0)


def _months(value: YearsMonthsDuration) -> Decimal:
    return _signed(abs(value.months) % 12, value.months < 0)


_MINUTE = 60 * NANOS
_HOUR = 60 * _MINUTE
_DAY = DAY_SECONDS * NANOS

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
    DaysTimeDuration: {
        "days": _days,
        "hours": lambda v: _part(v, _HOUR, 24),
        "minutes": lambda v: _part(v, _MINUTE, 60),
        "seconds": _rest,
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
