"""Gateways with one way out: the first whose condition holds, or that whose event comes first."""

from __future__ import annotations

from collections.abc import Mapping

from engine.bpmn.machine.elements.base import WAITS, Begun, NodeSpec
from engine.bpmn.machine.elements.catching import CatchingSpec
from engine.bpmn.machine.routing import first_that_holds
from engine.bpmn.machine.tokens import ENTER, FINISH, Exit, Token
from engine.bpmn.outcome import ElementEntered, ElementLeft, EventCaught, GatewayDecided, Json


class ExclusiveGatewaySpec(NodeSpec):
    """One way, the first whose condition holds; tokens that come together go on one by one."""

    def choose(self, token: Token) -> tuple[tuple[Exit, ...], GatewayDecided | None]:
        return first_that_holds(self, token)


class EventGatewaySpec(NodeSpec):
    """Waits for several events; the first that happens decides the way."""

    def begin(self, token: Token) -> Begun:
        execution = token.workflow
        visible = execution.visible(token)
        targets = [(exit_.target, exit_.target.arm(execution, visible)) for exit_ in self.exits]
        execution.make_room(len(targets))
        assert token.scope is not None
        for target, details in targets:
            execution.watch(target, token, token.scope, details)
        return WAITS

    def happened(self, host: Token, watcher: Token, payload: Mapping[str, Json]) -> None:
        """``watcher`` stands at the target whose event came: it goes on, the gateway and the other targets are done."""
        execution = host.workflow
        target = watcher.task_spec
        assert isinstance(target, CatchingSpec) and host.scope is not None
        flow = next(exit_ for exit_ in self.exits if exit_.target is target)
        execution.close_waits(watcher, "done")
        execution.conditions.pop(watcher.id, None)
        del host.watchers[watcher.id]
        watcher.host = None
        host.scope.members[watcher.id] = watcher
        execution.stop_watching(host)
        host.taken = ()
        execution.record(ElementLeft(self.element_id, flows=(flow.flow_id,)))
        host.complete()
        execution.record(ElementEntered(target.element_id, watcher.wait_id))
        execution.record(EventCaught(target.element_id, *target.caught(watcher)))
        assert watcher.stage == ENTER
        watcher.stage = FINISH
        watcher.result = payload
        execution.wake(watcher)
