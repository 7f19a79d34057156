"""People, and the roles that they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from engine.identity.people import affiliation_of
from engine.identity.rules import require
from engine.identity.tables import app_user, customer, role, role_assignment
from engine.kernel.actor import Affiliation
from engine.kernel.errors import NotFound
from engine.kernel.permissions import Permission
from engine.queries.keyset import Keyset
from engine.queries.pages import Page, Ref, ref, text_in
from engine.queries.people.texts import say
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query

BY_USERNAME = Keyset((app_user.c.username, app_user.c.id))
NAMES = (app_user.c.username, app_user.c.display_name_zh, app_user.c.display_name_en)


@dataclass(frozen=True, slots=True)
class UserRow:
    """A person as lists show them. Never the password's hash."""

    id: str
    version: int
    username: str
    display_name_zh: str
    display_name_en: str
    email: str | None
    phone: str | None
    active: bool
    locale: str
    time_zone: str | None
    affiliation: Affiliation
    customer: Ref | None
    department: str | None
    must_change_password: bool
    technical: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """A role held, with its scope."""

    assignment_id: str
    role: Ref
    customer: Ref | None
    department: str | None
    granted_at: datetime
    granted_by: Ref | None


@dataclass(frozen=True, slots=True)
class UserDetail(UserRow):
    """A person with the roles held."""

    assignments: tuple[Assignment, ...] = ()


@dataclass(frozen=True)
class Users(Query[Page[UserRow]]):
    """People by user name, with mail and telephone. For those who manage users, and those of the house who assign tasks to people."""

    text: str | None = None
    role: str | None = None
    active: bool | None = None
    technical: bool | None = None
    cursor: str | None = None
    limit: int = 50

    def answer(self, ctx: ReadContext) -> Page[UserRow]:
        if not (ctx.actor.of_the_house and ctx.actor.may(Permission.TASKS_ASSIGN)):
            require(ctx.actor, Permission.USERS_MANAGE)
        rows, behind = BY_USERNAME.page(ctx.db, self._filtered(_user_query()), self.cursor, self.limit)
        return Page(tuple(UserRow(**_user_fields(row)) for row in rows), behind)

    def _filtered(self, query: Select[Any]) -> Select[Any]:
        if self.text:
            query = query.where(text_in(self.text, *NAMES, app_user.c.email))
        if self.active is not None:
            query = query.where(app_user.c.active == self.active)
        if self.technical is not None:
            query = query.where(app_user.c.technical == self.technical)
        if self.role is not None:
            holders = select(role_assignment.c.user_id).where(role_assignment.c.role_id == self.role)
            query = query.where(app_user.c.id.in_(holders))
        return query


@dataclass(frozen=True)
class ShowUser(Query[UserDetail]):
    """One person: oneself, or anybody for those who manage users."""

    user_id: str

    def answer(self, ctx: ReadContext) -> UserDetail:
        if self.user_id != ctx.actor.id:
            require(ctx.actor, Permission.USERS_MANAGE)
        row = ctx.db.execute(_user_query().where(app_user.c.id == self.user_id)).one_or_none()
        if row is None:
            raise NotFound(say("user_unknown", user_id=self.user_id))
        return UserDetail(**_user_fields(row), assignments=_assignments(ctx, self.user_id))


def _user_query() -> Select[Any]:
    names = ("id", "version", "username", "display_name_zh", "display_name_en", "email", "phone", "active", "locale", "time_zone")
    more = ("customer_id", "affiliation", "department", "must_change_password", "technical", "created_at")
    columns = [app_user.c[name] for name in (*names, *more)]
    customer_names = (customer.c.name_zh.label("customer_zh"), customer.c.name_en.label("customer_en"))
    return select(*columns, *customer_names).select_from(app_user.outerjoin(customer, customer.c.id == app_user.c.customer_id))


def _user_fields(row: Row[Any]) -> dict[str, Any]:
    fields = dict(row._mapping)
    fields["affiliation"] = affiliation_of(row.affiliation, row.customer_id)
    fields["customer"] = ref(fields.pop("customer_id"), fields.pop("customer_zh"), fields.pop("customer_en"))
    return fields


def _assignments(ctx: ReadContext, user_id: str) -> tuple[Assignment, ...]:
    granter = app_user.alias("granter")
    source = (
        role_assignment.join(role, role.c.id == role_assignment.c.role_id)
        .outerjoin(customer, customer.c.id == role_assignment.c.customer_id)
        .outerjoin(granter, granter.c.id == role_assignment.c.granted_by)
    )
    columns = (
        role_assignment,
        role.c.name_zh.label("role_zh"),
        role.c.name_en.label("role_en"),
        customer.c.name_zh.label("customer_zh"),
        customer.c.name_en.label("customer_en"),
        granter.c.display_name_zh.label("granter_zh"),
        granter.c.display_name_en.label("granter_en"),
    )
    held = select(*columns).select_from(source).where(role_assignment.c.user_id == user_id)
    return tuple(_assignment(row) for row in ctx.db.execute(held.order_by(role_assignment.c.role_id, role_assignment.c.id)))


def _assignment(row: Row[Any]) -> Assignment:
    named = ref(row.role_id, row.role_zh, row.role_en)
    assert named is not None
    return Assignment(
        assignment_id=row.id,
        role=named,
        customer=ref(row.customer_id, row.customer_zh, row.customer_en),
        department=row.department,
        granted_at=row.granted_at,
        granted_by=ref(row.granted_by, row.granter_zh, row.granter_en),
    )
