"""Durations: of days and time, and of years and months. Their texts are read by ``iso8601``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from engine.feel.values.moments import DAY_SECONDS, MAX_YEAR, NANOS

MAX_NANOS = (10**12 - 1) * DAY_SECONDS * NANOS  # more than there are between any two dates
MAX_MONTHS = 24 * (MAX_YEAR + 1)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, order=True)
class DaysTimeDuration:
    """A duration counted in nanoseconds (a day has 24 hours); may be negative.

    ``str`` is ISO 8601, normalised: ``P1DT2H3M4.5S``; zero is ``PT0S``. Equal to the ``timedelta`` of the same length.
    """

    nanos: int

    @classmethod
    def checked(cls, nanos: int) -> DaysTimeDuration:
        """Raises ``OverflowError`` beyond what two dates can be apart."""
        if abs(nanos) > MAX_NANOS:
            raise OverflowError("too many days")
        return cls(nanos)

    @classmethod
    def from_python(cls, value: timedelta) -> DaysTimeDuration:
        return cls(value // _MICROSECOND * 1000)

    def to_python(self) -> timedelta:
        """To the microsecond, towards zero. Raises ``OverflowError`` beyond 999,999,999 days."""
        length = timedelta(microseconds=abs(self.nanos) // 1000)
        return -length if self.nanos < 0 else length

    def __neg__(self) -> DaysTimeDuration:
        return DaysTimeDuration(-self.nanos)

    def __abs__(self) -> DaysTimeDuration:
        return DaysTimeDuration(abs(self.nanos))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, DaysTimeDuration):
            return self.nanos == other.nanos
        return self == DaysTimeDuration.from_python(other) if isinstance(other, timedelta) else NotImplemented

    def __hash__(self) -> int:
        try:
            return hash(self.to_python())
        except OverflowError:
            return hash(self.nanos)

    def __str__(self) -> str:
        seconds, nano = divmod(abs(self.nanos), NANOS)
        minutes, second = divmod(seconds, 60)
        hours, minute = divmod(minutes, 60)
        days, hour = divmod(hours, 24)
        fraction = f".{nano:09d}".rstrip("0") if nano else ""
        clock = (f"{hour}H" if hour else "") + (f"{minute}M" if minute else "")
        clock += f"{second}{fraction}S" if second or nano else ""
        date = f"{days}D" if days else ""
        if not date and not clock:
            return "PT0S"
        return f"{'-' if self.nanos < 0 else ''}P{date}{'T' + clock if clock else ''}"


@dataclass(frozen=True, slots=True, order=True)
class YearsMonthsDuration:
    """A duration counted in months; may be negative."""

    months: int

    @classmethod
    def checked(cls, months: int) -> YearsMonthsDuration:
        """Raises ``OverflowError`` beyond what two dates can be apart."""
        if abs(months) > MAX_MONTHS:
            raise OverflowError("too many months")
        return cls(months)

    def __neg__(self) -> YearsMonthsDuration:
        return YearsMonthsDuration(-self.months)

    def __abs__(self) -> YearsMonthsDuration:
        return YearsMonthsDuration(abs(self.months))

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        text = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
        return f"{'-' if self.months < 0 else ''}P{text}"
