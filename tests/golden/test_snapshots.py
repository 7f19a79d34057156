"""States of instances as release 0.1.0 wrote them: read, understood, and written again byte by byte."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from engine.bpmn import Environment, build, read_diagram
from engine.bpmn.outcome import IncidentWait, TimerWait

STORED = Path(__file__).parent / "release_0_1_0"
ENVIRONMENT = Environment(now=datetime(2026, 1, 1, tzinfo=UTC))


def test_halted_tokens_keep_what_was_told_about_them() -> None:
    written = (STORED / "halted.snapshot").read_bytes()
    program = build(read_diagram((STORED / "halted.bpmn").read_bytes()).processes[0])
    run = program.load(written, ENVIRONMENT)
    waits = run.waits()
    assert [wait.code if isinstance(wait, IncidentWait) else "" for wait in waits] == [
        "expression_failed",
        "timer_unreadable",
        "no_flow",
        "wrong_kind",
        "",
    ]
    incidents = [wait for wait in waits if isinstance(wait, IncidentWait)]
    assert incidents[2].text.zh == "应当有一条流的条件成立，但没有条件成立，也没有默认流。"
    assert isinstance(waits[4], TimerWait)
    assert waits[4].due_at == datetime(2026, 2, 16, 0, 0, 1, 500_000, tzinfo=UTC)
    assert run.snapshot() == written
    again = run.retry(incidents[0].wait_id).opened[0]
    assert isinstance(again, IncidentWait)
    assert again.code == "expression_failed"
