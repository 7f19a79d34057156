"""Rows that a command opens and ends: collected while the machine runs, written together at its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, or_, update

from engine.incidents.rules import State as IncidentState
from engine.incidents.tables import incident
from engine.instances.tables import subscription
from engine.jobs.rules import STILL_OPEN
from engine.jobs.tables import job
from engine.store.prepared import Prepared
from engine.tasks.rules import State as TaskState
from engine.tasks.tables import task_candidate, user_task
from engine.unit_of_work.left_behind import LeftBehind

Row = dict[str, Any]
Key = tuple[str, str]
"""Instance id and wait id."""

_INSERTS = tuple((table.name, Prepared(insert(table))) for table in (user_task, task_candidate, job, subscription, incident))

_at_wait = {
    table: (table.c.instance_id == bindparam("of_instance"), table.c.wait_id == bindparam("of_wait"))
    for table in (user_task, job, subscription, incident)
}
_END_TASK = Prepared(
    update(user_task)
    .where(user_task.c.id == bindparam("of_task"))
    .values(
        {
            name: bindparam(f"new_{name}", type_=user_task.c[name].type)
            for name in ("state", "ended_at", "ended_by", "assignee_id", "claimed_at")
        }
        | {"version": user_task.c.version + 1}
    )
)
_CANCEL_TASK = Prepared(
    update(user_task)
    .where(*_at_wait[user_task], user_task.c.state == TaskState.OPEN)
    .values(state=TaskState.CANCELLED.value, ended_at=bindparam("at", type_=user_task.c.ended_at.type), version=user_task.c.version + 1)
)
_DROP_CANDIDATES = Prepared(delete(task_candidate).where(task_candidate.c.task_id == bindparam("of_task")))
_END_JOB = Prepared(
    update(job)
    .where(*_at_wait[job], or_(*(job.c.state == open_ for open_ in STILL_OPEN)))  # IN cannot be in executemany
    .values(state=bindparam("new_state"), ended_at=bindparam("at", type_=job.c.ended_at.type), locked_by=None, locked_until=None)
)
_UNSUBSCRIBE = Prepared(delete(subscription).where(*_at_wait[subscription]))
_END_INCIDENT = Prepared(
    update(incident)
    .where(*_at_wait[incident], incident.c.state == IncidentState.OPEN)
    .values(
        state=IncidentState.RESOLVED.value,
        resolved_at=bindparam("at", type_=incident.c.resolved_at.type),
        resolved_by=bindparam("by"),
        resolution=bindparam("how"),
        version=incident.c.version + 1,
    )
)


@dataclass(slots=True)
class Rows:
    """What is to be written. A wait that opens and closes within one command leaves no open row behind."""

    opened: dict[str, dict[Key, Row]] = field(default_factory=dict)
    candidates: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    loose: list[tuple[Table, Row]] = field(default_factory=list)
    ended_tasks: list[Row] = field(default_factory=list)
    cancelled_tasks: list[Row] = field(default_factory=list)
    dropped_candidates: list[Row] = field(default_factory=list)
    ended_jobs: list[Row] = field(default_factory=list)
    unsubscribed: list[Row] = field(default_factory=list)
    ended_incidents: list[Row] = field(default_factory=list)
    left_behind: LeftBehind = field(default_factory=LeftBehind)

    def open(self, table: Table, instance_id: str, wait_id: str, row: Row) -> None:
        """A row that stands for a wait."""
        self.opened.setdefault(table.name, {})[(instance_id, wait_id)] = row

    def add(self, table: Table, row: Row) -> None:
        """A row that stands for no wait."""
        self.loose.append((table, row))

    def pending(self, table: Table, instance_id: str, wait_id: str) -> Row | None:
        """The row that this command opened for the wait and has not written yet."""
        return self.opened.get(table.name, {}).get((instance_id, wait_id))

    def forget(self, table: Table, instance_id: str, wait_id: str) -> Row | None:
        """Take back a row that was opened by this command."""
        self.candidates.pop((instance_id, wait_id), None)
        return self.opened.get(table.name, {}).pop((instance_id, wait_id), None)

    def of(self, table: Table) -> Iterable[Row]:
        """All rows of ``table`` that this command opened and has not written yet."""
        return self.opened.get(table.name, {}).values()

    def jobs(self) -> list[Row]:
        """All jobs that this command opened and has not written yet, for a wait or for none."""
        return [*self.of(job), *(row for table, row in self.loose if table is job)]

    def wrote(self, table: Table, row_id: str, instance_id: str | None, **columns: object) -> None:
        """A row of a case was changed by a statement of its own: to be told with the rest."""
        if instance_id is not None:
            self.left_behind.changed.append((instance_id, table.name, row_id, columns))

    def owes(self, instance_id: str) -> bool:
        """Whether rows of the instance were written that nothing told of yet."""
        return bool(self._untold(instance_id))

    def told_of(self, instance_id: str) -> dict[str, object]:
        """What this command left behind in rows of the instance and has not told yet; no empty parts."""
        told = self._untold(instance_id)
        self.left_behind.note_told(instance_id)
        return told

    def _untold(self, instance_id: str) -> dict[str, object]:
        loose = ((table.name, row) for table, row in self.loose)
        opened = ((name, row) for name, rows in self.opened.items() for row in rows.values())
        lists = ((job, self.ended_jobs), (subscription, self.unsubscribed), (incident, self.ended_incidents))
        ended = ((table.name, row) for table, rows in lists for row in rows)
        return self.left_behind.untold(chain(opened, loose), ended, instance_id)

    def flush(self, db: Connection) -> None:
        """Write everything, each kind of row in one statement."""
        inserts = self._inserts()
        ends: tuple[tuple[Prepared, list[Row]], ...] = (
            (_END_TASK, self.ended_tasks),
            (_CANCEL_TASK, self.cancelled_tasks),
            (_DROP_CANDIDATES, self.dropped_candidates),
            (_END_JOB, self.ended_jobs),
            (_UNSUBSCRIBE, self.unsubscribed),
            (_END_INCIDENT, self.ended_incidents),
        )
        # What ends goes first: a wait may open again under the same id within one command.
        for ending, rows in ends:
            if rows:
                ending.run_many(db, rows)
                rows.clear()
        for name, statement in _INSERTS:
            if opened := inserts.get(name):
                statement.run_many(db, opened)
        self.opened, self.candidates, self.loose, self.left_behind = {}, {}, [], LeftBehind()

    def _inserts(self) -> dict[str, list[Row]]:
        inserts = {name: list(rows.values()) for name, rows in self.opened.items()}
        for table, row in self.loose:
            inserts.setdefault(table.name, []).append(row)
        tasks = self.opened.get(user_task.name, {})
        found = [
            _candidate(tasks[key], each)
            for key, each_of in self.candidates.items()
            for each in each_of
            if tasks[key]["state"] == TaskState.OPEN
        ]
        if found:
            inserts[task_candidate.name] = found
        return inserts


def _candidate(task: Row, candidate: str) -> Row:
    return {
        "task_id": task["id"],
        "candidate": candidate,
        "procedure_id": task["procedure_id"],
        "priority": task["priority"],
        "customer_id": task["customer_id"],
        "department": task["department"],
        "due_at": task["due_order"],
        "assigned": task["assignee_id"] is not None,
    }
