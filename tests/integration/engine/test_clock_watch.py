"""A clock that jumps or differs is noticed once, and stands in the evidence of the organisation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.bootstrap import Engine
from engine.evidence.rules import ORGANISATION
from engine.kernel.clock import ManualClock
from engine.runner.clock_watch import ClockWatch
from tests.support.looking import evidence


class Steady:
    """Seconds that only go forward."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def steady() -> Steady:
    return Steady()


@pytest.fixture
def watch(engine: Engine, clock: ManualClock, steady: Steady) -> ClockWatch:
    clock.set(datetime.now(UTC))
    return ClockWatch(engine, steady)


def strayed(engine: Engine) -> list[tuple[str, int]]:
    return [(each["details"]["how"], each["details"]["seconds"]) for each in evidence(engine, ORGANISATION, "clock.strayed")]


@pytest.mark.parametrize("seconds", [360, -360])
def test_a_jump_is_told_once(engine: Engine, watch: ClockWatch, clock: ManualClock, steady: Steady, seconds: int) -> None:
    clock.advance(timedelta(seconds=1))
    steady.seconds += 1
    watch.look()
    assert strayed(engine) == []
    clock.advance(timedelta(seconds=seconds))
    watch.look()
    watch.look()
    told = strayed(engine)
    assert [how for how, _ in told] == ["jumped", "differs"]
    assert all(abs(found - seconds) <= 60 for _, found in told)


def test_a_clock_that_comes_back_is_told_too(engine: Engine, watch: ClockWatch, clock: ManualClock, steady: Steady) -> None:
    clock.advance(timedelta(hours=1))
    steady.seconds += 3600
    watch.look()
    clock.advance(timedelta(hours=-1))
    steady.seconds -= 3600
    watch.look()
    assert [how for how, _ in strayed(engine)] == ["differs", "differs"]
