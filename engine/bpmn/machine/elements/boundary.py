"""Boundary events."""

from __future__ import annotations

from collections.abc import Mapping

from engine.bpmn.machine.elements.base import Begun
from engine.bpmn.machine.elements.catching import CatchingSpec
from engine.bpmn.machine.tokens import Token
from engine.bpmn.outcome import ElementEntered, EventCaught, Json


class BoundaryEventSpec(CatchingSpec):
    """Attached to an activity. A watcher waits for its event while the activity is active; then a new token sets out from here."""

    interrupting = True

    def announce(self, token: Token) -> None:
        token.workflow.record(ElementEntered(self.element_id))

    def begin(self, token: Token) -> Begun:
        return token.result or {}

    def fired(self, host: Token, watcher: Token, payload: Mapping[str, Json]) -> None:
        """What ``watcher`` waited for has come."""
        execution = host.workflow
        execution.record(EventCaught(self.element_id, *self.caught(watcher)))
        self.watch_on(watcher, host, self.interrupting)
        self._set_out(host, payload)

    def caught_thrown(self, host: Token, payload: Mapping[str, Json], event: Mapping[str, Json]) -> None:
        """An error or escalation from within ``host``."""
        host.workflow.record(EventCaught(self.element_id, self.event_kind.value, self.code))
        self._set_out(host, payload).internal_data["event"] = event

    def _set_out(self, host: Token, payload: Mapping[str, Json]) -> Token:
        execution = host.workflow
        assert host.scope is not None
        token = execution.spawn(self, host.scope)
        token.result = payload
        if self.interrupting:
            execution.cancel(host)
        return token
