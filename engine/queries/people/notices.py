"""What the product told a person, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from engine.instances.tables import process_instance
from engine.kernel.actor import Actor
from engine.notifications.tables import notice, notice_seen
from engine.queries.keyset import newest_first
from engine.queries.pages import Page
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query

_COUNTED_UP_TO = 100


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice. ``seen``: it was on the reader's screen before. ``own_request``: the case is the reader's own request."""

    id: str
    subject: str
    text: str
    instance_id: str | None
    instance_number: str | None
    title: str | None
    own_request: bool
    created_at: datetime
    seen: bool


@dataclass(frozen=True, slots=True)
class Notices(Query[Page[NoticeRow]]):
    """Notices for the reader, by name or by a role held in a scope that covers the case. Two statements."""

    cursor: str | None = None
    limit: int = 50

    def answer(self, ctx: ReadContext) -> Page[NoticeRow]:
        columns = (process_instance.c.number, process_instance.c.title, process_instance.c.requester_id)
        statement = select(notice, *columns).outerjoin(process_instance, process_instance.c.id == notice.c.instance_id)
        statement = statement.where(_for_reader(ctx.actor))
        rows, behind = newest_first(notice.c.created_at, notice.c.id).page(ctx.db, statement, self.cursor, self.limit)
        seen_until = ctx.db.execute(_seen(ctx)).scalar()
        return Page(tuple(_row(row, ctx.actor, seen_until) for row in rows), behind)


def _row(row: Any, reader: Actor, seen_until: datetime | None) -> NoticeRow:
    return NoticeRow(
        id=row.id,
        subject=row.subject,
        text=row.text,
        instance_id=row.instance_id,
        instance_number=row.number,
        title=row.title,
        own_request=row.requester_id is not None and row.requester_id == reader.id,
        created_at=row.created_at,
        seen=seen_until is not None and row.created_at <= seen_until,
    )


@dataclass(frozen=True, slots=True)
class UnseenNotices:
    """Counted up to 100."""

    count: int


@dataclass(frozen=True, slots=True)
class CountUnseenNotices(Query[UnseenNotices]):
    """How many notices the reader has not had on screen yet. One statement."""

    def answer(self, ctx: ReadContext) -> UnseenNotices:
        seen = _seen(ctx).scalar_subquery()
        unseen = select(notice.c.id).where(_for_reader(ctx.actor), or_(seen.is_(None), notice.c.created_at > seen))
        counted = unseen.limit(_COUNTED_UP_TO).subquery()
        return UnseenNotices(ctx.db.execute(select(func.count()).select_from(counted)).scalar_one())


def _seen(ctx: ReadContext) -> Any:
    return select(notice_seen.c.until).where(notice_seen.c.user_id == ctx.actor.id)


def _for_reader(actor: Actor) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [notice.c.recipient == f"user:{actor.id}"]
    for held in actor.roles:
        customer = notice.c.customer_id == held.customer if held.customer else true()
        department = notice.c.department == held.department if held.department else true()
        conditions.append(and_(notice.c.recipient == f"role:{held.role}", customer, department))
    return or_(false(), *conditions)
