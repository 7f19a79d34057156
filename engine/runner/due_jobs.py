"""Which jobs are due, and in whose turn: procedures take turns, and in each its cases, so that no flood keeps others waiting."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Subquery, case, func, or_, select

from engine.jobs.rules import Kind, Lane, State
from engine.jobs.tables import job
from engine.store.database_time import database_time
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query

_lane = func.coalesce(
    job.c.lane,
    case((job.c.kind.in_((Kind.TIMER, Kind.START_TIMER)), Lane.TIMERS), (job.c.kind == Kind.CONNECTOR, Lane.OUTSIDE), else_=Lane.INSIDE),
)
"""Jobs of the release before have none: a connector's may reach outside."""


@dataclass(frozen=True, slots=True)
class DueJob:
    """``connector``: the type, of a connector's job. ``peer``: the system that is called outside."""

    id: str
    kind: Kind
    connector: str | None
    peer: str | None = None


@dataclass(frozen=True)
class DueJobs(Query[tuple[DueJob, ...]]):
    """Jobs that may run now, in fair order. ``lane`` None: of all lanes. ``per_peer``: how many at most of one system outside."""

    limit: int
    lane: Lane | None = None
    per_peer: int | None = None

    def answer(self, ctx: ReadContext) -> tuple[DueJob, ...]:
        found = _in_turn(self._due(ctx))
        statement = select(found.c.id, found.c.kind, job.c.payload, found.c.peer).join(job, job.c.id == found.c.id)
        if self.per_peer is not None:
            statement = statement.where(found.c.of_peer <= self.per_peer)
        rows = ctx.db.execute(statement.order_by(found.c.round, found.c.due_at, found.c.id).limit(self.limit))
        return tuple(DueJob(row.id, Kind(row.kind), row.payload.get("type"), row.peer) for row in rows)

    def _due(self, ctx: ReadContext) -> Select[tuple[object, ...]]:
        free = or_(job.c.locked_until.is_(None), job.c.locked_until <= database_time())
        columns = (job.c.id, job.c.kind, job.c.peer, job.c.procedure_id, job.c.instance_id, job.c.due_at)
        # A kind that a newer release brought is left to its processes.
        due = select(*columns).where(job.c.state == State.READY, job.c.due_at <= ctx.now, free, job.c.kind.in_(Kind))
        return due if self.lane is None else due.where(_lane == self.lane)


def _in_turn(due: Select[tuple[object, ...]]) -> Subquery:
    """The due jobs with ``round``: which turn of its procedure it is, where in each round each case has one; ``of_peer`` likewise."""
    jobs = due.subquery()
    turn = _place(jobs, jobs.c.procedure_id, jobs.c.instance_id, by=jobs.c.due_at).label("turn")
    turns = select(jobs, turn).subquery()
    rounds = select(turns, _place(turns, turns.c.procedure_id, by=turns.c.turn).label("round")).subquery()
    return select(rounds, _place(rounds, rounds.c.peer, by=rounds.c.round).label("of_peer")).subquery()


def _place(rows: Subquery, *of: ColumnElement[object], by: ColumnElement[object]) -> ColumnElement[int]:
    return func.row_number().over(partition_by=of, order_by=(by, rows.c.due_at, rows.c.id))
