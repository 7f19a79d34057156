"""Moves instances on: the machine steps, its outcome is carried out, and so on until only others can go on."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from engine.bpmn.outcome import Outcome
from engine.cases import call_activities as calling
from engine.cases import inline_connectors as inline
from engine.cases.instance import Instance
from engine.cases.opened_waits import move_open_tasks
from engine.cases.outcomes import Cause, ChildCall, ChildCancelled, FollowUp, InlineCall, ParentTold, carry_out

if TYPE_CHECKING:
    from engine.unit_of_work.context import Context


def advance(ctx: Context, instance: Instance, outcome: Outcome, cause: Cause | None = None) -> None:
    """Carry out ``outcome`` and all that follows from it within this command.

    Inline connectors work, called instances start and come back, cancelling goes down the tree. The
    whole tree is locked by its root, so that this is safe in one transaction (decision record 16).
    """
    waiting: deque[FollowUp] = deque(carry_out(ctx, instance, outcome, cause))
    while waiting or ctx.begun:
        step = ctx.begun.pop(0) if ctx.begun else _step(ctx, waiting.popleft())
        if step is not None:
            # Depth first: what one call brought about is finished before its sibling begins.
            waiting.extendleft(reversed(carry_out(ctx, step.instance, step.outcome, step.cause)))
    for each in ctx.instances.values():
        if each.moved and each.run is not None:
            scope = each.scope
            each.look_at(each.run.variables, ctx.now)
            if each.scope != scope and not each.is_new:
                move_open_tasks(ctx, each)


def _step(ctx: Context, follow_up: FollowUp) -> calling.Step | None:
    match follow_up:
        case InlineCall():
            return inline.call(ctx, follow_up.instance, follow_up.wait)
        case ChildCall():
            return calling.start_child(ctx, follow_up.instance, follow_up.wait)
        case ChildCancelled():
            return calling.cancel_child(ctx, follow_up.parent, follow_up.child_id)
        case ParentTold():
            return calling.tell_parent(ctx, follow_up)
