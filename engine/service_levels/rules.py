"""A service clock: working time of a case against a target, with pauses. Pure.

The clock keeps whole seconds: every moment is cut to its second, so that the segments that a
person sees add up exactly to the elapsed time. A clock may be held by several waits at once; it
rests from the first hold to the last release. Pausing outside working hours changes nothing but
the record: no working time passes there anyway.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from engine.calendars import BusinessCalendar
from engine.kernel.clock import as_utc

State = Literal["running", "paused", "met", "missed", "cancelled"]
SegmentState = Literal["running", "paused", "stopped"]
OPEN: frozenset[str] = frozenset({"running", "paused"})


@dataclass(frozen=True, slots=True)
class Hold:
    """A wait that holds the clock, and the element waited at."""

    wait_id: str
    element_id: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in which nothing about the clock changed. ``end`` is None for the present one.

    ``working_seconds`` is the working time in it, counted against the target only while running.
    """

    start: datetime
    end: datetime | None
    state: SegmentState
    element_id: str | None
    target_seconds: int
    working_seconds: int = 0


@dataclass(frozen=True, slots=True)
class ServiceClock:
    """One clock of a case. Times aware UTC, cut to seconds; seconds are working time by ``calendar``."""

    name: str
    calendar: BusinessCalendar
    target_seconds: int
    state: State
    started_at: datetime
    running_since: datetime | None
    elapsed_seconds: int
    """Up to ``running_since``; see :func:`elapsed` for the time up to now."""
    due_at: datetime | None
    ended_at: datetime | None = None
    holds: tuple[Hold, ...] = ()
    segments: tuple[Segment, ...] = ()


def start(name: str, calendar: BusinessCalendar, target_seconds: int, at: datetime) -> ServiceClock:
    """A clock that runs from ``at``."""
    moment = _second(at)
    clock = ServiceClock(name, calendar, target_seconds, "running", moment, moment, 0, None)
    return _due(_begun(clock, moment, "running"))


def retarget(clock: ServiceClock, target_seconds: int, at: datetime) -> ServiceClock:
    """The same clock with another target; what has elapsed stays. An ended clock is not changed."""
    if clock.state not in OPEN or target_seconds == clock.target_seconds:
        return clock
    moment = _after(clock, at)
    was = clock.segments[-1]
    closed = replace(_closed(clock, moment), target_seconds=target_seconds)
    return _due(_begun(closed, moment, was.state, was.element_id))


def restart(clock: ServiceClock, at: datetime) -> ServiceClock:
    """A clock that had been stopped goes on: the time in between does not count. A running or paused one is not changed."""
    if clock.state in OPEN:
        return clock
    moment = _after(clock, at)
    stopped = replace(clock, state="running", ended_at=None, running_since=moment)
    if clock.ended_at is not None:
        stopped = _begun(stopped, clock.ended_at, "stopped")
        stopped = _closed(stopped, moment)
    return _due(_begun(stopped, moment, "running"))


def pause(clock: ServiceClock, hold: Hold, at: datetime) -> ServiceClock:
    """``hold`` holds the clock from ``at``. Holding twice, or an ended clock, changes nothing."""
    if clock.state not in OPEN or any(held.wait_id == hold.wait_id for held in clock.holds):
        return clock
    held = replace(clock, holds=(*clock.holds, hold))
    if clock.state == "paused":
        return held
    moment = _after(clock, at)
    resting = replace(_closed(held, moment), state="paused", running_since=None, due_at=None)
    return _begun(resting, moment, "paused", hold.element_id)


def resume(clock: ServiceClock, wait_id: str, at: datetime) -> ServiceClock:
    """``wait_id`` lets go. The clock runs again when nobody else holds it; the due time is counted anew."""
    if clock.state != "paused" or all(held.wait_id != wait_id for held in clock.holds):
        return clock
    moment = _after(clock, at)
    holds = tuple(held for held in clock.holds if held.wait_id != wait_id)
    released = replace(clock, holds=holds)
    if holds:
        return _held_by(released, holds[0], moment)
    running = replace(_closed(released, moment), state="running", running_since=moment)
    return _due(_begun(running, moment, "running"))


