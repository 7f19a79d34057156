"""Elements that throw: what they throw is evaluated first; it takes effect when the token has left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.bpmn.formulas.formula import Formula, Visible
from engine.bpmn.halts import wrong_kind
from engine.bpmn.machine.elements.activities import ActivitySpec
from engine.bpmn.machine.elements.base import Begun
from engine.bpmn.machine.elements.catchers import throw_error, throw_escalation
from engine.bpmn.machine.elements.signals import broadcast
from engine.bpmn.machine.tokens import Token
from engine.bpmn.model import EventKind
from engine.bpmn.outcome import Json, MessageThrown, SignalThrown
from engine.bpmn.texts import say


@dataclass(frozen=True, slots=True)
class Announcement:
    """The name of what is thrown (message, signal; error or escalation code, which may be missing) and a message's correlation key."""

    name: Formula | None
    key: Formula | None = None

    def evaluate(self, visible: Visible, now: datetime) -> tuple[str, str | None]:
        name = self.code(visible, now)
        if name is None:
            raise wrong_kind(self.name.text if self.name else "", say("expected_name"), "null")
        return name, self.key.text_or_none(visible, now) if self.key else None

    def code(self, visible: Visible, now: datetime) -> str | None:
        return self.name.text_or_none(visible, now) if self.name else None


class ThrowEventSpec(ActivitySpec):
    """Intermediate throw events and end events; an end event has no exits.

    ``details`` keeps what is thrown from the evaluation until it takes effect, within one step.
    """

    event_kind = EventKind.NONE
    announcement = Announcement(None)

    def prepare(self, token: Token, visible: Visible) -> Begun:
        execution = token.workflow
        now = execution.environment.now
        inputs = self.map_inputs(token)
        if self.event_kind is EventKind.MESSAGE:
            name, key = self.announcement.evaluate(visible, now)
            execution.record(MessageThrown(self.element_id, name, key, inputs))
        elif self.event_kind is EventKind.SIGNAL:
            name, _ = self.announcement.evaluate(visible, now)
            token.details = name
            execution.record(SignalThrown(self.element_id, name, inputs))
        elif self.event_kind in (EventKind.ERROR, EventKind.ESCALATION):
            token.details = self.announcement.code(visible, now)
        return {}

    def act(self, token: Token) -> None:
        thrown: Json = token.details
        code = thrown if isinstance(thrown, str) else None
        inputs = self.inputs_of(token)
        if self.event_kind is EventKind.SIGNAL:
            assert code is not None
            broadcast(token.workflow, code, inputs)
        elif self.event_kind is EventKind.ERROR:
            throw_error(token, code, inputs)
        elif self.event_kind is EventKind.ESCALATION:
            throw_escalation(token, code, inputs)
        elif self.event_kind is EventKind.TERMINATE:
            self._terminate(token)

    def _terminate(self, token: Token) -> None:
        """End everything else in the same scope, and only there."""
        scope = token.scope
        assert scope is not None
        token.workflow.cancel_inside(scope, but=token)
        if scope.scope is None:
            scope.internal_data["terminated"] = self.element_id
