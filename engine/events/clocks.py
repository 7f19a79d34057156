"""What happens to the service clocks of an instance. Seconds are working time by the clock's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.events.base import ElementFacts, Event


@dataclass(frozen=True, slots=True)
class ClockStarted(Event):
    kind: ClassVar[str] = "clock.started"
    element: ElementFacts
    clock: str
    calendar: str
    target_seconds: int
    started_at: object
    due_at: object


@dataclass(frozen=True, slots=True)
class ClockRetargeted(Event):
    """``old_target_seconds`` and what became of it; what has elapsed stays."""

    kind: ClassVar[str] = "clock.retargeted"
    element: ElementFacts
    clock: str
    old_target_seconds: int
    target_seconds: int
    elapsed_seconds: int
    due_at: object = None


@dataclass(frozen=True, slots=True)
class ClockRestarted(Event):
    """A stopped clock goes on, because what it measures was not done after all."""

    kind: ClassVar[str] = "clock.restarted"
    element: ElementFacts
    clock: str
    elapsed_seconds: int
    due_at: object


@dataclass(frozen=True, slots=True)
class ClockPaused(Event):
    """It rests while the element is waited at."""

    kind: ClassVar[str] = "clock.paused"
    element: ElementFacts
    clock: str
    elapsed_seconds: int


@dataclass(frozen=True, slots=True)
class ClockResumed(Event):
    kind: ClassVar[str] = "clock.resumed"
    element: ElementFacts | None
    clock: str
    elapsed_seconds: int
    due_at: object


@dataclass(frozen=True, slots=True)
class ClockMet(Event):
    """Stopped inside its target."""

    kind: ClassVar[str] = "clock.met"
    element: ElementFacts
    clock: str
    target_seconds: int
    elapsed_seconds: int


@dataclass(frozen=True, slots=True)
class ClockMissed(Event):
    """Stopped beyond its target."""

    kind: ClassVar[str] = "clock.missed"
    element: ElementFacts
    clock: str
    target_seconds: int
    elapsed_seconds: int


@dataclass(frozen=True, slots=True)
class ClockCancelled(Event):
    """What it promised no longer counts: neither met nor missed."""

    kind: ClassVar[str] = "clock.cancelled"
    element: ElementFacts | None
    clock: str
    elapsed_seconds: int
