"""Multi-instance activities and standard loops: a token for the whole, and in it one for each instance."""

from __future__ import annotations

from typing import cast

from engine.bpmn.formulas.formula import Formula, Visible
from engine.bpmn.halts import limit_reached, wrong_kind
from engine.bpmn.machine.elements.activities import ActivitySpec
from engine.bpmn.machine.elements.base import WAITS, Begun
from engine.bpmn.machine.tokens import STARTED, Token
from engine.bpmn.machine.variables import assign
from engine.bpmn.outcome import Json
from engine.bpmn.texts import say

COUNTER = "loopCounter"


class LoopSpec(ActivitySpec):
    """The whole; ``inner`` is the activity that runs in it, again or many times. Its boundary events end or watch the whole."""

    is_scope = True
    inner: ActivitySpec

    def note_result(self, inner: Token) -> None:
        """An instance is about to leave: evaluate what follows from that (``Halt`` stops the instance), then remember it."""
        raise NotImplementedError

    def member_done(self, scope: Token, token: Token) -> None:
        raise NotImplementedError

    def finish_whole(self, scope: Token) -> None:
        if scope._state == STARTED:
            scope.workflow.wake(scope)

    def start_instance(self, scope: Token, local: dict[str, Json]) -> Token:
        token: Token = scope.workflow.spawn(self.inner, scope)
        token.local = local
        return token


class MultiInstanceSpec(LoopSpec):
    """Once for each item of a collection.

    State of the whole: ``total``, ``done``, ``next`` (sequential: index of the next item), ``items`` (sequential), ``results``, ``stop``.
    """

    collection: Formula
    sequential = False
    item: str | None = None
    output_collection: str | None = None
    output_item: Formula | None = None
    completion: Formula | None = None

    def prepare(self, token: Token, visible: Visible) -> Begun:
        execution = token.workflow
        items = self.collection.json(visible, execution.environment.now)
        if not isinstance(items, list):
            raise wrong_kind(self.collection.text, say("expected_list"), type(items).__name__)
        if len(items) > execution.environment.limits.cardinality:
            raise limit_reached("cardinality", execution.environment.limits.cardinality)
        token.internal_data |= {"total": len(items), "done": 0, "items": items, "results": self._no_results(len(items))}
        return WAITS if items else {}

    def _no_results(self, total: int) -> Json:
        return [None] * total if self.output_collection else None

    def members_needed(self, token: Token) -> int:
        return 1 if self.sequential else cast("int", token.internal_data["total"])

    def start_waiting(self, token: Token) -> None:
        items = cast("list[Json]", token.internal_data["items"])
        for index, item in enumerate(items[:1] if self.sequential else items):
            self._start_at(token, index, item)
        if not self.sequential:
            token.internal_data["items"] = None

    def _start_at(self, scope: Token, index: int, item: Json) -> None:
        local: dict[str, Json] = {COUNTER: index + 1}
        if self.item:
            local[self.item] = item
        self.start_instance(scope, local).internal_data["index"] = index
        scope.internal_data["next"] = index + 1

    def note_result(self, inner: Token) -> None:
        scope = inner.scope
        assert scope is not None
        execution, state = inner.workflow, scope.internal_data
        now = execution.environment.now
        value = self.output_item.json(execution.visible(inner), now) if self.output_item else None
        done = cast("int", state["done"]) + 1
        stop = self.completion is not None and self.completion.truth(self._counted(inner, done), now)
        state["done"] = done
        state["stop"] = stop
        if isinstance(results := state["results"], list):
            results[cast("int", inner.internal_data["index"])] = value

    def _counted(self, inner: Token, done: int) -> Visible:
        """What the completion condition sees: the instance's own scope and the counts, with this instance completed."""
        scope = inner.scope
        assert scope is not None
        counts: dict[str, Json] = {
            "numberOfInstances": scope.internal_data["total"],
            "numberOfActiveInstances": len(scope.members) - 1,
            "numberOfCompletedInstances": done,
            "numberOfTerminatedInstances": 0,
        }
        visible: Visible = inner.workflow.visible(inner)
        return visible.over(counts)

    def member_done(self, scope: Token, token: Token) -> None:
        state = scope.internal_data
        if state.get("stop"):
            scope.workflow.cancel_inside(scope)
            self.finish_whole(scope)
        elif self.sequential and cast("int", state["next"]) < cast("int", state["total"]):
            index = cast("int", state["next"])
            self._start_at(scope, index, cast("list[Json]", state["items"])[index])
        elif not scope.members:
            self.finish_whole(scope)

    def finish(self, token: Token) -> None:
        if self.output_collection:
            assert token.scope is not None
            assign(token.scope, {self.output_collection: token.internal_data["results"]}, self.element_id)


class StandardLoopSpec(LoopSpec):
    """Again while the condition holds. State of the whole: ``again``; ``loopCounter`` is the number of the round, from 1."""

    condition: Formula | None = None
    test_before = False
    maximum: int | None = None

    def prepare(self, token: Token, visible: Visible) -> Begun:
        if self.maximum == 0 or (self.test_before and not self._goes_on(visible.over({COUNTER: 0}), token, 0)):
            return {}
        return WAITS

    def _goes_on(self, visible: Visible, token: Token, rounds: int) -> bool:
        if self.maximum is not None and rounds >= self.maximum:
            return False
        return self.condition is None or self.condition.truth(visible, token.workflow.environment.now)

    def members_needed(self, token: Token) -> int:
        return 1

    def start_waiting(self, token: Token) -> None:
        self.start_instance(token, {COUNTER: 1})

    def note_result(self, inner: Token) -> None:
        assert inner.scope is not None and inner.local is not None
        rounds = cast("int", inner.local[COUNTER])
        inner.scope.internal_data["again"] = rounds + 1 if self._goes_on(inner.workflow.visible(inner), inner, rounds) else 0

    def member_done(self, scope: Token, token: Token) -> None:
        if again := scope.internal_data.get("again"):
            self.start_instance(scope, {COUNTER: again})
        else:
            self.finish_whole(scope)

    def finish(self, token: Token) -> None:
        """Each round has taken over its own results."""
