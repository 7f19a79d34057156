"""Complete a user task: the form is checked, the case goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, delete, select

from engine.bpmn.dialect import FOUR_EYES
from engine.cases import access
from engine.cases.advance import advance
from engine.cases.at_hand import at_hand
from engine.cases.instance import Instance
from engine.cases.machine import machine_of
from engine.cases.steps import Cause
from engine.cases.submissions import files_of, submitted, take_files
from engine.commands.tasks.texts import say
from engine.events import Change, Event
from engine.events.tasks import TaskClaimed, TaskCompleted
from engine.kernel.errors import Forbidden
from engine.tasks.rules import State, Task, element_of
from engine.tasks.tables import form_draft, user_task
from engine.unit_of_work.context import Context
from engine.unit_of_work.receipts import TaskReceipt
from engine.unit_of_work.verbs import Command

_DROP_DRAFT = delete(form_draft).where(form_draft.c.user_id == bindparam("of_user"), form_draft.c.subject == bindparam("of_subject"))
_DONE_BY = select(user_task.c.ended_by).where(
    user_task.c.instance_id == bindparam("instance_id"),
    user_task.c.element_id == bindparam("element_id"),
    user_task.c.state == State.COMPLETED,
)


@dataclass(frozen=True)
class CompleteTask(Command[TaskReceipt]):
    """``submission``: the form's values. Completing a task that nobody has claimed claims it first."""

    task_id: str
    submission: Mapping[str, Any] = field(default_factory=dict)
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> TaskReceipt:
        task, instance = access.task_for(ctx, self.task_id, may="complete", expected_version=self.expected_version)
        return complete(ctx, task, instance, self.submission)


def complete(ctx: Context, task: Task, instance: Instance, submission: Mapping[str, Any]) -> TaskReceipt:
    """Complete a task that the actor was found to be allowed to."""
    _four_eyes(ctx, task, instance)
    element = element_of(task)
    machine = machine_of(ctx, instance)
    context = machine.variables_at(task.wait_id) if task.form_id is not None else {}
    found = submitted(ctx, instance.bundle, task.form_id, submission, context, instance_id=instance.id)
    files = files_of(ctx, found) or None
    take_files(ctx, found, instance.id, task.id)
    if task.assignee_id is None:
        ctx.record(TaskClaimed(element, task.id, implicit=True), instance)
    form = instance.bundle.form_facts(task.form_id) if task.form_id is not None else None

    def event(changes: Sequence[Change]) -> Event:
        return TaskCompleted(element, task.id, found.values, changes, form, found.dropped or None, files)

    outcome = machine.complete(task.wait_id, found.values)
    _end(ctx, task)
    advance(ctx, instance, outcome, Cause(task.element_id, event))
    return TaskReceipt(instance.id, task.id, task.version + 1, ctx.receipts, tuple(at_hand(ctx).opened_tasks))


def _end(ctx: Context, task: Task) -> None:
    if task.has_draft:
        ctx.db.execute(_DROP_DRAFT, {"of_user": ctx.actor.id, "of_subject": f"task:{task.id}"})
    ctx.rows.ended_tasks.append(
        {
            "of_task": task.id,
            "new_state": State.COMPLETED.value,
            "new_ended_at": ctx.now,
            "new_ended_by": ctx.actor.id,
            "new_assignee_id": task.assignee_id or ctx.actor.id,
            "new_claimed_at": task.claimed_at or ctx.now,
        }
    )
    if task.candidates:
        ctx.rows.dropped_candidates.append({"of_task": task.id})


def _four_eyes(ctx: Context, task: Task, instance: Instance) -> None:
    """``zhidu:fourEyes`` names an element: whoever did that one may not do this one."""
    other = task.properties.get(FOUR_EYES)
    if other is None:
        return
    done = ctx.db.execute(_DONE_BY, {"instance_id": instance.id, "element_id": other})
    if any(by is not None and by == ctx.actor.id for (by,) in done):
        label = instance.bundle.labels.get(other)
        raise Forbidden(
            say("four_eyes", element=label or other),
            code="four_eyes",
            element_id=other,
        )
