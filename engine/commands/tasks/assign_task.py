"""Who has a user task: claim, unclaim, assign, delegate, resolve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update

from engine.bpmn.dialect import COMPLETE_ON_CLAIM, is_set
from engine.cases import access
from engine.cases.instance import Instance
from engine.cases.user_tasks import find_user
from engine.commands.tasks.complete_task import complete, element_of
from engine.commands.tasks.texts import say
from engine.events import Event
from engine.events.tasks import TaskAssigned, TaskClaimed, TaskDelegated, TaskResolved, TaskUnclaimed
from engine.identity.tables import app_user, role_assignment
from engine.kernel.actor import Actor, RoleHeld
from engine.kernel.errors import Fault, InvalidInput
from engine.kernel.permissions import Permission
from engine.tasks import rules
from engine.tasks.rules import Delegation, Task
from engine.tasks.tables import task_candidate, user_task
from engine.unit_of_work.context import Context
from engine.unit_of_work.receipts import TaskReceipt
from engine.unit_of_work.verbs import Command

_HANDED = ("assignee_id", "owner_id", "delegation", "claimed_at", "version")
_HAND_OVER = (
    update(user_task)
    .where(user_task.c.id == bindparam("of_task"))
    .values({name: bindparam(f"new_{name}", type_=user_task.c[name].type) for name in _HANDED})
)
_MARK = update(task_candidate).where(task_candidate.c.task_id == bindparam("of_task")).values(assigned=bindparam("is_assigned"))
_ROLES = select(role_assignment.c.role_id, role_assignment.c.customer_id, role_assignment.c.department).where(
    role_assignment.c.user_id == bindparam("user_id")
)

_CUSTOMER = select(app_user.c.customer_id).where(app_user.c.id == bindparam("user_id"))


@dataclass(frozen=True)
class ClaimTask(Command[TaskReceipt]):
    """Take a task that is free. Where the diagram says so, claiming is completing."""

    task_id: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> TaskReceipt:
        task, instance = access.task_for(ctx, self.task_id, may="claim", expected_version=self.expected_version)
        if is_set(task.properties, COMPLETE_ON_CLAIM):
            return complete(ctx, task, instance, {})
        return _hand(ctx, task, instance, TaskClaimed(element_of(task), task.id), assignee_id=ctx.actor.id, claimed_at=ctx.now)


@dataclass(frozen=True)
class UnclaimTask(Command[TaskReceipt]):
    """Give a task back to its candidates."""

    task_id: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> TaskReceipt:
        task, instance = access.task_for(ctx, self.task_id, may="unclaim", expected_version=self.expected_version)
        return _hand(ctx, task, instance, TaskUnclaimed(element_of(task), task.id), assignee_id=None, owner_id=None, claimed_at=None)


@dataclass(frozen=True)
class AssignTask(Command[TaskReceipt]):
    """Give a task to somebody who could claim it; an administrator may give it to anybody."""

    task_id: str
    user_id: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> TaskReceipt:
        task, instance = access.task_for(ctx, self.task_id, may="assign", expected_version=self.expected_version)
        user_id = _existing(ctx, self.user_id)
        if not ctx.actor.may(Permission.INSTANCES_ADMINISTER):
            _check_candidate(ctx, task, user_id)
        event = TaskAssigned(element_of(task), task.id, task.assignee_id, user_id)
        return _hand(ctx, task, instance, event, assignee_id=user_id, owner_id=None, delegation=None, claimed_at=ctx.now)


@dataclass(frozen=True)
class DelegateTask(Command[TaskReceipt]):
    """Let somebody else do one's task; it comes back when they resolve it."""

    task_id: str
    user_id: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> TaskReceipt:
        task, instance = access.task_for(ctx, self.task_id, may="delegate", expected_version=self.expected_version)
        user_id = _existing(ctx, self.user_id)
        if user_id == ctx.actor.id:
            raise _wrong_person("not_to_oneself")
        if ctx.db.execute(_CUSTOMER, {"user_id": user_id}).scalar() not in (None, ctx.actor.customer):
            # Whoever has a task sees the inside of its case.
            raise _wrong_person("not_of_the_house")
        assert ctx.actor.id is not None
        event = TaskDelegated(element_of(task), task.id, ctx.actor.id, user_id)
        return _hand(ctx, task, instance, event, assignee_id=user_id, owner_id=ctx.actor.id, delegation=Delegation.PENDING.value)


@dataclass(frozen=True)
class ResolveTask(Command[TaskReceipt]):
    """Give a delegated task back to its owner, who completes it."""

    task_id: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> TaskReceipt:
        task, instance = access.task_for(ctx, self.task_id, may="resolve", expected_version=self.expected_version)
        assert task.owner_id is not None
        event = TaskResolved(element_of(task), task.id, task.owner_id)
        return _hand(ctx, task, instance, event, assignee_id=task.owner_id, delegation=Delegation.RESOLVED.value)


def _hand(ctx: Context, task: Task, instance: Instance, event: Event, **new: Any) -> TaskReceipt:
    """Write the task's new holder and record it."""
    values = {name: getattr(task, name) for name in _HANDED} | new | {"version": task.version + 1}
    ctx.db.execute(_HAND_OVER, {"of_task": task.id, **{f"new_{name}": value for name, value in values.items()}})
    if (task.assignee_id is None) != (values["assignee_id"] is None):
        ctx.db.execute(_MARK, {"of_task": task.id, "is_assigned": values["assignee_id"] is not None})
    instance.touch()
    ctx.record(event, instance)
    own = (task.id,) if values["assignee_id"] == ctx.actor.id else ()
    return TaskReceipt(instance.id, task.id, task.version + 1, tuple(ctx.receipts), own)


def _existing(ctx: Context, name: str) -> str:
    user_id = find_user(ctx, name)
    if user_id is None:
        raise _wrong_person("no_active_user")
    return user_id


def _check_candidate(ctx: Context, task: Task, user_id: str) -> None:
    roles = tuple(RoleHeld(*row) for row in ctx.db.execute(_ROLES, {"user_id": user_id}))
    candidate = rules.is_candidate(Actor(kind="person", id=user_id, roles=roles), task.candidates, task.customer_id, task.department)
    if not candidate:
        raise _wrong_person("could_not_claim")


def _wrong_person(expected: str) -> InvalidInput:
    who = say(expected)
    fault = Fault("user_id", "person_not_possible", say("other_person", who=who))
    return InvalidInput(say("wrong_person", who=who), faults=[fault], code="person_not_possible")
