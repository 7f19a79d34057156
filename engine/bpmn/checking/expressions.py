"""Rules about texts: FEEL that parses, times that the machine can read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from engine import feel
from engine.bpmn.checking.findings import Findings
from engine.bpmn.checking.inventory import expressions
from engine.bpmn.formulas.formula import Formula, Visible
from engine.bpmn.formulas.timers import TimerFormula
from engine.bpmn.halts import Halt
from engine.bpmn.model import Node, Process, Scope, TimerKind, UserTaskDetail, Value
from engine.kernel.errors import Refusal

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""A moment from which no cycle of today is over."""


def check_expressions(process: Process, findings: Findings) -> None:
    for element_id, place, text in expressions(process):
        _check_feel(element_id, place, text, findings)
    for node in _nodes(process.scope):
        if node.event is not None and node.event.timer is not None and node.event.expression is not None:
            _check_timer(node, node.event.timer, node.event.expression, findings)
        if isinstance(node.detail, UserTaskDetail):
            _check_date(node, "dueDate", node.detail.due_date, findings)
            _check_date(node, "followUpDate", node.detail.follow_up_date, findings)


def is_time(kind: TimerKind, literal: Value) -> bool:
    """Whether the machine reads ``literal`` (ISO 8601) as a date, duration or cycle."""
    try:
        TimerFormula(kind, Formula(literal)).schedule(Visible({}, ()), _LONG_AGO, ZoneInfo("UTC"))
    except (Halt, feel.FeelProblem):
        return False
    return True


def _check_feel(element_id: str, place: str, text: str, findings: Findings) -> None:
    try:
        feel.parse(text)
    except Refusal as error:
        findings.error(element_id, "feel_invalid", place=place, text=text[:80], reason=error.text)


def _check_timer(node: Node, kind: TimerKind, value: Value, findings: Findings) -> None:
    if not value.is_expression and not is_time(kind, value):
        findings.error(node.id, "timer_invalid", kind=kind.value, text=value.text[:80])


def _check_date(node: Node, place: str, value: Value | None, findings: Findings) -> None:
    """A date, or a duration from the moment in which the task is entered."""
    if value is None or value.is_expression:
        return
    if not is_time(TimerKind.DATE, value) and not is_time(TimerKind.DURATION, value):
        findings.error(node.id, "date_invalid", place=place, text=value.text[:80])


def _nodes(scope: Scope) -> Iterator[Node]:
    for node in scope.nodes.values():
        yield node
        if node.scope is not None:
            yield from _nodes(node.scope)
