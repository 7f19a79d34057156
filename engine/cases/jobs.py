"""Jobs of cases: opened, found with their case locked, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, literal, select, update

from engine.bpmn.outcome import ConnectorWait, TimerWait
from engine.cases.at_hand import instance_from
from engine.cases.incidents import incident_of_procedure, raise_incident
from engine.cases.instance import COLUMNS, Instance
from engine.cases.machine import machine_of
from engine.cases.texts import say
from engine.connectors.protocol import Registry, peer_of
from engine.events.work import JobFailed
from engine.instances.rules import State as CaseState
from engine.instances.tables import process_instance
from engine.jobs.rules import DEFAULT_RETRIES, LEASE, STILL_OPEN, Impulse, Kind, State, carries_impulse, impulse_of, lane_of, retry_at
from engine.jobs.tables import job
from engine.kernel.errors import NotFound
from engine.kernel.ids import new_id
from engine.kernel.texts import Text
from engine.store.database_time import database_time
from engine.unit_of_work.context import Context

_LONG_AGO = literal(datetime(1970, 1, 1, tzinfo=UTC), job.c.locked_until.type)
GO_ON = "go on"
"""Wait id of the job with which a case goes on: no wait has it, and one such job is enough."""
_root = process_instance.alias("root")
_INSTANCE_OF = (
    select(*COLUMNS)
    .select_from(job)
    .join(process_instance, process_instance.c.id == job.c.instance_id)
    .join(_root, _root.c.id == process_instance.c.root_instance_id)
    .where(job.c.id == bindparam("job_id"))
    .with_for_update(of=[_root, process_instance])
)
_JOB = (
    select(job, (func.coalesce(job.c.locked_until, _LONG_AGO) > database_time()).label("leased"))
    .where(job.c.id == bindparam("job_id"))
    .with_for_update()
)
_CHANGING = ("state", "due_at", "attempts", "retries_left", "locked_by", "locked_until", "last_error", "ended_at", "impulse_id", "hops")
_CHANGE = (
    update(job)
    .where(job.c.id == bindparam("of_job"))
    .values({name: bindparam(f"new_{name}", type_=job.c[name].type) for name in _CHANGING})
)

_CANCEL_ALL = (
    update(job)
    .where(job.c.instance_id == bindparam("of_instance"), job.c.state.in_(STILL_OPEN))
    .values(state=State.CANCELLED.value, ended_at=bindparam("at", type_=job.c.ended_at.type), locked_by=None, locked_until=None)
)


def open_timer(ctx: Context, instance: Instance, wait: TimerWait) -> None:
    open_job(ctx, instance, Kind.TIMER, wait.element_id, wait_id=wait.wait_id, due_at=wait.due_at)


def open_connector_job(ctx: Context, instance: Instance, wait: ConnectorWait) -> None:
    payload = {"type": wait.type, "inputs": wait.inputs, "headers": dict(wait.headers), "properties": dict(wait.properties)}
    retries = max(wait.retries, 1)
    peer = peer_of(ctx.shared.part(Registry).find(wait.type), wait.inputs, wait.headers)
    open_job(
        ctx, instance, Kind.CONNECTOR, wait.element_id, wait_id=wait.wait_id, due_at=ctx.now, payload=payload, retries=retries, peer=peer
    )


def open_job(
    ctx: Context,
    instance: Instance,
    kind: Kind,
    element_id: str | None,
    *,
    due_at: datetime,
    wait_id: str | None = None,
    payload: dict[str, Any] | None = None,
    retries: int = DEFAULT_RETRIES,
    peer: str | None = None,
) -> str:
    """A job of ``instance``; it rests while the instance is suspended. ``peer``: the system that it calls outside. Gives its id."""
    resting = instance.state == CaseState.SUSPENDED
    row = job_row(
        kind=kind,
        state=State.RESTING if resting else State.READY,
        instance_id=instance.id,
        procedure_id=instance.procedure_id,
        wait_id=wait_id,
        element_id=element_id,
        due_at=due_at,
        retries_left=retries,
        payload=payload or {},
        peer=peer,
        created_at=ctx.now,
    )
    due_to_impulse(ctx.impulse, row, hops=max(instance.hops, ctx.impulse.hops))
    if wait_id is None:
        ctx.rows.add(job, row)
    else:
        ctx.rows.open(job, instance.id, wait_id, row)
    job_id: str = row["id"]
    return job_id


def due_to_impulse(impulse: Impulse, row: dict[str, Any], *, hops: int) -> None:
    """The job carries the impulse of the command that opens it, unless it will be one itself."""
    if carries_impulse(row["kind"], row["due_at"] - row["created_at"]):
        impulse.id = impulse.id or row["id"]
        row.update(impulse_id=impulse.id, hops=hops)


def job_row(*, kind: Kind, state: State, created_at: datetime, **values: Any) -> dict[str, Any]:
    """A whole row of ``job``, so that all rows of one insert have the same columns."""
    return {
        "id": new_id(),
        "kind": kind.value,
        "state": state.value,
        "instance_id": None,
        "wait_id": None,
        "attempts": 0,
        "locked_by": None,
        "locked_until": None,
        "last_error": None,
        "created_at": created_at,
        "ended_at": None,
        "impulse_id": None,
        "hops": None,
        "held_by": None,
        "lane": lane_of(kind, outside=values.get("peer") is not None).value,
        "peer": None,
        **values,
    }


def locked_job(ctx: Context, job_id: str) -> tuple[Row[Any], Instance | None]:
    """The job, locked after its instance (as everywhere). Raises ``NotFound``."""
    values = ctx.db.execute(_INSTANCE_OF, {"job_id": job_id}).first()
    instance = None if values is None else instance_from(ctx, values)
    row = ctx.db.execute(_JOB, {"job_id": job_id}).first()
    if row is None:
        raise NotFound(say("job_unknown"), job_id=job_id)
    return row, instance


def work_of(ctx: Context, job_id: str) -> tuple[Row[Any], Instance | None]:
    """The job, locked after its instance: what this command does is due to what the job is due to. Raises ``NotFound``."""
    row, instance = locked_job(ctx, job_id)
    ctx.impulse = impulse_of(row.id, row.impulse_id, row.hops)
    return row, instance


def keep_payload(ctx: Context, row: Row[Any], payload: Mapping[str, Any]) -> None:
    """The job has done a part, and goes on from here when it is its turn again."""
    ctx.db.execute(update(job).where(job.c.id == row.id).values(payload=dict(payload)))


def lease(ctx: Context, row: Row[Any], worker: str) -> None:
    """For a while the job is the worker's alone, by the clock of the database: those of several hosts differ."""
    until = database_time(LEASE.total_seconds())
    ctx.db.execute(update(job).where(job.c.id == row.id).values(locked_by=worker, locked_until=until))


