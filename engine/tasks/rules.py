"""What may be done with a user task, by whom and in which state. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from engine.events import ElementFacts
from engine.kernel.actor import Actor
from engine.kernel.errors import Conflict, Forbidden, Refusal
from engine.kernel.permissions import Permission
from engine.kernel.texts import Text
from engine.tasks.texts import say

Verb = Literal["claim", "unclaim", "assign", "delegate", "resolve", "complete"]
VERBS: tuple[Verb, ...] = ("claim", "unclaim", "assign", "delegate", "resolve", "complete")


class State(StrEnum):
    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Delegation(StrEnum):
    """Of a task that somebody does for its owner."""

    PENDING = "pending"
    RESOLVED = "resolved"


class View(StrEnum):
    """Of the inbox."""

    MINE = "mine"
    """Assigned to the actor."""
    ROLES = "roles"
    """Free ones that the actor may claim."""
    ALL = "all"
    """All that the actor may see."""


class Due(StrEnum):
    """How soon a task is due, as a filter."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"


class Sort(StrEnum):
    """How the inbox is sorted; with a dash, the other way round."""

    DUE = "due"
    DUE_LAST = "-due"
    CREATED = "created"
    CREATED_LAST = "-created"
    PRIORITY = "priority"
    PRIORITY_LAST = "-priority"


@dataclass(slots=True)
class Task:
    """A row of ``user_task`` and what belongs to it; the fields stand in the order of the columns."""

    id: str
    instance_id: str
    wait_id: str
    procedure_id: str
    version_id: str
    element_id: str
    name_zh: str
    name_en: str
    form_id: str | None
    state: str
    assignee_id: str | None
    owner_id: str | None
    delegation: str | None
    priority: int
    due_at: datetime | None
    due_order: datetime
    follow_up_at: datetime | None
    attempt: int
    properties: Mapping[str, Any]
    customer_id: str | None
    department: str | None
    created_at: datetime
    claimed_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    offered_to: str
    by_name: bool | None
    version: int
    candidates: Collection[str] = ()
    """Not a column: who may claim it, as long as it is open (see ``role_candidate``)."""
    has_draft: bool = False
    """Not a column: whether the actor has typed something that was not submitted."""

    @property
    def name(self) -> Text:
        return Text(self.name_en, self.name_zh)


def element_of(task: Task) -> ElementFacts:
    """The task's element, as evidence names it."""
    return ElementFacts(task.element_id, task.name, task.attempt, task.due_at, task.created_at)


def role_candidate(role: str) -> str:
    return f"role:{role}"


def user_candidate(user_id: str) -> str:
    return f"user:{user_id}"


def is_candidate(actor: Actor, candidates: Collection[str], customer: str | None, department: str | None) -> bool:
    """Whether one of the candidates is the actor, or a role that the actor holds for a case of this customer and department.

    A technical account never is: work for people is done by people.
    """
    if actor.kind == "technical":
        return False
    if actor.id is not None and user_candidate(actor.id) in candidates:
        return True
    return any(role_candidate(held.role) in candidates and held.covers(customer, department) for held in actor.roles)


def check(verb: Verb, task: Task, actor: Actor) -> None:
    """Raises ``Conflict`` where the task's state does not allow it (any more), ``Forbidden`` where the actor has no right to it."""
    _check_open(task)
    if actor.kind == "technical" and verb != "assign":
        raise _no_right("no_human_task", "technical_account")
    _CHECKS[verb](task, actor, is_candidate(actor, task.candidates, task.customer_id, task.department))


def check_draft(task: Task, actor: Actor) -> None:
    """Raises as ``check``: a draft of a task is for whoever has it or may take it."""
    _check_open(task)
    candidate = is_candidate(actor, task.candidates, task.customer_id, task.department)
    if not candidate and not (task.assignee_id == actor.id and _by_name(task)):
        raise _no_right("no_candidate")


