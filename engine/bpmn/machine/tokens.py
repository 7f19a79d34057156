"""A token, the element where it stands, and the instance in which it lives: what each of the three may ask of the others.

They are Spiff's ``Task``, ``TaskSpec`` and ``Workflow``. A token is whole here; what kinds of elements do when a token comes is in
``elements``, how an instance keeps its tokens in ``population``, and how it runs them in ``execution``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.formulas.formula import Formula, Visible
from engine.bpmn.halts import Halt
from engine.bpmn.machine.environment import Environment
from engine.bpmn.model import Node
from engine.bpmn.outcome import Ended, Fact, Json, Wait

FUTURE: int = TaskState.FUTURE
WAITING: int = TaskState.WAITING
READY: int = TaskState.READY
STARTED: int = TaskState.STARTED
COMPLETED: int = TaskState.COMPLETED
ERROR: int = TaskState.ERROR
CANCELLED: int = TaskState.CANCELLED

ENTER, BEGIN, FINISH, LEAVE = range(4)
"""What a token does next when it is run. A token that stops at a stage does that stage again."""


class Token(Task):  # type: ignore[misc]  # Spiff has no types
    """Ids are a counter of the instance; ``data`` stays empty, variables live in ``local`` and in the process scope.

    scope: the token of the process or of the (event) sub-process or loop in which this one lives; None for the process itself.
    members: of a scope, the tokens that it waits for. watchers: tokens that wait for an event on behalf of this one
    (boundary events, event sub-processes, targets of an event-based gateway); ``host`` points back.
    flow: by which flow it came. taken: by which it leaves. details: evaluated once, when the wait began.
    """

    def __init__(
        self,
        workflow: Instance,
        task_spec: Element,
        parent: Token | None = None,
        state: int = FUTURE,
        id: int | None = None,
    ) -> None:
        # Not Task.__init__: that makes a UUID and reads the clock twice for every token.
        if id is None:
            workflow.last_id += 1
            id = workflow.last_id
        self.id = id
        self.workflow = workflow
        self.task_spec = task_spec
        self._state = state
        self._children: list[int] = []
        self._parent: int | None = None
        self.triggered = False
        self.thread_id = self.last_state_change = 0
        self.data: dict[str, object] = {}
        self.internal_data: dict[str, Json] = {}
        self.scope: Token | None = None
        self.host: Token | None = None
        self.members: dict[int, Token] = {}
        self.watchers: dict[int, Token] = {}
        self.stage = ENTER
        self.flow: str | None = None
        self.taken: tuple[Exit, ...] = ()
        self.local: dict[str, Json] | None = None
        self.details: Json = None
        self.result: Mapping[str, Json] | None = None
        self.halt: Halt | None = None
        workflow.tasks[id] = self
        if parent is not None:
            self._parent = parent.id
            parent._children.append(id)

    def _add_child(self, task_spec: Element, state: int = FUTURE) -> Token:
        return Token(self.workflow, task_spec, self, state)

    def _set_state(self, value: int) -> None:
        # Not Task._set_state: it collects what a log line would need, whether or not anybody logs.
        self._state = value

    def cancel(self) -> None:
        """End without having been completed; the spec is told. Children are the business of ``Execution.cancel``."""
        if not self.is_finished:
            self.workflow.close_waits(self)
            self._set_state(CANCELLED)
            self.task_spec._on_cancel(self)

    @property
    def is_finished(self) -> bool:
        return self._state in (COMPLETED, CANCELLED)

    @property
    def is_waiting(self) -> bool:
        return self._state in (STARTED, WAITING)

    @property
    def wait_id(self) -> str:
        again = self.internal_data.get("again")
        return f"{self.id}.{again}" if again else str(self.id)

    @property
    def incident_id(self) -> str:
        return f"{self.id}!{self.internal_data.get('incidents')}"


@dataclass(frozen=True, slots=True)
class Exit:
    """An outgoing sequence flow. ``is_drawn`` is False for flows that normalising put in."""

    flow_id: str
    target: Element
    condition: Formula | None
    is_default: bool
    is_drawn: bool = True


class Element(TaskSpec):  # type: ignore[misc]  # Spiff has no types
    """One element of the diagram. ``exits`` are its outgoing flows, ``incoming`` the ids of the flows that end here.

    opens_wait: a token that waits here waits for something outside. is_condition: it waits for a condition over variables.
    is_scope: tokens live in a token of it. declared: variables that are local to it whether or not they are set.
    """

    opens_wait = False
    is_condition = False
    is_scope = False
    declared: frozenset[str] = frozenset()

    def __init__(self, process_spec: WorkflowSpec, node: Node, name: str | None = None) -> None:
        super().__init__(process_spec, name or node.id)
        self.node = node
        self.element_id = node.origin or node.id
        self.is_drawn = node.origin is None
        self.exits: tuple[Exit, ...] = ()
        self.incoming: tuple[str, ...] = ()

    def happened(self, host: Token, watcher: Token, payload: Mapping[str, Json]) -> None:
        """What ``watcher`` waited for on behalf of ``host``, a token of this element, has come."""
        raise NotImplementedError(f"{self.name} has nobody watch.")

    def member_done(self, scope: Token, token: Token) -> None:
        """A token that lived in ``scope`` is finished."""
        raise NotImplementedError(f"{self.name} is no scope.")

    def check_condition(self, token: Token) -> None:
        """Variables have changed: look whether the awaited condition holds now."""
        raise NotImplementedError(f"{self.name} waits for no condition.")

    def wait_of(self, token: Token) -> Wait:
        """What the token waits for, from ``details``."""
        raise NotImplementedError(f"{self.name} waits for nothing outside.")


Joins = dict[tuple[int, str], dict[int, Token]]
"""Tokens that have arrived at a gateway, by scope and gateway."""


class Instance(Protocol):
    """The running instance as its tokens and elements see it.

    joins, conditions: tokens that wait for other tokens, and for a condition. ready: those that are to be run.
    has_changed: variables, or what is awaited, are not what they were when conditions were last looked at.
    entries: how many times each user task has been entered.
    """

    environment: Environment
    variables: dict[str, Json]
    entries: dict[str, int]
    tasks: dict[int, Token]
    last_id: int
    ready: deque[Token]
    joins: Joins
    conditions: dict[int, Token]
    has_changed: bool

    def record(self, fact: Fact) -> None:
        """Tell what has happened."""

    def visible(self, token: Token) -> Visible:
        """The names that an expression at the token can see."""

    def wake(self, token: Token) -> None:
        """Let the token go on with its next stage."""

    def stall(self, token: Token, halt: Halt) -> None:
        """The token cannot go on; the rest of the instance can."""

    def end_all(self, ended: Ended) -> None:
        """The whole instance is over, with everything in it."""

    # Coming and going

    def make_room(self, more: int) -> None:
        """Raises ``Halt`` where ``more`` tokens would be too many."""

    def spawn(self, spec: Element, scope: Token, *, parent: Token | None = None, flow: str | None = None) -> Token:
        """A new token in ``scope``. A child of a token that is being completed is started by Spiff, any other one here."""

    def watch(self, spec: Element, host: Token, scope: Token, details: Json) -> Token:
        """A token that waits for an event on behalf of ``host``; ``scope`` does not wait for it."""

    def stop_watching(self, token: Token) -> None:
        """Take away what watches for the token."""

    def consume(self, token: Token) -> None:
        """The token has served its purpose: merged into another one at a join, or its event has come. Nothing follows it."""

    def cancel(self, token: Token) -> None:
        """Take the token away with all that lives in it and watches for it, the innermost first."""

    def cancel_inside(self, scope: Token, *, but: Token | None = None) -> None:
        """Take away what lives in a scope and its event sub-processes' watchers; its own boundary events stay."""

    def forget_arrival(self, token: Token) -> None:
        """The token stands no longer before the gateway."""

    # Waiting

    def begin_wait(self, token: Token) -> None:
        """Tell that the token waits; a condition is looked at after this step."""

    def close_waits(self, token: Token, reason: Literal["done", "cancelled"] = "cancelled") -> None:
        """Close the token's wait or incident, if it has one open."""

    def is_waited_for(self, token: Token) -> bool:
        """Whether the token has a wait open (not an incident)."""
