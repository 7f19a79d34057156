"""Time comes from a clock that is passed in, so that it can be fixed, moved and recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time, always aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class ManualClock:
    """A clock for tests, scenarios and replays: it stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = as_utc(now)

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        self._now = as_utc(now)

    def advance(self, by: timedelta) -> None:
        self._now += by


def as_utc(value: datetime) -> datetime:
    """``value`` in UTC. Raises ``ValueError`` for a naive time: it could mean anything."""
    if value.tzinfo is None:
        raise ValueError(f"Expected an aware time, but {value.isoformat()} has no zone.")
    return value.astimezone(UTC)
