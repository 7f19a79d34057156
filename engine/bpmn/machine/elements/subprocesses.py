"""Scopes: the process itself, embedded sub-processes and event sub-processes."""

from __future__ import annotations

from collections.abc import Mapping

from engine.bpmn.formulas.formula import Visible
from engine.bpmn.machine.elements.activities import ActivitySpec
from engine.bpmn.machine.elements.base import WAITS, Begun, NodeSpec
from engine.bpmn.machine.elements.catching import StartEventSpec
from engine.bpmn.machine.tokens import STARTED, Token
from engine.bpmn.outcome import EventCaught, Json


class SubProcessSpec(ActivitySpec):
    """An embedded sub-process: finished when nothing lives in it any more.

    starts: where its tokens set out. handlers: its event sub-processes.
    """

    is_scope = True

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self.starts: tuple[NodeSpec, ...] = ()
        self.handlers: tuple[EventSubProcessSpec, ...] = ()

    def prepare(self, token: Token, visible: Visible) -> Begun:
        if not self.starts:
            return {}
        execution = token.workflow
        token.details = [handler.start.arm(execution, visible) if handler.start.is_watched else None for handler in self.handlers]
        return WAITS

    def members_needed(self, token: Token) -> int:
        return len(self.starts_of(token)) + len(self.handlers)

    def starts_of(self, token: Token) -> tuple[NodeSpec, ...]:
        return self.starts

    def start_waiting(self, token: Token) -> None:
        execution = token.workflow
        details, token.details = token.details, None
        assert isinstance(details, list)
        for handler, armed in zip(self.handlers, details, strict=True):
            if handler.start.is_watched:
                execution.watch(handler.start, token, token, armed)
        for start in self.starts_of(token):
            execution.spawn(start, token)

    def happened(self, host: Token, watcher: Token, payload: Mapping[str, Json]) -> None:
        """A boundary event's event has come, or one that sets an event sub-process going."""
        handler = next((each for each in self.handlers if each.start is watcher.task_spec), None)
        if handler is None:
            super().happened(host, watcher, payload)
        else:
            handler.fired(host, watcher, payload)

    def member_done(self, scope: Token, token: Token) -> None:
        if not scope.members and scope._state == STARTED:
            scope.workflow.wake(scope)

    def _run_hook(self, my_task: Token) -> bool | None:
        if my_task.members:
            return None  # while it waited to finish, an event sub-process has begun
        return super()._run_hook(my_task)


class RootSpec(SubProcessSpec):
    """The process as a scope. A token of it has the chosen start event in ``details``."""

    is_root = True

    def starts_of(self, token: Token) -> tuple[NodeSpec, ...]:
        chosen = token.internal_data.get("start")
        if chosen is None:
            return self.starts
        return (self._wf_spec.task_specs[chosen],)

    def prepare(self, token: Token, visible: Visible) -> Begun:
        execution = token.workflow
        token.details = [handler.start.arm(execution, visible) if handler.start.is_watched else None for handler in self.handlers]
        return WAITS

    def finish(self, token: Token) -> None:
        """The process has no results to map."""

    def _on_complete_hook(self, my_task: Token) -> None:
        """Nothing follows the process."""


class EventSubProcessSpec(SubProcessSpec):
    """Set going by its start event, as often as that comes; an interrupting one ends what else lives in the scope."""

    start: StartEventSpec
    interrupting = True

    def fired(self, scope: Token, watcher: Token, payload: Mapping[str, Json]) -> None:
        execution = scope.workflow
        execution.record(EventCaught(self.start.element_id, *self.start.caught(watcher)))
        self.start.watch_on(watcher, scope, self.interrupting)
        self._set_out(scope, payload)

    def caught_thrown(self, scope: Token, payload: Mapping[str, Json], event: Mapping[str, Json]) -> None:
        """An error or escalation from within ``scope``."""
        scope.workflow.record(EventCaught(self.start.element_id, self.start.event_kind.value, self.start.code))
        self._set_out(scope, payload).internal_data["event"] = event

    def _set_out(self, scope: Token, payload: Mapping[str, Json]) -> Token:
        execution = scope.workflow
        token = execution.spawn(self, scope)
        token.result = payload
        if self.interrupting:
            scope.internal_data["interrupted"] = True
            execution.cancel_inside(scope, but=token)
        return token

    def start_waiting(self, token: Token) -> None:
        payload, token.result = token.result, None
        super().start_waiting(token)
        event = token.internal_data.pop("event", None)
        for member in token.members.values():
            member.result = payload
            if event is not None:
                member.internal_data["event"] = event
