"""What a step of the machine brought about becomes evidence and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, assert_never

from engine.bpmn import outcome as o
from engine.cases.ended_waits import close_waits
from engine.cases.incidents import element_facts
from engine.cases.instance import Instance
from engine.cases.opened_waits import open_connector_job, open_incident, open_job, open_timer, open_user_task, subscribe
from engine.connectors.clocks import Opened, cancel_clocks, on_waits
from engine.events import Change, Event, changes
from engine.events import instances as e
from engine.instances.rules import State
from engine.jobs.rules import Kind

if TYPE_CHECKING:
    from engine.unit_of_work.context import Context

_MOST_INLINE = 1_000
"""Inline connectors and calls of one command; any more become jobs, so that no command holds its locks for long."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What made the machine step. ``event`` is given the variables that changed by it; ``element_id`` says where they changed."""

    element_id: str | None
    event: Callable[[Sequence[Change]], Event]


@dataclass(frozen=True, slots=True)
class InlineCall:
    """An inline connector has to do its work."""

    instance: Instance
    wait: o.ConnectorWait


@dataclass(frozen=True, slots=True)
class ChildCall:
    """A call activity waits for an instance to be started."""

    instance: Instance
    wait: o.ChildWait


@dataclass(frozen=True, slots=True)
class ChildCancelled:
    """A call activity was cancelled: so is the instance that it called."""

    parent: Instance
    child_id: str


@dataclass(frozen=True, slots=True)
class ParentTold:
    """A called instance is over, or threw an escalation that it did not catch."""

    child: Instance
    ended: o.Ended | None = None
    escalation: o.EscalationThrown | None = None


FollowUp = InlineCall | ChildCall | ChildCancelled | ParentTold


def carry_out(ctx: Context, instance: Instance, outcome: o.Outcome, cause: Cause | None = None) -> list[FollowUp]:
    """Record the facts, end and open rows. Gives what the command still has to do."""
    instance.touch()
    instance.moved = True
    _record_facts(ctx, instance, outcome.facts, cause)
    follow_ups: list[FollowUp] = [ChildCancelled(instance, child) for child in close_waits(ctx, instance, outcome.closed)]
    _hold_clocks(ctx, instance, outcome)
    for wait in outcome.opened:
        follow_ups.extend(_open(ctx, instance, wait))
    follow_ups.extend(_escalations(instance, outcome.facts))
    if outcome.ended is not None:
        follow_ups.extend(_end(ctx, instance, outcome.ended))
    return follow_ups


def _hold_clocks(ctx: Context, instance: Instance, outcome: o.Outcome) -> None:
    """Service clocks rest while the case waits where the diagram says so."""
    pausing = instance.bundle.pausing
    if not pausing:
        return
    opened = [
        Opened(wait.wait_id, element_facts(instance, wait.element_id), instance.bundle.nodes[wait.element_id].properties)
        for wait in outcome.opened
        if wait.element_id in pausing and not isinstance(wait, o.IncidentWait)
    ]
    closed = [wait.wait_id for wait in outcome.closed if wait.element_id in pausing]
    if opened or closed:
        on_waits(ctx.db, instance.id, now=ctx.now, opened=opened, closed=closed, record=lambda event: ctx.record(event, instance))


def _record_facts(ctx: Context, instance: Instance, facts: Sequence[o.Fact], cause: Cause | None) -> None:
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
    about = element_facts(instance, fact.element_id) if fact.element_id else None
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
    about = element_facts(instance, fact.element_id) if fact.element_id else None
    return e.VariablesChanged(about, changes(fact.new, fact.old))


def _gateway_decided(_ctx: Context, instance: Instance, fact: o.GatewayDecided) -> Event:
    return e.GatewayDecided(element_facts(instance, fact.element_id), fact.conditions, fact.flows)


def _decision_made(_ctx: Context, instance: Instance, fact: o.DecisionMade) -> Event:
    return e.DecisionMade(element_facts(instance, fact.element_id), fact.decision_id, fact.result, fact.trace)


