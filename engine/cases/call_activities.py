"""Call activities: linked instances start, come back, and are cancelled with their caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.bpmn.model import CallDetail
from engine.bpmn.outcome import ChildWait, Ended
from engine.cases.at_hand import locked_instance
from engine.cases.incidents import incident_of, raise_incident
from engine.cases.instance import Instance
from engine.cases.machine import machine_of
from engine.cases.new_case import Origin, begin
from engine.cases.steps import Cause, ParentTold, Step
from engine.cases.texts import say
from engine.events import Change, Event
from engine.events.instances import ChildEnded, ChildStarted, InstanceCancelled
from engine.instances.rules import check_depth
from engine.kernel.errors import Refusal
from engine.library.acceptance import narrowed, require_start_accepted
from engine.library.versions import active_bundle
from engine.unit_of_work.context import Context


def start_child(ctx: Context, parent: Instance, wait: ChildWait) -> Step | None:
    """Start the instance that ``wait`` calls. What is refused becomes an incident of the caller: retry calls again."""
    if wait.wait_id not in parent.follow_ups:
        return None
    parent.follow_ups.discard(wait.wait_id)
    try:
        check_depth(parent.depth + 1, ctx.settings.max_call_depth)
        bundle = active_bundle(ctx, wait.process_id)
        variables = _passed_on(ctx, parent, wait)
    except Refusal as reason:
        incident_of(ctx, parent, reason, wait_id=wait.wait_id, element_id=wait.element_id)
        return None
    origin = Origin("call", parent=parent, parent_wait_id=wait.wait_id)
    child, outcome, cause = begin(ctx, bundle, variables, origin)
    ctx.record(ChildStarted(parent.element(wait.element_id), child.id, child.number, child.procedure_id), parent)
    return Step(child, outcome, cause)


def _passed_on(ctx: Context, parent: Instance, wait: ChildWait) -> Mapping[str, Any]:
    """What the called procedure accepts of the caller's variables. Raises ``Forbidden`` where the mapping names others."""
    node = parent.bundle.nodes[wait.element_id]
    named = [each.target.partition(".")[0] for each in node.inputs]
    everything = isinstance(node.detail, CallDetail) and node.detail.propagate_all_parent_variables
    variables = narrowed(ctx, wait.process_id, parent.procedure_id, wait.variables, named) if everything else wait.variables
    require_start_accepted(ctx, wait.process_id, parent.procedure_id, variables)
    return variables


def cancel_child(ctx: Context, parent: Instance, child_id: str) -> Step | None:
    """The caller does not wait any more."""
    child = locked_instance(ctx, child_id)
    if not child.alive:
        return None
    child.parent_knows = True
    event = InstanceCancelled("the calling instance went another way", by_parent=parent.id)
    return Step(child, machine_of(ctx, child).cancel(), Cause(None, lambda _changes: event))


def tell_parent(ctx: Context, told: ParentTold) -> Step | None:
    """A called instance came back, or threw an escalation."""
    child = told.child
    assert child.parent_instance_id is not None
    assert child.parent_wait_id is not None
    parent = locked_instance(ctx, child.parent_instance_id)
    parent.hops = max(parent.hops, child.hops)
    if not parent.alive:
        return None
    if told.escalation is not None:
        assert child.run is not None
        return Step(parent, machine_of(ctx, parent).throw_escalation(child.parent_wait_id, told.escalation.code, child.run.variables), None)
    assert told.ended is not None
    return _come_back(ctx, parent, child, child.parent_wait_id, told.ended)


def _come_back(ctx: Context, parent: Instance, child: Instance, wait_id: str, ended: Ended) -> Step | None:
    wait = next((each for each in machine_of(ctx, parent).waits() if each.wait_id == wait_id), None)
    if wait is None:
        return None
    assert child.run is not None
    about = parent.element(wait.element_id)

    def event(changed: Sequence[Change]) -> Event:
        return ChildEnded(about, child.id, ended.kind, ended.error_code, changed or None)

    cause = Cause(wait.element_id, event)
    match ended.kind:
        case "completed" | "terminated":
            return Step(parent, machine_of(ctx, parent).complete(wait_id, child.run.variables), cause)
        case "error":
            message = f"The called instance {child.number} ended with the error {ended.error_code}."
            return Step(parent, machine_of(ctx, parent).throw_error(wait_id, ended.error_code or "", message, child.run.variables), cause)
        case "cancelled":
            ctx.record(event(()), parent)
            raise_incident(
                ctx,
                parent,
                code="child_cancelled",
                text=say("called_case_cancelled", number=child.number),
                wait_id=wait_id,
                element_id=wait.element_id,
                facts={"child": child.id},
            )
    return None
