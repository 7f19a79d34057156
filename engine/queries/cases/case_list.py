"""One case, whole: what it is, where it stands, what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from engine.attachments.tables import attachment
from engine.cases import access
from engine.cases.machine import load_run
from engine.cases.readers import seen_inside
from engine.events.instances import InstanceAdvanced
from engine.events.work import ConnectorCalled, IncidentRaised, IncidentResolved, IncidentRetried, JobFailed, JobRetried
from engine.evidence.reading import read_body
from engine.evidence.tables import evidence_entry
from engine.identity.tables import app_user
from engine.incidents.rules import State as IncidentState
from engine.incidents.tables import incident
from engine.instances.rules import Verb
from engine.instances.tables import process_instance
from engine.kernel.actor import Actor
from engine.library.versions import bundle_of
from engine.queries.cases.incidents import IncidentRow, incidents_of
from engine.queries.cases.instances import InstanceRow, as_seen, instance_columns, instance_row
from engine.queries.keyset import Keyset
from engine.queries.organisation.working_time import WorkingTime
from engine.queries.pages import Page, Ref, ref
from engine.service_levels.clocks import listed_clock
from engine.service_levels.tables import service_clock
from engine.tasks.rules import State as TaskState
from engine.tasks.tables import user_task
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A user task of the case, open or done. ``due_working_seconds``: working time left, negative when overdue; None once it is done."""

    task_id: str
    element_id: str
    name_zh: str
    name_en: str
    state: TaskState
    assignee: Ref | None
    due_at: datetime | None
    due_working_seconds: int | None
    created_at: datetime
    ended_at: datetime | None
    ended_by: Ref | None


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    id: str
    file_name: str
    media_type: str
    bytes: int
    checksum: str
    field: str | None
    uploaded_at: datetime
    uploaded_by: Ref | None


@dataclass(frozen=True, slots=True)
class InstanceDetail:
    """A case for those who work on it. ``actions``: what the actor may do with the case as a whole.

    ``children`` and ``parent``: those that the reader may see, too. ``incidents``: what went wrong inside is for people of the house.
    """

    case: InstanceRow
    variables: Mapping[str, Any]
    tasks: tuple[OpenTask, ...]
    attachments: tuple[AttachmentRow, ...]
    incidents: tuple[IncidentRow, ...]
    children: tuple[Ref, ...]
    parent: Ref | None
    evidence_count: int
    evidence_head: str
    actions: tuple[Verb, ...]


@dataclass(frozen=True, slots=True)
class ShowInstance(Query[InstanceDetail]):
    """Everything about one case that its readers may see."""

    instance_id: str

    def answer(self, ctx: ReadContext) -> InstanceDetail:
        row = access.see_instance(ctx, self.instance_id)
        listed = ctx.db.execute(instance_columns().where(process_instance.c.id == self.instance_id)).one()
        return InstanceDetail(
            case=as_seen(ctx, instance_row(listed)),
            variables=dict(load_run(ctx, row).variables),
            tasks=_tasks(ctx, self.instance_id),
            attachments=attachments_of(ctx, self.instance_id),
            incidents=incidents_of(ctx, self.instance_id) if ctx.actor.of_the_house else (),
            children=_named(ctx, process_instance.c.parent_instance_id == self.instance_id),
            parent=next(iter(_named(ctx, process_instance.c.id == row.parent_instance_id)), None),
            evidence_count=row.evidence_count,
            evidence_head=row.evidence_head,
            actions=tuple(sorted(access.instance_actions(ctx, row))),
        )


def _tasks(ctx: ReadContext, instance_id: str) -> tuple[OpenTask, ...]:
    assignee, ender = app_user.alias("assignee"), app_user.alias("ender")
    statement = (
        select(
            user_task,
            assignee.c.display_name_zh.label("assignee_zh"),
            assignee.c.display_name_en.label("assignee_en"),
            ender.c.display_name_zh.label("ender_zh"),
            ender.c.display_name_en.label("ender_en"),
            service_clock.c.calendar_id,
        )
        .outerjoin(service_clock, listed_clock(user_task.c.instance_id))
        .outerjoin(assignee, assignee.c.id == user_task.c.assignee_id)
        .outerjoin(ender, ender.c.id == user_task.c.ended_by)
        .where(user_task.c.instance_id == instance_id)
        .order_by(user_task.c.created_at, user_task.c.id)
    )
    working_time = WorkingTime(ctx)
    return tuple(
        OpenTask(
            task_id=row.id,
            element_id=row.element_id,
            name_zh=row.name_zh,
            name_en=row.name_en,
            state=row.state,
            assignee=ref(row.assignee_id, row.assignee_zh, row.assignee_en),
            due_at=row.due_at,
            due_working_seconds=working_time.seconds_left(row.due_at, row.calendar_id) if row.ended_at is None else None,
            created_at=row.created_at,
            ended_at=row.ended_at,
            ended_by=ref(row.ended_by, row.ender_zh, row.ender_en),
        )
        for row in ctx.db.execute(statement)
    )


def attachments_of(ctx: ReadContext, instance_id: str) -> tuple[AttachmentRow, ...]:
    """The files that forms of this case have named, oldest first."""
    statement = (
        select(attachment, app_user.c.display_name_zh, app_user.c.display_name_en)
        .outerjoin(app_user, app_user.c.id == attachment.c.uploaded_by)
        .where(attachment.c.instance_id == instance_id)
        .order_by(attachment.c.uploaded_at, attachment.c.id)
    )
    return tuple(
        AttachmentRow(
            id=row.id,
            file_name=row.file_name,
            media_type=row.media_type,
            bytes=row.bytes,
            checksum=row.checksum,
            field=row.field,
            uploaded_at=row.uploaded_at,
            uploaded_by=ref(row.uploaded_by, row.display_name_zh, row.display_name_en),
        )
        for row in ctx.db.execute(statement)
    )


