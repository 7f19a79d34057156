"""The people of the house by name, for those who hand work to each other."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, tuple_

from engine.identity.tables import app_user
from engine.kernel.errors import Forbidden
from engine.queries.pages import Page, Ref, page_size, read_cursor, write_cursor
from engine.queries.people.users import contains
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class Colleagues(Query[Page[Ref]]):
    """Active people who belong to no customer: names only. A customer's people do not get to see them."""

    text: str | None = None
    cursor: str | None = None
    limit: int = 50

    def answer(self, ctx: ReadContext) -> Page[Ref]:
        if ctx.actor.customer is not None:
            raise Forbidden("Expected somebody of the house, but you belong to a customer.", message_zh="只有内部人员可以查看同事名单。")
        size = page_size(self.limit)
        columns = (app_user.c.username, app_user.c.id, app_user.c.display_name_zh, app_user.c.display_name_en)
        query = select(*columns).where(app_user.c.active, app_user.c.customer_id.is_(None)).order_by(app_user.c.username, app_user.c.id)
        if self.text:
            query = query.where(contains(self.text))
        if self.cursor is not None:
            query = query.where(tuple_(app_user.c.username, app_user.c.id) > tuple(read_cursor(self.cursor, str, str)))
        rows = ctx.db.execute(query.limit(size + 1)).all()
        cursor = write_cursor([rows[size - 1].username, rows[size - 1].id]) if len(rows) > size else None
        return Page(tuple(Ref(row.id, row.display_name_zh, row.display_name_en) for row in rows[:size]), cursor)
