"""Business calendars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from engine.queries.outsiders import require_house
from engine.service_levels.tables import business_calendar
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """Hours by weekday and by date, in local time of ``time_zone``; see :mod:`engine.calendars`."""

    id: str
    version: int
    name_zh: str
    name_en: str
    time_zone: str
    weekly: Mapping[str, Any]
    exceptions: Mapping[str, Any]


@dataclass(frozen=True)
class Calendars(Query[tuple[CalendarRow, ...]]):
    """All calendars by id, for people of the house: a case's own clocks tell others what they need. Raises ``Forbidden``."""

    def answer(self, ctx: ReadContext) -> tuple[CalendarRow, ...]:
        require_house(ctx)
        query = select(*(business_calendar.c[name] for name in CalendarRow.__slots__)).order_by(business_calendar.c.id)
        return tuple(CalendarRow(*row) for row in ctx.db.execute(query))
