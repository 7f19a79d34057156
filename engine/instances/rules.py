"""States of a process instance, what may be done in which, and what is shown of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from engine.instances.texts import say
from engine.kernel.actor import Actor
from engine.kernel.errors import Conflict, LimitExceeded
from engine.kernel.permissions import Permission
from engine.kernel.searching import normal_form
from engine.kernel.texts import Text

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

_STATES = {
    "running": "running",
    "suspended": "suspended",
    "completed": "completed",
    "terminated": "terminated",
    "error": "ended_in_error",
    "cancelled": "cancelled",
}
_VERBS: Mapping[Verb, str] = {"cancel": "to_cancel", "suspend": "to_suspend", "resume": "to_resume", "set_variables": "to_set_variables"}
_NEEDS: Mapping[Verb, frozenset[State]] = {
    "cancel": ALIVE,
    "suspend": frozenset({State.RUNNING}),
    "resume": frozenset({State.SUSPENDED}),
    "set_variables": ALIVE,
}


def check_running(state: str, number: str) -> None:
    """Work on a task or an event needs a running instance: raises ``Conflict`` for any other."""
    if state != State.RUNNING:
        raise _not_in(state, number, say("not_running", number=number, state=_named(state)))


def check(verb: Verb, state: str, number: str) -> None:
    """Raises ``Conflict`` where the state does not allow the verb."""
    if state not in _NEEDS[verb]:
        raise _not_in(state, number, say("not_changeable", verb=say(_VERBS[verb]), number=number, state=_named(state)))


def actions(state: str, actor: Actor) -> frozenset[Verb]:
    """What the actor may do with the instance as a whole now."""
    if not actor.may(Permission.INSTANCES_ADMINISTER):
        return frozenset()
    return frozenset(verb for verb, states in _NEEDS.items() if state in states)


def check_depth(depth: int, most: int) -> None:
    """Raises ``LimitExceeded`` when call activities are nested too deep."""
    if depth > most:
        raise LimitExceeded(say("calls_too_deep", most=most, depth=depth), code="call_depth_exceeded", limit="call_depth")


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
    """In normal form: number, title, business key and the facts that lists show."""
    parts = [number, title, business_key or "", *map(shown, facts.values())]
    return normal_form(" ".join(filter(None, parts)))[:LONGEST_SEARCH_TEXT]


def _named(state: str) -> Text:
    return say(_STATES[state])


def _not_in(state: str, number: str, text: Text) -> Conflict:
    return Conflict(
        text,
        code="instance_suspended" if state == State.SUSPENDED else "instance_state",
        state=state,
        number=number,
    )
