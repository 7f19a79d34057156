"""When a failed job is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from engine.jobs.rules import error_facts, retry_at, wait_after
from engine.kernel.texts import Text

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_waits_double_up_to_an_hour() -> None:
    assert [wait_after(attempt).total_seconds() for attempt in (0, 1, 2, 3, 4)] == [10, 10, 20, 40, 80]
    assert wait_after(10) == wait_after(10_000) == timedelta(hours=1)


def test_no_retries_left_or_none_that_could_help_means_never() -> None:
    assert retry_at(NOW, 1, 2) == NOW + timedelta(seconds=10)
    assert retry_at(NOW, 1, 0) is None
    assert retry_at(NOW, 1, 5, worth_it=False) is None


def test_a_long_error_is_cut() -> None:
    assert len(error_facts("c", Text("x" * 9_999, "y"))["message_en"]) == 2_000
