"""Change a person, or the language in which one reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import RowMapping, update

from engine.cases.holders.giving_back import all_held, by_belonging, give_back
from engine.commands.people.access_notices import tell
from engine.commands.people.create_user import UserReceipt, check_user_facts, with_affiliation
from engine.commands.people.texts import say
from engine.events import Change, changes
from engine.events.organisation import UserChanged
from engine.identity.people import locked_user, require_an_administrator, require_not_more_powerful, scopes_held
from engine.identity.rules import require, require_others_access
from engine.identity.sessions import end_sessions, revoke_tokens
from engine.identity.tables import app_user
from engine.kernel.errors import Forbidden
from engine.kernel.permissions import Permission
from engine.unit_of_work.context import Context
from engine.unit_of_work.row_versions import differing, require_changeable, require_version
from engine.unit_of_work.verbs import Command

CHANGEABLE = frozenset(
    {"display_name_zh", "display_name_en", "email", "phone", "locale", "time_zone", "customer_id", "affiliation", "department", "active"}
)

_BELONGING = frozenset({"customer_id", "affiliation", "department"})
"""What decides, beside the roles, which cases somebody sees."""


@dataclass(frozen=True)
class UpdateUser(Command[UserReceipt]):
    """Only the given names change. ``active`` False ends the person's sessions and tokens, and gives their open tasks back."""

    user_id: str
    changes: Mapping[str, object]
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> UserReceipt:
        require(ctx.actor, Permission.USERS_MANAGE)
        require_changeable(self.changes, CHANGEABLE)
        user = locked_user(ctx.db, self.user_id)
        require_version(user["version"], self.expected_version)
        new = differing(user, with_affiliation(self.changes, user))
        if not new:
            return UserReceipt(self.user_id, user["version"])
        check_user_facts(ctx, new)
        return self._change(ctx, user, new)

    def _change(self, ctx: Context, user: RowMapping, new: dict[str, object]) -> UserReceipt:
        require_not_more_powerful(ctx.db, ctx.actor, self.user_id)
        if new.keys() & _BELONGING:
            require_others_access(ctx.actor, self.user_id)
        version = user["version"] + 1
        ctx.db.execute(update(app_user).where(app_user.c.id == self.user_id).values(**new, version=version))
        told = changes(new, dict(user))
        if new.get("active") is False:
            return UserReceipt(self.user_id, version, self._deactivate(ctx, told))
        given_back = self._change_belonging(ctx) if new.keys() & {"customer_id", "affiliation"} else 0
        self._tell_of(ctx, new)
        ctx.record(UserChanged(self.user_id, told))
        return UserReceipt(self.user_id, version, given_back)

    def _deactivate(self, ctx: Context, told: list[Change]) -> int:
        require_an_administrator(ctx.db)
        given_back = give_back(ctx, self.user_id, "deactivated", all_held)
        ended, revoked = end_sessions(ctx.db, self.user_id), revoke_tokens(ctx.db, self.user_id, ctx.now)
        tell(ctx, [self.user_id], "told_deactivated", sessions=ended, tokens=revoked)
        ctx.record(UserChanged(self.user_id, told, ended_sessions=ended, revoked_tokens=revoked))
        return given_back

    def _change_belonging(self, ctx: Context) -> int:
        return give_back(ctx, self.user_id, "belonging_changed", by_belonging(scopes_held(ctx.db, self.user_id)))

    def _tell_of(self, ctx: Context, new: dict[str, object]) -> None:
        if "active" in new:
            tell(ctx, [self.user_id], "told_activated")
        if new.keys() & _BELONGING:
            tell(ctx, [self.user_id], "told_belonging")


@dataclass(frozen=True)
class ChangeLocale(Command[None]):
    """Choose the language in which one reads. Everybody may, for oneself; it is a taste and leaves no evidence."""

    locale: str

    def carry_out(self, ctx: Context) -> None:
        if ctx.actor.kind != "person" or ctx.actor.id is None:
            raise Forbidden(say("no_person_for_language"))
        check_user_facts(ctx, {"locale": self.locale})
        ctx.db.execute(update(app_user).where(app_user.c.id == ctx.actor.id).values(locale=self.locale))
