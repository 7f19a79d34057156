"""Lists of cases: for those who work on them, and for requesters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, false, or_, select, true

from engine.cases.readers import seen_inside, sees_everything
from engine.definitions.tables import procedure, procedure_version
from engine.identity.tables import app_user, customer
from engine.instances.rules import State
from engine.instances.tables import process_instance
from engine.library.active_procedures import active_procedures
from engine.queries.finding import holds_text
from engine.queries.keyset import newest_first
from engine.queries.pages import Page, Ref, plain_mapping, ref, text_in
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query

_EVERYTHING = true()


@dataclass(frozen=True, slots=True)
class InstanceRow:
    """One case of a list."""

    id: str
    number: str
    version: int
    procedure_id: str
    procedure_zh: str
    procedure_en: str
    procedure_version: int
    state: State
    end_kind: State | None
    title: str
    business_key: str | None
    facts: Mapping[str, Any]
    customer: Ref | None
    requester: Ref | None
    started_by: Ref | None
    started_at: datetime
    ended_at: datetime | None
    open_incidents: int
    parent_instance_id: str | None


@dataclass(frozen=True, slots=True)
class Instances(Query[Page[InstanceRow]]):
    """Cases that the actor may see, newest first. Of a case that is theirs as a requester only they see what is public.

    Two statements, three where such a case is on the page.
    """

    procedure_id: str | None = None
    state: State | None = None
    customer_id: str | None = None
    requester_id: str | None = None
    text: str | None = None
    started_from: datetime | None = None
    started_before: datetime | None = None
    with_incidents: bool = False
    parent_instance_id: str | None = None
    cursor: str | None = None
    limit: int = 50

    def answer(self, ctx: ReadContext) -> Page[InstanceRow]:
        inside = seen_inside(ctx)
        listed = and_(inside, *self._inside_filters(ctx))
        if not sees_everything(ctx.actor):
            own = or_(process_instance.c.started_by == ctx.actor.id, process_instance.c.requester_id == ctx.actor.id)
            listed = or_(listed, and_(own, *self._outside_filters()))
        statement = instance_columns(inside).where(listed, *self._filters())
        return page_of_instances(ctx, statement, self.cursor, self.limit)

    def _filters(self) -> list[ColumnElement[bool]]:
        row = process_instance.c
        equal = ("procedure_id", "state", "customer_id", "requester_id")
        conditions: list[ColumnElement[bool]] = [row[name] == value for name in equal if (value := getattr(self, name))]
        if self.started_from is not None:
            conditions.append(row.started_at >= (self.started_from or row.started_at))
        if self.started_before is not None:
            conditions.append(row.started_at < (self.started_before or row.started_at))
        return conditions

    def _inside_filters(self, ctx: ReadContext) -> list[ColumnElement[bool]]:
        row = process_instance.c
        conditions: list[ColumnElement[bool]] = [row.open_incidents > 0] if self.with_incidents else []
        if not ctx.actor.of_the_house and (self.with_incidents or self.parent_instance_id):
            return [false()]
        if self.parent_instance_id:
            conditions.append(row.parent_instance_id == self.parent_instance_id)
        if self.text:
            conditions.append(holds_text(ctx, self.text))
        return conditions

    def _outside_filters(self) -> list[ColumnElement[bool]]:
        """Of what a row does not show nobody learns by asking which rows have it."""
        if self.with_incidents or self.parent_instance_id:
            return [false()]
        row = process_instance.c
        return [text_in(self.text, row.number, row.title, row.business_key)] if self.text else []


@dataclass(frozen=True, slots=True)
class MyRequests(Query[Page[InstanceRow]]):
    """The requester's own cases, newest first, with what is public of them. Two statements."""

    open_only: bool = False
    cursor: str | None = None
    limit: int = 50

    def answer(self, ctx: ReadContext) -> Page[InstanceRow]:
        statement = instance_columns(false()).where(process_instance.c.requester_id == ctx.actor.id)
        if self.open_only:
            statement = statement.where(process_instance.c.ended_at.is_(None))
        return page_of_instances(ctx, statement, self.cursor, self.limit)


