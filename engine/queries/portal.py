"""The requester's view of a case: what the procedure makes public, and nothing of the house's inner work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from engine.execution.bundles import Bundle, bundle_of
from engine.execution.context import ReadContext
from engine.execution.runs import load_run
from engine.execution.verbs import Query
from engine.instances.record import process_instance, subscription
from engine.kernel.errors import NotFound
from engine.queries.cases import AttachmentRow, TimelineEntry, attachments_of, timeline
from engine.queries.instances import InstanceRow, instance_columns, instance_row
from engine.tasks.record import user_task

_MILESTONES = frozenset({"instance.started", "instance.ended", "instance.cancelled"})
_OWN_DOINGS = frozenset({"task.completed", "message.received"})


@dataclass(frozen=True, slots=True)
class PortalTask:
    """Something that the requester is asked to do."""

    task_id: str
    name_zh: str
    name_en: str
    element_id: str
    due_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PublicStep:
    """One line of the requester's timeline. ``by``: "you" or "service": the names of those who work on it stay inside."""

    at: datetime
    kind: str
    by: str
    element_zh: str | None
    element_en: str | None
    changes: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class RequestDetail:
    """A request as its requester sees it.

    ``values``: the public variables. ``messages``: what the requester may send now, for example to cancel.
    """

    case: InstanceRow
    values: Mapping[str, Any]
    tasks: tuple[PortalTask, ...]
    steps: tuple[PublicStep, ...]
    attachments: tuple[AttachmentRow, ...]
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowRequest(Query[RequestDetail]):
    """A case of which the actor is the requester."""

    instance_id: str

    def answer(self, ctx: ReadContext) -> RequestDetail:
        row = ctx.db.execute(
            select(process_instance).where(process_instance.c.id == self.instance_id, process_instance.c.requester_id == ctx.actor.id)
        ).first()
        if row is None:
            raise NotFound("Expected one of your requests, but found none with this id.", message_zh="未找到您的该请求。")
        bundle = bundle_of(ctx, row.version_id)
        public = _public(bundle)
        listed = ctx.db.execute(instance_columns().where(process_instance.c.id == self.instance_id)).one()
        variables = load_run(ctx, row).variables
        return RequestDetail(
            case=_without_insiders(instance_row(listed), public),
            values={name: variables[name] for name in public if name in variables},
            tasks=_own_tasks(ctx, self.instance_id),
            steps=_steps(ctx, row, public),
            attachments=tuple(each for each in attachments_of(ctx, self.instance_id) if _is_own(each, ctx.actor.id)),
            messages=_messages(ctx, bundle, self.instance_id),
        )


def _public(bundle: Bundle) -> tuple[str, ...]:
    return tuple(bundle.metadata.get("public", ()))


def _without_insiders(case: InstanceRow, public: tuple[str, ...]) -> InstanceRow:
    """The list row with public facts only."""
    values = {name: getattr(case, name) for name in InstanceRow.__slots__}
    values["facts"] = {name: value for name, value in case.facts.items() if name in public}
    values["open_incidents"] = 0
    return InstanceRow(**values)


def _own_tasks(ctx: ReadContext, instance_id: str) -> tuple[PortalTask, ...]:
    statement = (
        select(user_task)
        .where(user_task.c.instance_id == instance_id, user_task.c.state == "open", user_task.c.assignee_id == ctx.actor.id)
        .order_by(user_task.c.created_at)
    )
    return tuple(
        PortalTask(row.id, row.name_zh, row.name_en, row.element_id, row.due_at, row.created_at) for row in ctx.db.execute(statement)
    )


def _steps(ctx: ReadContext, row: Row[Any], public: tuple[str, ...]) -> tuple[PublicStep, ...]:
    steps: list[PublicStep] = []
    cursor: str | None = None
    while True:
        page = timeline(ctx, row, whole=False, cursor=cursor, limit=100)
        steps.extend(step for entry in page.items if (step := _step(entry, ctx.actor.id, public)))
        cursor = page.next_cursor
        if cursor is None:
            return tuple(steps)


def _step(entry: TimelineEntry, reader: str | None, public: tuple[str, ...]) -> PublicStep | None:
    """What a fact is to the requester: a milestone, their own doing, or a change of public values; else nothing."""
    own = entry.actor.get("id") == reader
    changes = tuple(change for change in entry.changes if change.get("name") in public)
    if not (changes or entry.kind in _MILESTONES or (own and entry.kind in _OWN_DOINGS)):
        return None
    return PublicStep(
        at=entry.at,
        kind=entry.kind if entry.kind in _MILESTONES or own else "variables.changed",
        by="you" if own else "service",
        element_zh=entry.element_zh if own else None,
        element_en=entry.element_en if own else None,
        changes=changes,
    )


def _is_own(row: AttachmentRow, reader: str | None) -> bool:
    return row.uploaded_by is not None and row.uploaded_by.id == reader


def _messages(ctx: ReadContext, bundle: Bundle, instance_id: str) -> tuple[str, ...]:
    """Messages that procedure.toml lets the requester send, and that the case waits for now."""
    waiting = select(subscription.c.name).where(subscription.c.instance_id == instance_id, subscription.c.kind == "message")
    names = {name for (name,) in ctx.db.execute(waiting)}
    declared = bundle.metadata.get("messages", {})
    return tuple(name for name, each in declared.items() if name in names and "requester" in each.get("roles", ()))
