"""What the engine does by itself: one command for each step of a job. People cannot give these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select

from engine.bpmn import Schedule
from engine.bpmn.outcome import ChildWait
from engine.cases import access
from engine.cases import inline_connectors as inline
from engine.cases.advance import advance, start
from engine.cases.call_activities import start_child
from engine.cases.instance import Instance
from engine.cases.jobs import connector_wait, end_job, fail_job, keep_payload, lease, postpone_message, renew_leases, work_of
from engine.cases.machine import machine_of
from engine.cases.messages import Letter, Round, broadcast_some, correlate
from engine.cases.new_case import Origin
from engine.cases.start_timers import plan_start
from engine.cases.steps import Step
from engine.connectors.protocol import BpmnError
from engine.definitions.tables import procedure
from engine.events.instances import MessageNotCorrelated
from engine.jobs.rules import MESSAGE_TIME_TO_LIVE, Kind, State, error_facts, wait_after
from engine.kernel.errors import Conflict, NotFound
from engine.kernel.texts import Text
from engine.library.versions import bundle_of
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True, slots=True)
class TakenJob:
    """A connector's job, leased: ``inputs`` and ``headers`` as they were when the token came."""

    job_id: str
    type: str
    inputs: Mapping[str, Any]
    headers: Mapping[str, str]
    attempt: int


@dataclass(frozen=True)
class DoJob(Command[bool]):
    """A job that needs nothing from outside, whole, in one transaction. False: it was not to be done any more."""

    job_id: str

    def carry_out(self, ctx: Context) -> bool:
        found = _mine(ctx, self.job_id)
        if found is None:
            return False
        row, instance = found
        _WORK[Kind(row.kind)](ctx, row, instance)
        return True


@dataclass(frozen=True)
class TakeJob(Command["TakenJob | None"]):
    """Lease a connector's job: for a while nobody else runs it. A lease that a crash left behind runs out."""

    job_id: str
    worker: str

    def carry_out(self, ctx: Context) -> TakenJob | None:
        found = _mine(ctx, self.job_id)
        if found is None:
            return None
        row, _ = found
        lease(ctx, row, self.worker)
        payload = row.payload
        return TakenJob(row.id, payload["type"], payload["inputs"], payload["headers"], row.attempts + 1)


@dataclass(frozen=True)
class RenewLeases(Command[int]):
    """The worker is alive and still at work on these jobs. Gives how many are still its own."""

    worker: str
    job_ids: tuple[str, ...]

    def carry_out(self, ctx: Context) -> int:
        access.machine_only(ctx.actor)
        return renew_leases(ctx, self.worker, self.job_ids)


@dataclass(frozen=True)
class FinishJob(Command[bool]):
    """The outside call came back. False: the wait was over meanwhile, and the result has no place to go."""

    job_id: str
    outputs: Mapping[str, Any] = field(default_factory=dict)
    error_code: str | None = None
    error_message: str = ""

    def carry_out(self, ctx: Context) -> bool:
        access.machine_only(ctx.actor)
        row, instance = work_of(ctx, self.job_id)
        if row.state not in (State.READY, State.RESTING) or instance is None or not instance.alive:
            return False
        wait = connector_wait(ctx, instance, row)
        end_job(ctx, row)
        if wait is None:
            return False
        if self.error_code is not None:
            _go_on(
                ctx, inline.thrown(ctx, instance, wait, BpmnError(self.error_code, Text.same(self.error_message), variables=self.outputs))
            )
        else:
            _go_on(ctx, inline.done(ctx, instance, wait, self.outputs, job=row.id, attempt=row.attempts + 1))
        return True


@dataclass(frozen=True)
class FailJob(Command[bool]):
    """An attempt failed; ``retry`` False: another one could not help."""

    job_id: str
    code: str
    text: Text
    retry: bool = True

    def carry_out(self, ctx: Context) -> bool:
        access.machine_only(ctx.actor)
        row, instance = work_of(ctx, self.job_id)
        if row.state not in (State.READY, State.RESTING):
            return False
        fail_job(ctx, row, instance, error_facts(self.code, self.text), worth_it=self.retry)
        return True


