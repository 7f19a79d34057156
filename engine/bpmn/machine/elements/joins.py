"""Parallel and inclusive gateways: when a join fires, and which can fire no more.

A join keeps the tokens that have arrived, by flow; nothing that is finished is needed to decide when it fires.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.bpmn.halts import Halt, join_stuck
from engine.bpmn.machine.elements.base import NodeSpec
from engine.bpmn.machine.routing import all_of_them
from engine.bpmn.machine.tokens import WAITING, Exit, Instance, Token
from engine.bpmn.outcome import ElementEntered, GatewayDecided


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


def fire_waiting_join(instance: Instance) -> bool:
    """Nothing else is left to run: one inclusive join for which nothing can come any more fires. False where there is none."""
    for key in sorted(instance.joins):
        token = next(iter(instance.joins[key].values()))
        if _join(token).fire_if_nothing_can_come(token):
            return True
    return False


def stuck_joins(instance: Instance) -> Iterator[tuple[Token, Halt]]:
    """One arrival of each join whose missing tokens can no longer come, and why it cannot go on."""
    for scope in {id_: instance.tasks[id_] for id_, _ in sorted(instance.joins)}.values():
        for token in _stuck_in(scope, instance):
            yield token, join_stuck(_join(token).missing(token))


def _stuck_in(scope: Token, instance: Instance) -> list[Token]:
    """A join that may fire can set others going in turn."""
    joins = instance.joins
    waiting = [next(iter(joins[key].values())) for key in sorted(joins) if key[0] == scope.id]
    movers = [member for member in scope.members.values() if (scope.id, member.task_spec.name) not in joins]
    while True:
        going = [token for token in waiting if _join(token).may_fire_later(token, movers)]
        if not going:
            return waiting
        waiting = [token for token in waiting if token not in going]
        movers.extend(going)


def _join(token: Token) -> JoinSpec:
    assert isinstance(token.task_spec, JoinSpec)
    return token.task_spec
