"""What the machine is given for one command: time, decisions, the read-only names of expressions, ceilings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from engine.bpmn import Environment, Limits
from engine.execution.working_time import working_time_functions
from engine.feel import HostFunction
from engine.identity.record import customer

if TYPE_CHECKING:
    from engine.dmn import DecisionOutcome
    from engine.execution.context import ReadContext
    from engine.execution.instance import Instance

_CUSTOMER_CODE = select(customer.c.code).where(customer.c.id == bindparam("customer_id"))


def environment_of(ctx: ReadContext, instance: Instance) -> Environment:
    """The environment of ``instance`` in this command. Times are aware UTC."""
    bundle, now = instance.bundle, ctx.now

    def decide(decision_id: str, inputs: Mapping[str, object]) -> DecisionOutcome:
        return bundle.decide(decision_id, inputs, now, ctx.meter)

    return Environment(
        now=now,
        decide=decide,
        constants=constants_of(ctx, instance),
        limits=limits_of(ctx.settings.max_steps, ctx.settings.max_tokens, ctx.settings.max_loop_cardinality),
        time_zone=ZoneInfo(ctx.settings.time_zone),
        meter=ctx.meter,
    )


def constants_of(ctx: ReadContext, instance: Instance) -> dict[str, object]:
    """``case`` and ``actor``: what every expression may ask about its own instance and about who acts; and the functions lent to it."""
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
    return {"case": case, "actor": actor, **functions_of(ctx)}


def functions_of(ctx: ReadContext) -> dict[str, object]:
    """Working time, and the code of a customer: decision tables name customers by their codes."""

    def customer_code(customer_id: object) -> object:
        return ctx.db.execute(_CUSTOMER_CODE, {"customer_id": customer_id}).scalar() if isinstance(customer_id, str) else None

    return {**working_time_functions(ctx), "customer code": HostFunction(("customer",), customer_code)}


@lru_cache(maxsize=8)
def limits_of(steps: int, tokens: int, cardinality: int) -> Limits:
    return Limits(steps=steps, tokens=tokens, cardinality=cardinality)
