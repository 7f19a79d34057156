"""The clocks of hosts and of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from engine.store.database_time import database_time
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query

TOLERATED = timedelta(seconds=2)
"""What clocks may differ by: what is asked of timers is not more exact."""


@dataclass(frozen=True)
class ClockDifference(Query[timedelta]):
    """How far the clock of this process is ahead of the database's; behind is negative."""

    def answer(self, ctx: ReadContext) -> timedelta:
        at: timedelta = ctx.now - ctx.db.execute(select(database_time())).scalar_one()
        return at
