"""What a person does about jobs that a ceiling holds: let them go on, or let nothing come of them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select, update

from engine.commands.cases.texts import say
from engine.instances.rules import State as InstanceState
from engine.instances.tables import process_instance
from engine.jobs.rules import LET_GO, State
from engine.jobs.tables import job
from engine.kernel.errors import Conflict
from engine.kernel.ids import new_id
from engine.unit_of_work.context import Context


def let_go_on(ctx: Context, incident_id: str) -> None:
    """Run what the incident holds. The person's command is a new impulse, with all its room; cases that are suspended go on resting."""
    suspended = select(process_instance.c.id).where(
        process_instance.c.id == job.c.instance_id, process_instance.c.state == InstanceState.SUSPENDED
    )
    values = {"due_at": ctx.now, "impulse_id": new_id(), "hops": LET_GO, "held_by": None}
    for which, state in ((suspended.exists(), State.RESTING), (~suspended.exists(), State.READY)):
        ctx.db.execute(update(job).where(*_held_by(incident_id), which).values(state=state.value, **values))


def drop(ctx: Context, incident_id: str) -> None:
    """Nothing comes of what the incident holds. Raises ``Conflict`` where a case waits for some of it: that would wait for ever."""
    waited_for = ctx.db.execute(
        select(func.count()).select_from(job).where(*_held_by(incident_id), job.c.wait_id.is_not(None))
    ).scalar_one()
    if waited_for:
        raise Conflict(say("held_jobs_waited_for", count=waited_for), code="held_jobs_waited_for", count=waited_for)
    ctx.db.execute(update(job).where(*_held_by(incident_id)).values(state=State.CANCELLED.value, ended_at=ctx.now))


def _held_by(incident_id: str) -> tuple[ColumnElement[bool], ...]:
    return job.c.held_by == incident_id, job.c.state == State.HELD
