"""Working time for expressions: ``working time.add``, ``.add days``, ``.duration``, ``.is open``, ``.next opening``.

A business calendar is named by its id; it is read once for each command in which an expression
asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.calendars import BusinessCalendar
from engine.feel import DateTime, FeelProblem, temporal
from engine.kernel.errors import LimitExceeded
from engine.library.texts import say
from engine.service_levels.clocks import calendar_named
from engine.unit_of_work.context import ReadContext


def working_time_functions(ctx: ReadContext) -> dict[str, Callable[..., object]]:
    """The functions by name. Moments in their results are date-times in the organisation's zone."""
    known: dict[str, BusinessCalendar] = {}
    zone = ZoneInfo(ctx.settings.time_zone)

    def calendar(calendar_id: object) -> BusinessCalendar:
        if not isinstance(calendar_id, str):
            raise FeelProblem(say("no_calendar_named"))
        if calendar_id not in known:
            found = calendar_named(ctx.db, calendar_id)
            if found is None:
                raise FeelProblem(say("calendar_unknown", calendar_id=calendar_id))
            known[calendar_id] = found
        return known[calendar_id]

    def add(start: object, duration: object, calendar_id: object) -> object:
        working = temporal.as_timedelta(duration)
        return _limited(lambda: calendar(calendar_id).add(temporal.as_instant(start, zone), working), zone)

    def add_days(start: object, days: object, calendar_id: object) -> object:
        if not isinstance(days, Decimal) or days != days.to_integral_value():
            raise FeelProblem(say("days_not_whole"))
        return _limited(lambda: calendar(calendar_id).add_days(temporal.as_instant(start, zone), int(days)), zone)

    def duration(start: object, end: object, calendar_id: object) -> object:
        return _limited(lambda: calendar(calendar_id).between(temporal.as_instant(start, zone), temporal.as_instant(end, zone)), zone)

    def is_open(at: object, calendar_id: object) -> object:
        return calendar(calendar_id).is_working(temporal.as_instant(at, zone))

    def next_opening(start: object, calendar_id: object) -> object:
        return _limited(lambda: calendar(calendar_id).next_open(temporal.as_instant(start, zone)), zone)

    return {"add": add, "add days": add_days, "duration": duration, "is open": is_open, "next opening": next_opening}


def _limited(compute: Callable[[], datetime | timedelta], zone: ZoneInfo) -> object:
    """A calendar that never opens makes the value null, with the reason."""
    try:
        found = compute()
    except LimitExceeded as reason:
        raise FeelProblem(reason.text) from reason
    return DateTime.from_python(found.astimezone(zone)) if isinstance(found, datetime) else found
