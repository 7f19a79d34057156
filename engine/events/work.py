"""What happens to jobs and incidents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine.events.base import Change, ElementFacts, Event


@dataclass(frozen=True, slots=True)
class ConnectorCalled(Event):
    """A connector did its work; ``job`` is the idempotency key it was called with, if it ran as a job."""

    kind: ClassVar[str] = "connector.called"
    element: ElementFacts
    connector: str
    inputs: Mapping[str, object]
    outputs: Mapping[str, object]
    changes: Sequence[Change] | None = None
    job: str | None = None
    attempt: int | None = None


@dataclass(frozen=True, slots=True)
class JobFailed(Event):
    """An attempt failed; ``retry_at`` is None when there will be no other."""

    kind: ClassVar[str] = "job.failed"
    element: ElementFacts | None
    job: str
    error: Mapping[str, object]
    attempt: int
    retry_at: object = None


@dataclass(frozen=True, slots=True)
class JobRetried(Event):
    """A person asked for another attempt."""

    kind: ClassVar[str] = "job.retried"
    element: ElementFacts | None
    job: str


@dataclass(frozen=True, slots=True)
class IncidentRaised(Event):
    kind: ClassVar[str] = "incident.raised"
    element: ElementFacts | None
    incident: str
    code: str
    message: Mapping[str, str]
    facts: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class IncidentRetried(Event):
    kind: ClassVar[str] = "incident.retried"
    element: ElementFacts | None
    incident: str


@dataclass(frozen=True, slots=True)
class IncidentResolved(Event):
    """``resolution``: what the person did or why it needs nothing; ``changes``: variables given by hand."""

    kind: ClassVar[str] = "incident.resolved"
    element: ElementFacts | None
    incident: str
    resolution: str
    changes: Sequence[Change] | None = None
