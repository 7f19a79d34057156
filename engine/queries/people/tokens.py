"""API tokens, without the tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, select

from engine.identity.tables import api_token, app_user
from engine.kernel.permissions import Permission
from engine.queries.pages import Ref, ref
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class TokenRow:
    """What is known about a token; the token itself was shown once."""

    token_id: str
    name: str
    user: Ref
    made_by: Ref | None
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class Tokens(Query[tuple[TokenRow, ...]]):
    """One's own tokens, newest first; those who manage users see all."""

    def answer(self, ctx: ReadContext) -> tuple[TokenRow, ...]:
        maker = app_user.alias("maker")
        query = (
            select(api_token, *_names(app_user, "user"), *_names(maker, "maker"))
            .join(app_user, app_user.c.id == api_token.c.user_id)
            .outerjoin(maker, maker.c.id == api_token.c.created_by)
            .order_by(api_token.c.id.desc())
        )
        if not ctx.actor.may(Permission.USERS_MANAGE):
            query = query.where(api_token.c.user_id == ctx.actor.id)
        return tuple(_row(row) for row in ctx.db.execute(query))


def _names(person: FromClause, label: str) -> tuple[ColumnElement[Any], ...]:
    return person.c.display_name_zh.label(f"{label}_zh"), person.c.display_name_en.label(f"{label}_en")


def _row(row: Row[Any]) -> TokenRow:
    return TokenRow(
        token_id=row.id,
        name=row.name,
        user=Ref(row.user_id, row.user_zh, row.user_en),
        made_by=ref(row.created_by, row.maker_zh, row.maker_en),
        scopes=tuple(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
