"""New instances: number, row, first step of the machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from engine.bpmn.outcome import Outcome
from engine.cases.at_hand import at_hand
from engine.cases.instance import Instance
from engine.cases.machine import environment_of
from engine.cases.steps import Cause
from engine.events import Change, Event, changes
from engine.events.instances import InstanceStarted
from engine.instances.rules import State, number_of
from engine.kernel.ids import new_id
from engine.library.bundle import Bundle
from engine.unit_of_work.context import Context

_NEXT_NUMBER = text(
    "INSERT INTO number_series (series, year, last) VALUES (:series, :year, 1) "
    "ON CONFLICT (series, year) DO UPDATE SET last = number_series.last + 1 RETURNING last"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """How an instance comes to be. ``how``: form, message, signal, timer, call, connector."""

    how: str
    start_element: str | None = None
    parent: Instance | None = None
    parent_wait_id: str | None = None
    business_key: str | None = None
    customer_id: str | None = None
    requester_id: str | None = None
    submission: Mapping[str, Any] | None = None
    dropped: Sequence[str] = ()
    attachments: Sequence[Mapping[str, Any]] = ()
    hops: int = 0
    """Through how many cases the command's impulse has come to this one."""


def begin(ctx: Context, bundle: Bundle, variables: Mapping[str, Any], origin: Origin) -> tuple[Instance, Outcome, Cause]:
    """A new instance of ``bundle`` and what its first step brought about: give it to ``advance`` or carry it out."""
    instance = _new(ctx, bundle, origin)
    at_hand(ctx).instances[instance.id] = instance
    instance.look_at(variables, ctx.now)
    instance.run = bundle.program.begin(environment_of(ctx, instance), variables, start=origin.start_element)

    def event(_changed: Sequence[Change]) -> Event:
        return InstanceStarted(
            number=instance.number,
            start=origin.how,
            element=instance.element(origin.start_element) if origin.start_element else None,
            submission=origin.submission,
            dropped=origin.dropped or None,
            changes=changes(variables, {}) or None,
            parent=origin.parent.id if origin.parent else None,
            business_key=origin.business_key,
            attachments=origin.attachments or None,
        )

    return instance, instance.run.first, Cause(None, event)


def _new(ctx: Context, bundle: Bundle, origin: Origin) -> Instance:
    instance_id, parent = new_id(), origin.parent
    return Instance(
        id=instance_id,
        number=_next_number(ctx, bundle.procedure.number_series),
        procedure_id=bundle.procedure_id,
        version_id=bundle.version_id,
        business_key=origin.business_key or (parent.business_key if parent else None),
        state=State.RUNNING.value,
        end_kind=None,
        title="",
        customer_id=origin.customer_id or (parent.customer_id if parent else None),
        department=parent.department if parent else None,
        requester_id=origin.requester_id or (parent.requester_id if parent else None),
        started_by=ctx.actor.id,
        started_at=ctx.now,
        ended_at=None,
        parent_instance_id=parent.id if parent else None,
        parent_wait_id=origin.parent_wait_id,
        root_instance_id=parent.root_instance_id if parent else instance_id,
        depth=parent.depth + 1 if parent else 0,
        facts={},
        search_text="",
        snapshot=b"",
        open_incidents=0,
        evidence_count=0,
        evidence_head="",
        version=1,
        bundle=bundle,
        is_new=True,
        hops=parent.hops if parent else origin.hops,
    )


def _next_number(ctx: Context, series: str) -> str:
    year = ctx.now.astimezone(ZoneInfo(ctx.settings.time_zone)).year
    last = ctx.db.execute(_NEXT_NUMBER, {"series": series, "year": year}).scalar_one()
    return number_of(series, year, last)
