"""Working time left until a moment, for lists: by the calendar of the clock that the procedure's lists show."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from engine.calendars import BusinessCalendar, calendar_from
from engine.service_levels.tables import business_calendar
from engine.unit_of_work.context import ReadContext

_LONGEST = timedelta(days=3 * 366)
"""Countdowns further away than this are not shown: nobody acts on them, and summing them costs."""


class WorkingTime:
    """Measures with the organisation's calendars, each read once."""

    def __init__(self, ctx: ReadContext) -> None:
        self._now = ctx.now
        self._calendars: dict[str, BusinessCalendar] = {
            row.id: calendar_from({"time_zone": row.time_zone, "weekly": row.weekly, "exceptions": row.exceptions})
            for row in ctx.db.execute(select(business_calendar))
        }

    def seconds_left(self, due_at: datetime | None, calendar_id: str | None) -> int | None:
        """Seconds of working time from now to ``due_at``, negative when it has passed. None: no due time, or no such calendar."""
        calendar = self._calendars.get(calendar_id or "")
        if due_at is None or calendar is None or abs(due_at - self._now) > _LONGEST:
            return None
        return int(calendar.between(self._now, due_at).total_seconds())
