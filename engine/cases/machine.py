"""What the machine is given for one command: time, decisions, the read-only names of expressions, ceilings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.bpmn import Environment, Limits
from engine.library.dialect import procedures_dialect

if TYPE_CHECKING:
    from engine.cases.instance import Instance
    from engine.dmn import DecisionOutcome
    from engine.unit_of_work.context import ReadContext


def environment_of(ctx: ReadContext, instance: Instance) -> Environment:
    """The environment of ``instance`` in this command. Times are aware UTC."""
    bundle, now = instance.bundle, ctx.now
    dialect = procedures_dialect(ctx)

    def decide(decision_id: str, inputs: Mapping[str, object]) -> DecisionOutcome:
        return bundle.decide(decision_id, inputs, now, ctx.meter, dialect)

    return Environment(
        now=now,
        decide=decide,
        constants=constants_of(ctx, instance),
        limits=limits_of(ctx.settings.max_steps, ctx.settings.max_tokens, ctx.settings.max_loop_cardinality),
        time_zone=ZoneInfo(ctx.settings.time_zone),
        meter=ctx.meter,
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
def limits_of(steps: int, tokens: int, cardinality: int) -> Limits:
    return Limits(steps=steps, tokens=tokens, cardinality=cardinality)
