"""The people of the house by name, for those who hand work to each other."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from engine.identity.tables import app_user
from engine.kernel.errors import Forbidden
from engine.queries.pages import Page, Ref
from engine.queries.people.texts import say
from engine.queries.people.users import BY_USERNAME, contains
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class Colleagues(Query[Page[Ref]]):
    """Active people who belong to no customer, no technical accounts: names only. A customer's people do not get to see them."""

    text: str | None = None
    cursor: str | None = None
    limit: int = 50

    def answer(self, ctx: ReadContext) -> Page[Ref]:
        if ctx.actor.customer is not None:
            raise Forbidden(say("colleagues_not_for_customers"))
        columns = (app_user.c.username, app_user.c.id, app_user.c.display_name_zh, app_user.c.display_name_en)
        query = select(*columns).where(app_user.c.active, ~app_user.c.technical, app_user.c.customer_id.is_(None))
        if self.text:
            query = query.where(contains(self.text))
        rows, behind = BY_USERNAME.page(ctx.db, query, self.cursor, self.limit)
        return Page(tuple(Ref(row.id, row.display_name_zh, row.display_name_en) for row in rows), behind)
