"""Activities: mappings, boundary events, and what each kind of task waits for or does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast

from engine.bpmn.formulas.formula import Visible
from engine.bpmn.machine.elements.assignment import UserTaskFormulas
from engine.bpmn.machine.elements.base import WAITS, Assignment, Begun, NodeSpec
from engine.bpmn.machine.elements.boundary import BoundaryEventSpec
from engine.bpmn.machine.elements.catching import CatchingSpec
from engine.bpmn.machine.tokens import Token
from engine.bpmn.machine.variables import put
from engine.bpmn.outcome import ElementLeft, Json, Wait


class Repetition(Protocol):
    """The loop or multi-instance activity of which an activity is one instance."""

    def note_result(self, inner: Token) -> None:
        """An instance is about to leave: evaluate what follows from that (``Halt`` stops the instance), then remember it."""


class ActivitySpec(NodeSpec):
    """Something that takes time or does work. ``loop`` is set where this is one instance of a loop or multi-instance activity."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self.inputs_mapped: tuple[Assignment, ...] = ()
        self.boundary: tuple[BoundaryEventSpec, ...] = ()
        self.loop: Repetition | None = None

    def begin(self, token: Token) -> Begun:
        """Evaluate everything first, then change something: a halt leaves the token as it was."""
        execution = token.workflow
        inputs = self.map_inputs(token)
        visible = execution.visible(token).over(inputs) if inputs else execution.visible(token)
        begun = self.prepare(token, visible)
        if begun is WAITS:
            watched = [(event, event.arm(execution, visible)) for event in self.boundary if event.is_watched]
            execution.make_room(len(watched) + self.members_needed(token))
        if inputs:
            token.local = {**(token.local or {}), **inputs}
        if begun is WAITS:
            for event, details in watched:
                assert token.scope is not None
                execution.watch(event, token, token.scope, details)
            self.start_waiting(token)
        return begun

    def map_inputs(self, token: Token) -> dict[str, Json]:
        """The local variables that the input mappings make; each mapping sees those before it."""
        execution = token.workflow
        inputs: dict[str, Json] = {}
        for mapping in self.inputs_mapped:
            visible = execution.visible(token).over(inputs)
            put(inputs, mapping.path, mapping.formula.json(visible, execution.environment.now))
        return inputs

    def inputs_of(self, token: Token) -> dict[str, Json]:
        """The variables that the input mappings have made."""
        local = token.local or {}
        return {name: local.get(name) for name in dict.fromkeys(mapping.path[0] for mapping in self.inputs_mapped)}

    def prepare(self, token: Token, visible: Visible) -> Begun:
        """Do the work and give its result, or evaluate what is waited for into ``details`` and give ``WAITS``."""
        return {}

    def members_needed(self, token: Token) -> int:
        """How many tokens ``start_waiting`` will make."""
        return 0

    def start_waiting(self, token: Token) -> None:
        token.workflow.begin_wait(token)

    def happened(self, host: Token, watcher: Token, payload: Mapping[str, Json]) -> None:
        event = watcher.task_spec
        event.fired(host, watcher, payload)

    def take_over(self, token: Token, changes: Mapping[str, Json]) -> None:
        own = {name: value for name, value in changes.items() if name in self.declared}
        if own:
            token.local = {**(token.local or {}), **own}
            changes = {name: value for name, value in changes.items() if name not in own}
        super().take_over(token, changes)

    def leave(self, token: Token) -> None:
        if self.loop is None:
            super().leave(token)
            return
        self.loop.note_result(token)
        token.workflow.stop_watching(token)
        if self.is_drawn:
            token.workflow.record(ElementLeft(self.element_id))


class PlainTaskSpec(ActivitySpec):
    """A task without a kind: passed at once."""


class UserTaskSpec(ActivitySpec):
    """User and manual tasks."""

    opens_wait = True
    formulas = UserTaskFormulas()

    def prepare(self, token: Token, visible: Visible) -> Begun:
        execution = token.workflow
        attempt = execution.entries.get(self.element_id, 0) + 1
        token.details = [attempt, *self.formulas.evaluate(visible, execution.environment)]
        return WAITS

    def start_waiting(self, token: Token) -> None:
        token.workflow.entries[self.element_id] = cast("list[int]", token.details)[0]
        super().start_waiting(token)

    def wait_of(self, token: Token) -> Wait:
        return self.formulas.wait(token.wait_id, self.node, self.element_id, token.details)


class ReceiveTaskSpec(ActivitySpec, CatchingSpec):
    """Waits for a message."""

    def prepare(self, token: Token, visible: Visible) -> Begun:
        token.details = self.arm(token.workflow, visible)
        return WAITS
