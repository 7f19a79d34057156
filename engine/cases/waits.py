"""What a case waits for: each wait becomes a row or a follow-up, and its rows end with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from sqlalchemy import bindparam, select

from engine.bpmn import outcome as o
from engine.bpmn.model import EventKind, Node, NodeKind
from engine.cases.at_hand import at_hand
from engine.cases.incidents import close_incidents_at, open_incident
from engine.cases.instance import Instance
from engine.cases.jobs import open_connector_job, open_job, open_timer
from engine.cases.steps import ChildCall, FollowUp, InlineCall
from engine.cases.user_tasks import cancel_tasks, open_user_task
from engine.connectors.protocol import Registry
from engine.instances.rules import ALIVE
from engine.instances.tables import process_instance, subscription
from engine.jobs.rules import Kind
from engine.jobs.rules import State as JobState
from engine.jobs.tables import job
from engine.kernel.ids import new_id
from engine.unit_of_work.context import Context

_MOST_INLINE = 50
"""Inline connectors and calls of one command; any more become jobs, so that no command holds its locks for long."""
_HUMAN = frozenset({NodeKind.USER_TASK, NodeKind.MANUAL_TASK})
_SUBSCRIBED = frozenset({EventKind.MESSAGE, EventKind.SIGNAL})
_CHILDREN = select(process_instance.c.id, process_instance.c.parent_wait_id).where(
    process_instance.c.parent_instance_id == bindparam("instance_id"), process_instance.c.state.in_(ALIVE)
)


def open_wait(ctx: Context, instance: Instance, wait: o.Wait) -> Iterator[FollowUp]:
    match wait:
        case o.UserTaskWait():
            open_user_task(ctx, instance, wait)
        case o.ConnectorWait():
            yield from _open_connector(ctx, instance, wait)
        case o.TimerWait():
            open_timer(ctx, instance, wait)
        case o.MessageWait() | o.SignalWait():
            _subscribe(ctx, instance, wait)
        case o.ChildWait():
            yield from _open_call(ctx, instance, wait)
        case o.IncidentWait():
            open_incident(ctx, instance, wait)
        case _:
            assert_never(wait)


def _open_connector(ctx: Context, instance: Instance, wait: o.ConnectorWait) -> Iterator[FollowUp]:
    connector = ctx.shared.part(Registry).find(wait.type)
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
    working = at_hand(ctx)
    working.inline_calls += 1
    return working.inline_calls > _MOST_INLINE


def _subscribe(ctx: Context, instance: Instance, wait: o.MessageWait | o.SignalWait) -> None:
    message = isinstance(wait, o.MessageWait)
    row = {
        "id": new_id(),
        "instance_id": instance.id,
        "wait_id": wait.wait_id,
        "element_id": wait.element_id,
        "kind": "message" if message else "signal",
        "name": wait.name,
        "correlation_key": wait.correlation_key if isinstance(wait, o.MessageWait) else None,
        "created_at": ctx.now,
    }
    ctx.rows.open(subscription, instance.id, wait.wait_id, row)


def close_waits(ctx: Context, instance: Instance, closed: Sequence[o.WaitClosed]) -> list[str]:
    """End the rows of what is over. Gives the ids of called instances that must be cancelled."""
    cancelled_tasks: list[str] = []
    cancelled_calls: set[str] = set()
    for each in closed:
        instance.follow_ups.discard(each.wait_id)
        close_incidents_at(ctx, instance, each.wait_id, f"the wait was {each.reason}")
        node = instance.bundle.nodes.get(each.element_id)
        if node is None:
            continue
        if node.kind in _HUMAN:
            if each.reason == "cancelled":
                cancelled_tasks.append(each.wait_id)
        elif node.kind is NodeKind.CALL_ACTIVITY:
            if each.reason == "cancelled":
                cancelled_calls.add(each.wait_id)
        else:
            _end_machine_wait(ctx, instance, each, node)
    if cancelled_tasks:
        cancel_tasks(ctx, instance, cancelled_tasks)
    return _children(ctx, instance, cancelled_calls) if cancelled_calls else []


def _end_machine_wait(ctx: Context, instance: Instance, closed: o.WaitClosed, node: Node) -> None:
    if (node.event is not None and node.event.kind in _SUBSCRIBED) or node.kind is NodeKind.RECEIVE_TASK:
        if ctx.rows.forget(subscription, instance.id, closed.wait_id) is None:
            ctx.rows.unsubscribed.append({"of_instance": instance.id, "of_wait": closed.wait_id})
        return
    if ctx.rows.forget(job, instance.id, closed.wait_id) is None:
        state = JobState.DONE if closed.reason == "done" else JobState.CANCELLED
        row = {"of_instance": instance.id, "of_wait": closed.wait_id, "new_state": state.value, "at": ctx.now}
        ctx.rows.ended_jobs.append(row)


def _children(ctx: Context, instance: Instance, wait_ids: set[str]) -> list[str]:
    stored = ctx.db.execute(_CHILDREN, {"instance_id": instance.id}).all()
    new = [
        (each.id, each.parent_wait_id)
        for each in at_hand(ctx).instances.values()
        if each.is_new and each.parent_instance_id == instance.id and each.alive
    ]
    return [child for child, wait_id in [*map(tuple, stored), *new] if wait_id in wait_ids]
