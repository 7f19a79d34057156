"""A user task whose people were not found when it opened: look again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from engine.bpmn.outcome import UserTaskWait
from engine.cases.instance import Instance
from engine.cases.opened_waits import named_people, report_unknown
from engine.events import ElementFacts
from engine.events.tasks import TaskAssigned
from engine.tasks.rules import OPEN, offered_to
from engine.tasks.tables import task_candidate, user_task

if TYPE_CHECKING:
    from engine.unit_of_work.context import Context


def name_again(ctx: Context, instance: Instance, wait: UserTaskWait) -> None:
    """Assign and offer the open task of ``wait`` anew. Who is still not known is a new incident."""
    where = (user_task.c.instance_id == instance.id, user_task.c.wait_id == wait.wait_id, user_task.c.state == OPEN)
    task = ctx.db.execute(select(user_task).where(*where)).first()
    if task is None:
        return
    people = named_people(ctx, wait)
    assignee = task.assignee_id or people.assignee
    values: dict[str, object] = {"offered_to": offered_to(people.candidates), "version": task.version + 1}
    if assignee is not None and assignee != task.assignee_id:
        values |= {"assignee_id": assignee, "claimed_at": ctx.now}
        element = ElementFacts(wait.element_id, wait.label.en, wait.label.zh, wait.attempt, wait.due_at)
        ctx.record(TaskAssigned(element, task.id, None, assignee), instance)
    ctx.db.execute(update(user_task).where(user_task.c.id == task.id).values(**values))
    ctx.db.execute(delete(task_candidate).where(task_candidate.c.task_id == task.id))
    rows = [
        {
            "task_id": task.id,
            "candidate": candidate,
            "procedure_id": task.procedure_id,
            "priority": task.priority,
            "customer_id": instance.customer_id,
            "department": instance.department,
            "due_at": task.due_order,
            "assigned": assignee is not None,
        }
        for candidate in people.candidates
    ]
    if rows:
        ctx.db.execute(insert(task_candidate), rows)
    report_unknown(ctx, instance, wait, people)
