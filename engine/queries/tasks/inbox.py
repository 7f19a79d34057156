"""The inbox: the open tasks of an actor, a page at a time. At most three statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, not_, or_, select, true, union_all

from engine.bpmn.dialect import COMPLETE_ON_CLAIM, PORTAL, is_set
from engine.cases.readers import OF_TASKS, seen_inside, within_scope
from engine.definitions.tables import procedure
from engine.identity.tables import app_user, customer
from engine.instances.tables import process_instance
from engine.kernel.actor import RoleHeld
from engine.queries.finding import TasksFound, task_holds_text
from engine.queries.keyset import Keyset
from engine.queries.organisation.working_time import WorkingTime
from engine.queries.pages import Page, Ref, page_size, plain_mapping, ref, text_in
from engine.service_levels.clocks import listed_clock
from engine.service_levels.tables import service_clock
from engine.tasks.rules import Delegation, Due, Sort, State, View, role_candidate, user_candidate
from engine.tasks.tables import task_candidate, user_task
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query

_Candidate = tuple[str, str | None, str | None]
"""A candidate key, and the customer and department for which the actor answers to it."""

_COUNTED_UP_TO = 1000
"""Counts stop here: "999+" tells as much, and the count stays cheap however large the pile is."""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One task of a page. ``due_working_seconds``: working time left, negative when overdue."""

    task_id: str
    version: int
    name_zh: str
    name_en: str
    element_id: str
    procedure_id: str
    procedure_zh: str
    procedure_en: str
    instance_id: str
    instance_number: str
    title: str
    facts: Mapping[str, Any]
    customer: Ref | None
    assignee: Ref | None
    candidates: tuple[str, ...]
    priority: int
    due_at: datetime | None
    due_working_seconds: int | None
    overdue: bool
    follow_up_at: datetime | None
    created_at: datetime
    claimed_at: datetime | None
    delegation: Delegation | None
    complete_on_claim: bool


