"""Finding a row, checking the right to it and locking it, in one call: a row cannot be had without the check.

What the actor may not know of is ``NotFound``; what they may see but not do is ``Forbidden``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, bindparam, exists, func, literal_column, select

from engine.cases.at_hand import instance_from, locked_instance, no_instance
from engine.cases.instance import COLUMNS, WIDTH, Instance
from engine.cases.readers import seen_inside, sees_inside
from engine.cases.texts import say
from engine.instances import rules as instance_rules
from engine.instances.tables import process_instance
from engine.kernel.actor import Actor
from engine.kernel.errors import Forbidden, NotFound, Refusal
from engine.kernel.permissions import Permission
from engine.store.prepared import Prepared
from engine.tasks import rules as task_rules
from engine.tasks.rules import Task
from engine.tasks.tables import form_draft, task_candidate, user_task
from engine.unit_of_work.context import Context, ReadContext
from engine.unit_of_work.row_versions import require_version

_SEPARATOR = " "
TASK_COLUMNS = (
    *(user_task.c[each.name] for each in fields(Task) if each.name in user_task.c),
    select(func.aggregate_strings(task_candidate.c.candidate, literal_column(f"'{_SEPARATOR}'")))  # type: ignore[arg-type]  # no value of its own
    .where(task_candidate.c.task_id == user_task.c.id)
    .scalar_subquery()
    .label("candidates"),
    exists().where(form_draft.c.user_id == bindparam("actor_id"), form_draft.c.subject == "task:" + user_task.c.id).label("has_draft"),
)
_root = process_instance.alias("root")
_TASK_LOCKED = Prepared(
    select(*COLUMNS, *TASK_COLUMNS)
    .select_from(process_instance)
    .join(user_task, user_task.c.instance_id == process_instance.c.id)
    .join(_root, _root.c.id == process_instance.c.root_instance_id)
    .where(user_task.c.id == bindparam("task_id"))
    .with_for_update(of=[_root, process_instance, user_task])
)
_TASK = select(*TASK_COLUMNS).where(user_task.c.id == bindparam("task_id"))
_INSTANCE = select(process_instance).where(process_instance.c.id == bindparam("instance_id"))


# For commands: locked


def task_for(ctx: Context, task_id: str, *, may: task_rules.Verb, expected_version: int | None = None) -> tuple[Task, Instance]:
    """The task and its instance, locked, when the actor may do ``may`` with it now.

    Raises ``NotFound``, ``Forbidden``, ``Conflict`` (not open any more, somebody else's, instance not running) or ``StaleVersion``.
    """
    row = _TASK_LOCKED.first(ctx.db, {"task_id": task_id, "actor_id": ctx.actor.id})
    if row is None:
        raise _no_task(task_id)
    instance, task = instance_from(ctx, row[:WIDTH]), task_from(row[WIDTH:])
    if not (_concerns(ctx.actor, task) or sees_inside(ctx, instance.id)):
        raise _no_task(task_id)
    require_version(task.version, expected_version)
    task_rules.check(may, task, ctx.actor)
    instance_rules.check_running(instance.state, instance.number)
    return task, instance


def instance_for(ctx: Context, instance_id: str, *, may: instance_rules.Verb, expected_version: int | None = None) -> Instance:
    """The instance, locked with its tree, when the actor may do ``may`` with it now. Raises as ``task_for``."""
    instance = locked_instance(ctx, instance_id)
    if not ctx.actor.may(Permission.INSTANCES_ADMINISTER):
        if not sees_inside(ctx, instance.id):
            raise no_instance(instance_id)
        raise Forbidden(say("may_not_administer"))
    require_version(instance.version, expected_version)
    instance_rules.check(may, instance.state, instance.number)
    return instance


def machine_only(actor: Actor) -> None:
    """For commands that only the engine gives itself: raises ``Forbidden`` for people and other systems."""
    if actor.has_account:
        raise Forbidden(say("for_the_engine_alone"))


# For queries: not locked


def see_task(ctx: ReadContext, task_id: str) -> Task:
    """The task, when the actor may see it. Raises ``NotFound``."""
    row = ctx.db.execute(_TASK, {"task_id": task_id, "actor_id": ctx.actor.id}).first()
    if row is None:
        raise _no_task(task_id)
    task = task_from(row)
    if _concerns(ctx.actor, task) or sees_inside(ctx, task.instance_id):
        return task
    raise _no_task(task_id)


def see_instance_of_task(ctx: ReadContext, task: Task) -> Row[Any]:
    """The whole ``process_instance`` row of a task that the actor was found to see."""
    return ctx.db.execute(_INSTANCE, {"instance_id": task.instance_id}).one()


def see_instance(ctx: ReadContext, instance_id: str) -> Row[Any]:
    """The whole ``process_instance`` row, when the actor may see the inside of the case. Raises ``NotFound``."""
    row = ctx.db.execute(_INSTANCE.where(seen_inside(ctx)), {"instance_id": instance_id}).first()
    if row is None:
        raise no_instance(instance_id)
    return row


def task_actions(ctx: ReadContext, task: Task) -> frozenset[task_rules.Verb]:
    """What the actor may do with the task now."""
    state = see_instance_of_task(ctx, task).state
    if state != instance_rules.State.RUNNING:
        return frozenset()
    return task_rules.actions(task, ctx.actor)


def instance_actions(ctx: ReadContext, row: Row[Any] | Instance) -> frozenset[instance_rules.Verb]:
    """What the actor may do with the instance as a whole now."""
    return instance_rules.actions(row.state, ctx.actor)


def start_values(ctx: ReadContext) -> dict[str, Any]:
    """What a start form may be filled with before anybody typed: who asks, and for which customer."""
    values = {"requester": ctx.actor.id, "requester_name": ctx.actor.name, "customer": ctx.actor.customer}
    return {name: value for name, value in values.items() if value is not None}


def task_from(values: Sequence[Any]) -> Task:
    """The task of a row of ``TASK_COLUMNS``."""
    task = Task(*values)
    names: Any = values[-2]
    task.candidates = frozenset(names.split(_SEPARATOR)) if names else ()
    return task


def _concerns(actor: Actor, task: Task) -> bool:
    """Whether the task is, was or may become the actor's own."""
    if actor.id is not None and actor.id in (task.assignee_id, task.owner_id, task.ended_by):
        return True
    # Who was offered it may be told that it is over; a candidate of an open task is so in the rows alone.
    offered = task.candidates if task.state == task_rules.State.OPEN else task.offered_to.split()
    if not actor.of_the_house and (task.state != task_rules.State.OPEN or task.assignee_id is not None):
        offered = [each for each in offered if each == task_rules.user_candidate(actor.id or "")]  # as in cases.readers
    return task_rules.is_candidate(actor, offered, task.customer_id, task.department)


def _no_task(task_id: str) -> Refusal:
    return NotFound(say("task_not_seen"), task_id=task_id)