def renew_leases(ctx: Context, worker: str, job_ids: Sequence[str]) -> int:
    """Gives how many of the jobs are still the worker's."""
    until = database_time(LEASE.total_seconds())
    mine = (job.c.id.in_(job_ids), job.c.locked_by == worker, job.c.state.in_(STILL_OPEN))
    return ctx.db.execute(update(job).where(*mine).values(locked_until=until)).rowcount


def cancel_jobs(ctx: Context, instance: Instance) -> None:
    """A case that was cancelled sends nothing any more: what it threw and nobody has got yet goes away, too."""
    ctx.db.execute(_CANCEL_ALL, {"of_instance": instance.id, "at": ctx.now})
    ctx.rows.loose = [(table, row) for table, row in ctx.rows.loose if table is not job or row["instance_id"] != instance.id]


_TOLD = ("state", "due_at", "attempts", "retries_left", "last_error", "ended_at")
"""Leases are no part of the evidence."""


def change_job(ctx: Context, row: Row[Any], **new: Any) -> None:
    """Write what changed of a job, and have it told."""
    told = {name: new[name] for name in _TOLD if name in new}
    if told:
        ctx.rows.wrote(job, row.id, row.instance_id, **told)
    _write(ctx, row, new)


def postpone_message(ctx: Context, row: Row[Any], due_at: datetime) -> None:
    """Nobody waits for it yet. Nothing happened, so nothing is told."""
    _write(ctx, row, {"due_at": due_at, "attempts": row.attempts + 1})


def _write(ctx: Context, row: Row[Any], new: Mapping[str, Any]) -> None:
    values = {name: getattr(row, name) for name in _CHANGING} | dict(new)
    ctx.db.execute(_CHANGE, {"of_job": row.id, **{f"new_{name}": value for name, value in values.items()}})


def end_job(ctx: Context, row: Row[Any], state: State = State.DONE) -> None:
    change_job(ctx, row, state=state.value, ended_at=ctx.now, locked_by=None, locked_until=None)


def fail_job(ctx: Context, row: Row[Any], instance: Instance | None, error: Mapping[str, str], *, worth_it: bool = True) -> None:
    """The attempt failed: another one later, or an incident when there is none left."""
    attempt, left = row.attempts + 1, row.retries_left - 1
    again = retry_at(ctx.now, attempt, left, worth_it=worth_it)
    values: dict[str, Any] = {
        "attempts": attempt,
        "retries_left": max(left, 0),
        "locked_by": None,
        "locked_until": None,
        "last_error": dict(error),
    }
    if again is None:
        change_job(ctx, row, **values, state=State.FAILED.value)
    else:
        change_job(ctx, row, **values, due_at=again)
    if instance is not None:
        about = instance.element(row.element_id) if row.element_id else None
        ctx.record(JobFailed(about, row.id, error, attempt, again), instance)
    if again is None:
        _incident(ctx, row, instance, error)


def _incident(ctx: Context, row: Row[Any], instance: Instance | None, error: Mapping[str, str]) -> None:
    text = Text(error["message_en"], error["message_zh"])
    if instance is not None:
        raise_incident(ctx, instance, code=error["code"], text=text, wait_id=row.wait_id, element_id=row.element_id, job_id=row.id)
        return
    incident_of_procedure(ctx, row.procedure_id, code=error["code"], text=text, element_id=row.element_id, job_id=row.id)


def connector_wait(ctx: Context, instance: Instance, row: Row[Any]) -> ConnectorWait | None:
    """The wait that a connector's job serves, as it was when it opened; None when it is over."""
    machine = machine_of(ctx, instance)
    found = next((wait for wait in machine.waits() if wait.wait_id == row.wait_id), None)
    return found if isinstance(found, ConnectorWait) else None
