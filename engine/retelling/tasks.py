"""User tasks, and to whom they are offered."""

from __future__ import annotations

from engine.events import tasks as e
from engine.kernel.canonical_json import timestamp
from engine.retelling.files import named_files
from engine.retelling.state import By, Retold, RetoldRow, tells
from engine.tasks.rules import Delegation, State, offered_to
from engine.tasks.tables import NEVER_DUE, task_candidate, user_task

TABLE = user_task.name
_NEVER = timestamp(NEVER_DUE)
_COPIED = ("procedure_id", "customer_id", "department", "priority")
"""What a candidate's row has of its task's."""


@tells(e.TaskOpened)
def _opened(retold: Retold, by: By, event: e.TaskOpened) -> None:
    element = event.element
    retold.begin(
        TABLE,
        event.task,
        by,
        {
            "instance_id": retold.stream,
            "procedure_id": by.procedure.get("id"),
            "version_id": by.procedure.get("version_id"),
            "element_id": element.id,
            **element.name.named("name"),
            "attempt": element.attempt,
            "due_at": element.due_at,
            "due_order": element.due_at or _NEVER,
            "state": State.OPEN.value,
            "assignee_id": event.assignee,
            "owner_id": None,
            "delegation": None,
            "created_at": by.at,
            "claimed_at": by.at if event.assignee else None,
            "ended_at": None,
            "ended_by": None,
            "offered_to": offered_to(event.candidates or ()),
            "version": 1,
        },
    )


def _hand(retold: Retold, by: By, task: str, **values: object) -> None:
    row = retold.change(TABLE, task, by, values)
    if row is not None:
        row.grow(by)


@tells(e.TaskClaimed)
def _claimed(retold: Retold, by: By, event: e.TaskClaimed) -> None:
    _hand(retold, by, event.task, assignee_id=by.actor_id, claimed_at=by.at)


@tells(e.TaskUnclaimed)
def _unclaimed(retold: Retold, by: By, event: e.TaskUnclaimed) -> None:
    _hand(retold, by, event.task, assignee_id=None, owner_id=None, claimed_at=None)


@tells(e.TaskAssigned)
def _assigned(retold: Retold, by: By, event: e.TaskAssigned) -> None:
    _hand(retold, by, event.task, assignee_id=event.new, owner_id=None, delegation=None, claimed_at=by.at)


@tells(e.TaskDelegated)
def _delegated(retold: Retold, by: By, event: e.TaskDelegated) -> None:
    _hand(retold, by, event.task, assignee_id=event.to, owner_id=event.owner, delegation=Delegation.PENDING.value)


@tells(e.TaskResolved)
def _resolved(retold: Retold, by: By, event: e.TaskResolved) -> None:
    _hand(retold, by, event.task, assignee_id=event.owner, delegation=Delegation.RESOLVED.value)


@tells(e.TaskTakenBack)
def _taken_back(retold: Retold, by: By, event: e.TaskTakenBack) -> None:
    claimed_at = by.at if event.to else None
    _hand(retold, by, event.task, assignee_id=event.to, owner_id=None, delegation=None, claimed_at=claimed_at)


@tells(e.TaskCompleted)
def _completed(retold: Retold, by: By, event: e.TaskCompleted) -> None:
    _hand(retold, by, event.task, state=State.COMPLETED.value, ended_at=by.at, ended_by=by.actor_id)
    named_files(retold, by, event.attachments, event.task)


@tells(e.TaskCancelled)
def _cancelled(retold: Retold, by: By, event: e.TaskCancelled) -> None:
    _hand(retold, by, event.task, state=State.CANCELLED.value, ended_at=by.at)


def moved(retold: Retold, by: By, scope: dict[str, object]) -> None:
    """The case came to another customer or department, and with it the tasks that were open when the command began."""
    for row in retold.of(TABLE):
        if row.values.get("state") == State.OPEN or row.changed_by == by.command:
            row.say(by, scope)


def candidates(retold: Retold) -> None:
    """Open tasks have a row for each candidate; others have none."""
    for task in retold.where(TABLE, state=State.OPEN.value):
        for candidate in str(task.values["offered_to"]).split():
            _candidate(retold, task, candidate)


def _candidate(retold: Retold, task: RetoldRow, candidate: str) -> None:
    copied: dict[str, object] = {name: task.values[name] for name in _COPIED if name in task.values}
    values: dict[str, object] = {
        "task_id": task.id,
        "candidate": candidate,
        **copied,
        "due_at": task.values["due_order"],
        "assigned": task.values["assignee_id"] is not None,
    }
    row = RetoldRow(task_candidate.name, f"{task.id} {candidate}", values, dict.fromkeys(values, task.said["offered_to"]), None, None)
    retold.rows.setdefault(task_candidate.name, {})[row.id] = row
