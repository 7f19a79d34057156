"""Dates, times and dates with times as FEEL sees them.

Python's own ``datetime`` ends at year 9999, at microseconds and cannot say "named zone
without a date"; the standard asks for years of nine digits, for nanoseconds and for both
kinds of zone. Hence three small values of our own. ``==`` is "the same in every part" (FEEL's
``is``), also with Python's own value of the same parts; FEEL's ``=`` and ``<`` compare instants and live in
``operators``. ``str`` is ISO 8601, ``from_python`` and ``to_python`` convert.
"""

from __future__ import annotations

import datetime as stdlib
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

NANOS = 1_000_000_000
DAY_SECONDS = 86_400
MAX_YEAR = 999_999_999
MAX_OFFSET = 14 * 3600  # DMN 1.5, table 66, and XML Schema


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """The names of the time zone database. Only these are ever looked up: a name is never used as a path."""
    return frozenset(available_timezones())


@lru_cache(maxsize=700)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


@dataclass(frozen=True, slots=True, eq=False)
class Date:
    """A day of the proleptic Gregorian calendar; the year may be negative."""

    year: int
    month: int
    day: int

    @classmethod
    def checked(cls, year: int, month: int, day: int) -> Date:
        """The date, or ``ValueError`` when there is no such day."""
        if abs(year) > MAX_YEAR or not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
            raise ValueError("no such day")
        return cls(year, month, day)

    @classmethod
    def from_python(cls, value: stdlib.date) -> Date:
        return cls(value.year, value.month, value.day)

    def to_python(self) -> stdlib.date:
        """Raises ``ValueError`` beyond the years 1 to 9999."""
        return stdlib.date(self.year, self.month, self.day)

    @classmethod
    def from_days(cls, days: int) -> Date:
        """The date that is ``days`` after 1970-01-01 (era arithmetic: 400 years have 146,097 days)."""
        shifted = days + 719_468
        era, day_of_era = divmod(shifted, 146_097)
        year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
        day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
        month_from_march = (5 * day_of_year + 2) // 153
        day = day_of_year - (153 * month_from_march + 2) // 5 + 1
        month = month_from_march + 3 if month_from_march < 10 else month_from_march - 9
        year = year_of_era + era * 400 + (1 if month <= 2 else 0)
        return cls.checked(year, month, day)

    def days(self) -> int:
        """Days since 1970-01-01."""
        year = self.year - (1 if self.month <= 2 else 0)
        era, year_of_era = divmod(year, 400)
        month_from_march = self.month - 3 if self.month > 2 else self.month + 9
        day_of_year = (153 * month_from_march + 2) // 5 + self.day - 1
        day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
        return era * 146_097 + day_of_era - 719_468

    def plus_months(self, months: int) -> Date:
        """The same day ``months`` later; the last day of the month when there is no such day."""
        year, month0 = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Date.checked(year, month0 + 1, min(self.day, days_in_month(year, month0 + 1)))

    def weekday(self) -> int:
        """1 for Monday … 7 for Sunday."""
        return (self.days() + 3) % 7 + 1

    def day_of_year(self) -> int:
        return self.days() - Date(self.year, 1, 1).days() + 1

    def week_of_year(self) -> int:
        """The number of the week by ISO 8601 (the week that has the year's first Thursday is week 1)."""
        thursday = Date.from_days(self.days() - self.weekday() + 4)
        return (thursday.day_of_year() - 1) // 7 + 1

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Date):
            return (self.year, self.month, self.day) == (other.year, other.month, other.day)
        if isinstance(other, stdlib.date) and not isinstance(other, stdlib.datetime):
            return self == Date.from_python(other)
        return NotImplemented

    def __hash__(self) -> int:
        return _hash(self, (self.year, self.month, self.day))

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True, eq=False)
class Time:
    """A time of day with nothing, an offset (seconds east of UTC) or a named zone."""

    hour: int
    minute: int
    second: int
    nano: int = 0
    offset: int | None = None
    zone: str | None = None

    @classmethod
    def from_nanos(cls, nanos: int, offset: int | None = None, zone: str | None = None) -> Time:
        """The time that is ``nanos`` after midnight; whole days are dropped."""
        seconds, nano = divmod(nanos, NANOS)
        minutes, second = divmod(seconds % DAY_SECONDS, 60)
        hour, minute = divmod(minutes, 60)
        return cls(hour, minute, second, nano, offset, zone)

    @classmethod
    def from_python(cls, value: stdlib.time) -> Time:
        """A ``ZoneInfo`` stays a named zone, any other zone becomes its offset."""
        return DateTime.from_python(stdlib.datetime.combine(stdlib.date(1970, 1, 1), value)).time

    def to_python(self) -> stdlib.time:
        """To the microsecond."""
        return stdlib.time(self.hour, self.minute, self.second, self.nano // 1000, self.tzinfo())

    def tzinfo(self) -> stdlib.tzinfo | None:
        """The zone as Python knows it."""
        if self.zone is not None:
            return _zone(self.zone)
        if self.offset is None:
            return None
        return stdlib.UTC if self.offset == 0 else stdlib.timezone(stdlib.timedelta(seconds=self.offset))

    def nanos(self) -> int:
        """Nanoseconds since midnight, as the wall shows it."""
        return (self.hour * 3600 + self.minute * 60 + self.second) * NANOS + self.nano

    @property
    def zoned(self) -> bool:
        return self.offset is not None or self.zone is not None

    def offset_seconds(self) -> int | None:
        """Seconds east of UTC. A named zone without a date takes the offset it had on 1970-01-01."""
        return self.offset if self.zone is None else DateTime(Date(1970, 1, 1), self).offset_seconds()

    def _parts(self) -> tuple[object, ...]:
        return self.hour, self.minute, self.second, self.nano, self.offset, self.zone

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Time):
            return self._parts() == other._parts()
        return self == Time.from_python(other) if isinstance(other, stdlib.time) else NotImplemented

    def __hash__(self) -> int:
        return _hash(self, self._parts())

    def __str__(self) -> str:
        fraction = f".{self.nano:09d}".rstrip("0") if self.nano else ""
        return f"{self.hour:02d}:{self.minute:02d}:{self.second:02d}{fraction}{_zone_text(self)}"


