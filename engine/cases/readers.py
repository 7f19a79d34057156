"""Who sees the inside of a case. The one place: lists take it as a condition, and one case is judged by the same condition.

The inside of a case is seen by whoever

- may read all cases, or may administer them: who may change a case has to see it;
- holds a role that the *active* version of its procedure names as reader, in a scope that covers the case's customer and
  department, whichever version the case runs: so an owner corrects who reads by deploying;
- has or had a task in it: assigned, lent to somebody else, ended, or offered by name or to a role held in such a scope. To people
  from outside, whose role others of another firm may hold too, a task that was offered to a role counts as long as nobody has taken it.

Being its requester is not enough, nor is a task for the portal: those have their own views (``queries/cases/portal``).
See docs/decisions/0022-the-newest-version-says-who-reads.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, and_, exists, false, func, or_, select, true

from engine.bpmn.dialect import PORTAL
from engine.instances.tables import process_instance
from engine.kernel.actor import Actor, RoleHeld
from engine.kernel.permissions import Permission
from engine.library.active_procedures import active_procedures
from engine.tasks.rules import State, role_candidate, user_candidate
from engine.tasks.tables import user_task
from engine.unit_of_work.context import ReadContext

_own_task = user_task.alias("own_task")


@dataclass(frozen=True, slots=True)
class CaseColumns:
    """Where a list finds what decides about a case."""

    instance_id: Column[Any]
    procedure_id: Column[Any]
    customer: Column[Any]
    department: Column[Any]


OF_CASES = CaseColumns(*(process_instance.c[name] for name in ("id", "procedure_id", "customer_id", "department")))
OF_TASKS = CaseColumns(*(user_task.c[name] for name in ("instance_id", "procedure_id", "customer_id", "department")))
"""Open tasks stand in the scope of their case (``user_tasks.move_open_tasks``)."""


def sees_inside(ctx: ReadContext, instance_id: str) -> bool:
    """Whether the actor sees the inside of this case."""
    one = select(process_instance.c.id).where(process_instance.c.id == instance_id, seen_inside(ctx))
    return ctx.db.execute(one).first() is not None


def seen_inside(ctx: ReadContext, case: CaseColumns = OF_CASES) -> ColumnElement[bool]:
    """The cases of which the actor sees the inside, as a condition on the table that is asked. At most one statement."""
    return true() if sees_everything(ctx.actor) else or_(_as_reader(ctx, case), _by_a_task(ctx.actor, case))


def sees_everything(actor: Actor) -> bool:
    """Whether a right, and not a part in it, opens every case."""
    return actor.may(Permission.CASES_READ_ALL) or actor.may(Permission.INSTANCES_ADMINISTER)


def by_right_alone(ctx: ReadContext, instance_id: str) -> bool:
    """Whether a right opens this case to the actor who has no part in it: no task of theirs or for them, nor is it their request.

    That a procedure names a role as its reader is no part: it says who may look, and not who has work there.
    """
    if not sees_everything(ctx.actor) or not ctx.actor.has_account:
        return False
    row = process_instance.c
    own = or_(row.requester_id == ctx.actor.id, row.started_by == ctx.actor.id, _by_a_task(ctx.actor, OF_CASES))
    return ctx.db.execute(select(row.id).where(row.id == instance_id, own)).first() is None


def within_scope(held: Iterable[RoleHeld], customer: Column[Any], department: Column[Any]) -> ColumnElement[bool]:
    """Rows whose customer and department are covered by at least one of the roles held: ``RoleHeld.covers`` in SQL."""
    scopes = {(role.customer, role.department) for role in held}
    if (None, None) in scopes:
        return true()
    return or_(
        false(),
        *(
            and_(customer == of_customer if of_customer else true(), department == of_department if of_department else true())
            for of_customer, of_department in sorted(scopes, key=str)
        ),
    )


def _as_reader(ctx: ReadContext, case: CaseColumns) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = []
    for each in active_procedures(ctx):
        held = [role for role in ctx.actor.roles if role.role in each.readers]
        if held:
            conditions.append(and_(case.procedure_id == each.id, within_scope(held, case.customer, case.department)))
    return or_(false(), *conditions)


def _by_a_task(actor: Actor, case: CaseColumns) -> ColumnElement[bool]:
    task = _own_task.c
    if actor.id is None:
        return false()
    return exists().where(
        task.instance_id == case.instance_id,
        or_(
            *(column == actor.id for column in (task.assignee_id, task.owner_id, task.ended_by)),
            _offered(user_candidate(actor.id)),
            *(
                and_(within_scope([held], case.customer, case.department), _offered(role_candidate(held.role)), _still_free(actor))
                for held in dict.fromkeys(actor.roles)
            ),
        ),
        func.coalesce(task.properties[PORTAL].as_string(), "") != "true",
    )


def _still_free(actor: Actor) -> ColumnElement[bool]:
    return true() if actor.of_the_house else and_(_own_task.c.state == State.OPEN, _own_task.c.assignee_id.is_(None))


def _offered(key: str) -> ColumnElement[bool]:
    return _own_task.c.offered_to.contains(f" {key} ", autoescape=True)