def _event_caught(_ctx: Context, instance: Instance, fact: o.EventCaught) -> Event:
    return e.EventCaught(element_facts(instance, fact.element_id), fact.kind, fact.name)


def _escalation_thrown(_ctx: Context, instance: Instance, fact: o.EscalationThrown) -> Event:
    return e.EscalationThrown(element_facts(instance, fact.element_id), fact.code, fact.caught)


def _throw_message(ctx: Context, instance: Instance, fact: o.MessageThrown) -> Event:
    payload = {"name": fact.name, "correlation_key": fact.correlation_key, "variables": fact.variables}
    open_job(ctx, instance, Kind.MESSAGE, fact.element_id, due_at=ctx.now, payload=payload)
    return e.MessageThrown(element_facts(instance, fact.element_id), fact.name, fact.correlation_key, fact.variables)


def _throw_signal(ctx: Context, instance: Instance, fact: o.SignalThrown) -> Event:
    payload = {"name": fact.name, "variables": fact.variables}
    open_job(ctx, instance, Kind.SIGNAL, fact.element_id, due_at=ctx.now, payload=payload)
    return e.SignalThrown(element_facts(instance, fact.element_id), fact.name, fact.variables)


_EVENTS: Mapping[type, Callable[[Context, Instance, Any], Event]] = {
    o.VariablesChanged: _variables_changed,
    o.GatewayDecided: _gateway_decided,
    o.DecisionMade: _decision_made,
    o.EventCaught: _event_caught,
    o.MessageThrown: _throw_message,
    o.SignalThrown: _throw_signal,
    o.EscalationThrown: _escalation_thrown,
}


def _open(ctx: Context, instance: Instance, wait: o.Wait) -> Iterator[FollowUp]:
    match wait:
        case o.UserTaskWait():
            open_user_task(ctx, instance, wait)
        case o.ConnectorWait():
            yield from _open_connector(ctx, instance, wait)
        case o.TimerWait():
            open_timer(ctx, instance, wait)
        case o.MessageWait() | o.SignalWait():
            subscribe(ctx, instance, wait)
        case o.ChildWait():
            yield from _open_call(ctx, instance, wait)
        case o.IncidentWait():
            open_incident(ctx, instance, wait)
        case _:
            assert_never(wait)


def _open_connector(ctx: Context, instance: Instance, wait: o.ConnectorWait) -> Iterator[FollowUp]:
    connector = ctx.shared.connectors.find(wait.type)
    if connector is not None and (not connector.inline or _too_many(ctx)):
        open_connector_job(ctx, instance, wait)
        return
    instance.follow_ups.add(wait.wait_id)
    yield InlineCall(instance, wait)


def _open_call(ctx: Context, instance: Instance, wait: o.ChildWait) -> Iterator[FollowUp]:
    if _too_many(ctx):
        payload = {"process_id": wait.process_id, "variables": wait.variables}
        open_job(ctx, instance, Kind.CALL, wait.element_id, due_at=ctx.now, wait_id=wait.wait_id, payload=payload)
        return
    instance.follow_ups.add(wait.wait_id)
    yield ChildCall(instance, wait)


def _too_many(ctx: Context) -> bool:
    ctx.inline_calls += 1
    return ctx.inline_calls > _MOST_INLINE


def _escalations(instance: Instance, facts: Sequence[o.Fact]) -> Iterator[FollowUp]:
    if instance.parent_instance_id is None:
        return
    for fact in facts:
        if isinstance(fact, o.EscalationThrown) and not fact.caught:
            yield ParentTold(instance, escalation=fact)


def _end(ctx: Context, instance: Instance, ended: o.Ended) -> Iterator[FollowUp]:
    instance.state = State(ended.kind)
    instance.end_kind = ended.kind
    instance.ended_at = ctx.now
    cancel_clocks(ctx.db, instance.id, now=ctx.now, record=lambda event: ctx.record(event, instance))
    if instance.parent_instance_id is not None and not instance.parent_knows:
        yield ParentTold(instance, ended=ended)