def instance_columns(inside: ColumnElement[bool] = _EVERYTHING) -> Select[Any]:
    """What a list row needs, with the names of the people and the customer concerned. ``inside``: which rows are shown whole."""
    requester, starter = app_user.alias("requester"), app_user.alias("starter")
    row = process_instance.c
    return (
        select(
            *(row[name] for name in _OF_INSTANCE),
            procedure.c.name_zh.label("procedure_zh"),
            procedure.c.name_en.label("procedure_en"),
            procedure_version.c.number.label("procedure_version"),
            customer.c.name_zh.label("customer_zh"),
            customer.c.name_en.label("customer_en"),
            requester.c.display_name_zh.label("requester_zh"),
            requester.c.display_name_en.label("requester_en"),
            starter.c.display_name_zh.label("starter_zh"),
            starter.c.display_name_en.label("starter_en"),
            inside.label("inside"),
        )
        .join(procedure, procedure.c.id == row.procedure_id)
        .join(procedure_version, procedure_version.c.id == row.version_id)
        .outerjoin(customer, customer.c.id == row.customer_id)
        .outerjoin(requester, requester.c.id == row.requester_id)
        .outerjoin(starter, starter.c.id == row.started_by)
    )


_OF_INSTANCE = (
    "id",
    "number",
    "version",
    "procedure_id",
    "version_id",
    "state",
    "end_kind",
    "title",
    "business_key",
    "facts",
    "customer_id",
    "requester_id",
    "started_by",
    "started_at",
    "ended_at",
    "open_incidents",
    "parent_instance_id",
)


def page_of_instances(ctx: ReadContext, statement: Select[Any], cursor: str | None, limit: int) -> Page[InstanceRow]:
    """A page of ``instance_columns``, newest first."""
    keys = newest_first(process_instance.c.started_at, process_instance.c.id)
    rows, behind = keys.page(ctx.db, statement, cursor, limit)
    return Page(tuple(_shown(ctx, rows)), behind)


def _shown(ctx: ReadContext, rows: Sequence[Row[Any]]) -> Iterator[InstanceRow]:
    public = {each.id: each.public for each in active_procedures(ctx)} if any(not row.inside for row in rows) else {}
    for row in rows:
        case = instance_row(row)
        yield as_seen(ctx, case) if row.inside else without_insiders(case, public.get(row.procedure_id, ()))


def as_seen(ctx: ReadContext, case: InstanceRow) -> InstanceRow:
    """The row as somebody sees it who sees the inside of the case: what went wrong, and what is around it, is for people of the house."""
    return case if ctx.actor.of_the_house else replace(case, open_incidents=0, parent_instance_id=None)


def without_insiders(case: InstanceRow, public: Collection[str]) -> InstanceRow:
    """The row as its requester may see it: public facts only, and nobody of those who work on it."""
    facts = {name: value for name, value in case.facts.items() if name in public}
    starter = case.started_by if case.started_by == case.requester else None
    return replace(case, facts=facts, started_by=starter, open_incidents=0, parent_instance_id=None)


def instance_row(row: Row[Any]) -> InstanceRow:
    """One row of ``instance_columns``."""
    return InstanceRow(
        id=row.id,
        number=row.number,
        version=row.version,
        procedure_id=row.procedure_id,
        procedure_zh=row.procedure_zh,
        procedure_en=row.procedure_en,
        procedure_version=row.procedure_version,
        state=row.state,
        end_kind=row.end_kind,
        title=row.title,
        business_key=row.business_key,
        facts=plain_mapping(row.facts),
        customer=ref(row.customer_id, row.customer_zh, row.customer_en),
        requester=ref(row.requester_id, row.requester_zh, row.requester_en),
        started_by=ref(row.started_by, row.starter_zh, row.starter_en),
        started_at=row.started_at,
        ended_at=row.ended_at,
        open_incidents=row.open_incidents,
        parent_instance_id=row.parent_instance_id,
    )
