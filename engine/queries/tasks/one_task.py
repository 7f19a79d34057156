"""One task with its form, and start forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from engine.bpmn.dialect import COMPLETE_ON_CLAIM, is_set
from engine.cases import access
from engine.cases.machine import load_run
from engine.cases.readers import sees_inside
from engine.definitions.tables import procedure
from engine.identity.tables import app_user, customer
from engine.instances.rules import State as InstanceState
from engine.instances.tables import process_instance
from engine.kernel.errors import NotFound
from engine.library.bundle import Bundle
from engine.library.option_lists import lists_for
from engine.library.versions import bundle_of
from engine.queries.organisation.working_time import WorkingTime
from engine.queries.pages import Ref, plain_mapping, ref
from engine.queries.tasks.texts import say
from engine.service_levels.clocks import listed_clock
from engine.service_levels.tables import service_clock
from engine.tasks.rules import Delegation, State, Task, Verb
from engine.tasks.tables import form_draft, task_candidate, user_task
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class FormView:
    """A form for the browser, in one language.

    ``data``: values to begin with. ``lists``: options that the server provides. ``draft``: what was typed before.
    """

    form_id: str
    schema: Mapping[str, Any]
    data: Mapping[str, Any]
    lists: Mapping[str, Any]
    draft: Mapping[str, Any] | None
    draft_at: datetime | None


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """A task for the one who works on it. ``actions``: what this actor may do with it now."""

    task_id: str
    version: int
    name_zh: str
    name_en: str
    element_id: str
    state: State
    procedure_id: str
    procedure_zh: str
    procedure_en: str
    instance_id: str
    instance_number: str
    instance_state: InstanceState
    title: str
    facts: Mapping[str, Any]
    customer: Ref | None
    requester: Ref | None
    assignee: Ref | None
    owner: Ref | None
    delegation: Delegation | None
    candidates: tuple[str, ...]
    priority: int
    due_at: datetime | None
    due_working_seconds: int | None
    overdue: bool
    follow_up_at: datetime | None
    created_at: datetime
    claimed_at: datetime | None
    ended_at: datetime | None
    ended_by: Ref | None
    complete_on_claim: bool
    documentation: str
    form: FormView | None
    actions: tuple[Verb, ...]


@dataclass(frozen=True, slots=True)
class ShowTask(Query[TaskDetail]):
    """A task with its form in the reader's language."""

    task_id: str
    locale: str = "zh"

    def answer(self, ctx: ReadContext) -> TaskDetail:
        row = access.see_task(ctx, self.task_id)
        bundle = bundle_of(ctx, row.version_id)
        more = _surroundings(ctx, self.task_id)
        actions = access.task_actions(ctx, row)
        return TaskDetail(
            task_id=row.id,
            version=row.version,
            name_zh=row.name_zh,
            name_en=row.name_en,
            element_id=row.element_id,
            state=State(row.state),
            procedure_id=row.procedure_id,
            procedure_zh=more.procedure_zh,
            procedure_en=more.procedure_en,
            instance_id=row.instance_id,
            instance_number=more.number,
            instance_state=more.instance_state,
            title=more.title,
            facts=plain_mapping(more.facts) if sees_inside(ctx, row.instance_id) else {},
            customer=ref(more.customer_key, more.customer_zh, more.customer_en),
            requester=ref(more.requester_id, more.requester_zh, more.requester_en),
            assignee=ref(row.assignee_id, more.assignee_zh, more.assignee_en),
            owner=ref(row.owner_id, more.owner_zh, more.owner_en),
            delegation=Delegation(row.delegation) if row.delegation else None,
            candidates=_candidates(ctx, row.id),
            priority=row.priority,
            due_at=row.due_at,
            due_working_seconds=WorkingTime(ctx).seconds_left(row.due_at, more.calendar_id) if row.ended_at is None else None,
            overdue=row.ended_at is None and row.due_at is not None and row.due_at < ctx.now,
            follow_up_at=row.follow_up_at,
            created_at=row.created_at,
            claimed_at=row.claimed_at,
            ended_at=row.ended_at,
            ended_by=ref(row.ended_by, more.ender_zh, more.ender_en),
            complete_on_claim=is_set(row.properties, COMPLETE_ON_CLAIM),
            documentation=bundle.documentation.get(row.element_id, ""),
            form=self._form(ctx, row, bundle) if row.ended_at is None else None,
            actions=tuple(sorted(actions)),
        )

    def _form(self, ctx: ReadContext, task: Task, bundle: Bundle) -> FormView | None:
        if task.form_id is None:
            return None
        instance = access.see_instance_of_task(ctx, task)
        variables = load_run(ctx, instance).variables_at(task.wait_id)
        return form_view(ctx, bundle, task.form_id, variables, subject=f"task:{task.id}", locale=self.locale)


