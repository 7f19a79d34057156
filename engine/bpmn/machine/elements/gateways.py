"""Gateways. Joins keep the tokens that have arrived, by flow; nothing that is finished is needed to decide when they fire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.bpmn.machine.elements.base import WAITS, Begun, Exit, NodeSpec
from engine.bpmn.machine.elements.catching import CatchingSpec
from engine.bpmn.machine.routing import all_of_them, first_that_holds
from engine.bpmn.machine.tokens import ENTER, FINISH, WAITING, Token
from engine.bpmn.outcome import ElementEntered, ElementLeft, EventCaught, GatewayDecided, Json


class ExclusiveGatewaySpec(NodeSpec):
    """One way, the first whose condition holds; tokens that come together go on one by one."""

    def choose(self, token: Token) -> tuple[tuple[Exit, ...], GatewayDecided | None]:
        return first_that_holds(self, token)


class JoinSpec(NodeSpec):
    """A gateway that may have to wait for several tokens of its scope, each on another flow.

    ``reach`` says, for each element of the scope, on which incoming flows a token there can arrive without passing this gateway.
    """

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self.reach: Mapping[str, frozenset[str]] = {}

    def _update_hook(self, my_task: Token) -> bool:
        if len(self.incoming) < 2:
            return True
        execution = my_task.workflow
        assert my_task.scope is not None
        arrivals = execution.joins.setdefault((my_task.scope.id, self.name), {})
        arrivals[my_task.id] = my_task
        my_task._set_state(WAITING)
        return self.arrived(my_task, arrivals)

    def arrived(self, token: Token, arrivals: Mapping[int, Token]) -> bool:
        """Whether ``token`` makes the gateway fire at once."""
        raise NotImplementedError

    def fire_if_nothing_can_come(self, token: Token) -> bool:
        """Called when nothing else is left to run. ``token`` is one of the arrivals."""
        return False

    def missing(self, token: Token) -> list[str]:
        """The incoming flows on which no token has arrived."""
        there = {arrival.flow for arrival in self._arrivals(token).values()}
        return [flow for flow in self.incoming if flow not in there]

    def may_fire_later(self, token: Token, movers: Iterable[Token]) -> bool:
        """Whether ``movers``, the tokens of the scope that can still move, can bring what is missing."""
        raise NotImplementedError

    def _arrivals(self, token: Token) -> Mapping[int, Token]:
        assert token.scope is not None
        arrivals: Mapping[int, Token] = token.workflow.joins[token.scope.id, self.name]
        return arrivals

    def _merge(self, arrivals: Mapping[int, Token]) -> Token:
        """Consume the oldest token of each flow; the newest of these goes on for all."""
        oldest: dict[str | None, Token] = {}
        for arrival in arrivals.values():
            oldest.setdefault(arrival.flow, arrival)
        survivor = max(oldest.values(), key=lambda token: int(token.id))
        execution = survivor.workflow
        for token in oldest.values():
            if token is not survivor:
                execution.consume(token)
        execution.close_waits(survivor, "done")
        execution.forget_arrival(survivor)
        return survivor

    def announce(self, token: Token) -> None:
        if self.is_drawn:
            token.workflow.record(ElementEntered(self.element_id))


class ParallelGatewaySpec(JoinSpec):
    """Waits for a token on every incoming flow; surplus tokens wait for the next round (BPMN 2.0, 13.4.1)."""

    def arrived(self, token: Token, arrivals: Mapping[int, Token]) -> bool:
        if len({arrival.flow for arrival in arrivals.values()}) < len(self.incoming):
            return False
        survivor = self._merge(arrivals)
        if survivor is token:
            return True
        survivor._ready()
        return False

    def may_fire_later(self, token: Token, movers: Iterable[Token]) -> bool:
        reached = frozenset[str]().union(*(self.reach.get(mover.task_spec.name, frozenset()) for mover in movers))
        return reached.issuperset(self.missing(token))

    def choose(self, token: Token) -> tuple[tuple[Exit, ...], GatewayDecided | None]:
        return all_of_them(self)


class InclusiveGatewaySpec(JoinSpec):
    """Waits as long as a token could still come on a flow that has none (BPMN 2.0, 13.4.3)."""

    def arrived(self, token: Token, arrivals: Mapping[int, Token]) -> bool:
        return False  # decided when nothing else can run: then it is known which branches were taken

    def fire_if_nothing_can_come(self, token: Token) -> bool:
        assert token.scope is not None
        if self.may_fire_later(token, token.scope.members.values()):
            return False
        self._merge(self._arrivals(token))._ready()
        return True

    def may_fire_later(self, token: Token, movers: Iterable[Token]) -> bool:
        """Whether one of ``movers`` keeps the gateway waiting now: it can come, but only on a flow that has no token."""
        arrivals = self._arrivals(token)
        full = {arrival.flow for arrival in arrivals.values() if arrival.flow is not None}
        return any(self._keeps_waiting(mover, full) for mover in movers if mover.id not in arrivals)

    def _keeps_waiting(self, mover: Token, full: set[str]) -> bool:
        reached = self.reach.get(mover.task_spec.name, frozenset())
        return bool(reached) and reached.isdisjoint(full)


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