@dataclass(frozen=True, slots=True, eq=False)
class DateTime:
    """A date with a time of day; the zone is in the time."""

    date: Date
    time: Time

    @classmethod
    def from_nanos(cls, nanos: int, offset: int | None = None, zone: str | None = None) -> DateTime:
        """From the wall-clock nanoseconds since 1970-01-01T00:00:00."""
        days, rest = divmod(nanos, DAY_SECONDS * NANOS)
        return cls(Date.from_days(days), Time.from_nanos(rest, offset, zone))

    @classmethod
    def from_instant(cls, nanos: int, offset: int | None, zone: str | None) -> DateTime:
        """From the UTC nanoseconds since 1970-01-01T00:00:00Z, shown in a zone."""
        seconds = offset or 0
        if zone is not None:
            utc = cls.from_nanos(nanos)._python(stdlib.UTC)
            seconds = _seconds(utc.astimezone(_zone(zone)).utcoffset())
        return cls.from_nanos(nanos + seconds * NANOS, offset, zone)

    @classmethod
    def from_python(cls, value: stdlib.datetime) -> DateTime:
        """A ``ZoneInfo`` stays a named zone, any other zone becomes its offset."""
        zone = value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None
        offset = None if zone or value.tzinfo is None else _seconds(value.utcoffset())
        nano = value.microsecond * 1000
        time = Time(value.hour, value.minute, value.second, nano, offset, zone)
        return cls(Date(value.year, value.month, value.day), time)

    def to_python(self) -> stdlib.datetime:
        """The same wall clock and zone, to the microsecond. Raises ``ValueError`` beyond the years 1 to 9999."""
        return stdlib.datetime.combine(self.date.to_python(), self.time.to_python())

    def wall_nanos(self) -> int:
        return self.date.days() * DAY_SECONDS * NANOS + self.time.nanos()

    def offset_seconds(self) -> int | None:
        """Seconds east of UTC at this very moment, or None without a zone."""
        if self.time.zone is None:
            return self.time.offset
        return _seconds(self._python(_zone(self.time.zone)).utcoffset())

    def instant_nanos(self) -> int:
        """UTC nanoseconds since 1970-01-01T00:00:00Z; without a zone the wall clock is taken as it is."""
        return self.wall_nanos() - (self.offset_seconds() or 0) * NANOS

    def _python(self, zone: stdlib.tzinfo) -> stdlib.datetime:
        # The calendar repeats every 400 years, so beyond what Python counts a like year stands for the far one: one before
        # clocks were set by law, or one that has the last rules.
        year = self.date.year if 1 < self.date.year < 9999 else (400 if self.date.year < 9999 else 2400) + self.date.year % 400
        time = self.time
        return stdlib.datetime(year, self.date.month, self.date.day, time.hour, time.minute, time.second, time.nano // 1000, zone)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, DateTime):
            return self.date == other.date and self.time == other.time
        return self == DateTime.from_python(other) if isinstance(other, stdlib.datetime) else NotImplemented

    def __hash__(self) -> int:
        return _hash(self, (self.date, self.time))

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


def _hash(value: Date | Time | DateTime, parts: tuple[object, ...]) -> int:
    """That of Python's equal value, if there is one."""
    try:
        return hash(value.to_python())
    except ValueError:
        return hash(parts)


def _seconds(offset: stdlib.timedelta | None) -> int:
    return 0 if offset is None else int(offset.total_seconds())


def _zone_text(time: Time) -> str:
    if time.zone is not None:
        return f"@{time.zone}"
    if time.offset is None:
        return ""
    return offset_text(time.offset)


def offset_text(offset: int) -> str:
    """``Z``, ``+02:00`` or, when there are odd seconds, ``+02:45:55``."""
    if offset == 0:
        return "Z"
    minutes, second = divmod(abs(offset), 60)
    hour, minute = divmod(minutes, 60)
    text = f"{'-' if offset < 0 else '+'}{hour:02d}:{minute:02d}"
    return f"{text}:{second:02d}" if second else text
