"""The people who work on cases by name, for those who hand work to each other."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from engine.identity.tables import app_user
from engine.kernel.actor import Affiliation
from engine.queries.keyset import Keyset
from engine.queries.outsiders import known_people, require_house
from engine.queries.pages import Page, Ref, text_in
from engine.queries.people.users import NAMES
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query

_BY_NAME = Keyset((app_user.c.display_name_en, app_user.c.id))
"""By what the rows show: a cursor holds the values of its last row, and no name to sign in with."""


@dataclass(frozen=True, slots=True)
class Colleagues(Query[Page[Ref]]):
    """Active people of the house and of suppliers, no technical accounts: names only.

    A supplier's people get those whom their cases name, a customer's people nobody.
    """

    text: str | None = None
    cursor: str | None = None
    limit: int = 50

    def answer(self, ctx: ReadContext) -> Page[Ref]:
        if ctx.actor.affiliation != Affiliation.SUPPLIER:
            require_house(ctx)
        columns = (app_user.c.id, app_user.c.display_name_zh, app_user.c.display_name_en)
        whom = app_user.c.customer_id.is_(None) if ctx.actor.of_the_house else known_people(ctx)
        query = select(*columns).where(app_user.c.active, ~app_user.c.technical, whom)
        if self.text:
            query = query.where(text_in(self.text, *(NAMES if ctx.actor.of_the_house else columns[1:])))
        rows, behind = _BY_NAME.page(ctx.db, query, self.cursor, self.limit)
        return Page(tuple(Ref(row.id, row.display_name_zh, row.display_name_en) for row in rows), behind)
