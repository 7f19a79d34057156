"""A person has had their notices on screen."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, update

from engine.commands.people.texts import say
from engine.kernel.errors import Forbidden
from engine.notifications.tables import notice_seen
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True)
class SeeNotices(Command[None]):
    """All notices up to now are seen. Everybody may, for oneself; it proves nothing and leaves no evidence."""

    def carry_out(self, ctx: Context) -> None:
        if ctx.actor.id is None:
            raise Forbidden(say("not_a_person"))
        own = notice_seen.c.user_id == ctx.actor.id
        if ctx.db.execute(update(notice_seen).where(own).values(until=ctx.now)).rowcount == 0:
            ctx.db.execute(insert(notice_seen), {"user_id": ctx.actor.id, "until": ctx.now})
