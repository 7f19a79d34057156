"""States of a process instance, what may be done in which, and what is shown of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from engine.kernel.actor import Actor
from engine.kernel.errors import Conflict, LimitExceeded
from engine.kernel.permissions import Permission

Verb = Literal["cancel", "suspend", "resume", "set_variables"]

LONGEST_TITLE = 200
LONGEST_SEARCH_TEXT = 4_000


class State(StrEnum):
    RUNNING = "running"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    ERROR = "error"
    CANCELLED = "cancelled"


ALIVE = frozenset({State.RUNNING, State.SUSPENDED})

_STATES_ZH = {
    "running": "进行中",
    "suspended": "已暂停",
    "completed": "已完成",
    "terminated": "已终止",
    "error": "异常结束",
    "cancelled": "已取消",
}
_NEEDS: Mapping[Verb, frozenset[State]] = {
    "cancel": ALIVE,
    "suspend": frozenset({State.RUNNING}),
    "resume": frozenset({State.SUSPENDED}),
    "set_variables": ALIVE,
}


def check_running(state: str, number: str) -> None:
    """Work on a task or an event needs a running instance: raises ``Conflict`` for any other."""
    if state != State.RUNNING:
        raise _not_in(state, number, "a running instance")


def check(verb: Verb, state: str, number: str) -> None:
    """Raises ``Conflict`` where the state does not allow the verb."""
    if state not in _NEEDS[verb]:
        raise _not_in(state, number, f"an instance that can be changed ({verb})")


def actions(state: str, actor: Actor) -> frozenset[Verb]:
    """What the actor may do with the instance as a whole now."""
    if not actor.may(Permission.INSTANCES_ADMINISTER):
        return frozenset()
    return frozenset(verb for verb, states in _NEEDS.items() if state in states)


def check_depth(depth: int, most: int) -> None:
    """Raises ``LimitExceeded`` when call activities are nested too deep."""
    if depth > most:
        raise LimitExceeded(
            f"Expected at most {most} nested call activities, but this would be number {depth}.",
            message_zh=f"调用活动嵌套超过 {most} 层。",
            code="call_depth_exceeded",
            limit="call_depth",
        )


def number_of(series: str, year: int, last: int) -> str:
    """``<series>-<yyyy>-<nnnn>``."""
    return f"{series}-{year}-{last:04d}"


def shown(value: object) -> str:
    """A value as text for the title and the search: nothing for what has no short form."""
    match value:
        case None | dict():
            return ""
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return " ".join(filter(None, map(shown, value)))
    return str(value)


def search_text(number: str, title: str, business_key: str | None, facts: Mapping[str, Any]) -> str:
    """Lower case: number, title, business key and the facts that lists show."""
    parts = [number, title, business_key or "", *map(shown, facts.values())]
    return " ".join(filter(None, parts)).lower()[:LONGEST_SEARCH_TEXT]


def _not_in(state: str, number: str, expected: str) -> Conflict:
    return Conflict(
        f"Expected {expected}, but {number} is {state}.",
        message_zh=f"{number} {_STATES_ZH.get(state, state)},不能进行此操作。",
        code="instance_suspended" if state == State.SUSPENDED else "instance_state",
        state=state,
        number=number,
    )
