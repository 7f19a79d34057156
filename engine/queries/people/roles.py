"""Roles, and the permissions that a role may carry."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from engine.identity.tables import role
from engine.kernel.errors import NotFound
from engine.kernel.permissions import Permission
from engine.queries.outsiders import known_roles
from engine.queries.people.texts import say
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role: the candidate group of diagrams."""

    id: str
    version: int
    name_zh: str
    name_en: str
    description_zh: str | None
    description_en: str | None
    permissions: tuple[Permission, ...]
    built_in: bool


@dataclass(frozen=True, slots=True)
class RoleList:
    """All roles, and all permissions that exist."""

    items: tuple[RoleRow, ...]
    permissions: tuple[Permission, ...]


_COLUMNS = tuple(role.c[name] for name in RoleRow.__slots__)


@dataclass(frozen=True)
class Roles(Query[RoleList]):
    """All roles, since screens name them; people from outside get their own and those to which tasks of their cases are offered."""

    def answer(self, ctx: ReadContext) -> RoleList:
        rows = ctx.db.execute(select(*_COLUMNS).where(known_roles(ctx)).order_by(role.c.built_in.desc(), role.c.id))
        return RoleList(tuple(_row(*row) for row in rows), tuple(Permission))


@dataclass(frozen=True)
class ShowRole(Query[RoleRow]):
    """One role."""

    role_id: str

    def answer(self, ctx: ReadContext) -> RoleRow:
        row = ctx.db.execute(select(*_COLUMNS).where(role.c.id == self.role_id)).one_or_none()
        if row is None:
            raise NotFound(say("role_unknown", role_id=self.role_id))
        return _row(*row)


def _row(*values: object) -> RoleRow:
    fields = dict(zip(RoleRow.__slots__, values, strict=True))
    permissions = fields["permissions"]
    assert isinstance(permissions, list)
    return RoleRow(**{**fields, "permissions": tuple(permissions)})  # type: ignore[arg-type]  # columns are named like the fields
