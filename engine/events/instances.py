"""What happens to a process instance as a whole, and on its way through the diagram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.events.base import Change, ElementFacts, Event


@dataclass(frozen=True, slots=True)
class InstanceStarted(Event):
    """``start``: how (form, message, signal, timer, call, connector); ``parent``: the instance that called it."""

    kind: ClassVar[str] = "instance.started"
    number: str
    start: str
    element: ElementFacts | None = None
    submission: Mapping[str, object] | None = None
    dropped: Sequence[str] | None = None
    changes: Sequence[Change] | None = None
    parent: str | None = None
    business_key: str | None = None
    attachments: Sequence[Mapping[str, object]] | None = None


@dataclass(frozen=True, slots=True)
class InstanceAdvanced(Event):
    """The way through the diagram in one step, in order: ``{"entered": id}`` and ``{"left": id, "flows": [...], "reason"}``."""

    kind: ClassVar[str] = "instance.advanced"
    path: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class GatewayDecided(Event):
    """Which way and why: each condition with its operands' values."""

    kind: ClassVar[str] = "gateway.decided"
    element: ElementFacts
    conditions: Sequence[Mapping[str, object]]
    flows: Sequence[str]


@dataclass(frozen=True, slots=True)
class DecisionMade(Event):
    """A decision table (or expression) was evaluated: inputs, matched rules and result."""

    kind: ClassVar[str] = "decision.made"
    element: ElementFacts
    decision: str
    result: object
    trace: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class VariablesChanged(Event):
    """The diagram itself set variables: a script, a mapping, a result."""

    kind: ClassVar[str] = "variables.changed"
    element: ElementFacts | None
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class VariablesCorrected(Event):
    """A person with the right to do so changed variables of a running instance."""

    kind: ClassVar[str] = "variables.corrected"
    changes: Sequence[Change]
    reason: str


@dataclass(frozen=True, slots=True)
class EventCaught(Event):
    """A timer, message, signal, error, escalation or condition was caught by the diagram."""

    kind: ClassVar[str] = "event.caught"
    element: ElementFacts
    event: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class MessageReceived(Event):
    """A message reached the instance; ``changes`` holds the variables it brought."""

    kind: ClassVar[str] = "message.received"
    element: ElementFacts
    name: str
    correlation_key: str | None = None
    changes: Sequence[Change] | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class SignalRefused(Event):
    """``procedures`` wait for the signal, and do not accept it from the procedure of the case that threw it."""

    kind: ClassVar[str] = "signal.refused"
    signal: str
    procedures: Sequence[str]


@dataclass(frozen=True, slots=True)
class SignalReceived(Event):
    kind: ClassVar[str] = "signal.received"
    element: ElementFacts
    name: str
    changes: Sequence[Change] | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class MessageThrown(Event):
    kind: ClassVar[str] = "message.thrown"
    element: ElementFacts
    name: str
    correlation_key: str | None
    variables: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MessageNotCorrelated(Event):
    """Nobody waited for a thrown message within its time to live."""

    kind: ClassVar[str] = "message.not_correlated"
    element: ElementFacts
    name: str
    correlation_key: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class SignalThrown(Event):
    kind: ClassVar[str] = "signal.thrown"
    element: ElementFacts
    name: str
    variables: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class EscalationThrown(Event):
    kind: ClassVar[str] = "escalation.thrown"
    element: ElementFacts
    code: str | None
    caught: bool


@dataclass(frozen=True, slots=True)
class ChildStarted(Event):
    """A call activity started a linked instance."""

    kind: ClassVar[str] = "child.started"
    element: ElementFacts
    child: str
    number: str
    procedure: str


@dataclass(frozen=True, slots=True)
class ChildEnded(Event):
    """A called instance came back; ``end`` says how, ``changes`` what the mapping took over."""

    kind: ClassVar[str] = "child.ended"
    element: ElementFacts
    child: str
    end: str
    error_code: str | None = None
    changes: Sequence[Change] | None = None


@dataclass(frozen=True, slots=True)
class InstanceEnded(Event):
    """``end``: completed, terminated, error or cancelled."""

    kind: ClassVar[str] = "instance.ended"
    end: str
    element: ElementFacts | None = None
    error_code: str | None = None


@dataclass(frozen=True, slots=True)
class InstanceCancelled(Event):
    """``by_parent``: the case that called this one was cancelled or its call activity was interrupted."""

    kind: ClassVar[str] = "instance.cancelled"
    reason: str
    by_parent: str | None = None


@dataclass(frozen=True, slots=True)
class StateKept(Event):
    """Nothing happened that anybody would be told of, but rows of the case changed: the entry says which."""

    kind: ClassVar[str] = "instance.kept"


@dataclass(frozen=True, slots=True)
class InstanceSuspended(Event):
    kind: ClassVar[str] = "instance.suspended"
    reason: str


@dataclass(frozen=True, slots=True)
class InstanceResumed(Event):
    kind: ClassVar[str] = "instance.resumed"
    reason: str | None = None
