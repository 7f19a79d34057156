"""Which cases and tasks an actor may see in lists, as SQL conditions.

The same rule stands in ``engine/cases/access.py`` for single rows: a case is seen by
whoever holds a role that its procedure names as reader (in a scope that covers the case's
customer and department), and by whoever may read all cases. The requester's own view is the
portal's and has its own queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, and_, false, or_, select, true

from engine.definitions.tables import procedure, procedure_version
from engine.kernel.actor import Actor, RoleHeld
from engine.kernel.permissions import Permission
from engine.unit_of_work.context import ReadContext

_ACTIVE = select(procedure.c.id, procedure_version.c.metadata, procedure_version.c.name_zh, procedure_version.c.name_en).join(
    procedure_version, procedure_version.c.id == procedure.c.active_version_id
)


@dataclass(frozen=True, slots=True)
class ActiveProcedure:
    """A procedure as its active version describes it."""

    id: str
    name_zh: str
    name_en: str
    metadata: dict[str, Any]

    def readers(self) -> tuple[str, ...]:
        """The roles that may see all of its cases (in their scope)."""
        return tuple(self.metadata.get("readers", ()))

    def public(self) -> tuple[str, ...]:
        """The variables that a requester sees of the own case."""
        return tuple(self.metadata.get("public", ()))


def active_procedures(ctx: ReadContext) -> tuple[ActiveProcedure, ...]:
    """All procedures with an active version. One statement; there are dozens, not thousands."""
    return tuple(ActiveProcedure(row.id, row.name_zh, row.name_en, dict(row.metadata)) for row in ctx.db.execute(_ACTIVE))


def within_scope(held: Iterable[RoleHeld], customer: Column[Any], department: Column[Any]) -> ColumnElement[bool]:
    """Rows whose customer and department are covered by at least one of the roles held."""
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


def readable_cases(
    actor: Actor, procedures: Iterable[ActiveProcedure], procedure_id: Column[Any], customer: Column[Any], department: Column[Any]
) -> ColumnElement[bool]:
    """Cases that the actor may see as a reader. Give the columns of the table that is asked."""
    if actor.may(Permission.CASES_READ_ALL):
        return true()
    conditions: list[ColumnElement[bool]] = []
    for each in procedures:
        held = [role for role in actor.roles if role.role in each.readers()]
        if held:
            conditions.append(and_(procedure_id == each.id, within_scope(held, customer, department)))
    return or_(false(), *conditions)
