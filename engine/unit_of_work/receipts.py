"""What commands answer: plain, JSON-able records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of one recorded event: ask for it later with ``event_id``; ``hash`` is what it must be."""

    event_id: str
    hash: str
    position: int


@dataclass(frozen=True, slots=True)
class InstanceReceipt:
    """After a change of an instance. ``next_tasks``: ids of tasks that this command opened for the actor."""

    instance_id: str
    number: str
    version: int
    state: str
    receipts: tuple[Receipt, ...]
    next_tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskReceipt:
    """After a change of a user task. ``version`` is the task's."""

    instance_id: str
    task_id: str
    version: int
    receipts: tuple[Receipt, ...]
    next_tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correlated:
    """The instances that a message or signal reached or started."""

    instances: tuple[str, ...]
    receipts: tuple[Receipt, ...] = ()

    @property
    def count(self) -> int:
        return len(self.instances)


@dataclass(frozen=True, slots=True)
class IncidentReceipt:
    incident_id: str
    state: str
    version: int
    receipts: tuple[Receipt, ...] = ()


@dataclass(frozen=True, slots=True)
class JobReceipt:
    job_id: str
    state: str


@dataclass(frozen=True, slots=True)
class DraftReceipt:
    subject: str
    updated_at: str | None
