"""API tokens: made once, shown once, revoked at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import insert, select, update

from engine.commands.people.access_notices import tell
from engine.commands.people.texts import say
from engine.events.organisation import TokenCreated, TokenRevoked
from engine.identity.people import locked_user, require_not_more_powerful
from engine.identity.rules import LONGEST_TOKEN_LIFE, require, unknown_scopes
from engine.identity.sessions import TOKEN_PREFIX, secret_hash
from engine.identity.tables import api_token
from engine.kernel.errors import Fault, Forbidden, InvalidInput, NotFound
from engine.kernel.ids import new_id, new_secret
from engine.kernel.permissions import Permission
from engine.kernel.texts import Text, joined, listed
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True, slots=True)
class NewToken:
    """``token`` is told here and nowhere else: only its hash is kept."""

    token_id: str
    token: str


@dataclass(frozen=True)
class CreateToken(Command[NewToken]):
    """A token for oneself, or (with the permission) for a technical account. It acts as that one, within its scopes, until it expires.

    Never for another person: whoever has a token can act in its holder's name.
    """

    holds_secret: ClassVar[bool] = True

    name: str
    scopes: tuple[str, ...]
    expires_at: datetime
    user_id: str | None = None

    def carry_out(self, ctx: Context) -> NewToken:
        user_id = self._for_whom(ctx)
        self._check(ctx)
        token = TOKEN_PREFIX + new_secret()
        scopes = sorted(set(self.scopes))
        row = {
            "id": new_id(),
            "user_id": user_id,
            "created_by": ctx.actor.id,
            "name": self.name,
            "token_hash": secret_hash(token),
            "scopes": scopes,
            "created_at": ctx.now,
            "expires_at": self.expires_at,
        }
        ctx.db.execute(insert(api_token), row)
        tell(ctx, [user_id], "told_token_made", name=self.name)
        ctx.record(TokenCreated(str(row["id"]), user_id, self.name, scopes, self.expires_at))
        return NewToken(str(row["id"]), token)

    def _for_whom(self, ctx: Context) -> str:
        """A token cannot make tokens: it would outlive its own expiry and scopes."""
        if ctx.actor.token_scopes is not None:
            raise Forbidden(say("token_asks_for_token"))
        if ctx.actor.id is None:
            raise Forbidden(say("token_without_person"))
        user_id = self.user_id or ctx.actor.id
        if user_id != ctx.actor.id:
            require(ctx.actor, Permission.USERS_MANAGE)
        user = locked_user(ctx.db, user_id)
        if user_id != ctx.actor.id:
            if not user["technical"]:
                raise Forbidden(say("token_for_others"), code="token_for_others")
            require_not_more_powerful(ctx.db, ctx.actor, user_id)
        if not user["active"]:
            raise Forbidden(say("person_not_active"))
        return user_id

    def _check(self, ctx: Context) -> None:
        faults = []
        unknown = unknown_scopes(self.scopes)
        if unknown or not self.scopes:
            faults.append(Fault("scopes", "scope_unknown", say("scopes_unknown", scopes=listed(unknown) or say("none_given"))))
        if not self.name.strip():
            faults.append(Fault("name", "name_missing", say("token_name_missing")))
        if not ctx.now < self.expires_at <= ctx.now + LONGEST_TOKEN_LIFE:
            faults.append(Fault("expires_at", "expiry_invalid", say("expiry_out_of_range")))
        if faults:
            raise InvalidInput(
                say("token_incomplete", why=joined((each.text for each in faults), Text(" ", ""))),
                faults=faults,
            )


@dataclass(frozen=True)
class RevokeToken(Command[None]):
    """Make a token worthless: one's own, or (with the permission) anybody's."""

    token_id: str

    def carry_out(self, ctx: Context) -> None:
        row = ctx.db.execute(select(api_token).where(api_token.c.id == self.token_id).with_for_update()).mappings().one_or_none()
        if row is None or (row["user_id"] != ctx.actor.id and not ctx.actor.may(Permission.USERS_MANAGE)):
            raise NotFound(say("token_unknown"))
        if row["user_id"] != ctx.actor.id:
            require_not_more_powerful(ctx.db, ctx.actor, row["user_id"])
        if row["revoked_at"] is None:
            tell(ctx, [row["user_id"]], "told_token_revoked", name=row["name"])
            ctx.db.execute(update(api_token).where(api_token.c.id == self.token_id).values(revoked_at=ctx.now))
            ctx.record(TokenRevoked(self.token_id, row["user_id"]))


@dataclass(frozen=True)
class TouchToken(Command[None]):
    """Keep when a token was used last. Sent when ``TokenActor`` says that it is due."""

    token_id: str

    def carry_out(self, ctx: Context) -> None:
        ctx.db.execute(update(api_token).where(api_token.c.id == self.token_id).values(last_used_at=ctx.now))
