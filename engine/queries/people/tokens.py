"""API tokens, without the tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from engine.identity.tables import api_token, app_user
from engine.kernel.permissions import Permission
from engine.queries.pages import Ref
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class TokenRow:
    """What is known about a token; the token itself was shown once."""

    token_id: str
    name: str
    user: Ref
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class Tokens(Query[tuple[TokenRow, ...]]):
    """One's own tokens, newest first; those who manage users see all."""

    def answer(self, ctx: ReadContext) -> tuple[TokenRow, ...]:
        query = (
            select(api_token, app_user.c.display_name_zh, app_user.c.display_name_en)
            .join(app_user, app_user.c.id == api_token.c.user_id)
            .order_by(api_token.c.id.desc())
        )
        if not ctx.actor.may(Permission.USERS_MANAGE):
            query = query.where(api_token.c.user_id == ctx.actor.id)
        return tuple(_row(row) for row in ctx.db.execute(query))


def _row(row: Row[Any]) -> TokenRow:
    return TokenRow(
        token_id=row.id,
        name=row.name,
        user=Ref(row.user_id, row.display_name_zh, row.display_name_en),
        scopes=tuple(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
