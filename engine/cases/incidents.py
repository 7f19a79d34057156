"""Raising and closing incidents: states of an instance that need a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select, update

from engine.bpmn.outcome import IncidentWait
from engine.cases.instance import Instance
from engine.events import ElementFacts
from engine.events.work import IncidentRaised
from engine.incidents.rules import CASE_QUEUE_FULL, IMPULSE_SPENT, State
from engine.incidents.tables import incident
from engine.jobs.rules import State as JobState
from engine.jobs.tables import job
from engine.kernel.errors import ZhiduError
from engine.kernel.ids import new_id
from engine.kernel.texts import Text
from engine.unit_of_work.context import Context

_OPEN_AT = select(incident.c.id).where(
    incident.c.instance_id == bindparam("instance_id"), incident.c.wait_id == bindparam("wait_id"), incident.c.state == State.OPEN
)

_holds = select(job.c.id).where(job.c.held_by == incident.c.id, job.c.state == JobState.HELD).exists()
_END_IDLE = (
    update(incident)
    .where(
        incident.c.instance_id == bindparam("of_instance"),
        incident.c.state == State.OPEN,
        incident.c.code.in_((IMPULSE_SPENT, CASE_QUEUE_FULL)),
        ~_holds,
    )
    .values(
        state=State.RESOLVED.value,
        resolved_at=bindparam("at", type_=incident.c.resolved_at.type),
        resolved_by=bindparam("by"),
        resolution=bindparam("how"),
        version=incident.c.version + 1,
    )
    .returning(incident.c.id)
)


def raise_incident(
    ctx: Context,
    instance: Instance,
    *,
    code: str,
    text: Text,
    wait_id: str | None = None,
    element_id: str | None = None,
    job_id: str | None = None,
    facts: Mapping[str, Any] | None = None,
    incident_id: str | None = None,
) -> str:
    """Open an incident of ``instance`` and record it. Gives its id."""
    row = _row(ctx, instance.procedure_id, code, text, element_id=element_id, job_id=job_id, facts=facts, incident_id=incident_id)
    row.update(instance_id=instance.id, wait_id=wait_id)
    if wait_id is None:
        ctx.rows.add(incident, row)
    else:
        ctx.rows.open(incident, instance.id, wait_id, row)
    instance.open_incidents += 1
    instance.touch()
    about = instance.element(element_id) if element_id else None
    ctx.record(_raised(row, about), instance)
    return str(row["id"])


def incident_of_procedure(
    ctx: Context,
    procedure_id: str,
    *,
    code: str,
    text: Text,
    element_id: str | None = None,
    job_id: str | None = None,
    facts: Mapping[str, Any] | None = None,
    incident_id: str | None = None,
) -> str:
    """Open an incident that concerns a procedure and no case of it. Gives its id."""
    row = _row(ctx, procedure_id, code, text, element_id=element_id, job_id=job_id, facts=facts, incident_id=incident_id)
    ctx.rows.add(incident, row)
    ctx.record(_raised({**row, "details": {**row["details"], "procedure": procedure_id}}, None))
    return str(row["id"])


def _row(
    ctx: Context,
    procedure_id: str,
    code: str,
    text: Text,
    *,
    element_id: str | None,
    job_id: str | None,
    facts: Mapping[str, Any] | None,
    incident_id: str | None,
) -> dict[str, Any]:
    return {
        "id": incident_id or new_id(),
        "instance_id": None,
        "procedure_id": procedure_id,
        "job_id": job_id,
        "wait_id": None,
        "element_id": element_id,
        "code": code,
        "message_zh": text.zh,
        "message_en": text.en,
        "details": dict(facts or {}),
        "state": State.OPEN.value,
        "created_at": ctx.now,
        "resolved_at": None,
        "resolved_by": None,
        "resolution": None,
        "version": 1,
    }


def _raised(row: Mapping[str, Any], about: ElementFacts | None) -> IncidentRaised:
    message = {"en": row["message_en"], "zh": row["message_zh"]}
    return IncidentRaised(about, row["id"], row["code"], message, row["details"] or None)


def incident_of(ctx: Context, instance: Instance, reason: ZhiduError, *, wait_id: str, element_id: str, job_id: str | None = None) -> None:
    """An incident that says why something was refused."""
    raise_incident(
        ctx,
        instance,
        code=reason.reason_code,
        text=reason.text,
        wait_id=wait_id,
        element_id=element_id,
        job_id=job_id,
    )


def close_incidents_at(ctx: Context, instance: Instance, wait_id: str, how: str) -> None:
    """The wait is over, and with it the incidents that were open there. Costs nothing where there are none."""
    if instance.open_incidents == 0:
        return
    if ctx.rows.forget(incident, instance.id, wait_id) is not None:
        instance.open_incidents -= 1
        instance.touch()
        return
    stored = ctx.db.execute(_OPEN_AT, {"instance_id": instance.id, "wait_id": wait_id}).all()
    if stored:
        ctx.rows.ended_incidents.append({"of_instance": instance.id, "of_wait": wait_id, "at": ctx.now, "by": ctx.actor.id, "how": how})
        instance.open_incidents -= len(stored)
        instance.touch()


def close_idle_incidents(ctx: Context, instance: Instance, how: str) -> None:
    """Incidents of a ceiling (they stand at no wait) that hold no job any more: the case is over, and nothing of another one is held."""
    if instance.open_incidents == 0:
        return
    ended = ctx.db.execute(_END_IDLE, {"of_instance": instance.id, "at": ctx.now, "by": ctx.actor.id, "how": how}).scalars().all()
    for incident_id in ended:
        ctx.rows.wrote(incident, incident_id, instance.id, resolution=how)
    if ended:
        instance.open_incidents -= len(ended)
        instance.touch()


def open_incident(ctx: Context, instance: Instance, wait: IncidentWait) -> None:
    raise_incident(
        ctx,
        instance,
        code=wait.code,
        text=wait.text,
        wait_id=wait.wait_id,
        element_id=wait.element_id,
        facts=dict(wait.facts),
    )
