"""Working time: weekly hours, exceptions and a time zone, laid over the line of instants. Pure.

Hours are local wall hours. A day of 23 or 25 hours has the working time that a clock on the wall
would count: an opening time that the change to summer time skips counts from the change, one that
the change back repeats counts from its first occurrence to the closing time's last.

An interval belongs to the day on which it begins; one that ends at or before its start runs over
midnight. An exception replaces all that begins on its day: ``()`` closes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.calendars.texts import say
from engine.kernel.clock import as_utc
from engine.kernel.errors import LimitExceeded

HORIZON_DAYS = 3660
"""How far ahead or back a calculation looks: ten years."""

FIRST_YEAR, LAST_YEAR = 1900, 2200

MINUTES_A_DAY = 24 * 60
_CACHED_DAYS = 2 * HORIZON_DAYS
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Hours = tuple[tuple[int, int], ...]
"""Intervals of one day in minutes after midnight, in order; an end beyond 1440 lies on the next day."""


@dataclass(frozen=True, slots=True)
class _Day:
    """One local day on the line of instants: working periods in microseconds since 1970, and their sum."""

    periods: tuple[tuple[int, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """When work is done. Immutable; safe to share between threads. Times in and out are aware, out in UTC."""

    time_zone: ZoneInfo
    weekly: tuple[Hours, ...]
    """Seven entries, Monday first."""
    exceptions: Mapping[date, Hours] = field(default_factory=dict)
    _days: dict[int, _Day] = field(default_factory=dict, init=False, repr=False, compare=False)

    def add(self, start: datetime, working: timedelta) -> datetime:
        """The first instant by which ``working`` time has passed since ``start``; with negative time, the last from which it has.

        Raises ``LimitExceeded`` where ten years do not hold that much working time.
        """
        amount = working // _MICROSECOND
        if amount == 0:
            return as_utc(start)
        moment = _microseconds(start)
        return _instant(self._forward(moment, amount) if amount > 0 else self._backward(moment, -amount))

    def add_days(self, start: datetime, days: int) -> datetime:
        """The same wall time, ``days`` days on which work is done later (or, if negative, earlier).

        Raises ``LimitExceeded`` where ten years do not hold that many.
        """
        local = start.astimezone(self.time_zone)
        number, left, step = local.toordinal(), abs(days), 1 if days > 0 else -1
        for _ in range(HORIZON_DAYS):
            if left == 0:
                break
            number += step
            left -= 1 if self._day(number).total > 0 else 0
        else:
            raise self._never_opens()
        return as_utc(datetime.combine(date.fromordinal(number), local.timetz()))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from ``start`` to ``end``; negative where ``end`` is the earlier. Raises ``LimitExceeded`` beyond ten years."""
        first, last = _microseconds(start), _microseconds(end)
        if first > last:
            return -self._between(last, first)
        return self._between(first, last)

    def is_working(self, at: datetime) -> bool:
        """Whether ``at`` lies in working time. The moment of closing does not."""
        moment = _microseconds(at)
        return any(start <= moment < end for start, end in self._day(self._ordinal(moment)).periods) or any(
            start <= moment < end for start, end in self._day(self._ordinal(moment) - 1).periods
        )

    def next_open(self, at: datetime) -> datetime:
        """``at`` itself in working time, else the next opening. Raises ``LimitExceeded`` when there is none in ten years."""
        moment = _microseconds(at)
        for start, end in self._periods_from(moment):
            if moment < end:
                return _instant(max(start, moment))
        raise self._never_opens()

    def periods(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The working periods between two instants, in order, cut at both: what a person adds up by hand."""
        first, last = _microseconds(start), _microseconds(end)
        self._check_span(first, last)
        for opening, closing in self._periods_from(first):
            if opening >= last:
                return
            if closing > first:
                yield _instant(max(opening, first)), _instant(min(closing, last))

    def _forward(self, moment: int, amount: int) -> int:
        """Whole days are taken by their sum; only the first and the last are looked into."""
        ordinal = self._ordinal(moment) - 1
        amount += self._worked_before(ordinal, moment) + self._worked_before(ordinal + 1, moment)
        for number in range(ordinal, ordinal + HORIZON_DAYS):
            day = self._day(number)
            if amount > day.total:
                amount -= day.total
                continue
            for start, end in day.periods:
                if amount <= end - start:
                    return start + amount
                amount -= end - start
        raise self._never_opens()

    def _backward(self, moment: int, amount: int) -> int:
        ordinal = self._ordinal(moment)
        amount += self._worked_after(ordinal, moment) + self._worked_after(ordinal - 1, moment)
        for number in range(ordinal, ordinal - HORIZON_DAYS, -1):
            day = self._day(number)
            if amount > day.total:
                amount -= day.total
                continue
            for start, end in reversed(day.periods):
                if amount <= end - start:
                    return end - amount
                amount -= end - start
        raise self._never_opens()

    def _between(self, first: int, last: int) -> timedelta:
        self._check_span(first, last)
        begin, final = self._ordinal(first) - 1, self._ordinal(last)
        total = sum(self._day(number).total for number in range(begin, final + 1))
        total -= self._worked_before(begin, first) + self._worked_before(begin + 1, first)
        total -= self._worked_after(final, last) + self._worked_after(final - 1, last)
        return timedelta(microseconds=total)

    def _worked_before(self, number: int, moment: int) -> int:
        return sum(max(0, min(end, moment) - start) for start, end in self._day(number).periods)

    def _worked_after(self, number: int, moment: int) -> int:
        return sum(max(0, end - max(start, moment)) for start, end in self._day(number).periods)

    def _periods_from(self, moment: int) -> Iterator[tuple[int, int]]:
        begin = self._ordinal(moment) - 1
        for number in range(begin, begin + HORIZON_DAYS):
            yield from self._day(number).periods

    def _ordinal(self, moment: int) -> int:
        return _instant(moment).astimezone(self.time_zone).toordinal()

    def _day(self, number: int) -> _Day:
        day = self._days.get(number)
        if day is None:
            if len(self._days) >= _CACHED_DAYS:
                self._days.clear()
            day = self._days[number] = self._laid_out(number)
        return day

    def _laid_out(self, number: int) -> _Day:
        """The day's periods, less what the night shift of the day before already covers."""
        taken = max((end for _, end in self._raw(number - 1)), default=0)
        periods: list[tuple[int, int]] = []
        for start, end in self._raw(number):
            begin = max(start, taken)
            if begin < end:
                periods.append((begin, end))
                taken = end
        return _Day(tuple(periods), sum(end - start for start, end in periods))

    def _raw(self, number: int) -> list[tuple[int, int]]:
        day = date.fromordinal(number)
        hours = self.exceptions.get(day)
        if hours is None:
            hours = self.weekly[day.weekday()]
        return [(self._moment(number, start, 0), self._moment(number, end, 1)) for start, end in hours]

    def _moment(self, number: int, minutes: int, fold: int) -> int:
        """The instant at which the wall clock shows ``minutes`` after midnight of a day; in a gap, the instant of the change."""
        days, rest = divmod(minutes, MINUTES_A_DAY)
        wall = datetime.combine(date.fromordinal(number + days), time(rest // 60, rest % 60), self.time_zone)
        before, after = wall.replace(fold=0).utcoffset(), wall.replace(fold=1).utcoffset()
        assert before is not None and after is not None
        if after > before:
            return self._end_of_gap(wall, after - before)
        return _microseconds(wall.replace(fold=fold))

    def _end_of_gap(self, wall: datetime, gap: timedelta) -> int:
        """The instant of the change that skips ``wall``: found by halving, to the second, since zones change at odd times too."""
        low = _microseconds(wall.replace(fold=1)) // 1_000_000
        high = low + gap // timedelta(seconds=1)
        old = datetime.fromtimestamp(low, self.time_zone).utcoffset()
        while low < high:
            middle = (low + high) // 2
            if datetime.fromtimestamp(middle, self.time_zone).utcoffset() == old:
                low = middle + 1
            else:
                high = middle
        return low * 1_000_000

    def _check_span(self, first: int, last: int) -> None:
        if last - first > HORIZON_DAYS * timedelta(days=1) // _MICROSECOND:
            raise LimitExceeded(say("times_too_far_apart"), limit="calendar_horizon")

    def _never_opens(self) -> LimitExceeded:
        return LimitExceeded(say("too_little_working_time"), limit="calendar_horizon")


def _microseconds(at: datetime) -> int:
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise LimitExceeded(say("year_out_of_range", first=FIRST_YEAR, last=LAST_YEAR, at=at.isoformat()), limit="calendar_horizon")
    return (as_utc(at) - _EPOCH) // _MICROSECOND


def _instant(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)
