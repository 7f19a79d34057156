"""Moves instances on: the machine steps, its outcome is carried out, and so on until only others can go on."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any

from engine.bpmn.outcome import Outcome
from engine.cases import call_activities, inline_connectors
from engine.cases.at_hand import at_hand
from engine.cases.instance import Instance
from engine.cases.new_case import Origin, begin
from engine.cases.outcomes import carry_out
from engine.cases.steps import Cause, ChildCall, ChildCancelled, FollowUp, InlineCall, ParentTold, Step
from engine.cases.user_tasks import move_open_tasks
from engine.library.bundle import Bundle
from engine.unit_of_work.context import Context


def start(ctx: Context, bundle: Bundle, variables: Mapping[str, Any], origin: Origin) -> Instance:
    """Start an instance and move it on as far as it goes by itself."""
    instance, outcome, cause = begin(ctx, bundle, variables, origin)
    advance(ctx, instance, outcome, cause)
    return instance


def advance(ctx: Context, instance: Instance, outcome: Outcome, cause: Cause | None = None) -> None:
    """Carry out ``outcome`` and all that follows from it within this command.

    Inline connectors work, called instances start and come back, cancelling goes down the tree. The
    whole tree is locked by its root, so that this is safe in one transaction (decision record 16).
    """
    working = at_hand(ctx)
    waiting: deque[FollowUp] = deque(carry_out(ctx, instance, outcome, cause))
    while waiting or working.begun:
        step = working.begun.pop(0) if working.begun else _step(ctx, waiting.popleft())
        if step is not None:
            # Depth first: what one call brought about is finished before its sibling begins.
            waiting.extendleft(reversed(carry_out(ctx, step.instance, step.outcome, step.cause)))
    for each in working.instances.values():
        if each.moved and each.run is not None:
            scope = each.scope
            each.look_at(each.run.variables, ctx.now)
            if each.scope != scope and not each.is_new:
                move_open_tasks(ctx, each)


def _step(ctx: Context, follow_up: FollowUp) -> Step | None:
    match follow_up:
        case InlineCall():
            return inline_connectors.call(ctx, follow_up.instance, follow_up.wait)
        case ChildCall():
            return call_activities.start_child(ctx, follow_up.instance, follow_up.wait)
        case ChildCancelled():
            return call_activities.cancel_child(ctx, follow_up.parent, follow_up.child_id)
        case ParentTold():
            return call_activities.tell_parent(ctx, follow_up)
