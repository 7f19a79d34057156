"""Service clocks. Their rows are told as digests; what events say besides tells where a row differs."""

from __future__ import annotations

from collections.abc import Mapping

from engine.events import clocks as e
from engine.retelling.state import By, Digest, Retold, tells
from engine.service_levels.tables import service_clock

TABLE = service_clock.name


@tells(e.ClockStarted)
def _started(retold: Retold, by: By, event: e.ClockStarted) -> None:
    values = {"instance_id": retold.stream, "name": event.clock, "calendar_id": event.calendar, "target_seconds": event.target_seconds}
    retold.begin(TABLE, event.clock, by, values | {"state": "running", "started_at": event.started_at, "due_at": event.due_at})


@tells(e.ClockRetargeted)
def _retargeted(retold: Retold, by: By, event: e.ClockRetargeted) -> None:
    retold.change(TABLE, event.clock, by, {"target_seconds": event.target_seconds, "due_at": event.due_at})


@tells(e.ClockRestarted, e.ClockResumed)
def _going(retold: Retold, by: By, event: e.ClockRestarted | e.ClockResumed) -> None:
    values = {"state": "running", "due_at": event.due_at, "elapsed_seconds": event.elapsed_seconds}
    retold.change(TABLE, event.clock, by, values)


@tells(e.ClockPaused)
def _paused(retold: Retold, by: By, event: e.ClockPaused) -> None:
    retold.change(TABLE, event.clock, by, {"state": "paused", "due_at": None, "elapsed_seconds": event.elapsed_seconds})


@tells(e.ClockMet, e.ClockMissed, e.ClockCancelled)
def _stopped(retold: Retold, by: By, event: e.ClockMet | e.ClockMissed | e.ClockCancelled) -> None:
    retold.change(TABLE, event.clock, by, {"state": event.kind.partition(".")[2], "elapsed_seconds": event.elapsed_seconds})


def left_behind(retold: Retold, by: By, clocks: Mapping[str, str]) -> None:
    """Name → digest of the row."""
    for name, sha256 in clocks.items():
        row = retold.find(TABLE, name) or retold.begin(TABLE, name, by, {})
        row.whole = Digest(sha256)
        row.said["*"] = by.position
