"""Open tasks of somebody who has lost the right to them: back to whoever lent them, else to the candidates; recorded and told.

Whoever has a task through a role (claimed it, or was given it as a candidate) has it as long as the role counts for its case. Whoever has
it by name (the diagram names them, somebody who may assigned it, the owner lent it) has it as long as they are active and, where it was
lent, the owner has the right to it. See docs/decisions/0028-rights-end-with-what-gave-them.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import and_, bindparam, exists, or_, select

from engine.cases.access import TASK_COLUMNS, task_from
from engine.cases.at_hand import locked_instances
from engine.cases.holders.handing import FREE, could_claim, hand_over
from engine.cases.holders.telling import RoleNotice, tell_candidates, tell_people
from engine.cases.incidents import raise_incident
from engine.cases.instance import Instance
from engine.cases.texts import say
from engine.events.tasks import TaskTakenBack
from engine.identity.people import scopes_held
from engine.kernel.actor import Actor, RoleHeld
from engine.kernel.texts import Text
from engine.tasks.rules import Delegation, State, Task, element_of, is_candidate, user_candidate
from engine.tasks.tables import task_candidate, user_task
from engine.unit_of_work.context import Context

Reason = Literal["role_revoked", "deactivated", "belonging_changed", "case_moved"]
Lost = Callable[[Task], bool]
"""Whether the right to a task is gone."""

_LENT = and_(user_task.c.owner_id == bindparam("user_id"), user_task.c.delegation == Delegation.PENDING)
_HELD = (user_task.c.state == State.OPEN, or_(user_task.c.assignee_id == bindparam("user_id"), _LENT))
_CASES = select(user_task.c.instance_id).distinct().where(*_HELD)
_TASKS = select(*TASK_COLUMNS).where(*_HELD).order_by(user_task.c.id).with_for_update(of=user_task)
_TASKS_OF_CASE = (
    select(*TASK_COLUMNS)
    .where(user_task.c.instance_id == bindparam("instance_id"), user_task.c.state == State.OPEN, user_task.c.assignee_id.is_not(None))
    .order_by(user_task.c.id)
)
_only, _another = task_candidate.alias("only"), task_candidate.alias("another")
_OFFERED_ALONE = (
    select(*TASK_COLUMNS)
    .join(_only, _only.c.task_id == user_task.c.id)
    .where(
        user_task.c.state == State.OPEN,
        user_task.c.assignee_id.is_(None),
        _only.c.candidate == bindparam("candidate"),
        ~exists().where(_another.c.task_id == user_task.c.id, _another.c.candidate != bindparam("candidate")),
    )
    .order_by(user_task.c.id)
)


@dataclass(frozen=True, slots=True)
class _Loss:
    """``user_id`` lost the right to ``task``; ``to``: the owner who gets it back, None: the candidates."""

    task: Task
    user_id: str
    to: str | None


def all_held(_task: Task) -> bool:
    """For somebody who is out."""
    return True


def by_role(user_id: str, before: Iterable[RoleHeld], after: Iterable[RoleHeld]) -> Lost:
    """What was held through a role and no role held afterwards covers."""
    had, has = (Actor(kind="person", id=user_id, roles=tuple(roles)) for roles in (before, after))
    return lambda task: _covers(had, task) and not _covers(has, task)


def by_belonging(held: Iterable[RoleHeld]) -> Lost:
    """What was held by name: by somebody of another customer, or of the house. Roles say themselves for whom they count."""
    through_role = Actor(kind="person", roles=tuple(held))
    return lambda task: not _covers(through_role, task)


def give_back(ctx: Context, user_id: str, reason: Reason, lost: Lost) -> int:
    """Take the open tasks of ``user_id`` back that are ``lost``; how many there were. The same few statements for one and for many,
    but for the row of each case."""
    values = {"user_id": user_id, "actor_id": None}
    cases = locked_instances(ctx, ctx.db.execute(_CASES, values).scalars().all())
    held = [task for row in ctx.db.execute(_TASKS, values) if (task := task_from(row)).instance_id in cases]
    losses = [_Loss(task, user_id, _owner(task, user_id)) for task in held if lost(task)]
    _carry_out(ctx, losses, cases, reason)
    if reason == "deactivated":
        _report_offered_alone(ctx, user_id)
    return len(losses)


def give_back_what_moved(ctx: Context, instance: Instance) -> None:
    """The case comes to another customer or department, its tasks do so after this: roles that covered them may not any more."""
    customer, department = instance.scope
    losses = []
    for row in ctx.db.execute(_TASKS_OF_CASE, {"instance_id": instance.id, "actor_id": None}):
        task = task_from(row)
        assert task.assignee_id is not None
        holder = Actor(kind="person", id=task.assignee_id, roles=scopes_held(ctx.db, task.assignee_id))
        if _covers(holder, task) and not is_candidate(holder, task.candidates, customer, department):
            losses.append(_Loss(task, task.assignee_id, _owner(task, task.assignee_id)))
    _carry_out(ctx, losses, {instance.id: instance}, "case_moved")


def _covers(holder: Actor, task: Task) -> bool:
    return is_candidate(holder, task.candidates, task.customer_id, task.department)


def _owner(task: Task, user_id: str) -> str | None:
    """Who gets the task back from somebody to whom it was lent."""
    return task.owner_id if task.delegation == Delegation.PENDING and task.owner_id != user_id else None


def _carry_out(ctx: Context, losses: list[_Loss], cases: Mapping[str, Instance], reason: Reason) -> None:
    hand_over(ctx, [(loss.task, _new_holder(ctx, loss)) for loss in losses])
    for loss in losses:
        case = cases[loss.task.instance_id]
        ctx.record(TaskTakenBack(element_of(loss.task), loss.task.id, loss.user_id, reason, loss.to), case)
        if loss.to is None and not loss.task.candidates:
            _report_nobody(ctx, case, loss.task)
    if losses:
        _tell(ctx, losses)


def _new_holder(ctx: Context, loss: _Loss) -> Mapping[str, Any]:
    if loss.to is None:
        return FREE
    return {**FREE, "assignee_id": loss.to, "claimed_at": ctx.now, "by_name": not could_claim(ctx, loss.task, loss.to)}


def _report_nobody(ctx: Context, case: Instance, task: Task) -> None:
    text = say("nobody_left")
    raise_incident(ctx, case, code="task_without_candidates", text=text, wait_id=task.wait_id, element_id=task.element_id)


def _report_offered_alone(ctx: Context, user_id: str) -> None:
    """Free tasks that were offered to nobody but somebody who is out."""
    values = {"candidate": user_candidate(user_id), "actor_id": None}
    tasks = [task_from(row) for row in ctx.db.execute(_OFFERED_ALONE, values)]
    cases = locked_instances(ctx, {task.instance_id for task in tasks})
    for task in tasks:
        _report_nobody(ctx, cases[task.instance_id], task)


def _tell(ctx: Context, losses: list[_Loss]) -> None:
    subject = say("tasks_given_back")
    lost = Counter(loss.user_id for loss in losses)
    texts = {user_id: say("told_tasks_lost", count=count) for user_id, count in lost.items()}
    lent = Counter(loss.task.assignee_id for loss in losses if loss.task.assignee_id not in (None, loss.user_id))
    texts |= {user_id: say("told_lent_tasks_lost", count=count) for user_id, count in lent.items() if user_id is not None}
    returned = Counter(loss.to for loss in losses if loss.to is not None)
    texts |= {user_id: say("told_tasks_returned", count=count) for user_id, count in returned.items()}
    tell_people(ctx, subject, texts)
    tell_candidates(ctx, subject, _free_again(losses))


def _free_again(losses: list[_Loss]) -> Iterable[RoleNotice]:
    free = Counter(
        (candidate, loss.task.customer_id, loss.task.department) for loss in losses if loss.to is None for candidate in loss.task.candidates
    )
    for (candidate, customer_id, department), count in free.items():
        yield RoleNotice(candidate, customer_id, department, _told_free(count))


def _told_free(count: int) -> Text:
    return say("told_tasks_free", count=count)
