"""User tasks of a case: opened for those who may do them, offered again, moved with the case, cancelled with their wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from engine.bpmn.outcome import UserTaskWait
from engine.cases.at_hand import at_hand
from engine.cases.holders.giving_back import give_back_what_moved
from engine.cases.incidents import raise_incident
from engine.cases.instance import Instance
from engine.cases.texts import say
from engine.events import ElementFacts
from engine.events.tasks import TaskAssigned, TaskCancelled, TaskOpened
from engine.identity.tables import app_user, role
from engine.kernel.ids import new_id
from engine.kernel.texts import Text
from engine.tasks.names import KnownNames, keep_name
from engine.tasks.rules import State, candidates_of, offered_to
from engine.tasks.tables import NEVER_DUE, task_candidate, user_task
from engine.unit_of_work.context import Context

_USERS = select(app_user.c.id, app_user.c.username).where(
    (app_user.c.id.in_(bindparam("names", expanding=True))) | (app_user.c.username.in_(bindparam("names", expanding=True))),
    app_user.c.active,
    ~app_user.c.technical,
)
_ROLES = select(role.c.id).where(role.c.id.in_(bindparam("names", expanding=True)))

_SCOPE: dict[str, Any] = {"customer_id": bindparam("new_customer"), "department": bindparam("new_department")}
_MOVED = (user_task.c.instance_id == bindparam("of_instance"), user_task.c.state == State.OPEN)
_MOVE_TASKS = update(user_task).where(*_MOVED).values(_SCOPE)
_MOVE_CANDIDATES = update(task_candidate).where(task_candidate.c.task_id.in_(select(user_task.c.id).where(*_MOVED))).values(_SCOPE)
_OPEN_TASKS = select(user_task).where(user_task.c.instance_id == bindparam("instance_id"), user_task.c.state == State.OPEN)


class KnownRoles(set[str]):
    """Ids of roles that were seen to exist; roles are never removed."""


def open_user_task(ctx: Context, instance: Instance, wait: UserTaskWait) -> None:
    """A row in the inboxes of those who may do it. Who is not known, or nobody at all, is an incident beside the task."""
    people = named_people(ctx, wait)
    assignee, candidates = people.assignee, people.candidates
    task_id = new_id()
    keep_name(ctx.db, ctx.shared.part(KnownNames), wait.label)
    row = {
        "id": task_id,
        "instance_id": instance.id,
        "wait_id": wait.wait_id,
        "procedure_id": instance.procedure_id,
        "version_id": instance.version_id,
        "element_id": wait.element_id,
        "name_zh": wait.label.zh,
        "name_en": wait.label.en,
        "form_id": wait.form_id,
        "state": State.OPEN.value,
        "assignee_id": assignee,
        "owner_id": None,
        "delegation": None,
        "priority": wait.priority,
        "due_at": wait.due_at,
        "due_order": wait.due_at or NEVER_DUE,
        "follow_up_at": wait.follow_up_at,
        "attempt": wait.attempt,
        "properties": dict(wait.properties),
        "customer_id": None,
        "department": None,
        "created_at": ctx.now,
        "claimed_at": ctx.now if assignee else None,
        "by_name": True if assignee else None,
        "ended_at": None,
        "ended_by": None,
        "offered_to": offered_to(candidates),
        "version": 1,
    }
    ctx.rows.open(user_task, instance.id, wait.wait_id, row)
    ctx.rows.candidates[(instance.id, wait.wait_id)] = candidates
    if assignee is not None and assignee == ctx.actor.id:
        at_hand(ctx).opened_tasks.append(task_id)
    element = ElementFacts(wait.element_id, wait.label, wait.attempt, wait.due_at)
    ctx.record(TaskOpened(element, task_id, assignee, candidates or None), instance)
    report_unknown(ctx, instance, wait, people)


@dataclass(frozen=True, slots=True)
class People:
    """Who is to do a task, as far as the names that its expressions gave are known."""

    assignee: str | None
    candidates: tuple[str, ...]
    unknown: tuple[str, ...]


def named_people(ctx: Context, wait: UserTaskWait) -> People:
    """User names and ids looked up; roles as they are."""
    named = [wait.assignee, *wait.candidate_users] if wait.assignee else list(wait.candidate_users)
    users = _users(ctx, named)
    return People(
        assignee=users.get(wait.assignee) if wait.assignee else None,
        candidates=candidates_of(wait.candidate_groups, filter(None, map(users.get, wait.candidate_users))),
        unknown=tuple(name for name in named if name not in users),
    )


def report_unknown(ctx: Context, instance: Instance, wait: UserTaskWait, people: People) -> None:
    """An incident for a user or role that does not exist, or a task that nobody may do."""
    missing_users = people.unknown
    missing_roles = _missing_roles(ctx, wait.candidate_groups)
    if missing_users:
        text = say("user_not_found", users=", ".join(missing_users))
        _incident(ctx, instance, wait, code="user_unknown", text=text, facts={"users": list(missing_users)})
    elif missing_roles:
        text = say("role_not_found", roles=", ".join(missing_roles))
        _incident(ctx, instance, wait, code="role_unknown", text=text, facts={"roles": missing_roles})
    elif people.assignee is None and not people.candidates:
        _incident(ctx, instance, wait, code="task_without_candidates", text=say("nobody_named"))


def _incident(ctx: Context, instance: Instance, wait: UserTaskWait, **what: Any) -> None:
    raise_incident(ctx, instance, wait_id=wait.wait_id, element_id=wait.element_id, **what)


def move_open_tasks(ctx: Context, instance: Instance) -> None:
    """The case came to another customer or department: its stored open tasks are theirs from now on."""
    give_back_what_moved(ctx, instance)
    values = {"of_instance": instance.id, "new_customer": instance.customer_id, "new_department": instance.department}
    ctx.db.execute(_MOVE_CANDIDATES, values)
    ctx.db.execute(_MOVE_TASKS, values)


def _users(ctx: Context, names: list[str]) -> dict[str, str]:
    """User ids by what names them (id or user name), active people only."""
    if not names:
        return {}
    found: dict[str, str] = {}
    for user_id, username in ctx.db.execute(_USERS, {"names": names}):
        found[user_id] = found[username] = user_id
    return found


def find_user(ctx: Context, name: str) -> str | None:
    """The id of the active person of this id or user name."""
    return _users(ctx, [name]).get(name)


def _missing_roles(ctx: Context, names: Iterable[str]) -> list[str]:
    known = ctx.shared.part(KnownRoles)
    asked = [name for name in names if name not in known]
    if asked:
        known.update(found for (found,) in ctx.db.execute(_ROLES, {"names": asked}))
    return [name for name in asked if name not in known]


def name_again(ctx: Context, instance: Instance, wait: UserTaskWait) -> None:
    """Assign and offer the open task of ``wait`` anew. Who is still not known is a new incident."""
    where = (user_task.c.instance_id == instance.id, user_task.c.wait_id == wait.wait_id, user_task.c.state == State.OPEN)
    task = ctx.db.execute(select(user_task).where(*where)).first()
    if task is None:
        return
    people = named_people(ctx, wait)
    assignee = task.assignee_id or people.assignee
    values: dict[str, object] = {"offered_to": offered_to(people.candidates), "version": task.version + 1}
    if assignee is not None and assignee != task.assignee_id:
        values |= {"assignee_id": assignee, "claimed_at": ctx.now, "by_name": True}
        element = ElementFacts(wait.element_id, wait.label, wait.attempt, wait.due_at)
        ctx.record(TaskAssigned(element, task.id, None, assignee), instance)
    ctx.db.execute(update(user_task).where(user_task.c.id == task.id).values(**values))
    ctx.rows.wrote(user_task, task.id, instance.id, offered_to=values["offered_to"], **({"by_name": True} if "by_name" in values else {}))
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


def cancel_tasks(ctx: Context, instance: Instance, wait_ids: list[str]) -> None:
    stored = None
    for wait_id in wait_ids:
        pending = ctx.rows.pending(user_task, instance.id, wait_id)
        if pending is not None:
            pending["state"], pending["ended_at"] = State.CANCELLED.value, ctx.now
            element = ElementFacts(pending["element_id"], Text(pending["name_en"], pending["name_zh"]), pending["attempt"])
            ctx.record(TaskCancelled(element, pending["id"]), instance)
            continue
        if stored is None:
            stored = {row.wait_id: row for row in ctx.db.execute(_OPEN_TASKS, {"instance_id": instance.id})}
        row = stored.get(wait_id)
        if row is not None:
            ctx.rows.cancelled_tasks.append({"of_instance": instance.id, "of_wait": wait_id, "at": ctx.now})
            ctx.rows.dropped_candidates.append({"of_task": row.id})
            element = ElementFacts(row.element_id, Text(row.name_en, row.name_zh), row.attempt, row.due_at, row.created_at)
            ctx.record(TaskCancelled(element, row.id), instance)
