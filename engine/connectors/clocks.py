"""Service clocks as connectors: ``clock.start``, ``clock.stop``, ``clock.cancel``; and their pauses.

Inputs of ``clock.start``: ``name``; ``target``, an ISO 8601 duration in working time (a day in it is
24 working hours: write PT24H for three days of eight); ``calendar``, or ``service`` whose calendar it
is; ``from``, when the time began before now; ``go_on``, whether a clock that was stopped goes on
(a running one gets the new target in any case). ``clock.stop`` and ``clock.cancel`` take ``name``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping

from engine.bpmn.dialect import PAUSES_CLOCK
from engine.calendars import calendar_from
from engine.connectors.protocol import Call, ConnectorFailed
from engine.connectors.texts import say
from engine.events import ElementFacts, Event
from engine.events.clocks import (
    ClockCancelled,
    ClockMet,
    ClockMissed,
    ClockPaused,
    ClockRestarted,
    ClockResumed,
    ClockRetargeted,
    ClockStarted,
)
from engine.feel import FeelProblem, temporal
from engine.kernel.texts import Text
from engine.service_levels import rules
from engine.service_levels.clocks import (
    StoredClock,
    add_clock,
    calendar_row,
    clock_named,
    clocks_of,
    data_of,
    keep_clock,
    service_calendar_id,
)
from engine.service_levels.rules import Hold, ServiceClock

Record = Callable[[Event], object]


@dataclass(frozen=True, slots=True)
class Opened:
    """A wait that opened at an element with properties."""

    wait_id: str
    element: ElementFacts
    properties: Mapping[str, str]


class StartClock:
    """``clock.start`` → ``{"due_at", "state", "target_seconds", "elapsed_seconds"}``.

    ``due_at`` of a clock that rests is when it would be due if it ran on now; of one that has ended, when it was due.
    """

    type = "clock.start"
    inline = True

    def carry_out(self, call: Call) -> Mapping[str, Any]:
        name, target = _name(call), _target(call)
        stored = clock_named(call.db, call.instance.id, name)
        clock = self._begin(call, name, target) if stored is None else self._go_on(call, stored, target)
        return {
            "due_at": _text(rules.expected_due(clock, call.now)),
            "state": clock.state,
            "target_seconds": clock.target_seconds,
            "elapsed_seconds": rules.elapsed(clock, call.now),
        }

    def _begin(self, call: Call, name: str, target: int) -> ServiceClock:
        row = _calendar(call)
        data = data_of(row)
        clock = rules.start(name, calendar_from(data), target, _from(call))
        add_clock(call.db, call.instance.id, clock, calendar_id=row["id"], calendar=data, listed=name == call.instance.listed_clock)
        call.record(ClockStarted(_element(call), name, row["id"], target, clock.started_at, clock.due_at))
        return clock

    def _go_on(self, call: Call, stored: StoredClock, target: int) -> ServiceClock:
        """The clock exists: it gets the new target; a stopped one goes on where the diagram says so."""
        clock = stored.clock
        if clock.state not in rules.OPEN:
            if call.inputs.get("go_on") is not True:
                return clock
            clock = rules.restart(clock, call.now)
            call.record(ClockRestarted(_element(call), clock.name, clock.elapsed_seconds, clock.due_at))
        if clock.target_seconds != target:
            old, clock = clock.target_seconds, rules.retarget(clock, target, call.now)
            elapsed = rules.elapsed(clock, call.now)
            call.record(ClockRetargeted(_element(call), clock.name, old, target, elapsed, clock.due_at))
        if clock is not stored.clock:
            keep_clock(call.db, stored, clock)
        return clock


class StopClock:
    """``clock.stop`` → ``{"met", "elapsed_seconds", "target_seconds", "due_at"}``.

    Stopping again tells the same; ``met`` is None for a cancelled clock.
    """

    type = "clock.stop"
    inline = True

    def carry_out(self, call: Call) -> Mapping[str, Any]:
        stored = clock_named(call.db, call.instance.id, _name(call))
        if stored is None:
            raise _failed(say("clock_unknown", name=_name(call)), "clock_unknown")
        clock = rules.stop(stored.clock, call.now)
        if clock is not stored.clock:
            keep_clock(call.db, stored, clock)
            event = ClockMet if clock.state == "met" else ClockMissed
            call.record(event(_element(call), clock.name, clock.target_seconds, clock.elapsed_seconds))
        return {
            "met": None if clock.state == "cancelled" else clock.state == "met",
            "elapsed_seconds": clock.elapsed_seconds,
            "target_seconds": clock.target_seconds,
            "due_at": _text(clock.due_at),
        }


class CancelClock:
    """``clock.cancel`` → ``{}``. A clock that never began, or has ended, is left alone."""

    type = "clock.cancel"
    inline = True

    def carry_out(self, call: Call) -> Mapping[str, Any]:
        stored = clock_named(call.db, call.instance.id, _name(call))
        if stored is not None:
            _cancel(call.db, stored, now=call.now, element=_element(call), record=call.record)
        return {}


CLOCK_CONNECTORS = (StartClock(), StopClock(), CancelClock())


def on_waits(db: Connection, instance_id: str, *, now: datetime, opened: Iterable[Opened], closed: Iterable[str], record: Record) -> None:
    """Pause and resume the clocks of an instance. ``closed``: ids of waits that are over.

    To be called where an element with the property ``zhidu:pausesClock`` is among them. What opens is
    looked at first: a wait that hands over to another leaves no gap in which the clock would run.
    """
    opening, closing = list(opened), list(closed)
    for stored in clocks_of(db, instance_id):
        clock = stored.clock
        for wait in opening:
            if clock.name in paused_clocks(wait.properties):
                clock = _paused(clock, wait, now, record)
        for wait_id in closing:
            clock = _resumed(clock, wait_id, now, record)
        if clock is not stored.clock:
            keep_clock(db, stored, clock)


def cancel_clocks(db: Connection, instance_id: str, *, now: datetime, record: Record) -> None:
    """The instance is over: clocks that still run or rest are cancelled."""
    for stored in clocks_of(db, instance_id):
        _cancel(db, stored, now=now, element=None, record=record)


def paused_clocks(properties: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the clocks that an element's properties pause."""
    return tuple(name.strip() for name in properties.get(PAUSES_CLOCK, "").split(",") if name.strip())


