"""Give a person a role, and take it away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import RowMapping, delete, insert, select

from engine.cases.holders.giving_back import by_role, give_back
from engine.commands.people.access_notices import in_scope, tell
from engine.commands.people.texts import say
from engine.events.organisation import RoleGranted, RoleRevoked
from engine.identity.people import Held, locked_user, require_an_administrator, require_not_more_powerful, roles_held
from engine.identity.rules import require, require_not_above, require_others_access
from engine.identity.tables import customer, role, role_assignment
from engine.kernel.actor import RoleHeld
from engine.kernel.errors import Conflict, NotFound
from engine.kernel.ids import new_id
from engine.kernel.permissions import Permission
from engine.kernel.texts import Text
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True)
class GrantRole(Command[str]):
    """Gives the assignment's id. The role counts everywhere, or for one customer or department only."""

    user_id: str
    role_id: str
    customer_id: str | None = None
    department: str | None = None

    def carry_out(self, ctx: Context) -> str:
        require(ctx.actor, Permission.USERS_MANAGE)
        found = ctx.db.execute(select(role).where(role.c.id == self.role_id)).mappings().one_or_none()
        if found is None:
            raise NotFound(say("role_unknown", role_id=self.role_id), role=self.role_id)
        require_others_access(ctx.actor, self.user_id)
        require_not_above(ctx.actor, found["permissions"])
        require_not_more_powerful(ctx.db, ctx.actor, self.user_id)
        assignment_id = self.insert(ctx)
        tell(ctx, [self.user_id], "told_role_granted", **_held_role(ctx, found, self.customer_id, self.department))
        return assignment_id

    def insert(self, ctx: Context) -> str:
        """Make the row; the right to do so was checked by the caller."""
        locked_user(ctx.db, self.user_id)
        self._check_customer(ctx)
        self._check_new(ctx)
        assignment_id = new_id()
        held = {"user_id": self.user_id, "role_id": self.role_id, "customer_id": self.customer_id, "department": self.department}
        ctx.db.execute(insert(role_assignment), {"id": assignment_id, **held, "granted_at": ctx.now, "granted_by": ctx.actor.id})
        ctx.record(RoleGranted(assignment_id, self.user_id, self.role_id, self.customer_id, self.department))
        return assignment_id

    def _check_customer(self, ctx: Context) -> None:
        if self.customer_id is None:
            return
        if ctx.db.execute(select(customer.c.id).where(customer.c.id == self.customer_id)).first() is None:
            raise NotFound(say("customer_unknown", customer_id=self.customer_id))

    def _check_new(self, ctx: Context) -> None:
        """The table's own rule does not hold where the scope is NULL, so it is kept here, under the lock of the user's row."""
        same = (
            role_assignment.c.user_id == self.user_id,
            role_assignment.c.role_id == self.role_id,
            role_assignment.c.customer_id.is_not_distinct_from(self.customer_id),
            role_assignment.c.department.is_not_distinct_from(self.department),
        )
        if ctx.db.execute(select(role_assignment.c.id).where(*same)).first() is not None:
            raise Conflict(say("role_held_already"), code="role_held")


@dataclass(frozen=True)
class RevokeRole(Command[None]):
    """Take a role away, and with it the tasks that were had through it. The last person who may manage users and roles keeps theirs."""

    assignment_id: str
    user_id: str | None = None
    """When given, the assignment must be this user's."""

    def carry_out(self, ctx: Context) -> None:
        require(ctx.actor, Permission.USERS_MANAGE)
        held = self._held(ctx)
        found = ctx.db.execute(select(role).where(role.c.id == held["role_id"])).mappings().one()
        require_not_more_powerful(ctx.db, ctx.actor, held["user_id"])
        before = roles_held(ctx.db, held["user_id"])
        ctx.db.execute(delete(role_assignment).where(role_assignment.c.id == self.assignment_id))
        if found["permissions"]:
            require_an_administrator(ctx.db)
        lost = by_role(held["user_id"], _roles(before), _roles(roles_held(ctx.db, held["user_id"])))
        give_back(ctx, held["user_id"], "role_revoked", lost)
        tell(ctx, [held["user_id"]], "told_role_revoked", **_held_role(ctx, found, held["customer_id"], held["department"]))
        ctx.record(RoleRevoked(self.assignment_id, held["user_id"], held["role_id"], held["customer_id"], held["department"]))

    def _held(self, ctx: Context) -> RowMapping:
        """The assignment, locked. Raises ``NotFound``."""
        condition = [role_assignment.c.id == self.assignment_id]
        if self.user_id is not None:
            condition.append(role_assignment.c.user_id == self.user_id)
        held = ctx.db.execute(select(role_assignment).where(*condition).with_for_update()).mappings().one_or_none()
        if held is None:
            raise NotFound(say("role_not_held"))
        locked_user(ctx.db, held["user_id"])  # so that two roles taken at once see each other
        return held


def _roles(held: Iterable[Held]) -> tuple[RoleHeld, ...]:
    return tuple(each.role for each in held)


def _held_role(ctx: Context, found: RowMapping, customer_id: str | None, department: str | None) -> dict[str, Text]:
    """The role and its scope in words, for a notice."""
    names = select(customer.c.name_en, customer.c.name_zh).where(customer.c.id == customer_id)
    row = None if customer_id is None else ctx.db.execute(names).first()
    return {"role": Text(found["name_en"], found["name_zh"]), "scope": in_scope(None if row is None else Text(*row), department)}
