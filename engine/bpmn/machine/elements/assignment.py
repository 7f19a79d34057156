"""Who is to do a user task, and until when: formulas in, ``UserTaskWait`` out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from engine.bpmn.formulas.formula import Formula, Visible
from engine.bpmn.formulas.timers import moment
from engine.bpmn.halts import wrong_kind
from engine.bpmn.machine.environment import Environment
from engine.bpmn.model import Node, UserTaskDetail
from engine.bpmn.outcome import Json, UserTaskWait
from engine.bpmn.texts import say

_DEFAULT_PRIORITY = 50
_LONGEST_ID = 90
"""Characters of the id of a role or a person."""


@dataclass(frozen=True, slots=True)
class UserTaskFormulas:
    """The expressions of a user task; None where the diagram says nothing."""

    assignee: Formula | None = None
    groups: Formula | None = None
    users: Formula | None = None
    due: Formula | None = None
    follow_up: Formula | None = None
    priority: Formula | None = None

    def evaluate(self, visible: Visible, environment: Environment) -> list[Json]:
        """``[assignee, groups, users, due, follow-up, priority]`` as JSON. Raises ``Halt``."""
        now = environment.now
        return [
            self.assignee.text_or_none(visible, now) if self.assignee else None,
            names(self.groups, visible, now),
            names(self.users, visible, now),
            _moment(self.due, visible, environment),
            _moment(self.follow_up, visible, environment),
            _priority(self.priority, visible, now),
        ]

    @staticmethod
    def wait(wait_id: str, node: Node, element_id: str, details: Json) -> UserTaskWait:
        fields = cast("tuple[int, str | None, list[str], list[str], str | None, str | None, int]", details)
        attempt, assignee, groups, users, due, follow_up, priority = fields
        return UserTaskWait(
            wait_id=wait_id,
            element_id=element_id,
            label=node.label,
            form_id=node.detail.form_id if isinstance(node.detail, UserTaskDetail) else None,
            assignee=assignee,
            candidate_groups=tuple(groups),
            candidate_users=tuple(users),
            due_at=datetime.fromisoformat(due) if due else None,
            follow_up_at=datetime.fromisoformat(follow_up) if follow_up else None,
            priority=priority,
            properties=node.properties,
            attempt=attempt,
        )


def names(formula: Formula | None, visible: Visible, now: datetime) -> list[Json]:
    """A list of texts, or one comma separated text, as a list without empty entries."""
    if formula is None:
        return []
    value = formula.json(visible, now)
    if value is None:
        return []
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise wrong_kind(formula.text, say("expected_names"), type(value).__name__)
    found = [name.strip() for name in cast("list[str]", value) if name.strip()]
    if too_long := next((name for name in found if len(name) > _LONGEST_ID), None):
        raise wrong_kind(formula.text, say("expected_short_text", most=_LONGEST_ID), too_long[:80])
    return found  # type: ignore[return-value]


def _moment(formula: Formula | None, visible: Visible, environment: Environment) -> str | None:
    """A date and time; a duration counts from now."""
    value = formula.value(visible, environment.now) if formula else None
    if formula is None or value is None or value == "":
        return None
    try:
        found = moment(value, environment.now, environment.time_zone)
    except (ValueError, OverflowError, TypeError) as error:
        raise wrong_kind(formula.text, say("expected_moment"), str(value)[:80]) from error
    return found.isoformat()


def _priority(formula: Formula | None, visible: Visible, now: datetime) -> int:
    value = formula.json(visible, now) if formula else None
    if formula is None or value is None:
        return _DEFAULT_PRIORITY
    try:
        priority = int(str(value))
    except ValueError:
        priority = -1
    if not 0 <= priority <= 100:
        raise wrong_kind(formula.text, say("expected_priority"), str(value)[:80])
    return priority