@dataclass(frozen=True, slots=True)
class Inbox(Query[Page[InboxRow]]):
    """Open tasks. ``mine``: assigned to the actor; ``roles``: free ones that the actor may claim; ``all``: all that the actor may see."""

    view: View = View.MINE
    procedure_id: str | None = None
    role: str | None = None
    customer_id: str | None = None
    assignee_id: str | None = None
    text: str | None = None
    due: Due | None = None
    priority_min: int | None = None
    sort: Sort = Sort.DUE
    cursor: str | None = None
    limit: int = 50

    def answer(self, ctx: ReadContext) -> Page[InboxRow]:
        size = page_size(self.limit)
        rows, behind = self._keys().cut(ctx.db.execute(self._statement(ctx, size + 1)).all(), size)
        working_time = WorkingTime(ctx)
        return Page(tuple(self._row(row, working_time, ctx) for row in rows), behind)

    def _row(self, row: Row[Any], working_time: WorkingTime, ctx: ReadContext) -> InboxRow:
        """Whoever has or may take a task for the portal has it as a requester: facts of the case are for those who work on it."""
        own = self.view == View.ROLES or row.assignee_id == ctx.actor.id
        as_requester = own and is_set(row.properties, PORTAL)
        return _inbox_row(row, working_time, ctx.now, {} if as_requester else plain_mapping(row.facts))

    def _statement(self, ctx: ReadContext, limit: int) -> Select[Any]:
        if self.view == View.ROLES:
            return self._of_roles(ctx, limit)
        statement = _page_columns().where(user_task.c.state == State.OPEN, *self._filters(ctx))
        if self.view == View.MINE:
            statement = statement.where(user_task.c.assignee_id == ctx.actor.id)
        else:
            statement = statement.where(or_(user_task.c.assignee_id == ctx.actor.id, seen_inside(ctx, OF_TASKS)))
        return self._sorted(statement).limit(limit)

    def _of_roles(self, ctx: ReadContext, limit: int) -> Select[Any]:
        """A page from each role held, then the best of them: each part is a walk along one index."""
        found = task_holds_text(ctx, self.text) if self.text else None
        parts = [self._of_candidate(ctx, candidate, found) for candidate in _candidates(ctx, self.role)]
        if found is None or not found.few:
            parts = [self._sorted_candidates(part).limit(limit) for part in parts]
        if not parts:
            return _page_columns().where(literal(False))
        chosen = union_all(*(select(part.subquery()) for part in parts)).subquery("chosen")
        ids = select(chosen.c.id).distinct()
        return self._sorted(_page_columns().where(user_task.c.id.in_(ids))).limit(limit)

    def _of_candidate(self, ctx: ReadContext, candidate: _Candidate, found: TasksFound | None) -> Select[Any]:
        """The free tasks of one role, filtered by the candidate's own narrow rows; only a search for text joins."""
        own = task_candidate.c
        conditions = _held_in(*candidate)
        conditions += [
            column == value for column, value in ((own.procedure_id, self.procedure_id), (own.customer_id, self.customer_id)) if value
        ]
        if self.priority_min is not None:
            conditions.append(own.priority >= self.priority_min)
        if self.due:
            conditions.append(own.due_at < _due_limit(self.due, ctx))
        statement = select(own.task_id.label("id")).where(*conditions)
        if found is not None:
            statement = statement.join(user_task, user_task.c.id == own.task_id)
            statement = statement.join(process_instance, process_instance.c.id == user_task.c.instance_id)
            statement = statement.where(found.condition, _by_what_is_shown(self.text or "", true()))
        return statement

    def _sorted_candidates(self, statement: Select[Any]) -> Select[Any]:
        own = task_candidate.c
        key = {"created": own.task_id, "priority": own.priority}.get(self._sort_name(), own.due_at)
        keys = (key,) if key is own.task_id else (key, own.task_id)
        return Keyset(keys, self._descending()).continued(statement, self.cursor)

    def _filters(self, ctx: ReadContext) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = []
        if self.procedure_id:
            conditions.append(user_task.c.procedure_id == self.procedure_id)
        if self.customer_id:
            conditions.append(user_task.c.customer_id == self.customer_id)
        if self.assignee_id:
            conditions.append(user_task.c.assignee_id == self.assignee_id)
        if self.priority_min is not None:
            conditions.append(user_task.c.priority >= self.priority_min)
        if self.role and self.view != View.ROLES:
            candidates = select(task_candidate.c.task_id).where(task_candidate.c.candidate == role_candidate(self.role))
            conditions.append(user_task.c.id.in_(candidates))
        if self.due:
            conditions.append(user_task.c.due_order < _due_limit(self.due, ctx))
        if self.text:
            own = user_task.c.assignee_id == ctx.actor.id
            conditions += [task_holds_text(ctx, self.text).condition, _by_what_is_shown(self.text, own)]
        return conditions

    def _sort_name(self) -> str:
        return self.sort.removeprefix("-")

    def _descending(self) -> bool:
        return self.sort.startswith("-")

    def _keys(self) -> Keyset:
        """The key of the page. Ids are UUIDv7: in the order of their ids, tasks are in the order of their making."""
        match self._sort_name():
            case "created":
                return Keyset((user_task.c.id,), self._descending(), ("task_id",))
            case "priority":
                return Keyset((user_task.c.priority, user_task.c.id), self._descending(), ("priority", "task_id"))
        return Keyset((user_task.c.due_order, user_task.c.id), self._descending(), ("due_order", "task_id"))

    def _sorted(self, statement: Select[Any]) -> Select[Any]:
        return self._keys().continued(statement, self.cursor)


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """How many tasks wait, counted up to 1,000. ``revision`` changes when one of the counts or the newest task does."""

    mine: int
    roles: int
    overdue: int
    revision: str


@dataclass(frozen=True, slots=True)
class CountInbox(Query[InboxCounts]):
    """The numbers beside the inbox's views, cheap enough to be asked every few seconds. Two statements."""

    def answer(self, ctx: ReadContext) -> InboxCounts:
        mine = select(user_task.c.id, user_task.c.due_order.label("due"), user_task.c.version).where(
            user_task.c.assignee_id == ctx.actor.id, user_task.c.state == State.OPEN
        )
        own = mine.limit(_COUNTED_UP_TO).subquery()
        row = ctx.db.execute(
            select(
                func.count(), func.count().filter(own.c.due < ctx.now), func.max(own.c.id), func.coalesce(func.sum(own.c.version), 0)
            ).select_from(own)
        ).one()
        roles, newest = _count_roles(ctx)
        return InboxCounts(row[0], roles, row[1], f"{row[0]}.{roles}.{row[1]}.{row[2] or ''}.{row[3]}.{newest}")


def _count_roles(ctx: ReadContext) -> tuple[int, str]:
    parts = [
        select(select(task_candidate.c.task_id).where(*_held_in(*key)).limit(_COUNTED_UP_TO).subquery()) for key in _candidates(ctx, None)
    ]
    if not parts:
        return 0, ""
    free = union_all(*parts).subquery()
    count, newest = ctx.db.execute(select(func.count(free.c.task_id.distinct()), func.max(free.c.task_id))).one()
    return min(count, _COUNTED_UP_TO), newest or ""


