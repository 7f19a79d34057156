"""What a step of the machine brought about: facts in order, and the difference in what the instance waits for.

The caller (``engine/cases``) turns facts into evidence and waits into rows:
user tasks, jobs, subscriptions, child instances, incidents. Pure data; variables are plain JSON.

A ``wait_id`` names one thing waited for, unique within the instance and stable as long as it waits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from engine.kernel.texts import Text

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


# What the instance waits for


@dataclass(frozen=True, slots=True)
class UserTaskWait:
    """A person has to do something. Manual tasks too (``form_id`` None)."""

    wait_id: str
    element_id: str
    label: Text
    form_id: str | None
    assignee: str | None
    """A user name or user id, as the expression gave it."""
    candidate_groups: tuple[str, ...]
    candidate_users: tuple[str, ...]
    due_at: datetime | None
    follow_up_at: datetime | None
    priority: int
    """0 to 100, 50 where nothing is said."""
    properties: Mapping[str, str]
    attempt: int = 1
    """How many times this element has been entered in this instance."""


@dataclass(frozen=True, slots=True)
class ConnectorWait:
    """A service or send task: the connector's inputs are evaluated, its result completes the token."""

    wait_id: str
    element_id: str
    label: Text
    type: str
    headers: Mapping[str, str]
    inputs: Mapping[str, Json]
    """The variables made by the input mappings (all visible variables are not sent)."""
    retries: int
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TimerWait:
    """A timer event. Cycles are re-armed by the machine: each firing closes this wait and may open the next."""

    wait_id: str
    element_id: str
    label: Text
    due_at: datetime


@dataclass(frozen=True, slots=True)
class MessageWait:
    wait_id: str
    element_id: str
    label: Text
    name: str
    correlation_key: str | None
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignalWait:
    wait_id: str
    element_id: str
    label: Text
    name: str


@dataclass(frozen=True, slots=True)
class ChildWait:
    """A call activity: start a child instance of ``process_id`` and come back with its result."""

    wait_id: str
    element_id: str
    label: Text
    process_id: str
    variables: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class IncidentWait:
    """The token cannot go on: an expression failed, no condition held, a ceiling was reached, an error was not caught."""

    wait_id: str
    element_id: str
    label: Text
    code: str
    text: Text
    facts: Mapping[str, Json] = field(default_factory=dict)


Wait = UserTaskWait | ConnectorWait | TimerWait | MessageWait | SignalWait | ChildWait | IncidentWait


@dataclass(frozen=True, slots=True)
class WaitClosed:
    """Something is no longer waited for. ``done``: it happened; ``cancelled``: something else made it void."""

    wait_id: str
    element_id: str
    reason: Literal["done", "cancelled"]


# What happened, in order


@dataclass(frozen=True, slots=True)
class ElementEntered:
    element_id: str
    wait_id: str | None = None


@dataclass(frozen=True, slots=True)
class ElementLeft:
    """``reason`` cancelled: an interrupting event or a terminate end took the token away. ``flows``: those taken."""

    element_id: str
    reason: Literal["completed", "cancelled"] = "completed"
    flows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GatewayDecided:
    """Which way and why: the conditions looked at, the values of their operands, the flows taken."""

    element_id: str
    conditions: tuple[Mapping[str, Json], ...]
    """Each: {"flow": id, "expression": text, "result": bool or None, "operands": {name: value}}."""
    flows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """A business rule task: inputs, matched rules, result."""

    element_id: str
    decision_id: str
    result: Json
    trace: tuple[Mapping[str, Json], ...]


@dataclass(frozen=True, slots=True)
class VariablesChanged:
    """Variables set by a script, a mapping or a result. ``new`` holds what changed; ``old`` the values before (absent: was not set)."""

    element_id: str | None
    new: Mapping[str, Json]
    old: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class MessageThrown:
    element_id: str
    name: str
    correlation_key: str | None
    variables: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class SignalThrown:
    element_id: str
    name: str
    variables: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class EventCaught:
    """A boundary event, intermediate event, event-based gateway or event sub-process was triggered."""

    element_id: str
    kind: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class EscalationThrown:
    """An escalation that nobody in this instance caught is told to the parent, if there is one."""

    element_id: str
    code: str | None
    caught: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """The instance is over. ``error``: an error end event that nobody caught (told to a parent's call activity)."""

    kind: Literal["completed", "terminated", "error", "cancelled"]
    element_id: str | None = None
    error_code: str | None = None


Fact = (
    ElementEntered
    | ElementLeft
    | GatewayDecided
    | DecisionMade
    | VariablesChanged
    | MessageThrown
    | SignalThrown
    | EventCaught
    | EscalationThrown
    | Ended
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Facts in the order in which they happened; waits opened and closed since the last outcome; steps used.

    goes_on: there is more to do that waits for nothing: ``Run.go_on`` does it, in another command.
    """

    facts: tuple[Fact, ...]
    opened: tuple[Wait, ...]
    closed: tuple[WaitClosed, ...]
    steps: int
    ended: Ended | None = None
    goes_on: bool = False
