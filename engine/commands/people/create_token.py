"""API tokens: made once, shown once, revoked at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import insert, select, update

from engine.events.organisation import TokenCreated, TokenRevoked
from engine.identity.people import locked_user, permissions_held
from engine.identity.rules import LONGEST_TOKEN_LIFE, require, require_not_above, unknown_scopes
from engine.identity.sessions import TOKEN_PREFIX, secret_hash
from engine.identity.tables import api_token
from engine.kernel.errors import Fault, Forbidden, InvalidInput, NotFound
from engine.kernel.ids import new_id, new_secret
from engine.kernel.permissions import Permission
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True, slots=True)
class NewToken:
    """``token`` is told here and nowhere else: only its hash is kept."""

    token_id: str
    token: str


@dataclass(frozen=True)
class CreateToken(Command[NewToken]):
    """A token for oneself, or (with the permission) for somebody else. It acts as that person, within its scopes, until it expires."""

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
            "name": self.name,
            "token_hash": secret_hash(token),
            "scopes": scopes,
            "created_at": ctx.now,
            "expires_at": self.expires_at,
        }
        ctx.db.execute(insert(api_token), row)
        ctx.record(TokenCreated(str(row["id"]), user_id, self.name, scopes, self.expires_at))
        return NewToken(str(row["id"]), token)

    def _for_whom(self, ctx: Context) -> str:
        """A token cannot make tokens: it would outlive its own expiry and scopes."""
        if ctx.actor.token_scopes is not None:
            raise Forbidden("Expected a person at a screen, but a token asks for a token.", message_zh="不能用令牌创建令牌。")
        user_id = self.user_id or ctx.actor.id
        if user_id is None:
            raise Forbidden("Expected a person to make a token for, but nobody is signed in.", message_zh="请先登录。")
        user = locked_user(ctx.db, user_id)
        if user_id != ctx.actor.id:
            require(ctx.actor, Permission.USERS_MANAGE)
            require_not_above(ctx.actor, permissions_held(ctx.db, user_id))
        if not user["active"]:
            raise Forbidden("Expected an active person, but this one is not.", message_zh="该用户已停用。")
        return user_id

    def _check(self, ctx: Context) -> None:
        faults = []
        unknown = unknown_scopes(self.scopes)
        if unknown or not self.scopes:
            faults.append(Fault("scopes", "scope_unknown", f"Unknown scopes: {', '.join(unknown) or 'none given'}.", "令牌范围不正确。"))
        if not self.name.strip():
            faults.append(Fault("name", "name_missing", "Give the token a name.", "请填写令牌名称。"))
        if not ctx.now < self.expires_at <= ctx.now + LONGEST_TOKEN_LIFE:
            faults.append(Fault("expires_at", "expiry_invalid", "Choose a time within a year from now.", "有效期应在一年之内。"))
        if faults:
            raise InvalidInput(
                "Expected a name, scopes and an expiry within a year, but: " + " ".join(each.en for each in faults),
                message_zh="".join(each.zh for each in faults),
                faults=faults,
            )


@dataclass(frozen=True)
class RevokeToken(Command[None]):
    """Make a token worthless: one's own, or (with the permission) anybody's."""

    token_id: str

    def carry_out(self, ctx: Context) -> None:
        row = ctx.db.execute(select(api_token).where(api_token.c.id == self.token_id).with_for_update()).mappings().one_or_none()
        if row is None or (row["user_id"] != ctx.actor.id and not ctx.actor.may(Permission.USERS_MANAGE)):
            raise NotFound("Expected a token, but there is none of that id.", message_zh="找不到该令牌。")
        if row["revoked_at"] is None:
            ctx.db.execute(update(api_token).where(api_token.c.id == self.token_id).values(revoked_at=ctx.now))
            ctx.record(TokenRevoked(self.token_id, row["user_id"]))


@dataclass(frozen=True)
class TouchToken(Command[None]):
    """Keep when a token was used last. Sent when ``TokenActor`` says that it is due."""

    token_id: str

    def carry_out(self, ctx: Context) -> None:
        ctx.db.execute(update(api_token).where(api_token.c.id == self.token_id).values(last_used_at=ctx.now))
