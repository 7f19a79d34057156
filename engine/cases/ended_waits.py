"""What is no longer waited for: its rows end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from engine.bpmn.model import EventKind, Node, NodeKind
from engine.bpmn.outcome import WaitClosed
from engine.cases.incidents import close_incidents_at
from engine.cases.instance import Instance
from engine.events import ElementFacts
from engine.events.tasks import TaskCancelled
from engine.instances.rules import ALIVE
from engine.instances.tables import process_instance, subscription
from engine.jobs.rules import State as JobState
from engine.jobs.tables import job
from engine.tasks.rules import CANCELLED
from engine.tasks.tables import user_task

if TYPE_CHECKING:
    from engine.unit_of_work.context import Context

_HUMAN = frozenset({NodeKind.USER_TASK, NodeKind.MANUAL_TASK})
_SUBSCRIBED = frozenset({EventKind.MESSAGE, EventKind.SIGNAL})

_OPEN_TASKS = select(user_task).where(user_task.c.instance_id == bindparam("instance_id"), user_task.c.state == "open")
_CHILDREN = select(process_instance.c.id, process_instance.c.parent_wait_id).where(
    process_instance.c.parent_instance_id == bindparam("instance_id"), process_instance.c.state.in_(ALIVE)
)


def close_waits(ctx: Context, instance: Instance, closed: Sequence[WaitClosed]) -> list[str]:
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
        _cancel_tasks(ctx, instance, cancelled_tasks)
    return _children(ctx, instance, cancelled_calls) if cancelled_calls else []


def _end_machine_wait(ctx: Context, instance: Instance, closed: WaitClosed, node: Node) -> None:
    if (node.event is not None and node.event.kind in _SUBSCRIBED) or node.kind is NodeKind.RECEIVE_TASK:
        if ctx.rows.forget(subscription, instance.id, closed.wait_id) is None:
            ctx.rows.unsubscribed.append({"of_instance": instance.id, "of_wait": closed.wait_id})
        return
    if ctx.rows.forget(job, instance.id, closed.wait_id) is None:
        state = JobState.DONE if closed.reason == "done" else JobState.CANCELLED
        row = {"of_instance": instance.id, "of_wait": closed.wait_id, "new_state": state.value, "at": ctx.now}
        ctx.rows.ended_jobs.append(row)


def _cancel_tasks(ctx: Context, instance: Instance, wait_ids: list[str]) -> None:
    stored = None
    for wait_id in wait_ids:
        pending = ctx.rows.pending(user_task, instance.id, wait_id)
        if pending is not None:
            pending["state"], pending["ended_at"] = CANCELLED, ctx.now
            element = ElementFacts(pending["element_id"], pending["name_en"], pending["name_zh"], pending["attempt"])
            ctx.record(TaskCancelled(element, pending["id"]), instance)
            continue
        if stored is None:
            stored = {row.wait_id: row for row in ctx.db.execute(_OPEN_TASKS, {"instance_id": instance.id})}
        row = stored.get(wait_id)
        if row is not None:
            ctx.rows.cancelled_tasks.append({"of_instance": instance.id, "of_wait": wait_id, "at": ctx.now})
            ctx.rows.dropped_candidates.append({"of_task": row.id})
            element = ElementFacts(row.element_id, row.name_en, row.name_zh, row.attempt, row.due_at, row.created_at)
            ctx.record(TaskCancelled(element, row.id), instance)


def _children(ctx: Context, instance: Instance, wait_ids: set[str]) -> list[str]:
    stored = ctx.db.execute(_CHILDREN, {"instance_id": instance.id}).all()
    new = [
        (each.id, each.parent_wait_id)
        for each in ctx.instances.values()
        if each.is_new and each.parent_instance_id == instance.id and each.alive
    ]
    return [child for child, wait_id in [*map(tuple, stored), *new] if wait_id in wait_ids]