def _paused(clock: ServiceClock, wait: Opened, now: datetime, record: Record) -> ServiceClock:
    paused = rules.pause(clock, Hold(wait.wait_id, wait.element.id), now)
    if clock.state == "running" and paused.state == "paused":
        record(ClockPaused(wait.element, clock.name, paused.elapsed_seconds))
    return paused


def _resumed(clock: ServiceClock, wait_id: str, now: datetime, record: Record) -> ServiceClock:
    resumed = rules.resume(clock, wait_id, now)
    if clock.state == "paused" and resumed.state == "running":
        record(ClockResumed(None, clock.name, resumed.elapsed_seconds, resumed.due_at))
    return resumed


def _cancel(db: Connection, stored: StoredClock, *, now: datetime, element: ElementFacts | None, record: Record) -> None:
    clock = rules.cancel(stored.clock, now)
    if clock is not stored.clock:
        keep_clock(db, stored, clock)
        record(ClockCancelled(element, clock.name, clock.elapsed_seconds))


def _name(call: Call) -> str:
    name = call.inputs.get("name")
    if not isinstance(name, str) or not 0 < len(name) <= 100:
        raise _failed(say("clock_name_invalid", name=name), "clock_name")
    return name


def _target(call: Call) -> int:
    """The target in seconds of working time."""
    value = call.inputs.get("target")
    try:
        target = temporal.parse_duration(value) if isinstance(value, str) else value
    except FeelProblem:
        target = None
    if not isinstance(target, timedelta) or target < timedelta(0):
        raise _failed(say("clock_target_invalid", value=value), "clock_target")
    return target // timedelta(seconds=1)


def _from(call: Call) -> datetime:
    value = call.inputs.get("from")
    if value is None:
        return call.now
    try:
        return min(temporal.as_instant(value, call.settings.time_zone), call.now)
    except FeelProblem as reason:
        raise _failed(say("clock_start_invalid", value=value), "clock_from") from reason


def _calendar(call: Call) -> RowMapping:
    calendar_id, service = call.inputs.get("calendar"), call.inputs.get("service")
    if calendar_id is None and isinstance(service, str):
        calendar_id = service_calendar_id(call.db, service)
    row = calendar_row(call.db, calendar_id) if isinstance(calendar_id, str) else None
    if row is None:
        raise _failed(say("clock_calendar_unknown", calendar=calendar_id, service=service), "calendar_unknown")
    return row


def _element(call: Call) -> ElementFacts:
    return ElementFacts(call.element_id)


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _failed(text: Text, code: str) -> ConnectorFailed:
    return ConnectorFailed(text, code=code, retry=False)
