"""The service clocks of a case, explained so that a person can add them up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import select

from engine.cases import access
from engine.kernel.texts import Text
from engine.library.versions import bundle_of
from engine.queries.pages import Ref
from engine.service_levels import rules
from engine.service_levels.clocks import StoredClock, clocks_of
from engine.service_levels.tables import business_calendar
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query

_MOST_PERIODS = 200


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """One clock. Its names are procedure.toml's (``[clocks.<name>]``), else its name in the diagram.

    ``elapsed_seconds`` is the sum of the running segments; ``remaining_seconds`` is negative when the target is passed.

    ``segments``: stretches in which the clock ran, rested (at ``element``) or stood stopped: ``{"from", "to", "state", "element",
    "target_seconds", "working_seconds", "periods"}``. ``working_seconds`` is the sum of the periods ``{"from", "to", "seconds"}`` of
    working time; it counts against the target only where ``state`` is running.
    """

    name: str
    name_zh: str
    name_en: str
    state: rules.State
    overdue: bool
    target_seconds: int
    elapsed_seconds: int
    remaining_seconds: int
    started_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    calendar: Ref
    time_zone: str
    segments: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class InstanceClocks(Query[tuple[ClockFacts, ...]]):
    """All clocks of a case that the actor may see, in the order in which they began."""

    instance_id: str

    def answer(self, ctx: ReadContext) -> tuple[ClockFacts, ...]:
        row = access.see_instance(ctx, self.instance_id)
        return clock_facts(ctx, self.instance_id, bundle_of(ctx, row.version_id).procedure.clocks)


def clock_facts(ctx: ReadContext, instance_id: str, declared: Mapping[str, Text]) -> tuple[ClockFacts, ...]:
    """The clocks of a case, named as ``declared`` in procedure.toml; the right to see them was checked by the caller."""
    stored = clocks_of(ctx.db, instance_id)
    ids = {each.calendar_id for each in stored}
    columns = (business_calendar.c.id, business_calendar.c.name_zh, business_calendar.c.name_en)
    names = {row.id: Ref(*row) for row in ctx.db.execute(select(*columns).where(business_calendar.c.id.in_(ids)))} if ids else {}
    return tuple(_facts(each, names, declared.get(each.clock.name, Text.same(each.clock.name)), ctx.now) for each in stored)


def _facts(stored: StoredClock, calendars: dict[str, Ref], called: Text, now: datetime) -> ClockFacts:
    clock = stored.clock
    return ClockFacts(
        name=clock.name,
        name_zh=called.zh,
        name_en=called.en,
        state=clock.state,
        overdue=rules.is_overdue(clock, now),
        target_seconds=clock.target_seconds,
        elapsed_seconds=rules.elapsed(clock, now),
        remaining_seconds=rules.remaining(clock, now),
        started_at=clock.started_at,
        due_at=clock.due_at,
        ended_at=clock.ended_at,
        calendar=calendars.get(stored.calendar_id, Ref(stored.calendar_id, stored.calendar_id, stored.calendar_id)),
        time_zone=str(clock.calendar.time_zone),
        segments=tuple(_segment(clock, each) for each in rules.segments_until(clock, now)),
    )


def _segment(clock: rules.ServiceClock, segment: rules.Segment) -> dict[str, Any]:
    end = segment.end or segment.start
    periods = islice(clock.calendar.periods(segment.start, end), _MOST_PERIODS)
    return {
        "from": segment.start,
        "to": end,
        "state": segment.state,
        "element": segment.element_id,
        "target_seconds": segment.target_seconds,
        "working_seconds": segment.working_seconds,
        "periods": [{"from": begin, "to": until, "seconds": (until - begin) // timedelta(seconds=1)} for begin, until in periods],
    }
