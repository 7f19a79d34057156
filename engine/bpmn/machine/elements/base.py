"""What all elements have in common: a token enters, begins, finishes and leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

from engine.bpmn.formulas.formula import Formula
from engine.bpmn.halts import Halt
from engine.bpmn.machine.routing import all_that_hold
from engine.bpmn.machine.tokens import BEGIN, ENTER, FINISH, LEAVE, Element, Exit, Token
from engine.bpmn.machine.variables import assign, put
from engine.bpmn.model import Node
from engine.bpmn.outcome import ElementEntered, ElementLeft, GatewayDecided, Json


@dataclass(frozen=True, slots=True)
class Assignment:
    """An input or output mapping: ``formula``'s value goes to the variable at ``path``."""

    formula: Formula
    path: tuple[str, ...]


class Waits:
    """``begin`` says with ``WAITS`` that the token now waits for something from outside or from within its scope."""


WAITS: Final = Waits()
Begun = Waits | Mapping[str, Json]


class NodeSpec(Element):
    """An element that is entered and left.

    Tokens are not predicted: a child exists only once its parent is completed, so nothing that is finished is ever needed again.
    """

    def __init__(self, process_spec: WorkflowSpec, node: Node, name: str | None = None) -> None:
        super().__init__(process_spec, node, name)
        self.outputs_mapped: tuple[Assignment, ...] = ()

    # Spiff's life of a token: _update → _on_ready → _run (→ _on_trigger → _run) → _on_complete, or _on_cancel

    def _update_hook(self, my_task: Token) -> bool:
        return True

    def _on_ready(self, my_task: Token) -> None:
        my_task.workflow.ready.append(my_task)

    def _run(self, my_task: Token) -> bool | None:
        try:
            return self._run_hook(my_task)
        except Halt as halt:
            my_task.workflow.stall(my_task, halt)
            return False

    def _run_hook(self, my_task: Token) -> bool | None:
        if my_task.stage == ENTER:
            self.announce(my_task)
            my_task.stage = BEGIN
        if my_task.stage == BEGIN:
            begun = self.begin(my_task)
            my_task.stage = FINISH
            if isinstance(begun, Waits):
                return None
            my_task.result = begun
        if my_task.stage == FINISH:
            self.finish(my_task)
            my_task.stage = LEAVE
        self.leave(my_task)
        return True

    def _on_complete_hook(self, my_task: Token) -> None:
        self.act(my_task)
        scope = my_task.scope
        if scope is None or my_task.id not in scope.members:
            return  # the process, or a token that was ended by what it threw
        for exit_ in my_task.taken:
            my_task.workflow.spawn(exit_.target, scope, parent=my_task, flow=exit_.flow_id)

    def _on_trigger(self, my_task: Token, payload: Mapping[str, Json]) -> None:
        """What the token waited for has happened."""
        execution = my_task.workflow
        execution.close_waits(my_task, "done")
        my_task.result = payload
        execution.wake(my_task)

    def _on_cancel(self, my_task: Token) -> None:
        if self.is_drawn and my_task.stage > ENTER:
            my_task.workflow.record(ElementLeft(self.element_id, "cancelled"))

    # What kinds of elements differ in

    def announce(self, token: Token) -> None:
        if self.is_drawn:
            token.workflow.record(ElementEntered(self.element_id, token.wait_id if self.opens_wait else None))

    def begin(self, token: Token) -> Begun:
        """Do the work or begin to wait; gives the result, or ``WAITS``."""
        return {}

    def finish(self, token: Token) -> None:
        """Take over the result: by the output mappings, or as the kind says."""
        result = token.result or {}
        changes = self.mapped_outputs(token, result) if self.outputs_mapped else self.unmapped(result)
        token.result = None
        self.take_over(token, changes)

    def take_over(self, token: Token, changes: Mapping[str, Json]) -> None:
        """Set variables, looking for their owner outside of the activity's own local scope."""
        assert token.scope is not None
        assign(token.scope, changes, self.element_id)

    def unmapped(self, result: Mapping[str, Json]) -> Mapping[str, Json]:
        """What a result changes where the diagram maps no outputs."""
        return result

    def mapped_outputs(self, token: Token, result: Mapping[str, Json]) -> Mapping[str, Json]:
        execution = token.workflow
        event = cast("Mapping[str, Json]", token.internal_data.get("event", {}))
        visible = execution.visible(token).over({**event, **result})
        changes: dict[str, Json] = {}
        for mapping in self.outputs_mapped:
            value = mapping.formula.json(visible, execution.environment.now)
            name = mapping.path[0]
            if len(mapping.path) > 1 and name not in changes:
                changes[name] = visible.plain(name)
            put(changes, mapping.path, value)
        return changes

    def leave(self, token: Token) -> None:
        """Choose the flows, stop watching, and say so. Raises before anything is done."""
        exits, decided = self.choose(token)
        execution = token.workflow
        execution.make_room(len(exits) - 1)
        token.taken = exits
        execution.stop_watching(token)
        if decided is not None:
            execution.record(decided)
        if self.is_drawn:
            execution.record(ElementLeft(self.element_id, flows=tuple(exit_.flow_id for exit_ in exits if exit_.is_drawn)))

    def choose(self, token: Token) -> tuple[tuple[Exit, ...], GatewayDecided | None]:
        return all_that_hold(self, token)

    def act(self, token: Token) -> None:
        """Do what reaches beyond the token, when it is already completed: throw, terminate."""
