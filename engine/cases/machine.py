"""The machine of an instance, and what it is given for one command: time, decisions, the read-only names of expressions, ceilings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from engine.bpmn import Environment, Limits, Run
from engine.cases.instance import Instance, values_of
from engine.dmn import DecisionOutcome
from engine.library.dialect import procedures_dialect
from engine.library.versions import bundle_of
from engine.unit_of_work.context import ReadContext


def machine_of(ctx: ReadContext, instance: Instance) -> Run:
    """The machine with the instance's state, loaded once for a command."""
    if instance.run is None:
        instance.run = instance.bundle.program.load(instance.snapshot, environment_of(ctx, instance))
    return instance.run


def load_run(ctx: ReadContext, row: Row[Any]) -> Run:
    """The machine of a ``process_instance`` row (all columns), for queries: they read its state and change nothing."""
    return machine_of(ctx, Instance(*(*values_of(row), bundle_of(ctx, row.version_id))))


def environment_of(ctx: ReadContext, instance: Instance) -> Environment:
    """The environment of ``instance`` in this command. Times are aware UTC."""
    bundle, now, most = instance.bundle, ctx.now, ctx.settings
    dialect = procedures_dialect(ctx, bundle.dialect_version)

    def decide(decision_id: str, inputs: Mapping[str, object]) -> DecisionOutcome:
        return bundle.decide(decision_id, inputs, now, ctx.meter, dialect)

    return Environment(
        now=now,
        decide=decide,
        constants=constants_of(ctx, instance),
        limits=limits_of(most.max_steps, most.max_steps_at_once, most.max_tokens, most.max_loop_cardinality),
        time_zone=ZoneInfo(ctx.settings.time_zone),
        meter=ctx.meter,
        pace=ctx.pace,
        dialect=dialect,
    )


def constants_of(ctx: ReadContext, instance: Instance) -> dict[str, object]:
    """``case`` and ``actor``: what every expression may ask about its own instance and about who acts."""
    case = {
        "id": instance.id,
        "number": instance.number,
        "procedure": instance.procedure_id,
        "started_at": instance.started_at,
        "started_by": instance.started_by,
        "customer": instance.customer_id,
        "requester": instance.requester_id,
        "department": instance.department,
        "business_key": instance.business_key,
        "parent": instance.parent_instance_id,
    }
    actor = {"kind": ctx.actor.kind, "id": ctx.actor.id, "name": ctx.actor.name}
    return {"case": case, "actor": actor}


@lru_cache(maxsize=8)
def limits_of(steps: int, at_once: int, tokens: int, cardinality: int) -> Limits:
    return Limits(steps, at_once, tokens, cardinality)