def form_view(ctx: ReadContext, bundle: Bundle, form_id: str, variables: Mapping[str, Any], *, subject: str, locale: str) -> FormView:
    """The form with the values it may show: those of its own fields, and nothing else of the case."""
    form = bundle.forms[form_id]
    draft = ctx.db.execute(
        select(form_draft.c.data, form_draft.c.updated_at).where(form_draft.c.user_id == ctx.actor.id, form_draft.c.subject == subject)
    ).first()
    return FormView(
        form_id=form_id,
        schema=form.localised(locale),
        data=form.initial_values(variables),
        lists=lists_for(ctx, form, variables, locale),
        draft=draft.data if draft else None,
        draft_at=draft.updated_at if draft else None,
    )


def _surroundings(ctx: ReadContext, task_id: str) -> Any:
    """What the task's page shows of the case, with the names of all concerned. One statement."""
    people = {name: app_user.alias(name) for name in ("assignee", "owner", "ender", "requester")}
    statement = (
        select(
            process_instance.c.number,
            process_instance.c.title,
            process_instance.c.facts,
            process_instance.c.state.label("instance_state"),
            process_instance.c.requester_id,
            procedure.c.name_zh.label("procedure_zh"),
            procedure.c.name_en.label("procedure_en"),
            customer.c.id.label("customer_key"),
            customer.c.name_zh.label("customer_zh"),
            customer.c.name_en.label("customer_en"),
            service_clock.c.calendar_id,
            *(table.c.display_name_zh.label(f"{name}_zh") for name, table in people.items()),
            *(table.c.display_name_en.label(f"{name}_en") for name, table in people.items()),
        )
        .select_from(user_task)
        .join(process_instance, process_instance.c.id == user_task.c.instance_id)
        .join(procedure, procedure.c.id == user_task.c.procedure_id)
        .outerjoin(customer, customer.c.id == process_instance.c.customer_id)
        .outerjoin(service_clock, listed_clock(user_task.c.instance_id))
        .outerjoin(people["assignee"], people["assignee"].c.id == user_task.c.assignee_id)
        .outerjoin(people["owner"], people["owner"].c.id == user_task.c.owner_id)
        .outerjoin(people["ender"], people["ender"].c.id == user_task.c.ended_by)
        .outerjoin(people["requester"], people["requester"].c.id == process_instance.c.requester_id)
        .where(user_task.c.id == task_id)
    )
    return ctx.db.execute(statement).one()


def _candidates(ctx: ReadContext, task_id: str) -> tuple[str, ...]:
    rows = ctx.db.execute(
        select(task_candidate.c.candidate).where(task_candidate.c.task_id == task_id).order_by(task_candidate.c.candidate)
    )
    return tuple(candidate for (candidate,) in rows)


@dataclass(frozen=True, slots=True)
class StartForm(Query[FormView | None]):
    """The form with which the actor starts a procedure; None where it starts without one."""

    procedure_id: str
    form_id: str | None = None
    locale: str = "zh"

    def answer(self, ctx: ReadContext) -> FormView | None:
        active = ctx.db.execute(select(procedure.c.active_version_id).where(procedure.c.id == self.procedure_id)).scalar()
        if active is None:
            raise _nothing_to_start(self.procedure_id)
        bundle = bundle_of(ctx, active)
        allowed = [start.form for start in bundle.procedure.starts if ctx.actor.holds_any(start.roles)]
        if not allowed or (self.form_id is not None and self.form_id not in allowed):
            raise _nothing_to_start(self.procedure_id)
        form_id = self.form_id or allowed[0]
        if form_id is None:
            return None
        subject = f"start:{self.procedure_id}:{form_id}"
        return form_view(ctx, bundle, form_id, access.start_values(ctx), subject=subject, locale=self.locale)


def _nothing_to_start(procedure_id: str) -> NotFound:
    return NotFound(say("procedure_not_startable", procedure_id=procedure_id), procedure_id=procedure_id)
