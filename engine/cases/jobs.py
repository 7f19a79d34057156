"""Jobs as rows: finding one with its instance locked, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, bindparam, select, update

from engine.bpmn.outcome import ConnectorWait
from engine.cases.incidents import element_facts, raise_incident
from engine.cases.instance import COLUMNS, Instance, instance_from
from engine.events.work import JobFailed
from engine.incidents.rules import State as IncidentState
from engine.incidents.tables import incident
from engine.instances.tables import process_instance
from engine.jobs.rules import State, retry_at
from engine.jobs.tables import job
from engine.kernel.errors import NotFound
from engine.kernel.ids import new_id

if TYPE_CHECKING:
    from engine.unit_of_work.context import Context

_root = process_instance.alias("root")
_INSTANCE_OF = (
    select(*COLUMNS)
    .select_from(job)
    .join(process_instance, process_instance.c.id == job.c.instance_id)
    .join(_root, _root.c.id == process_instance.c.root_instance_id)
    .where(job.c.id == bindparam("job_id"))
    .with_for_update(of=[_root, process_instance])
)
_JOB = select(job).where(job.c.id == bindparam("job_id")).with_for_update()
_CHANGING = ("state", "due_at", "attempts", "retries_left", "locked_by", "locked_until", "last_error", "ended_at")
_CHANGE = (
    update(job)
    .where(job.c.id == bindparam("of_job"))
    .values({name: bindparam(f"new_{name}", type_=job.c[name].type) for name in _CHANGING})
)


def locked_job(ctx: Context, job_id: str) -> tuple[Row[Any], Instance | None]:
    """The job, locked after its instance (as everywhere). Raises ``NotFound``."""
    values = ctx.db.execute(_INSTANCE_OF, {"job_id": job_id}).first()
    instance = None if values is None else instance_from(ctx, values)
    row = ctx.db.execute(_JOB, {"job_id": job_id}).first()
    if row is None:
        raise NotFound("Expected a job, but found none.", message_zh="未找到该作业。", job_id=job_id)
    return row, instance


def change_job(ctx: Context, row: Row[Any], **new: Any) -> None:
    """Write what changed of a job."""
    values = {name: getattr(row, name) for name in _CHANGING} | new
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
        about = element_facts(instance, row.element_id) if row.element_id else None
        ctx.record(JobFailed(about, row.id, error, attempt, again), instance)
    if again is None:
        _incident(ctx, row, instance, error)


def _incident(ctx: Context, row: Row[Any], instance: Instance | None, error: Mapping[str, str]) -> None:
    values = {"code": error["code"], "en": error["message_en"], "zh": error["message_zh"], "job_id": row.id, "element_id": row.element_id}
    if instance is not None:
        raise_incident(ctx, instance, **values, wait_id=row.wait_id)
        return
    ctx.rows.add(
        incident,
        {
            "id": new_id(),
            "instance_id": None,
            "procedure_id": row.procedure_id,
            "job_id": row.id,
            "wait_id": None,
            "element_id": row.element_id,
            "code": error["code"],
            "message_zh": error["message_zh"],
            "message_en": error["message_en"],
            "details": {},
            "state": IncidentState.OPEN.value,
            "created_at": ctx.now,
            "resolved_at": None,
            "resolved_by": None,
            "resolution": None,
            "version": 1,
        },
    )


def connector_wait(ctx: Context, instance: Instance, row: Row[Any]) -> ConnectorWait | None:
    """The wait that a connector's job serves, as it was when it opened; None when it is over."""
    machine = instance.machine(ctx)
    found = next((wait for wait in machine.waits() if wait.wait_id == row.wait_id), None)
    return found if isinstance(found, ConnectorWait) else None