def _mine(ctx: Context, job_id: str) -> tuple[Row[Any], Instance | None] | None:
    """The job, if it is still to be done now: somebody else may have been faster, or the case went another way."""
    access.machine_only(ctx.actor)
    row, instance = work_of(ctx, job_id)
    if row.state != State.READY or row.due_at > ctx.now or row.leased:
        return None
    if row.wait_id is not None and (instance is None or not instance.alive):
        end_job(ctx, row, State.CANCELLED)
        return None
    return row, instance


def _go_on(ctx: Context, step: Step) -> None:
    advance(ctx, step.instance, step.outcome, step.cause)


def _fire(ctx: Context, row: Row[Any], instance: Instance | None) -> None:
    assert instance is not None
    end_job(ctx, row)
    advance(ctx, instance, machine_of(ctx, instance).fire(row.wait_id))  # the machine tells that the timer was caught


def _go_further(ctx: Context, row: Row[Any], instance: Instance | None) -> None:
    assert instance is not None
    end_job(ctx, row)
    advance(ctx, instance, machine_of(ctx, instance).go_on())


def _connect(ctx: Context, row: Row[Any], instance: Instance | None) -> None:
    assert instance is not None
    wait = connector_wait(ctx, instance, row)
    end_job(ctx, row)
    if wait is not None:
        _go_on(ctx, inline.work(ctx, instance, wait, key=row.id))


def _call(ctx: Context, row: Row[Any], instance: Instance | None) -> None:
    assert instance is not None
    end_job(ctx, row)
    wait = next((each for each in machine_of(ctx, instance).waits() if each.wait_id == row.wait_id), None)
    if isinstance(wait, ChildWait):
        instance.follow_ups.add(wait.wait_id)
        step = start_child(ctx, instance, wait)
        if step is not None:
            _go_on(ctx, step)


def _send(ctx: Context, row: Row[Any], instance: Instance | None) -> None:
    """A thrown message: kept for a while for somebody who does not wait yet, then recorded as not correlated."""
    assert instance is not None
    payload = row.payload
    letter = Letter(payload["name"], payload["correlation_key"], payload["variables"], sender=instance)
    try:
        correlate(ctx, letter)
    except (NotFound, Conflict) as reason:
        if ctx.now - row.created_at < _time_to_live(instance, letter.name):
            postpone_message(ctx, row, ctx.now + min(wait_after(row.attempts + 1), timedelta(minutes=5)))
            return
        about = instance.element(row.element_id)
        ctx.record(MessageNotCorrelated(about, letter.name, letter.correlation_key, reason.message), instance)
        instance.touch()
    end_job(ctx, row)


def _time_to_live(instance: Instance, name: str) -> timedelta:
    message = instance.bundle.procedure.messages.get(name)
    return MESSAGE_TIME_TO_LIVE if message is None or message.time_to_live is None else message.time_to_live


def _broadcast(ctx: Context, row: Row[Any], instance: Instance | None) -> None:
    assert instance is not None
    payload = row.payload
    so_far = Round(datetime.fromisoformat(payload["heard_at"]), payload["after"]) if "after" in payload else Round(ctx.now)
    further = broadcast_some(ctx, payload["name"], payload["variables"], instance, so_far)
    if further is None:
        end_job(ctx, row)
    else:
        keep_payload(ctx, row, {**payload, "heard_at": further.heard_at.isoformat(), "after": further.after})


def _start(ctx: Context, row: Row[Any], _instance: Instance | None) -> None:
    """A start timer: the next occurrence is planned in the same transaction, so that none is lost or doubled."""
    end_job(ctx, row)
    version_id = row.payload["version_id"]
    if ctx.db.execute(select(procedure.c.active_version_id).where(procedure.c.id == row.procedure_id)).scalar() != version_id:
        return
    following = Schedule.from_json(row.payload["schedule"]).next(ctx.now)
    if following is not None:
        plan_start(ctx, row.procedure_id, version_id, row.element_id, following)
    start(ctx, bundle_of(ctx, version_id), {}, Origin("timer", row.element_id, hops=max(ctx.impulse.hops, 0)))


_WORK = {
    Kind.TIMER: _fire,
    Kind.CONNECTOR: _connect,
    Kind.CALL: _call,
    Kind.MESSAGE: _send,
    Kind.SIGNAL: _broadcast,
    Kind.START_TIMER: _start,
    Kind.GO_ON: _go_further,
}
