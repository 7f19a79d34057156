"""The tokens of one instance: how they come, belong together, and go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec
from SpiffWorkflow.workflow import Workflow

from engine.bpmn.halts import limit_reached
from engine.bpmn.machine.environment import Environment
from engine.bpmn.machine.journal import Journal
from engine.bpmn.machine.tokens import COMPLETED, WAITING, Element, Joins, Token
from engine.bpmn.outcome import Json


class Population(Workflow):  # type: ignore[misc]  # Spiff has no types
    """Spiff's ``Workflow`` as a register of what lives: the part of ``Instance`` that has to do with coming, waiting and going.

    With ``prune`` off (tests only) finished tokens stay in the tree.
    """

    def __init__(self, spec: WorkflowSpec, environment: Environment, *, prune: bool = True) -> None:
        super().__init__(spec, deserializing=True)
        self.environment = environment
        self.prune = prune
        self.last_id = 0
        self.live = 0
        self.tasks: dict[int, Token] = {}
        self.joins: Joins = {}
        self.conditions: dict[int, Token] = {}
        self.has_changed = False
        self.journal = Journal()
        self.task_tree: Token

    def spawn(self, spec: Element, scope: Token, *, parent: Token | None = None, flow: str | None = None) -> Token:
        token = (parent or scope)._add_child(spec)
        token.scope = scope
        token.flow = flow
        scope.members[token.id] = token
        self.live += 1
        if parent is None:
            spec._update(token)
        return token

    def watch(self, spec: Element, host: Token, scope: Token, details: Json) -> Token:
        token = scope._add_child(spec, WAITING)
        token.scope = scope
        token.host = host
        token.details = details
        host.watchers[token.id] = token
        self.live += 1
        self.begin_wait(token)
        return token

    def make_room(self, more: int) -> None:
        if more > 0 and self.live + more > self.environment.limits.tokens:
            raise limit_reached("tokens", self.environment.limits.tokens)

    def begin_wait(self, token: Token) -> None:
        spec = token.task_spec
        if spec.opens_wait:
            self.journal.open(spec.wait_of(token))
        elif spec.is_condition:
            self.conditions[token.id] = token
            self.has_changed = True

    def close_waits(self, token: Token, reason: Literal["done", "cancelled"] = "cancelled") -> None:
        spec = token.task_spec
        if token.halt is not None:
            self.journal.close(token.incident_id, token.halt.element_id or spec.element_id, reason)
            token.halt = None
        elif self.is_waited_for(token):
            self.journal.close(token.wait_id, spec.element_id, reason)

    @staticmethod
    def is_waited_for(token: Token) -> bool:
        return token.task_spec.opens_wait and token.halt is None and token.is_waiting

    def consume(self, token: Token) -> None:
        self.close_waits(token, "done")
        token._set_state(COMPLETED)
        self.forget(token)

    def cancel(self, token: Token) -> None:
        inside = [token]
        for outer in inside:
            inside.extend(by_age({**outer.members, **outer.watchers}))
        for each in reversed(inside):
            each.cancel()
            self.forget(each)

    def cancel_inside(self, scope: Token, *, but: Token | None = None) -> None:
        for token in by_age({**scope.members, **scope.watchers}):
            if token is not but and token.scope is scope:
                self.cancel(token)

    def stop_watching(self, token: Token) -> None:
        for watcher in by_age(token.watchers):
            self.cancel(watcher)

    def forget(self, token: Token) -> None:
        """A finished token: nobody refers to it any more."""
        assert token.scope is not None
        (token.scope.members if token.host is None else token.host.watchers).pop(token.id, None)
        self.live -= 1
        self.conditions.pop(token.id, None)
        if self.joins:
            self.forget_arrival(token)
        if self.prune:
            self._splice(token)

    def forget_arrival(self, token: Token) -> None:
        assert token.scope is not None
        key = (token.scope.id, token.task_spec.name)
        arrivals = self.joins.get(key)
        if arrivals is not None:
            arrivals.pop(token.id, None)
            if not arrivals:
                del self.joins[key]

    def _splice(self, token: Token) -> None:
        """Drop a finished token; its children take its place."""
        assert token._parent is not None
        parent = self.tasks[token._parent]
        parent._children.remove(token.id)
        for child_id in token._children:
            self.tasks[child_id]._parent = parent.id
        parent._children.extend(token._children)
        del self.tasks[token.id]


def by_age(tokens: Mapping[int, Token]) -> list[Token]:
    """The oldest first: the same order whether the instance is live or was loaded."""
    return [tokens[id_] for id_ in sorted(tokens)]
