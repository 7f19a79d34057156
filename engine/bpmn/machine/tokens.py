"""A token: Spiff's ``Task``, made cheap and told where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

if TYPE_CHECKING:
    from engine.bpmn.halts import Halt
    from engine.bpmn.machine.elements.base import Exit, NodeSpec
    from engine.bpmn.machine.execution import Execution
    from engine.bpmn.outcome import Json

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
        workflow: Execution,
        task_spec: NodeSpec,
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

    def _add_child(self, task_spec: NodeSpec, state: int = FUTURE) -> Token:
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
