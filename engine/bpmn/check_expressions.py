"""Rules about texts: FEEL that parses, times that are ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

from engine import feel
from engine.bpmn.findings import Findings
from engine.bpmn.inventory import expressions
from engine.bpmn.model import Event, Node, Process, Scope, TimerKind, UserTaskDetail, Value
from engine.kernel.errors import Refusal

_DATE = r"(\d{4})-(\d\d)-(\d\d)"
_DATE_TIME = re.compile(
    rf"{_DATE}(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{{1,9}})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d|@[A-Za-z0-9_+\-/]{{1,64}})?)?", re.ASCII
)
_YEARS_MONTHS = re.compile(r"P(?=\d)(?:\d{1,4}Y)?(?:\d{1,5}M)?", re.ASCII)
_DAYS_TIME = re.compile(r"P(?=[\dT])(?:\d{1,6}D)?(?:T(?=\d)(?:\d{1,8}H)?(?:\d{1,8}M)?(?:\d{1,10}(?:\.\d{1,9})?S)?)?", re.ASCII)
_CYCLE = re.compile(r"R(\d{0,9})", re.ASCII)


def check_expressions(process: Process, findings: Findings) -> None:
    for element_id, place, text in expressions(process):
        _check_feel(element_id, place, text, findings)
    for node in _nodes(process.scope):
        if node.event is not None and node.event.timer is not None:
            _check_timer(node, node.event, findings)
        if isinstance(node.detail, UserTaskDetail):
            _check_date(node, "dueDate", node.detail.due_date, findings)
            _check_date(node, "followUpDate", node.detail.follow_up_date, findings)


def is_date_time(text: str) -> bool:
    """``2026-01-31`` or ``2026-01-31T13:45:00Z`` (or with an offset, ``@Asia/Shanghai``, or nothing: the environment's zone)."""
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        return False
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        date(year, month, day)
        time(hour, minute, second)
    except ValueError:
        return False
    return True


def is_duration(text: str) -> bool:
    """Years and months, or days and time, not negative; FEEL knows no mixture of the two and no weeks."""
    return bool(_YEARS_MONTHS.fullmatch(text) or _DAYS_TIME.fullmatch(text))


def is_cycle(text: str) -> bool:
    """``R[n]/duration`` or ``R[n]/start/duration``: the duration must be longer than nothing."""
    repeat, *parts = text.split("/")
    if not _CYCLE.fullmatch(repeat) or len(parts) not in (1, 2):
        return False
    start, duration = parts[:-1], parts[-1]
    return all(is_date_time(part) for part in start) and is_duration(duration) and any(digit in duration for digit in "123456789")


def _check_feel(element_id: str, place: str, text: str, findings: Findings) -> None:
    if not hasattr(feel, "parse"):
        return
    try:
        feel.parse(text)
    except Refusal as error:
        findings.error(element_id, "feel_invalid", place=place, text=text[:80], reason=error.message, reason_zh=error.message_zh)


def _check_timer(node: Node, event: Event, findings: Findings) -> None:
    value = event.expression
    if value is None or value.is_expression or event.timer is None:
        return
    if not _TIMERS[event.timer](value.text):
        findings.error(node.id, "timer_invalid", kind=event.timer.value, text=value.text[:80])


def _check_date(node: Node, place: str, value: Value | None, findings: Findings) -> None:
    if value is not None and not value.is_expression and not is_date_time(value.text):
        findings.error(node.id, "date_invalid", place=place, text=value.text[:80])


_TIMERS = {TimerKind.DATE: is_date_time, TimerKind.DURATION: is_duration, TimerKind.CYCLE: is_cycle}


def _nodes(scope: Scope) -> Iterator[Node]:
    for node in scope.nodes.values():
        yield node
        if node.scope is not None:
            yield from _nodes(node.scope)
