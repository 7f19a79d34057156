"""Make and change roles: the candidate groups of diagrams, with the permissions that they carry."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from engine.commands.people.access_notices import tell
from engine.commands.people.texts import say
from engine.events import changes
from engine.events.organisation import RoleChanged, RoleCreated
from engine.identity.people import require_an_administrator
from engine.identity.rules import require, require_not_above
from engine.identity.tables import role, role_assignment
from engine.kernel.errors import Conflict, Fault, InvalidInput, NotFound
from engine.kernel.permissions import Permission
from engine.kernel.texts import Text, listed
from engine.unit_of_work.context import Context
from engine.unit_of_work.row_versions import differing, require_changeable, require_version
from engine.unit_of_work.verbs import Command

CHANGEABLE = frozenset({"name_zh", "name_en", "description_zh", "description_en", "permissions"})
_ROLE_ID = re.compile(r"[a-z][a-z0-9_]{0,99}")


@dataclass(frozen=True)
class CreateRole(Command[int]):
    """A new role; gives its version. ``role_id`` is what diagrams call it."""

    role_id: str
    name_zh: str
    name_en: str
    description_zh: str | None = None
    description_en: str | None = None
    permissions: tuple[str, ...] = ()

    def carry_out(self, ctx: Context) -> int:
        require(ctx.actor, Permission.ROLES_MANAGE)
        if not _ROLE_ID.fullmatch(self.role_id):
            fault = Fault("id", "role_id_invalid", say("role_id_characters"))
            raise InvalidInput(say("role_id_expected", role_id=self.role_id), faults=[fault])
        _check_permissions(ctx, self.permissions)
        if ctx.db.execute(select(role.c.id).where(role.c.id == self.role_id)).first() is not None:
            raise Conflict(say("role_exists", role_id=self.role_id), code="role_exists")
        facts: dict[str, object] = {
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "description_zh": self.description_zh,
            "description_en": self.description_en,
            "permissions": sorted(map(str, self.permissions)),
        }
        ctx.db.execute(insert(role), {"id": self.role_id, **facts, "built_in": False, "version": 1})
        ctx.record(RoleCreated(self.role_id, facts))
        return 1


@dataclass(frozen=True)
class UpdateRole(Command[int]):
    """Change names, descriptions or permissions; gives the new version. Open sessions see it with their next request."""

    role_id: str
    changes: Mapping[str, object]
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> int:
        require(ctx.actor, Permission.ROLES_MANAGE)
        row = ctx.db.execute(select(role).where(role.c.id == self.role_id).with_for_update()).mappings().one_or_none()
        if row is None:
            raise NotFound(say("role_unknown", role_id=self.role_id))
        require_not_above(ctx.actor, row["permissions"])
        require_version(row["version"], self.expected_version)
        new = differing(row, self._given(ctx))
        if not new:
            return int(row["version"])
        version = int(row["version"]) + 1
        ctx.db.execute(update(role).where(role.c.id == self.role_id).values(**new, version=version))
        if "permissions" in new:
            require_an_administrator(ctx.db)
            tell(ctx, _holders(ctx, self.role_id), "told_role_changed", role=Text(row["name_en"], row["name_zh"]))
        ctx.record(RoleChanged(self.role_id, changes(new, dict(row))))
        return version

    def _given(self, ctx: Context) -> dict[str, object]:
        require_changeable(self.changes, CHANGEABLE)
        given = dict(self.changes)
        permissions = given.get("permissions")
        if isinstance(permissions, Collection) and not isinstance(permissions, str):
            _check_permissions(ctx, permissions)
            given["permissions"] = sorted(map(str, permissions))
        return given


def _holders(ctx: Context, role_id: str) -> list[str]:
    return list(ctx.db.execute(select(role_assignment.c.user_id).distinct().where(role_assignment.c.role_id == role_id)).scalars())


def _check_permissions(ctx: Context, permissions: Collection[str]) -> None:
    unknown = sorted(set(permissions) - set(Permission))
    if unknown:
        fault = Fault("permissions", "permission_unknown", say("permission_unknown", names=listed(unknown)))
        raise InvalidInput(say("permissions_expected", names=listed(unknown)), faults=[fault])
    require_not_above(ctx.actor, permissions)
