"""What happens to a user task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine.events.base import Change, ElementFacts, Event


@dataclass(frozen=True, slots=True)
class TaskOpened(Event):
    kind: ClassVar[str] = "task.opened"
    element: ElementFacts
    task: str
    assignee: str | None = None
    candidates: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class TaskClaimed(Event):
    """``implicit``: completed by a candidate who had not claimed it."""

    kind: ClassVar[str] = "task.claimed"
    element: ElementFacts
    task: str
    implicit: bool | None = None


@dataclass(frozen=True, slots=True)
class TaskUnclaimed(Event):
    kind: ClassVar[str] = "task.unclaimed"
    element: ElementFacts
    task: str


@dataclass(frozen=True, slots=True)
class TaskAssigned(Event):
    """``old`` and ``new`` are user ids."""

    kind: ClassVar[str] = "task.assigned"
    element: ElementFacts
    task: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class TaskDelegated(Event):
    """The owner keeps the responsibility and gets the task back."""

    kind: ClassVar[str] = "task.delegated"
    element: ElementFacts
    task: str
    owner: str
    to: str


@dataclass(frozen=True, slots=True)
class TaskResolved(Event):
    """The delegate gave it back to the owner."""

    kind: ClassVar[str] = "task.resolved"
    element: ElementFacts
    task: str
    owner: str


@dataclass(frozen=True, slots=True)
class TaskTakenBack(Event):
    """``person`` lost the right to it (``reason``: role_revoked, deactivated, belonging_changed, case_moved).

    ``to``: the owner who had lent it; without one it is free for its candidates.
    """

    kind: ClassVar[str] = "task.taken_back"
    element: ElementFacts
    task: str
    person: str
    reason: str
    to: str | None = None


@dataclass(frozen=True, slots=True)
class TaskCompleted(Event):
    """``submission``: what the form granted; ``changes``: what became of it; ``dropped``: fields sent but not granted."""

    kind: ClassVar[str] = "task.completed"
    element: ElementFacts
    task: str
    submission: Mapping[str, object]
    changes: Sequence[Change]
    form: Mapping[str, object] | None = None
    dropped: Sequence[str] | None = None
    attachments: Sequence[Mapping[str, object]] | None = None


@dataclass(frozen=True, slots=True)
class TaskCancelled(Event):
    """The case went another way before anybody completed it."""

    kind: ClassVar[str] = "task.cancelled"
    element: ElementFacts
    task: str
