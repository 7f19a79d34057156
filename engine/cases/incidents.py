"""Raising and closing incidents: states of an instance that need a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from engine.bpmn.outcome import IncidentWait
from engine.cases.instance import Instance
from engine.events.work import IncidentRaised
from engine.incidents.rules import State
from engine.incidents.tables import incident
from engine.kernel.errors import ZhiduError
from engine.kernel.ids import new_id
from engine.kernel.texts import Text
from engine.unit_of_work.context import Context

_OPEN_AT = select(incident.c.id).where(
    incident.c.instance_id == bindparam("instance_id"), incident.c.wait_id == bindparam("wait_id"), incident.c.state == State.OPEN
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
) -> str:
    """Open an incident of ``instance`` and record it. Gives its id."""
    incident_id = new_id()
    row = {
        "id": incident_id,
        "instance_id": instance.id,
        "procedure_id": instance.procedure_id,
        "job_id": job_id,
        "wait_id": wait_id,
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
    if wait_id is None:
        ctx.rows.add(incident, row)
    else:
        ctx.rows.open(incident, instance.id, wait_id, row)
    instance.open_incidents += 1
    instance.touch()
    about = instance.element(element_id) if element_id else None
    ctx.record(IncidentRaised(about, incident_id, code, {"en": text.en, "zh": text.zh}, facts or None), instance)
    return incident_id


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
