"""The diagram as data: what ``reading`` makes, ``checking`` works on, and ``building`` turns into an executable.

Pure data, no XML and no Spiff. Every text that may be an expression is a ``Value``:
in the dialect a leading ``=`` marks a FEEL expression, anything else is a literal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class Value:
    """A literal text, or a FEEL expression (``text`` without the leading ``=``)."""

    text: str
    is_expression: bool = False


class NodeKind(StrEnum):
    USER_TASK = "userTask"
    MANUAL_TASK = "manualTask"
    SCRIPT_TASK = "scriptTask"
    BUSINESS_RULE_TASK = "businessRuleTask"
    SERVICE_TASK = "serviceTask"
    SEND_TASK = "sendTask"
    RECEIVE_TASK = "receiveTask"
    PLAIN_TASK = "task"
    CALL_ACTIVITY = "callActivity"
    SUB_PROCESS = "subProcess"
    EVENT_SUB_PROCESS = "eventSubProcess"
    START_EVENT = "startEvent"
    END_EVENT = "endEvent"
    CATCH_EVENT = "intermediateCatchEvent"
    THROW_EVENT = "intermediateThrowEvent"
    BOUNDARY_EVENT = "boundaryEvent"
    EXCLUSIVE_GATEWAY = "exclusiveGateway"
    PARALLEL_GATEWAY = "parallelGateway"
    INCLUSIVE_GATEWAY = "inclusiveGateway"
    EVENT_BASED_GATEWAY = "eventBasedGateway"


class EventKind(StrEnum):
    NONE = "none"
    TIMER = "timer"
    MESSAGE = "message"
    SIGNAL = "signal"
    ERROR = "error"
    ESCALATION = "escalation"
    TERMINATE = "terminate"
    LINK = "link"
    CONDITIONAL = "conditional"
    COMPENSATION = "compensation"
    CANCEL = "cancel"


class TimerKind(StrEnum):
    DATE = "timeDate"
    DURATION = "timeDuration"
    CYCLE = "timeCycle"


@dataclass(frozen=True, slots=True)
class Event:
    """What an event waits for or throws.

    ``name`` is the message or signal name, the link name, or the error or escalation code
    (None: any code). ``correlation_key`` is for messages that a running instance waits for.
    """

    kind: EventKind
    name: Value | None = None
    timer: TimerKind | None = None
    expression: Value | None = None
    """Timer: date, duration or cycle. Conditional: the condition."""
    correlation_key: Value | None = None


@dataclass(frozen=True, slots=True)
class VariableMapping:
    """One input or output mapping: the value of ``source`` goes to the variable ``target`` (dots make contexts)."""

    source: Value
    target: str


@dataclass(frozen=True, slots=True)
class MultiInstance:
    """Once for each item of a collection, at the same time or one after the other."""

    sequential: bool
    collection: Value
    item: str | None = None
    output_collection: str | None = None
    output_item: Value | None = None
    completion_condition: Value | None = None


@dataclass(frozen=True, slots=True)
class StandardLoop:
    """Again while the condition holds, tested before or after each round, ``maximum`` rounds at most."""

    condition: Value | None
    test_before: bool = False
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class UserTaskDetail:
    form_id: str | None = None
    assignee: Value | None = None
    candidate_groups: Value | None = None
    """Literal: comma separated role ids. Expression: a list or a comma separated string."""
    candidate_users: Value | None = None
    due_date: Value | None = None
    follow_up_date: Value | None = None
    priority: Value | None = None


@dataclass(frozen=True, slots=True)
class ScriptDetail:
    expression: Value
    result_variable: str | None


@dataclass(frozen=True, slots=True)
class DecisionDetail:
    decision_id: Value
    result_variable: str | None


@dataclass(frozen=True, slots=True)
class ConnectorDetail:
    """A service or send task: ``type`` names the connector, ``headers`` are its constants."""

    type: Value
    retries: Value | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CallDetail:
    process_id: Value
    propagate_all_child_variables: bool = False
    propagate_all_parent_variables: bool = True


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    condition: Value | None = None
    label: Text | None = None
    origin: str | None = None
    """As for ``Node``; a flow drawn without an id gets one and has no origin."""


@dataclass(frozen=True, slots=True)
class Node:
    """A flow node. ``detail`` fits the kind; ``scope`` is set for (event) sub-processes."""

    id: str
    kind: NodeKind
    label: Text
    detail: UserTaskDetail | ScriptDetail | DecisionDetail | ConnectorDetail | CallDetail | None = None
    event: Event | None = None
    """For events, receive tasks, and send tasks drawn with a message."""
    attached_to: str | None = None
    interrupting: bool = True
    """For boundary events and for start events of event sub-processes."""
    default_flow: str | None = None
    instantiates: bool = False
    """A receive task that begins the process; ``normalise`` makes a message start event of it."""
    loop: MultiInstance | StandardLoop | None = None
    inputs: tuple[VariableMapping, ...] = ()
    outputs: tuple[VariableMapping, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    scope: Scope | None = None
    documentation: str = ""
    origin: str | None = None
    """The diagram's element that this node was inserted for by ``normalise``; None for what was drawn."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The inside of a process or sub-process: nodes and flows in document order."""

    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]


@dataclass(frozen=True, slots=True)
class Process:
    """One executable process of a diagram."""

    id: str
    label: Text
    scope: Scope
    version_tag: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    documentation: str = ""
