"""Procedures that start by time: one job for each timer start event of the active version."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import update

from engine.bpmn import Schedule
from engine.bpmn.model import EventKind
from engine.cases.jobs import due_to_impulse, job_row
from engine.jobs.rules import DEFAULT_RETRIES, STILL_OPEN, Kind, State
from engine.jobs.tables import job
from engine.library.bundle import Bundle
from engine.library.dialect import procedures_dialect
from engine.unit_of_work.context import Context


def plan_start_timers(ctx: Context, bundle: Bundle, version_id: str) -> None:
    """Timers of earlier versions stop; those of this one begin."""
    waiting = (job.c.procedure_id == bundle.procedure_id, job.c.kind == Kind.START_TIMER, job.c.state.in_(STILL_OPEN))
    ctx.db.execute(update(job).where(*waiting).values(state=State.CANCELLED, ended_at=ctx.now))
    zone = ZoneInfo(ctx.settings.time_zone)
    for start in bundle.program.starts:
        if start.kind is not EventKind.TIMER:
            continue
        schedule = start.schedule(ctx.now, zone, procedures_dialect(ctx))
        if schedule is not None:
            plan_start(ctx, bundle.procedure_id, version_id, start.element_id, schedule)


def plan_start(ctx: Context, procedure_id: str, version_id: str, element_id: str, schedule: Schedule) -> None:
    """The job that starts the procedure next time: an impulse of its own, unless no time passes until then."""
    row = job_row(
        kind=Kind.START_TIMER,
        state=State.READY,
        procedure_id=procedure_id,
        element_id=element_id,
        due_at=schedule.due_at,
        retries_left=DEFAULT_RETRIES,
        payload={"version_id": version_id, "schedule": schedule.as_json()},
        created_at=ctx.now,
    )
    due_to_impulse(ctx.impulse, row, hops=ctx.impulse.hops + 1)
    ctx.rows.add(job, row)
