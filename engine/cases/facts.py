"""What a step of the machine brought about becomes evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.bpmn import outcome as o
from engine.cases.instance import Instance
from engine.cases.jobs import open_job
from engine.cases.steps import Cause
from engine.events import Event, changes
from engine.events import instances as e
from engine.jobs.rules import Kind
from engine.unit_of_work.context import Context


def record_facts(ctx: Context, instance: Instance, facts: Sequence[o.Fact], cause: Cause | None) -> None:
    own = _changes_of(facts, cause)
    if cause is not None:
        ctx.record(cause.event(changes(own.new, own.old) if own is not None else []), instance)
    path: list[dict[str, object]] = []
    for fact in facts:
        match fact:
            case o.ElementEntered():
                path.append({"entered": fact.element_id})
            case o.ElementLeft():
                path.append(_left(fact))
            case o.Ended():
                _record_path(ctx, instance, path)
                ctx.record(_ended(instance, fact), instance)
            case _ if fact is not own:
                event = _event(ctx, instance, fact)
                if event is not None:
                    ctx.record(event, instance)
    _record_path(ctx, instance, path)


def _record_path(ctx: Context, instance: Instance, path: list[dict[str, object]]) -> None:
    if path:
        ctx.record(e.InstanceAdvanced(list(path)), instance)
        path.clear()


def _ended(instance: Instance, fact: o.Ended) -> Event:
    about = instance.element(fact.element_id) if fact.element_id else None
    return e.InstanceEnded(fact.kind, about, fact.error_code)


def _changes_of(facts: Sequence[o.Fact], cause: Cause | None) -> o.VariablesChanged | None:
    """The first change at the cause's own element: it belongs to the cause's record."""
    if cause is None:
        return None
    for fact in facts:
        if isinstance(fact, o.VariablesChanged):
            return fact if fact.element_id == cause.element_id else None
    return None


def _left(fact: o.ElementLeft) -> dict[str, object]:
    found: dict[str, object] = {"left": fact.element_id}
    if fact.flows:
        found["flows"] = fact.flows
    if fact.reason != "completed":
        found["reason"] = fact.reason
    return found


def _event(ctx: Context, instance: Instance, fact: o.Fact) -> Event | None:
    make = _EVENTS.get(type(fact))
    return None if make is None else make(ctx, instance, fact)


def _variables_changed(_ctx: Context, instance: Instance, fact: o.VariablesChanged) -> Event:
    about = instance.element(fact.element_id) if fact.element_id else None
    return e.VariablesChanged(about, changes(fact.new, fact.old))


def _gateway_decided(_ctx: Context, instance: Instance, fact: o.GatewayDecided) -> Event:
    return e.GatewayDecided(instance.element(fact.element_id), fact.conditions, fact.flows)


def _decision_made(_ctx: Context, instance: Instance, fact: o.DecisionMade) -> Event:
    return e.DecisionMade(instance.element(fact.element_id), fact.decision_id, fact.result, fact.trace)


def _event_caught(_ctx: Context, instance: Instance, fact: o.EventCaught) -> Event:
    return e.EventCaught(instance.element(fact.element_id), fact.kind, fact.name)


def _escalation_thrown(_ctx: Context, instance: Instance, fact: o.EscalationThrown) -> Event:
    return e.EscalationThrown(instance.element(fact.element_id), fact.code, fact.caught)


def _throw_message(ctx: Context, instance: Instance, fact: o.MessageThrown) -> Event:
    payload = {"name": fact.name, "correlation_key": fact.correlation_key, "variables": fact.variables}
    open_job(ctx, instance, Kind.MESSAGE, fact.element_id, due_at=ctx.now, payload=payload)
    return e.MessageThrown(instance.element(fact.element_id), fact.name, fact.correlation_key, fact.variables)


def _throw_signal(ctx: Context, instance: Instance, fact: o.SignalThrown) -> Event:
    payload = {"name": fact.name, "variables": fact.variables}
    open_job(ctx, instance, Kind.SIGNAL, fact.element_id, due_at=ctx.now, payload=payload)
    return e.SignalThrown(instance.element(fact.element_id), fact.name, fact.variables)


_EVENTS: Mapping[type, Callable[[Context, Instance, Any], Event]] = {
    o.VariablesChanged: _variables_changed,
    o.GatewayDecided: _gateway_decided,
    o.DecisionMade: _decision_made,
    o.EventCaught: _event_caught,
    o.MessageThrown: _throw_message,
    o.SignalThrown: _throw_signal,
    o.EscalationThrown: _escalation_thrown,
}