def _named(ctx: ReadContext, which: ColumnElement[bool]) -> tuple[Ref, ...]:
    """Cases by number and title, of those that the actor sees."""
    columns = (process_instance.c.id, process_instance.c.number, process_instance.c.title)
    rows = ctx.db.execute(select(*columns).where(which, seen_inside(ctx)).order_by(columns[0]))
    return tuple(Ref(row.id, f"{row.number} {row.title}", f"{row.number} {row.title}") for row in rows)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One recorded fact of a case. ``changes``: [{"name", "old", "new"}]; ``details``: the rest, as the evidence has it.

    ``actor``: for people from outside who it was, without the roles held, which name other customers.
    """

    position: int
    event_id: str
    kind: str
    at: datetime
    hash: str
    actor: Mapping[str, Any]
    element_id: str | None
    element_zh: str | None
    element_en: str | None
    changes: tuple[Mapping[str, Any], ...]
    details: Mapping[str, Any]


_WHO = ("kind", "id", "name")
_OF_THE_HOUSE = [event.kind for event in (ConnectorCalled, JobFailed, JobRetried, IncidentRaised, IncidentRetried, IncidentResolved)]
"""How the machine's work went, with addresses and messages of other systems."""
_PICTURE_KIND = InstanceAdvanced.kind


@dataclass(frozen=True, slots=True)
class InstanceHistory(Query[Page[TimelineEntry]]):
    """The timeline of a case, oldest first. Without ``whole``, the steps that only a picture needs are left out."""

    instance_id: str
    whole: bool = False
    cursor: str | None = None
    limit: int = 100

    def answer(self, ctx: ReadContext) -> Page[TimelineEntry]:
        row = access.see_instance(ctx, self.instance_id)
        return timeline(ctx, row, whole=self.whole, cursor=self.cursor, limit=self.limit)


def timeline(ctx: ReadContext, instance: Row[Any], *, whole: bool, cursor: str | None, limit: int) -> Page[TimelineEntry]:
    """A page of the timeline of a case that the caller has found and checked."""
    statement = select(evidence_entry).where(evidence_entry.c.stream == instance.id)
    if not whole:
        statement = statement.where(evidence_entry.c.kind != _PICTURE_KIND)
    if not ctx.actor.of_the_house:
        statement = statement.where(evidence_entry.c.kind.not_in(_OF_THE_HOUSE))
    rows, behind = Keyset((evidence_entry.c.position,)).page(ctx.db, statement, cursor, limit)
    labels = bundle_of(ctx, instance.version_id).labels
    return Page(tuple(_entry(row, labels, ctx.actor) for row in rows), behind)


def _entry(row: Row[Any], labels: Mapping[str, Any], reader: Actor) -> TimelineEntry:
    told = read_body(row.body)
    details = told.newest_details()
    label = labels.get(row.element_id) if row.element_id else None
    return TimelineEntry(
        position=row.position,
        event_id=row.event_id,
        kind=row.kind,
        at=row.at,
        hash=row.hash,
        actor=told.actor if reader.of_the_house else {name: told.actor[name] for name in _WHO if name in told.actor},
        element_id=row.element_id,
        element_zh=label.zh if label else None,
        element_en=label.en if label else None,
        changes=tuple(details.pop("changes", ())),
        details=details,
    )


@dataclass(frozen=True, slots=True)
class DiagramOfInstance:
    """The diagram as XML, with the path taken: how often each element was left and each flow taken, and where the case stands."""

    xml: str
    active: tuple[str, ...]
    completed: Mapping[str, int]
    cancelled: Mapping[str, int]
    flows: Mapping[str, int]
    incidents: tuple[str, ...]
    labels: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class InstanceDiagram(Query[DiagramOfInstance]):
    """The picture of a case: its own version of the diagram, never a newer one."""

    instance_id: str

    def answer(self, ctx: ReadContext) -> DiagramOfInstance:
        row = access.see_instance(ctx, self.instance_id)
        bundle = bundle_of(ctx, row.version_id)
        completed, cancelled, flows = _path(ctx, self.instance_id)
        waiting = load_run(ctx, row).waits() if row.ended_at is None else ()
        broken = select(incident.c.element_id).where(incident.c.instance_id == self.instance_id, incident.c.state == IncidentState.OPEN)
        return DiagramOfInstance(
            xml=bundle.diagram.decode("utf-8"),
            active=tuple(sorted({wait.element_id for wait in waiting})),
            completed=completed,
            cancelled=cancelled,
            flows=flows,
            incidents=tuple(sorted({found for (found,) in ctx.db.execute(broken) if found})) if ctx.actor.of_the_house else (),
            labels={element: {"zh": label.zh, "en": label.en} for element, label in bundle.labels.items()},
        )


def _path(ctx: ReadContext, instance_id: str) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Counted from the evidence: it is the one account of what happened."""
    completed: Counter[str] = Counter()
    cancelled: Counter[str] = Counter()
    flows: Counter[str] = Counter()
    bodies = select(evidence_entry.c.body).where(evidence_entry.c.stream == instance_id, evidence_entry.c.kind == _PICTURE_KIND)
    for (body,) in ctx.db.execute(bodies):
        for step in read_body(body).event_of(InstanceAdvanced).path:
            if "left" in step:
                (cancelled if step.get("reason") == "cancelled" else completed)[step["left"]] += 1
                flows.update(step.get("flows", ()))
    return dict(completed), dict(cancelled), dict(flows)
