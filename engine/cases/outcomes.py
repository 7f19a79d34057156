"""What a step of the machine brought about is carried out: evidence, rows, clocks, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.bpmn import outcome as o
from engine.cases.facts import record_facts
from engine.cases.incidents import close_idle_incidents
from engine.cases.instance import Instance
from engine.cases.jobs import GO_ON, cancel_jobs, open_job
from engine.cases.steps import Cause, ChildCancelled, FollowUp, ParentTold
from engine.cases.waits import close_waits, open_wait
from engine.connectors.clocks import Opened, cancel_clocks, on_waits
from engine.instances.rules import State
from engine.jobs.rules import Kind
from engine.unit_of_work.context import Context


def carry_out(ctx: Context, instance: Instance, outcome: o.Outcome, cause: Cause | None = None) -> list[FollowUp]:
    """Record the facts, end and open rows. Gives what the command still has to do."""
    instance.touch()
    instance.moved = True
    record_facts(ctx, instance, outcome.facts, cause)
    follow_ups: list[FollowUp] = [ChildCancelled(instance, child) for child in close_waits(ctx, instance, outcome.closed)]
    _hold_clocks(ctx, instance, outcome)
    for wait in outcome.opened:
        follow_ups.extend(open_wait(ctx, instance, wait))
    if outcome.goes_on:
        open_job(ctx, instance, Kind.GO_ON, None, wait_id=GO_ON, due_at=ctx.now)
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
        Opened(wait.wait_id, instance.element(wait.element_id), instance.bundle.nodes[wait.element_id].properties)
        for wait in outcome.opened
        if wait.element_id in pausing and not isinstance(wait, o.IncidentWait)
    ]
    closed = [wait.wait_id for wait in outcome.closed if wait.element_id in pausing]
    if opened or closed:
        instance.clocks_moved = True
        on_waits(ctx.db, instance.id, now=ctx.now, opened=opened, closed=closed, record=lambda event: ctx.record(event, instance))


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
    if ended.kind == "cancelled":
        cancel_jobs(ctx, instance)
        close_idle_incidents(ctx, instance, "the case was cancelled")
    cancel_clocks(ctx.db, instance.id, now=ctx.now, record=instance.recorder(ctx))
    if instance.parent_instance_id is not None and not instance.parent_knows:
        yield ParentTold(instance, ended=ended)
