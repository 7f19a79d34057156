"""Timers: dates, durations and cycles (ISO 8601, or FEEL values) → instants.

A cycle is ``R3/PT10M``, ``R/2026-01-31T09:00:00Z/P1D`` or a duration alone. Occurrences that nobody could
serve in time are not made up for: after a late firing the next one lies in the future, on the same grid.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import cast
from zoneinfo import ZoneInfo

from engine import feel
from engine.bpmn.formulas.formula import Formula, Visible
from engine.bpmn.halts import Halt
from engine.bpmn.model import TimerKind
from engine.bpmn.outcome import Json
from engine.bpmn.texts import say
from engine.iso8601.durations import DurationForms, Durations

_DURATIONS = Durations(
    DurationForms(
        years=4,
        months=5,
        weeks=5,
        days=7,
        hours=8,
        minutes=9,
        seconds=10,
        fraction=(1, 9),
        points=".,",
        signed=False,
        mixed=True,
    )
)
"""More than FEEL reads: weeks, months with days, a comma. Not more than a calendar can count."""

_COUNT = re.compile("[1-9][0-9]{0,9}")
"""Repetitions; more than ten thousand million are meant to be without end, which is written without a number."""
_FIRST_YEAR, _LAST_YEAR = 1900, 9000
"""When timers may be due: what is far from both ends of the calendar is a time in every zone and on every database."""

_EXPECTED: Mapping[TimerKind, str] = {
    TimerKind.DATE: "expected_date",
    TimerKind.DURATION: "expected_duration",
    TimerKind.CYCLE: "expected_cycle",
}


@dataclass(frozen=True, slots=True)
class Interval:
    """A duration: whole months, which have no fixed length, and the rest, which has."""

    months: int
    rest: timedelta

    @property
    def is_positive(self) -> bool:
        return self.months >= 0 and self.rest >= timedelta(0) and bool(self.months or self.rest)

    def after(self, start: datetime, zone: tzinfo, times: int = 1) -> datetime:
        """``start`` plus this many intervals, in UTC. Months count on the calendar of ``zone``; a day that a month lacks is its last."""
        if not self.months:
            return start + self.rest * times
        local = start.astimezone(zone)
        year, month = divmod(local.year * 12 + local.month - 1 + self.months * times, 12)
        day = min(local.day, monthrange(year, month + 1)[1])
        return local.replace(year=year, month=month + 1, day=day).astimezone(UTC) + self.rest * times


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a timer fires next, and how it goes on: ``left`` firings including the next one (None: without end).

    The grid of a cycle starts at ``anchor``, so that "each month on the 31st" does not drift to the 28th; ``zone`` names its calendar.
    """

    due_at: datetime
    every: Interval | None = None
    left: int | None = 1
    anchor: datetime | None = None
    count: int = 0
    zone: str = "UTC"

    def next(self, now: datetime) -> Schedule | None:
        """What follows this firing, at ``now``; None when it was the last, or the next lies behind the last year."""
        if self.every is None or (self.left is not None and self.left <= 1):
            return None
        anchor, count, zone = self.anchor or self.due_at, self.count + 1, ZoneInfo(self.zone)
        if not self.every.months:
            count = max(count, (now - anchor) // self.every.rest + 1)
        try:
            while (due_at := self.every.after(anchor, zone, count)) <= now:
                count += 1
            _usual(due_at)
        except (ValueError, OverflowError):
            return None
        return Schedule(due_at, self.every, None if self.left is None else self.left - 1, anchor, count, self.zone)

    def as_json(self) -> Json:
        if self.every is None:
            return [self.due_at.isoformat()]
        rest = self.every.rest // timedelta(microseconds=1)
        anchor = (self.anchor or self.due_at).isoformat()
        return [self.due_at.isoformat(), self.every.months, rest, self.left, anchor, self.count, self.zone]

    @classmethod
    def from_json(cls, value: Json) -> Schedule:
        fields = cast("list[str]", value)
        due_at = datetime.fromisoformat(fields[0])
        if len(fields) == 1:
            return cls(due_at)
        months, rest, left, anchor, count, zone = cast("tuple[int, int, int | None, str, int, str]", tuple(fields[1:]))
        return cls(due_at, Interval(months, timedelta(microseconds=rest)), left, datetime.fromisoformat(anchor), count, zone)


class TimerFormula:
    """The timer of an event."""

    def __init__(self, kind: TimerKind, formula: Formula) -> None:
        self.kind = kind
        self.formula = formula

    def schedule(self, visible: Visible, now: datetime, zone: ZoneInfo) -> Schedule:
        """When it fires, seen from ``now``. Raises ``Halt`` where the value is no such time."""
        value = self.formula.value(visible, now)
        try:
            if self.kind is TimerKind.DATE:
                return Schedule(_usual(instant(value, zone)))
            if self.kind is TimerKind.DURATION:
                return Schedule(_usual(interval(value).after(now, zone)))
            return _cycle(value, now, zone)
        except (ValueError, OverflowError, TypeError) as error:
            raise _unreadable(self.kind, self.formula.text, value) from error


def instant(value: object, zone: ZoneInfo) -> datetime:
    """A FEEL date, a FEEL date and time, or an ISO 8601 text as an instant. Raises ``ValueError``."""
    try:
        return feel.temporal.as_instant(value.strip() if isinstance(value, str) else value, zone)
    except feel.FeelProblem as problem:
        raise ValueError(problem.en) from problem


def moment(value: object, now: datetime, zone: ZoneInfo) -> datetime:
    """Like ``instant``; a duration counts from ``now``. Raises ``ValueError`` or ``OverflowError`` for years that nobody means, too."""
    if isinstance(value, feel.DaysTimeDuration | feel.YearsMonthsDuration) or (isinstance(value, str) and value.startswith("P")):
        return _usual(interval(value).after(now, zone))
    return _usual(instant(value, zone))


def _usual(at: datetime) -> datetime:
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError("no usual year")
    return at


def interval(value: object) -> Interval:
    """A FEEL duration or an ISO 8601 text. Raises ``ValueError`` for what is no duration or is negative."""
    if isinstance(value, str):
        found = _parse(value.strip())
    elif isinstance(value, feel.YearsMonthsDuration):
        found = Interval(value.months, timedelta(0))
    else:
        found = Interval(0, _timedelta(value))
    if found.months < 0 or found.rest < timedelta(0):
        raise ValueError("a negative duration")
    return found


def _timedelta(value: object) -> timedelta:
    try:
        return feel.temporal.as_timedelta(value)
    except feel.FeelProblem as problem:
        raise ValueError(problem.en) from problem


def _parse(text: str) -> Interval:
    found = _DURATIONS.read(text)
    if found is None:
        raise ValueError(f"no duration: {text!r}")
    return Interval(found.months or 0, timedelta(microseconds=(found.nanos or 0) // 1000))


def _cycle(value: object, now: datetime, zone: ZoneInfo) -> Schedule:
    if not isinstance(value, str):
        return _repeat(interval(value), None, now, zone)
    parts = value.strip().split("/")
    left: int | None = None
    if parts[0].startswith("R"):
        count = parts.pop(0)[1:]
        left = _repetitions(count) if count else None
    if len(parts) == 1:
        return _repeat(interval(parts[0]), left, now, zone)
    start, every = parts
    return _first_from(instant(start, zone), interval(every), left, now, zone)


def _repetitions(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise ValueError("no number of repetitions")
    return int(text)


def _repeat(every: Interval, left: int | None, now: datetime, zone: ZoneInfo) -> Schedule:
    _check(every)
    return Schedule(_usual(every.after(now, zone)), every, left, now, 1, zone.key)


def _first_from(start: datetime, every: Interval, left: int | None, now: datetime, zone: ZoneInfo) -> Schedule:
    """From the given start on; occurrences that lie in the past are over."""
    _check(every)
    passed = 0 if every.months else max(0, -((start - now) // every.rest))
    while every.after(start, zone, passed) < now:
        passed += 1
    if left is not None and passed >= left:
        raise ValueError("a cycle that is over")
    left = None if left is None else left - passed
    return Schedule(_usual(every.after(start, zone, passed)), every, left, start, passed, zone.key)


def _check(every: Interval) -> None:
    if not every.is_positive or (not every.months and every.rest < timedelta(seconds=1)):
        raise ValueError("a cycle shorter than a second")


def _unreadable(kind: TimerKind, text: str, value: object) -> Halt:
    shown = str(value)[:80]
    said = say("halt_timer_unreadable", expected=say(_EXPECTED[kind]), found=shown)
    return Halt("timer_unreadable", said, expression=text, found=shown)
