"""Who has a user task: written here, whether one claims it, gives it on, or many are taken back at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, update

from engine.identity.people import scopes_held
from engine.kernel.actor import Actor
from engine.tasks.rules import Task, is_candidate
from engine.tasks.tables import task_candidate, user_task
from engine.unit_of_work.context import Context

_HANDED = ("assignee_id", "owner_id", "delegation", "claimed_at", "by_name", "version")
_HAND_OVER = (
    update(user_task)
    .where(user_task.c.id == bindparam("of_task"))
    .values({name: bindparam(f"new_{name}", type_=user_task.c[name].type) for name in _HANDED})
)
_MARK = update(task_candidate).where(task_candidate.c.task_id == bindparam("of_task")).values(assigned=bindparam("is_assigned"))

FREE: Mapping[str, Any] = {"assignee_id": None, "owner_id": None, "delegation": None, "claimed_at": None, "by_name": None}


def hand_over(ctx: Context, handed: Sequence[tuple[Task, Mapping[str, Any]]]) -> None:
    """Write new holders, each with what of ``_HANDED`` changes. Two statements, however many tasks."""
    rows, marks = [], []
    for task, new in handed:
        values = {name: getattr(task, name) for name in _HANDED} | dict(new) | {"version": task.version + 1}
        rows.append({"of_task": task.id, **{f"new_{name}": value for name, value in values.items()}})
        ctx.rows.wrote(user_task, task.id, task.instance_id, by_name=values["by_name"])
        if (task.assignee_id is None) != (values["assignee_id"] is None):
            marks.append({"of_task": task.id, "is_assigned": values["assignee_id"] is not None})
    if rows:
        ctx.db.execute(_HAND_OVER, rows)
    if marks:
        ctx.db.execute(_MARK, marks)


def could_claim(ctx: Context, task: Task, user_id: str) -> bool:
    """Whether this person is a candidate of the task, by name or by a role held for its customer and department."""
    return is_candidate(
        Actor(kind="person", id=user_id, roles=scopes_held(ctx.db, user_id)), task.candidates, task.customer_id, task.department
    )