def _check_open(task: Task) -> None:
    if task.state != State.OPEN:
        raise Conflict(
            say("task_is_over", task=task.name, state=say("completed" if task.state == State.COMPLETED else "cancelled")),
            code="task_closed",
            task_id=task.id,
            state=task.state,
        )


def actions(task: Task, actor: Actor) -> frozenset[Verb]:
    """What the actor may do with the task now."""
    return frozenset(verb for verb in VERBS if _allowed(verb, task, actor))


def _allowed(verb: Verb, task: Task, actor: Actor) -> bool:
    try:
        check(verb, task, actor)
    except Refusal:
        return False
    return True


def _claim(task: Task, actor: Actor, candidate: bool) -> None:
    if task.assignee_id is not None:
        raise _taken(task, actor)
    if not candidate:
        raise _no_right("no_candidate")


def _unclaim(task: Task, actor: Actor, candidate: bool) -> None:
    _own(task, actor, candidate)
    if task.delegation == Delegation.PENDING:
        raise _state("task_delegated", "delegated_to_you")
    if not task.candidates:
        raise _state("task_no_candidates", "nobody_else_may")


def _assign(task: Task, actor: Actor, candidate: bool) -> None:
    if actor.may(Permission.INSTANCES_ADMINISTER) or (actor.may(Permission.TASKS_ASSIGN) and (candidate or task.assignee_id == actor.id)):
        return
    raise _no_right("may_not_assign")


def _delegate(task: Task, actor: Actor, candidate: bool) -> None:
    _own(task, actor, candidate)
    if task.delegation == Delegation.PENDING:
        raise _state("task_delegated", "delegated_already")


def _resolve(task: Task, actor: Actor, candidate: bool) -> None:
    if task.delegation != Delegation.PENDING:
        raise _state("task_not_delegated", "not_delegated")
    _own(task, actor, candidate)


def _complete(task: Task, actor: Actor, candidate: bool) -> None:
    if task.assignee_id is None:
        if not candidate:
            raise _no_right("no_candidate")
        return
    _own(task, actor, candidate)
    if task.delegation == Delegation.PENDING:
        raise _state("task_delegated", "delegated_to_you")


_CHECKS = {"claim": _claim, "unclaim": _unclaim, "assign": _assign, "delegate": _delegate, "resolve": _resolve, "complete": _complete}


def _own(task: Task, actor: Actor, candidate: bool) -> None:
    """One's own, and the right to it still there: a role through which it was had may be gone."""
    if task.assignee_id is None:
        raise _state("task_unassigned", "nobody_has_it")
    if task.assignee_id != actor.id:
        raise _taken(task, actor)
    if not candidate and not _by_name(task):
        raise _no_right("right_lost", "right_lost")


def _by_name(task: Task) -> bool:
    """Whether the assignee has it by name. Where an earlier release did not say: lent, assigned from the first, or nobody else may."""
    if task.by_name is None:
        return task.delegation == Delegation.PENDING or task.claimed_at == task.created_at or not task.candidates
    return task.by_name


def _taken(task: Task, actor: Actor) -> Conflict:
    taken = "you_have_it" if task.assignee_id == actor.id else "somebody_has_it"
    return Conflict(
        say(taken, task=task.name),
        code="task_taken",
        task_id=task.id,
        assignee_id=task.assignee_id,
    )


def _state(code: str, sentence: str) -> Conflict:
    return Conflict(say(sentence), code=code)


def _no_right(sentence: str, code: str | None = None) -> Forbidden:
    return Forbidden(say(sentence), code=code)


def offered_to(candidates: Iterable[str]) -> str:
    """Candidate keys as the column ``offered_to`` keeps them: each between blanks, so that one can be looked for."""
    return " ".join(("", *candidates, ""))


def candidates_of(roles: Iterable[str], users: Iterable[str]) -> tuple[str, ...]:
    """Candidate keys, each once, roles first."""
    return tuple(dict.fromkeys((*map(role_candidate, roles), *map(user_candidate, users))))
