"""Incidents and jobs, for administrators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from engine.identity.tables import app_user
from engine.incidents.rules import State
from engine.incidents.tables import incident
from engine.instances.tables import process_instance
from engine.jobs.rules import Kind as JobKind
from engine.jobs.rules import State as JobState
from engine.jobs.tables import job
from engine.kernel.errors import Forbidden
from engine.kernel.permissions import Permission
from engine.queries.cases.texts import say
from engine.queries.keyset import Keyset, newest_first
from engine.queries.pages import Page, Ref, plain_mapping, ref
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """A state that needs a person, in words, with what it concerns."""

    id: str
    version: int
    code: str
    message_zh: str
    message_en: str
    details: Mapping[str, Any]
    state: State
    instance_id: str | None
    instance_number: str | None
    title: str | None
    procedure_id: str | None
    element_id: str | None
    job_id: str | None
    created_at: datetime
    resolved_at: datetime | None
    resolved_by: Ref | None
    resolution: str | None


@dataclass(frozen=True, slots=True)
class Incidents(Query[Page[IncidentRow]]):
    """Incidents of all cases, newest first. For those who may manage incidents."""

    state: State | None = State.OPEN
    instance_id: str | None = None
    procedure_id: str | None = None
    cursor: str | None = None
    limit: int = 50

    def answer(self, ctx: ReadContext) -> Page[IncidentRow]:
        if not ctx.actor.may(Permission.INCIDENTS_MANAGE):
            raise Forbidden(say("may_not_see_incidents"))
        conditions = [
            column == value
            for column, value in (
                (incident.c.state, self.state),
                (incident.c.instance_id, self.instance_id),
                (incident.c.procedure_id, self.procedure_id),
            )
            if value
        ]
        return _page(ctx, conditions, self.cursor, self.limit)


def incidents_of(ctx: ReadContext, instance_id: str) -> tuple[IncidentRow, ...]:
    """The incidents of a case, for whoever may see the case."""
    return _page(ctx, [incident.c.instance_id == instance_id], None, 100).items


def _page(ctx: ReadContext, conditions: list[ColumnElement[bool]], cursor: str | None, limit: int) -> Page[IncidentRow]:
    statement = (
        select(
            incident,
            process_instance.c.number.label("instance_number"),
            process_instance.c.title,
            app_user.c.display_name_zh,
            app_user.c.display_name_en,
        )
        .outerjoin(process_instance, process_instance.c.id == incident.c.instance_id)
        .outerjoin(app_user, app_user.c.id == incident.c.resolved_by)
        .where(*conditions)
    )
    rows, behind = newest_first(incident.c.created_at, incident.c.id).page(ctx.db, statement, cursor, limit)
    items = tuple(
        IncidentRow(
            id=row.id,
            version=row.version,
            code=row.code,
            message_zh=row.message_zh,
            message_en=row.message_en,
            details=plain_mapping(row.details),
            state=row.state,
            instance_id=row.instance_id,
            instance_number=row.instance_number,
            title=row.title,
            procedure_id=row.procedure_id,
            element_id=row.element_id,
            job_id=row.job_id,
            created_at=row.created_at,
            resolved_at=row.resolved_at,
            resolved_by=ref(row.resolved_by, row.display_name_zh, row.display_name_en),
            resolution=row.resolution,
        )
        for row in rows
    )
    return Page(items, behind)


@dataclass(frozen=True, slots=True)
class JobRow:
    """Machine work that is due now or later, or was."""

    id: str
    kind: JobKind
    state: JobState
    instance_id: str | None
    instance_number: str | None
    procedure_id: str | None
    element_id: str | None
    due_at: datetime
    attempts: int
    retries_left: int
    last_error: Mapping[str, Any] | None
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Jobs(Query[Page[JobRow]]):
    """Jobs, those due first at the top. For those who may read jobs."""

    state: JobState | None = JobState.READY
    kind: JobKind | None = None
    instance_id: str | None = None
    cursor: str | None = None
    limit: int = 50

    def answer(self, ctx: ReadContext) -> Page[JobRow]:
        if not ctx.actor.may(Permission.JOBS_READ):
            raise Forbidden(say("may_not_see_jobs"))
        statement = select(job, process_instance.c.number.label("instance_number")).outerjoin(
            process_instance, process_instance.c.id == job.c.instance_id
        )
        for column, value in ((job.c.state, self.state), (job.c.kind, self.kind), (job.c.instance_id, self.instance_id)):
            if value:
                statement = statement.where(column == value)
        rows, behind = Keyset((job.c.due_at, job.c.id)).page(ctx.db, statement, self.cursor, self.limit)
        return Page(tuple(JobRow(**{name: row._mapping[name] for name in JobRow.__slots__}) for row in rows), behind)