def _held_in(candidate: str, customer_id: str | None, department: str | None) -> list[ColumnElement[bool]]:
    """Free tasks of one candidate key, in the scope in which the actor answers to it."""
    own = task_candidate.c
    covered = within_scope([RoleHeld(candidate, customer_id, department)], own.customer_id, own.department)
    return [own.candidate == candidate, own.assigned.is_(False), covered]


def _candidates(ctx: ReadContext, only_role: str | None) -> list[_Candidate]:
    """The candidate keys that the actor answers to, with the scope of each; a scope inside a wider one is left out."""
    if ctx.actor.kind == "technical":
        return []
    held = {(role.role, role.customer, role.department) for role in ctx.actor.roles if only_role in (None, role.role)}
    wide = {role for role, customer_id, department in held if customer_id is None and department is None}
    keys = [
        (role_candidate(role), customer_id, department)
        for role, customer_id, department in sorted(held, key=str)
        if role not in wide or (customer_id is None and department is None)
    ]
    if only_role is None and ctx.actor.id is not None:
        keys.append((user_candidate(ctx.actor.id), None, None))
    return keys


def _page_columns() -> Select[Any]:
    assignee = app_user.alias("assignee")
    candidates = (
        select(func.aggregate_strings(task_candidate.c.candidate, ","))
        .where(task_candidate.c.task_id == user_task.c.id)
        .correlate(user_task)
        .scalar_subquery()
    )
    columns = (
        user_task.c.id.label("task_id"),
        *(user_task.c[name] for name in _OF_TASK),
        process_instance.c.number.label("instance_number"),
        process_instance.c.title,
        process_instance.c.facts,
        procedure.c.name_zh.label("procedure_zh"),
        procedure.c.name_en.label("procedure_en"),
        customer.c.id.label("customer_key"),
        customer.c.name_zh.label("customer_zh"),
        customer.c.name_en.label("customer_en"),
        assignee.c.display_name_zh.label("assignee_zh"),
        assignee.c.display_name_en.label("assignee_en"),
        candidates.label("candidates"),
        service_clock.c.calendar_id,
    )
    return (
        select(*columns)
        .join(process_instance, process_instance.c.id == user_task.c.instance_id)
        .join(procedure, procedure.c.id == user_task.c.procedure_id)
        .outerjoin(customer, customer.c.id == user_task.c.customer_id)
        .outerjoin(assignee, assignee.c.id == user_task.c.assignee_id)
        .outerjoin(service_clock, listed_clock(user_task.c.instance_id))
    )


_OF_TASK = (
    "version",
    "name_zh",
    "name_en",
    "element_id",
    "procedure_id",
    "instance_id",
    "assignee_id",
    "priority",
    "due_at",
    "due_order",
    "follow_up_at",
    "created_at",
    "claimed_at",
    "delegation",
    "properties",
)


def _inbox_row(row: Row[Any], working_time: WorkingTime, now: datetime, facts: Mapping[str, Any]) -> InboxRow:
    return InboxRow(
        task_id=row.task_id,
        version=row.version,
        name_zh=row.name_zh,
        name_en=row.name_en,
        element_id=row.element_id,
        procedure_id=row.procedure_id,
        procedure_zh=row.procedure_zh,
        procedure_en=row.procedure_en,
        instance_id=row.instance_id,
        instance_number=row.instance_number,
        title=row.title,
        facts=facts,
        customer=ref(row.customer_key, row.customer_zh, row.customer_en),
        assignee=ref(row.assignee_id, row.assignee_zh, row.assignee_en),
        candidates=tuple(sorted((row.candidates or "").split(","))) if row.candidates else (),
        priority=row.priority,
        due_at=row.due_at,
        due_working_seconds=working_time.seconds_left(row.due_at, row.calendar_id),
        overdue=row.due_at is not None and row.due_at < now,
        follow_up_at=row.follow_up_at,
        created_at=row.created_at,
        claimed_at=row.claimed_at,
        delegation=row.delegation,
        complete_on_claim=is_set(row.properties, COMPLETE_ON_CLAIM),
    )


def _due_limit(due: Due, ctx: ReadContext) -> datetime:
    if due == Due.OVERDUE:
        return ctx.now
    midnight = ctx.now.astimezone(ZoneInfo(ctx.settings.time_zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1 if due == Due.TODAY else 7)


def _by_what_is_shown(text: str, own: ColumnElement[bool]) -> ColumnElement[bool]:
    """``own``: tasks that the actor has or may take. One for the portal among them is found by what its row shows, and not by the facts."""
    for_requester = and_(own, func.coalesce(user_task.c.properties[PORTAL].as_string(), "") == "true")
    names = (user_task.c.name_zh, user_task.c.name_en)
    return or_(not_(for_requester), text_in(text, process_instance.c.number, process_instance.c.title, *names))
