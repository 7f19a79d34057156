"""Elements that wait for an event: what they wait for is evaluated once, when the wait begins (``arm``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from engine.bpmn.formulas.formula import Formula, Visible
from engine.bpmn.formulas.timers import Schedule, TimerFormula
from engine.bpmn.halts import wrong_kind
from engine.bpmn.machine.elements.base import WAITS, Begun, NodeSpec
from engine.bpmn.machine.tokens import Instance, Token
from engine.bpmn.model import EventKind
from engine.bpmn.outcome import ElementEntered, EventCaught, Json, MessageWait, SignalWait, TimerWait, Wait
from engine.bpmn.texts import say

Details = Sequence[Json]


class CatchingSpec(NodeSpec):
    """Something that an event sets going. ``build`` fills in the formulas that fit the kind of event.

    Details: message ``[name, correlation key]``, signal ``[name]``, timer ``Schedule.as_json()``, condition ``[holds]``.
    """

    event_kind = EventKind.NONE
    name_formula: Formula | None = None
    key_formula: Formula | None = None
    timer: TimerFormula | None = None
    condition: Formula | None = None
    code: str | None = None
    """Of an error or escalation; None: any."""

    def catches(self, kind: EventKind) -> None:
        self.event_kind = kind
        self.opens_wait = kind in (EventKind.MESSAGE, EventKind.SIGNAL, EventKind.TIMER)
        self.is_condition = kind is EventKind.CONDITIONAL

    @property
    def is_watched(self) -> bool:
        """Errors and escalations are looked for when they are thrown; all others need a token that waits."""
        return self.opens_wait or self.is_condition

    def arm(self, execution: Instance, visible: Visible) -> Json:
        """What to wait for exactly. Raises ``Halt`` where that cannot be told."""
        now = execution.environment.now
        if self.timer is not None:
            return self.timer.schedule(visible, now, execution.environment.time_zone).as_json()
        if self.event_kind is EventKind.CONDITIONAL:
            return [False]
        if self.event_kind is EventKind.MESSAGE:
            key = self.key_formula.text_or_none(visible, now) if self.key_formula else None
            if self.key_formula and key is None:
                raise wrong_kind(self.key_formula.text, say("expected_key"), "null")
            return [self._name(visible, execution), key]
        return [self._name(visible, execution)]

    def _name(self, visible: Visible, execution: Instance) -> str:
        assert self.name_formula is not None
        name = self.name_formula.text_or_none(visible, execution.environment.now)
        if name is None:
            raise wrong_kind(self.name_formula.text, say("expected_name"), "null")
        return name

    def wait_of(self, token: Token) -> Wait:
        details = cast("list[str]", token.details)
        label = self.node.label
        if self.event_kind is EventKind.TIMER:
            return TimerWait(token.wait_id, self.element_id, label, Schedule.from_json(token.details).due_at)
        if self.event_kind is EventKind.SIGNAL:
            return SignalWait(token.wait_id, self.element_id, label, details[0])
        return MessageWait(token.wait_id, self.element_id, label, details[0], details[1], self.node.properties)

    def caught(self, token: Token) -> tuple[str, str | None]:
        """Kind and name of the event, for the fact."""
        named = self.event_kind in (EventKind.MESSAGE, EventKind.SIGNAL)
        return self.event_kind.value, cast("list[str]", token.details)[0] if named else None

    def _on_trigger(self, my_task: Token, payload: Mapping[str, Json]) -> None:
        if my_task.host is not None:
            my_task.host.task_spec.happened(my_task.host, my_task, payload)
            return
        execution = my_task.workflow
        execution.conditions.pop(my_task.id, None)
        execution.record(EventCaught(self.element_id, *self.caught(my_task)))
        super()._on_trigger(my_task, payload)

    def watch_on(self, watcher: Token, host: Token, interrupting: bool) -> None:
        """The event has come. Only what interrupts nothing and is no timer goes on watching; a cycle gets a new watcher."""
        execution = host.workflow
        assert watcher.scope is not None
        if not interrupting and self.timer is None:
            return
        execution.consume(watcher)
        following = Schedule.from_json(watcher.details).next(execution.environment.now) if self.timer and not interrupting else None
        if following is not None:
            execution.watch(self, host, watcher.scope, following.as_json())

    def check_condition(self, token: Token) -> None:
        assert self.condition is not None
        execution = token.workflow
        where = token.host if token.host is not None else token
        held = bool(cast("list[bool]", token.details)[0])
        holds = self.condition.holds(execution.visible(where), execution.environment.now)
        token.details = [holds]
        if holds and not held:
            token.trigger({})


class CatchEventSpec(CatchingSpec):
    """An intermediate catch event."""

    def begin(self, token: Token) -> Begun:
        execution = token.workflow
        token.details = self.arm(execution, execution.visible(token))
        token.workflow.begin_wait(token)
        return WAITS


class StartEventSpec(CatchingSpec):
    """A start event: what has happened already is passed on as the result."""

    def announce(self, token: Token) -> None:
        token.workflow.record(ElementEntered(self.element_id))

    def begin(self, token: Token) -> Begun:
        return token.result or {}
