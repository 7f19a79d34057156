"""What people from outside, a customer's or a supplier's, may know of the organisation: what the cases name that they take part in.

Lists take it as a condition on the table that is asked. Whoever belongs to the house may know of everything here.
See docs/decisions/0029-whose-people-they-are.md.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, or_, select, true, union

from engine.cases.readers import seen_inside
from engine.definitions.metadata import Procedure
from engine.definitions.tables import procedure
from engine.identity.tables import app_user, customer, role
from engine.instances.tables import process_instance
from engine.kernel.actor import Affiliation
from engine.kernel.errors import Forbidden
from engine.library.active_procedures import active_procedures
from engine.queries.texts import say
from engine.service_levels.tables import catalogue_service
from engine.tasks.tables import task_candidate, user_task
from engine.unit_of_work.context import ReadContext

_OF_CASE = ("id", "procedure_id", "customer_id", "requester_id", "started_by", "facts")


def require_house(ctx: ReadContext) -> None:
    """Raises ``Forbidden`` for people from outside, whatever it is that they asked for."""
    if not ctx.actor.of_the_house:
        raise Forbidden(say("for_the_house"))


def known_customers(ctx: ReadContext) -> ColumnElement[bool]:
    """A customer's people know their own; a supplier's those of their cases."""
    if ctx.actor.of_the_house:
        return true()
    if ctx.actor.customer is not None:
        return customer.c.id == ctx.actor.customer
    cases = _own_cases(ctx)
    return customer.c.id.in_(union(select(cases.c.customer_id), *_facts(ctx, cases, "customer")))


def known_people(ctx: ReadContext) -> ColumnElement[bool]:
    """Those who asked, began or worked in a case of one's own, and whom its facts name; and oneself."""
    if ctx.actor.of_the_house:
        return true()
    cases = _own_cases(ctx)
    workers = (
        select(column).join(cases, cases.c.id == user_task.c.instance_id)
        for column in (user_task.c.assignee_id, user_task.c.owner_id, user_task.c.ended_by)
    )
    named = union(select(cases.c.requester_id), select(cases.c.started_by), *workers, *_facts(ctx, cases, "user"))
    return or_(app_user.c.id == ctx.actor.id, app_user.c.id.in_(named))


def known_services(ctx: ReadContext) -> ColumnElement[bool]:
    """The catalogue is made for customers; a supplier's people know what their cases are about."""
    if ctx.actor.affiliation != Affiliation.SUPPLIER:
        return true()
    parts = _facts(ctx, _own_cases(ctx), "service")
    return catalogue_service.c.code.in_(union(*parts)) if parts else catalogue_service.c.code.in_(())


def known_procedures(ctx: ReadContext) -> ColumnElement[bool]:
    """What one may start, and by what one's own cases run: those that one sees inside, asked for or began."""
    if ctx.actor.of_the_house:
        return true()
    startable = [each.id for each in active_procedures(ctx) if _may_start(ctx, each)]
    row = process_instance.c
    own = or_(seen_inside(ctx), row.requester_id == ctx.actor.id, row.started_by == ctx.actor.id)
    return or_(procedure.c.id.in_(startable), procedure.c.id.in_(select(row.procedure_id).where(own)))


def known_roles(ctx: ReadContext) -> ColumnElement[bool]:
    """One's own, and those to which the open tasks of one's own cases are offered."""
    if ctx.actor.of_the_house:
        return true()
    cases = _own_cases(ctx)
    offered = select(task_candidate.c.candidate).join(user_task, user_task.c.id == task_candidate.c.task_id)
    offered = offered.join(cases, cases.c.id == user_task.c.instance_id)
    return or_(role.c.id.in_(list(ctx.actor.role_ids())), ("role:" + role.c.id).in_(offered))


def _may_start(ctx: ReadContext, rules: Procedure) -> bool:
    return any(ctx.actor.holds_any(start.roles) for start in rules.starts)


def _own_cases(ctx: ReadContext) -> CTE:
    return select(*(process_instance.c[name] for name in _OF_CASE)).where(seen_inside(ctx)).cte("own_cases")


def _facts(ctx: ReadContext, cases: CTE, kind: str) -> list[Select[Any]]:
    """The values of facts of one kind, as each procedure declares them."""
    return [
        select(cases.c.facts[fact["variable"]].as_string()).where(cases.c.procedure_id == each.id)
        for each in active_procedures(ctx)
        for fact in each.facts
        if fact.get("kind") == kind
    ]
