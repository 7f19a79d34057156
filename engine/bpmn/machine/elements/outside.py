"""Activities that are done outside of the machine: by a connector, or by another process instance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from engine.bpmn.formulas.formula import Formula, Visible
from engine.bpmn.halts import wrong_kind
from engine.bpmn.machine.elements.activities import ActivitySpec
from engine.bpmn.machine.elements.base import WAITS, Begun
from engine.bpmn.machine.tokens import Token
from engine.bpmn.machine.variables import merged
from engine.bpmn.outcome import ChildWait, ConnectorWait, Json, Wait
from engine.bpmn.texts import say

_DEFAULT_RETRIES = 3


class ConnectorSpec(ActivitySpec):
    """Service and send tasks. The connector's result counts only through output mappings.

    Details: ``[type, retries]``.
    """

    opens_wait = True
    type_formula: Formula
    retries_formula: Formula | None = None
    headers: Mapping[str, str]

    def prepare(self, token: Token, visible: Visible) -> Begun:
        now = token.workflow.environment.now
        kind = self.type_formula.text_or_none(visible, now)
        if not kind:
            raise wrong_kind(self.type_formula.text, say("expected_connector"), "null")
        token.details = [kind, self._retries(visible, token)]
        return WAITS

    def _retries(self, visible: Visible, token: Token) -> int:
        formula = self.retries_formula
        text = formula.text_or_none(visible, token.workflow.environment.now) if formula else None
        if formula is None or text is None:
            return _DEFAULT_RETRIES
        if not (text.isascii() and text.isdecimal() and int(text) <= 1_000):
            raise wrong_kind(formula.text, say("expected_retries"), text[:80])
        return int(text)

    def wait_of(self, token: Token) -> Wait:
        kind, retries = cast("tuple[str, int]", token.details)
        label, properties = self.node.label, self.node.properties
        return ConnectorWait(token.wait_id, self.element_id, label, kind, self.headers, self.inputs_of(token), retries, properties)

    def unmapped(self, result: Mapping[str, Json]) -> Mapping[str, Json]:
        return {}


class CallSpec(ActivitySpec):
    """A call activity: a child instance is started, and the token waits for its result.

    Details: ``[process id]``.
    """

    opens_wait = True
    process: Formula
    sends_all = True
    takes_all = False

    def prepare(self, token: Token, visible: Visible) -> Begun:
        process_id = self.process.text_or_none(visible, token.workflow.environment.now)
        if not process_id:
            raise wrong_kind(self.process.text, say("expected_process"), "null")
        token.details = [process_id]
        return WAITS

    def wait_of(self, token: Token) -> Wait:
        process_id = cast("list[str]", token.details)[0]
        variables = merged(token) if self.sends_all else self.inputs_of(token)
        return ChildWait(token.wait_id, self.element_id, self.node.label, process_id, variables)

    def finish(self, token: Token) -> None:
        result = token.result or {}
        changes = dict(result) if self.takes_all else {}
        if self.outputs_mapped:
            changes.update(self.mapped_outputs(token, result))
        token.result = None
        self.take_over(token, changes)
