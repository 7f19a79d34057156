"""Activities that the machine does itself, without waiting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from engine.bpmn.formulas.formula import Formula, Visible, as_json
from engine.bpmn.halts import decision_failed, in_words
from engine.bpmn.machine.elements.activities import ActivitySpec
from engine.bpmn.machine.elements.base import Begun
from engine.bpmn.machine.elements.throwing import Announcement
from engine.bpmn.machine.tokens import Token
from engine.bpmn.model import EventKind
from engine.bpmn.outcome import DecisionMade, Json, MessageThrown
from engine.bpmn.texts import say
from engine.dmn import DecisionOutcome
from engine.feel import FeelProblem
from engine.kernel.errors import LimitExceeded, ZhiduError


class ScriptSpec(ActivitySpec):
    """A FEEL expression whose value goes to the result variable."""

    formula: Formula
    result_variable: str | None = None

    def prepare(self, token: Token, visible: Visible) -> Begun:
        value = self.formula.json(visible, token.workflow.environment.now)
        return {self.result_variable: value} if self.result_variable else {}


class DecisionSpec(ActivitySpec):
    """A business rule task: a DMN decision is made with everything that is visible."""

    decision: Formula
    result_variable: str | None = None

    def prepare(self, token: Token, visible: Visible) -> Begun:
        execution = token.workflow
        decision_id = self.decision.text_or_none(visible, execution.environment.now) or ""
        outcome = self._decide(token, decision_id, visible.variables())
        result = self._stored(decision_id, outcome)
        if result is None and outcome.problems:
            raise decision_failed(decision_id, in_words(outcome.problems))
        trace = cast("tuple[Mapping[str, Json], ...]", outcome.trace)
        execution.record(DecisionMade(self.element_id, decision_id, result, trace))
        return {self.result_variable: result} if self.result_variable else {}

    @staticmethod
    def _stored(decision_id: str, outcome: DecisionOutcome) -> Json:
        try:
            return as_json(outcome.value)
        except FeelProblem as problem:
            raise decision_failed(decision_id, problem.text) from problem
        except LimitExceeded as error:
            raise decision_failed(decision_id, error.text) from error

    @staticmethod
    def _decide(token: Token, decision_id: str, inputs: Mapping[str, Json]) -> DecisionOutcome:
        try:
            return token.workflow.environment.decide(decision_id, inputs)
        except ZhiduError as error:
            raise decision_failed(decision_id, error.text) from error
        except LookupError as error:
            raise decision_failed(decision_id, say("no_such_decision")) from error


class MessageTaskSpec(ActivitySpec):
    """A send task drawn with a message: thrown at once, with what the input mappings make."""

    announcement: Announcement
    event_kind = EventKind.MESSAGE

    def prepare(self, token: Token, visible: Visible) -> Begun:
        execution = token.workflow
        name, key = self.announcement.evaluate(visible, execution.environment.now)
        execution.record(MessageThrown(self.element_id, name, key, self.map_inputs(token)))
        return {}
