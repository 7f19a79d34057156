"""How many jobs there are already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Column, func, select

from engine.jobs.rules import QUEUED, State
from engine.jobs.tables import job
from engine.unit_of_work.context import Context

_WAITING = (State.READY, State.RESTING, State.HELD)


def due_to(ctx: Context, impulse_id: str, most: int) -> int:
    """Jobs that followed from the impulse, done or not; ``most`` + 1 when there are more, so that no count costs more than its ceiling."""
    some = select(job.c.id).where(job.c.impulse_id == impulse_id, job.c.hops >= 0).limit(most + 1).subquery()
    return ctx.db.execute(select(func.count()).select_from(some)).scalar_one()


def queued(ctx: Context, column: Column[str], keys: Iterable[str]) -> Mapping[str, int]:
    """Jobs that wait for their turn, by the case or procedure that ``column`` names."""
    statement = (
        select(column, func.count()).where(column.in_(sorted(keys)), job.c.kind.in_(QUEUED), job.c.state.in_(_WAITING)).group_by(column)
    )
    return {row[0]: row[1] for row in ctx.db.execute(statement)}
