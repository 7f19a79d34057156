"""The requester's view of a case: what the procedure makes public, and nothing of the house's inner work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from engine.cases.machine import load_run
from engine.definitions.metadata import Message
from engine.instances.tables import process_instance, subscription
from engine.kernel.errors import NotFound
from engine.kernel.texts import Text
from engine.library.bundle import Bundle
from engine.library.versions import bundle_of
from engine.queries.cases.case_list import AttachmentRow, TimelineEntry, attachments_of, timeline
from engine.queries.cases.instances import InstanceRow, instance_columns, instance_row, without_insiders
from engine.queries.cases.texts import say
from engine.queries.tasks.one_task import FormView, form_view
from engine.tasks.rules import State
from engine.tasks.tables import user_task
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query

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
class PortalMessage:
    """Something that the requester may say without being asked, for example that the request is withdrawn."""

    name: str
    name_zh: str
    name_en: str
    form_id: str | None


@dataclass(frozen=True, slots=True)
class RequestDetail:
    """A request as its requester sees it.

    ``values``: the public variables. ``messages``: what the requester may send now.
    """

    case: InstanceRow
    values: Mapping[str, Any]
    tasks: tuple[PortalTask, ...]
    steps: tuple[PublicStep, ...]
    attachments: tuple[AttachmentRow, ...]
    messages: tuple[PortalMessage, ...]


@dataclass(frozen=True, slots=True)
class ShowRequest(Query[RequestDetail]):
    """A case of which the actor is the requester."""

    instance_id: str

    def answer(self, ctx: ReadContext) -> RequestDetail:
        row = _own_request(ctx, self.instance_id)
        bundle = bundle_of(ctx, row.version_id)
        public = bundle.procedure.public
        listed = ctx.db.execute(instance_columns().where(process_instance.c.id == self.instance_id)).one()
        variables = load_run(ctx, row).variables
        return RequestDetail(
            case=without_insiders(instance_row(listed), public),
            values={name: variables[name] for name in public if name in variables},
            tasks=_own_tasks(ctx, self.instance_id),
            steps=_steps(ctx, row, public),
            attachments=tuple(each for each in attachments_of(ctx, self.instance_id) if _is_own(each, ctx.actor.id)),
            messages=_messages(ctx, bundle, self.instance_id),
        )


@dataclass(frozen=True, slots=True)
class MessageForm(Query[FormView | None]):
    """The form with which the requester sends a message to their case; None where it has none."""

    instance_id: str
    name: str
    locale: str = "zh"

    def answer(self, ctx: ReadContext) -> FormView | None:
        row = _own_request(ctx, self.instance_id)
        bundle = bundle_of(ctx, row.version_id)
        found = next((each for each in _messages(ctx, bundle, self.instance_id) if each.name == self.name), None)
        if found is None:
            raise NotFound(say("message_not_awaited"))
        if found.form_id is None:
            return None
        subject = f"message:{self.instance_id}:{self.name}"
        return form_view(ctx, bundle, found.form_id, load_run(ctx, row).variables, subject=subject, locale=self.locale)


def _own_request(ctx: ReadContext, instance_id: str) -> Row[Any]:
    statement = select(process_instance).where(process_instance.c.id == instance_id, process_instance.c.requester_id == ctx.actor.id)
    row = ctx.db.execute(statement).first()
    if row is None:
        raise NotFound(say("request_unknown"))
    return row


def _own_tasks(ctx: ReadContext, instance_id: str) -> tuple[PortalTask, ...]:
    statement = (
        select(user_task)
        .where(user_task.c.instance_id == instance_id, user_task.c.state == State.OPEN, user_task.c.assignee_id == ctx.actor.id)
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


def _messages(ctx: ReadContext, bundle: Bundle, instance_id: str) -> tuple[PortalMessage, ...]:
    """Messages that procedure.toml offers in the portal to a role of the requester's, and that the case waits for now."""
    waiting = select(subscription.c.name).where(subscription.c.instance_id == instance_id, subscription.c.kind == "message")
    names = {name for (name,) in ctx.db.execute(waiting)}
    return tuple(
        _portal_message(name, each)
        for name, each in bundle.procedure.messages.items()
        if name in names and each.portal and ctx.actor.holds_any(each.roles)
    )


def _portal_message(name: str, message: Message) -> PortalMessage:
    called = message.name or Text.same(name)
    return PortalMessage(name, called.zh, called.en, message.form)
