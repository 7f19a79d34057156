"""Who has a user task: claim, unclaim, assign, delegate, resolve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from engine.bpmn.dialect import COMPLETE_ON_CLAIM, is_set
from engine.cases import access
from engine.cases.holders.handing import FREE, could_claim, hand_over
from engine.cases.instance import Instance
from engine.cases.user_tasks import find_user
from engine.commands.tasks.complete_task import complete
from engine.commands.tasks.texts import say
from engine.events import Event
from engine.events.tasks import TaskAssigned, TaskClaimed, TaskDelegated, TaskResolved, TaskUnclaimed
from engine.identity.people import affiliation_of
from engine.identity.tables import app_user
from engine.kernel.actor import Affiliation
from engine.kernel.errors import Fault, InvalidInput
from engine.kernel.permissions import Permission
from engine.tasks.rules import Delegation, Task, element_of
from engine.unit_of_work.context import Context
from engine.unit_of_work.receipts import TaskReceipt
from engine.unit_of_work.verbs import Command

_BELONGS = select(app_user.c.affiliation, app_user.c.customer_id).where(app_user.c.id == bindparam("user_id"))


@dataclass(frozen=True)
class ClaimTask(Command[TaskReceipt]):
    """Take a task that is free. Where the diagram says so, claiming is completing."""

    task_id: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> TaskReceipt:
        task, instance = access.task_for(ctx, self.task_id, may="claim", expected_version=self.expected_version)
        if is_set(task.properties, COMPLETE_ON_CLAIM):
            return complete(ctx, task, instance, {})
        event = TaskClaimed(element_of(task), task.id)
        return _hand(ctx, task, instance, event, assignee_id=ctx.actor.id, claimed_at=ctx.now, by_name=False)


@dataclass(frozen=True)
class UnclaimTask(Command[TaskReceipt]):
    """Give a task back to its candidates."""

    task_id: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> TaskReceipt:
        task, instance = access.task_for(ctx, self.task_id, may="unclaim", expected_version=self.expected_version)
        return _hand(ctx, task, instance, TaskUnclaimed(element_of(task), task.id), **FREE)


@dataclass(frozen=True)
class AssignTask(Command[TaskReceipt]):
    """Give a task to somebody who could claim it; an administrator may give it to anybody."""

    task_id: str
    user_id: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> TaskReceipt:
        task, instance = access.task_for(ctx, self.task_id, may="assign", expected_version=self.expected_version)
        user_id = _existing(ctx, self.user_id)
        candidate = could_claim(ctx, task, user_id)
        if not candidate and not ctx.actor.may(Permission.INSTANCES_ADMINISTER):
            raise _wrong_person("could_not_claim")
        event = TaskAssigned(element_of(task), task.id, task.assignee_id, user_id)
        given = {**FREE, "assignee_id": user_id, "claimed_at": ctx.now, "by_name": not candidate}
        return _hand(ctx, task, instance, event, **given)


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
        _check_helper(ctx, task, user_id)
        assert ctx.actor.id is not None
        event = TaskDelegated(element_of(task), task.id, ctx.actor.id, user_id)
        by_name = not could_claim(ctx, task, user_id)
        lent = {"assignee_id": user_id, "owner_id": ctx.actor.id, "delegation": Delegation.PENDING.value, "by_name": by_name}
        return _hand(ctx, task, instance, event, **lent)


@dataclass(frozen=True)
class ResolveTask(Command[TaskReceipt]):
    """Give a delegated task back to its owner, who completes it."""

    task_id: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> TaskReceipt:
        task, instance = access.task_for(ctx, self.task_id, may="resolve", expected_version=self.expected_version)
        assert task.owner_id is not None
        event = TaskResolved(element_of(task), task.id, task.owner_id)
        by_name = not could_claim(ctx, task, task.owner_id)
        return _hand(ctx, task, instance, event, assignee_id=task.owner_id, delegation=Delegation.RESOLVED.value, by_name=by_name)


def _hand(ctx: Context, task: Task, instance: Instance, event: Event, **new: Any) -> TaskReceipt:
    """Write the task's new holder and record it."""
    hand_over(ctx, [(task, new)])
    instance.touch()
    ctx.record(event, instance)
    own = (task.id,) if new["assignee_id"] == ctx.actor.id else ()
    return TaskReceipt(instance.id, task.id, task.version + 1, ctx.receipts, own)


def _existing(ctx: Context, name: str) -> str:
    user_id = find_user(ctx, name)
    if user_id is None:
        raise _wrong_person("no_active_user")
    return user_id


def _check_helper(ctx: Context, task: Task, user_id: str) -> None:
    """Whoever has a task sees the inside of its case: it goes to people of the house, to colleagues at the same customer, and to those
    who could claim it; from people from outside to the latter alone, who else is there being no business of theirs."""
    belongs = ctx.db.execute(_BELONGS, {"user_id": user_id}).one()
    if ctx.actor.customer is not None and belongs.customer_id == ctx.actor.customer:
        return
    if ctx.actor.of_the_house and affiliation_of(belongs.affiliation, belongs.customer_id) == Affiliation.HOUSE:
        return
    if not could_claim(ctx, task, user_id):
        raise _wrong_person("not_of_the_house" if ctx.actor.of_the_house else "no_active_user")


def _wrong_person(expected: str) -> InvalidInput:
    who = say(expected)
    fault = Fault("user_id", "person_not_possible", say("other_person", who=who))
    return InvalidInput(say("wrong_person", who=who), faults=[fault], code="person_not_possible")