def stop(clock: ServiceClock, at: datetime) -> ServiceClock:
    """What was promised is done: ``met`` when the target was kept to the second, else ``missed``. An ended clock is not changed."""
    if clock.state not in OPEN:
        return clock
    ended = _ended(clock, at)
    return replace(ended, state="met" if ended.elapsed_seconds <= ended.target_seconds else "missed")


def cancel(clock: ServiceClock, at: datetime) -> ServiceClock:
    """The promise no longer counts. An ended clock is not changed."""
    return clock if clock.state not in OPEN else replace(_ended(clock, at), state="cancelled")


def elapsed(clock: ServiceClock, at: datetime) -> int:
    """Working seconds counted against the target up to ``at``."""
    if clock.running_since is None:
        return clock.elapsed_seconds
    return clock.elapsed_seconds + _working(clock, clock.running_since, _second(at))


def remaining(clock: ServiceClock, at: datetime) -> int:
    """Working seconds left; negative when the target is passed."""
    return clock.target_seconds - elapsed(clock, at)


def expected_due(clock: ServiceClock, at: datetime) -> datetime | None:
    """When the clock is due; of one that rests, when it would be if it ran on from ``at``."""
    if clock.state != "paused":
        return clock.due_at
    return clock.calendar.add(_second(at), timedelta(seconds=remaining(clock, at)))


def is_overdue(clock: ServiceClock, at: datetime) -> bool:
    """Whether an open clock has passed its target."""
    return clock.state in OPEN and remaining(clock, at) < 0


def segments_until(clock: ServiceClock, at: datetime) -> tuple[Segment, ...]:
    """The segments with the present one closed at ``at``, for a person to add up."""
    if not clock.segments or clock.segments[-1].end is not None:
        return clock.segments
    last = clock.segments[-1]
    moment = max(_second(at), last.start)
    return (*clock.segments[:-1], replace(last, end=moment, working_seconds=_working(clock, last.start, moment)))


def _ended(clock: ServiceClock, at: datetime) -> ServiceClock:
    moment = _after(clock, at)
    return replace(_closed(clock, moment), running_since=None, due_at=clock.due_at, ended_at=moment, holds=())


def _begun(clock: ServiceClock, moment: datetime, state: SegmentState, element_id: str | None = None) -> ServiceClock:
    segment = Segment(moment, None, state, element_id, clock.target_seconds)
    return replace(clock, segments=(*clock.segments, segment))


def _closed(clock: ServiceClock, moment: datetime) -> ServiceClock:
    """The present segment ends; its working time is added if it ran. One that took no time leaves no trace."""
    last = clock.segments[-1]
    if last.start == moment:
        kept = clock.segments[:-1]
        return replace(clock, segments=kept, running_since=moment if clock.running_since is not None else None)
    worked = _working(clock, last.start, moment)
    segments = (*clock.segments[:-1], replace(last, end=moment, working_seconds=worked))
    if last.state != "running":
        return replace(clock, segments=segments)
    return replace(clock, segments=segments, elapsed_seconds=clock.elapsed_seconds + worked, running_since=moment)


def _held_by(clock: ServiceClock, hold: Hold, moment: datetime) -> ServiceClock:
    """Another wait holds the clock now: shown as a segment of its own."""
    if clock.segments[-1].element_id == hold.element_id:
        return clock
    return _begun(_closed(clock, moment), moment, "paused", hold.element_id)


def _due(clock: ServiceClock) -> ServiceClock:
    """With the time at which the target will be used up if nothing pauses the clock; in the past when it already is."""
    if clock.running_since is None:
        return replace(clock, due_at=None)
    left = timedelta(seconds=clock.target_seconds - clock.elapsed_seconds)
    return replace(clock, due_at=clock.calendar.add(clock.running_since, left))


def _working(clock: ServiceClock, start: datetime, end: datetime) -> int:
    return 0 if end <= start else clock.calendar.between(start, end) // timedelta(seconds=1)


def _after(clock: ServiceClock, at: datetime) -> datetime:
    """``at`` cut to its second, but never before the present segment: a server's clock may be set back."""
    return max(_second(at), clock.segments[-1].start if clock.segments else clock.started_at)


def _second(at: datetime) -> datetime:
    return as_utc(at).replace(microsecond=0)
