"""What a person does about an incident or a job: try again, or settle it by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from engine.bpmn.outcome import ChildWait, ConnectorWait, IncidentWait, TimerWait, UserTaskWait, Wait
from engine.cases import inline_connectors as inline
from engine.cases.advance import advance
from engine.cases.at_hand import locked_instance
from engine.cases.call_activities import start_child
from engine.cases.instance import Instance
from engine.cases.jobs import change_job, end_job, locked_job
from engine.cases.machine import machine_of
from engine.cases.steps import Cause
from engine.cases.user_tasks import name_again
from engine.commands.cases.held_jobs import drop, let_go_on
from engine.commands.cases.texts import say
from engine.events import Change, Event
from engine.events.work import IncidentResolved, IncidentRetried, JobRetried
from engine.incidents import rules
from engine.incidents.tables import incident
from engine.instances.rules import State as InstanceState
from engine.instances.rules import check_running
from engine.jobs.rules import DEFAULT_RETRIES, LET_GO
from engine.jobs.rules import State as JobState
from engine.kernel.errors import Conflict, Fault, Forbidden, InvalidInput, NotFound
from engine.kernel.permissions import Permission
from engine.unit_of_work.context import Context
from engine.unit_of_work.receipts import IncidentReceipt, JobReceipt
from engine.unit_of_work.row_versions import require_version
from engine.unit_of_work.verbs import Command

_NOT_WAITING = {JobState.RESTING: "resting", JobState.HELD: "held", JobState.DONE: "done", JobState.CANCELLED: "cancelled"}


@dataclass(frozen=True)
class RetryIncident(Command[IncidentReceipt]):
    """Try again: the job, the expression, the connector, the call, or the person that was not found."""

    incident_id: str
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> IncidentReceipt:
        row, instance = _open_incident(ctx, self.incident_id, self.expected_version)
        _resolve(ctx, row, instance, "tried again")
        if instance is not None:
            about = instance.element(row.element_id) if row.element_id else None
            ctx.record(IncidentRetried(about, row.id), instance)
        if row.code in rules.HOLDING:
            let_go_on(ctx, row.id)
        elif row.job_id is not None:
            _again(ctx, row.job_id, None)
        elif instance is not None:
            check_running(instance.state, instance.number)
            _retry_wait(ctx, instance, row)
        return _receipt(ctx, row)


@dataclass(frozen=True)
class ResolveIncident(Command[IncidentReceipt]):
    """Settle by hand what the engine could not do; ``variables`` is the result that the step would have had.

    Where an expression failed, the variables are set and it is evaluated again: a value by hand cannot stand for a way.
    """

    incident_id: str
    resolution: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> IncidentReceipt:
        row, instance = _open_incident(ctx, self.incident_id, self.expected_version)
        if not self.resolution.strip():
            fault = Fault("resolution", "required", say("say_what_was_done"))
            raise InvalidInput(say("resolution_missing"), faults=[fault])
        _resolve(ctx, row, instance, self.resolution.strip())
        if row.code in rules.HOLDING:
            drop(ctx, row.id)
        elif row.job_id is not None:
            job_row, _ = locked_job(ctx, row.job_id)
            end_job(ctx, job_row, JobState.CANCELLED)
        if instance is not None:
            _settle(ctx, instance, row, self.resolution.strip(), self.variables or {})
        return _receipt(ctx, row)


@dataclass(frozen=True)
class RetryJob(Command[JobReceipt]):
    """Run a waiting or failed job again, now or at ``due_at``."""

    job_id: str
    due_at: datetime | None = None

    def carry_out(self, ctx: Context) -> JobReceipt:
        if not ctx.actor.may(Permission.INCIDENTS_MANAGE):
            raise Forbidden(say("may_not_retry"))
        row, instance = locked_job(ctx, self.job_id)
        if row.state not in (JobState.READY, JobState.FAILED):
            raise Conflict(say("job_not_waiting", state=say(_NOT_WAITING[row.state])), code="job_state")
        found = ctx.db.execute(select(incident).where(incident.c.job_id == row.id, incident.c.state == rules.State.OPEN)).first()
        if found is not None:
            _resolve(ctx, found, instance, "job tried again")
        state = _again(ctx, self.job_id, self.due_at)
        if instance is not None:
            instance.touch()
            ctx.record(JobRetried(instance.element(row.element_id) if row.element_id else None, row.id), instance)
        return JobReceipt(row.id, state)


def _open_incident(ctx: Context, incident_id: str, expected_version: int | None) -> tuple[Row[Any], Instance | None]:
    """The open incident, its instance locked first. Who may not manage incidents is told so before it is looked for."""
    rules.check_right(ctx.actor)
    statement = select(incident).where(incident.c.id == incident_id)
    seen = ctx.db.execute(statement).first()
    if seen is None:
        raise NotFound(say("incident_unknown"), incident_id=incident_id)
    instance = None if seen.instance_id is None else locked_instance(ctx, seen.instance_id)
    row = ctx.db.execute(statement.with_for_update()).one()
    require_version(row.version, expected_version)
    rules.check_open(row.state)
    return row, instance


def _resolve(ctx: Context, row: Row[Any], instance: Instance | None, how: str) -> None:
    values = {"state": rules.State.RESOLVED.value, "resolved_at": ctx.now, "resolved_by": ctx.actor.id, "resolution": how}
    ctx.db.execute(update(incident).where(incident.c.id == row.id).values(version=row.version + 1, **values))
    if instance is not None:
        instance.open_incidents -= 1
        instance.touch()


def _again(ctx: Context, job_id: str, due_at: datetime | None) -> str:
    row, instance = locked_job(ctx, job_id)
    state = JobState.RESTING if instance is not None and instance.state == InstanceState.SUSPENDED else JobState.READY
    left = max(row.retries_left, DEFAULT_RETRIES)
    values = {"state": state.value, "due_at": due_at or ctx.now, "retries_left": left, "locked_by": None, "locked_until": None}
    change_job(ctx, row, **values, impulse_id=row.id, hops=LET_GO)
    return state.value


def _retry_wait(ctx: Context, instance: Instance, row: Row[Any]) -> None:
    machine = machine_of(ctx, instance)
    match _wait(ctx, instance, row.wait_id):
        case IncidentWait():
            advance(ctx, instance, machine.retry(row.wait_id))
        case ConnectorWait() as wait:
            instance.follow_ups.add(wait.wait_id)
            step = inline.call(ctx, instance, wait)
            if step is not None:
                advance(ctx, instance, step.outcome, step.cause)
        case ChildWait() as wait:
            instance.follow_ups.add(wait.wait_id)
            step = start_child(ctx, instance, wait)
            if step is not None:
                advance(ctx, step.instance, step.outcome, step.cause)
        case UserTaskWait() as wait:
            name_again(ctx, instance, wait)


def _settle(ctx: Context, instance: Instance, row: Row[Any], resolution: str, variables: Mapping[str, Any]) -> None:
    """The step is taken as done, with the result given by hand."""
    about = instance.element(row.element_id) if row.element_id else None

    def event(changes: Sequence[Change]) -> Event:
        return IncidentResolved(about, row.id, resolution, changes or None)

    wait = _wait(ctx, instance, row.wait_id) if instance.alive else None
    machine = machine_of(ctx, instance) if wait is not None else None
    if machine is None or isinstance(wait, UserTaskWait):
        ctx.record(event(()), instance)
    elif isinstance(wait, IncidentWait):
        check_running(instance.state, instance.number)
        ctx.record(event([{"name": name, "new": value} for name, value in variables.items()]), instance)
        if variables:
            advance(ctx, instance, machine.set_variables(variables, row.wait_id))
        advance(ctx, instance, machine.retry(row.wait_id))
    elif isinstance(wait, TimerWait):
        check_running(instance.state, instance.number)
        advance(ctx, instance, machine.fire(row.wait_id), Cause(row.element_id, event))
    else:
        check_running(instance.state, instance.number)
        advance(ctx, instance, machine.complete(row.wait_id, variables), Cause(row.element_id, event))


def _wait(ctx: Context, instance: Instance, wait_id: str | None) -> Wait | None:
    if wait_id is None or not instance.alive:
        return None
    return next((wait for wait in machine_of(ctx, instance).waits() if wait.wait_id == wait_id), None)


def _receipt(ctx: Context, row: Row[Any]) -> IncidentReceipt:
    return IncidentReceipt(row.id, rules.State.RESOLVED.value, row.version + 1, ctx.receipts)
