"""The scheduler: each lane in a thread of its own, which survives failures and ends when told."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TypeVar

import pytest

from engine.bootstrap import Engine
from engine.jobs.rules import Lane
from engine.kernel.actor import Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Unavailable
from engine.runner.outside_calls import OutsideCalls
from engine.runner.scheduler import Round, Scheduler
from engine.store.failures import Failure, told
from engine.unit_of_work.verbs import Command
from tests.support.bundles import deploy, end_event, files, flow, service_task, start, start_event, timer
from tests.support.looking import instance, jobs
from tests.support.people import People

T = TypeVar("T")


def test_a_round_goes_on_after_a_failure_and_looks_again_at_once_after_work() -> None:
    enough = threading.Event()
    runs: list[int] = []

    def do() -> int:
        runs.append(len(runs))
        if len(runs) == 1:
            raise RuntimeError("the database is away")
        if len(runs) == 3:
            enough.set()
        return 1 if len(runs) == 2 else 0

    rounds = Round("test", do, interval=60)
    rounds.start()
    rounds.wake()
    assert enough.wait(10)
    rounds.stop()
    assert len(runs) == 3


class Watched(Engine):
    """Tells which lanes are run, and waits in one of them."""

    waits_in: Lane
    seen: dict[Lane | None, threading.Event]
    go_on: threading.Event

    def run_due_jobs(self, limit: int = 100, lane: Lane | None = None) -> int:
        self.seen[lane].set()
        if lane is self.waits_in:
            assert self.go_on.wait(10)
        return super().run_due_jobs(limit, lane)


def watched(engine: Engine, waits_in: Lane) -> Watched:
    found = Watched(engine.settings, clock=engine.clock)
    found.waits_in, found.go_on = waits_in, threading.Event()
    found.seen = {lane: threading.Event() for lane in Lane}
    return found


def test_no_lane_waits_for_another(engine: Engine) -> None:
    for waits_in, other in ((Lane.TIMERS, Lane.INSIDE), (Lane.INSIDE, Lane.TIMERS)):
        door = watched(engine, waits_in)
        scheduler = Scheduler(door, interval=60)
        scheduler.start()
        assert door.seen[other].wait(10)
        door.go_on.set()
        scheduler.stop()
        door.close()


def test_a_round_that_fails_waits_longer_each_time_and_says_so_once(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is away for a night is asked twice a minute and fills no log."""
    errors: list[Exception] = [told(Failure.AWAY) for _ in range(8)] + [RuntimeError("a fault") for _ in range(2)]
    pauses: list[float | None] = []

    def do() -> int:
        if errors:
            raise errors.pop(0)
        return 0

    rounds = Round("test", do, interval=1)

    def wait(seconds: float | None = None) -> bool:
        pauses.append(seconds)
        if len(pauses) == 11:
            rounds._stopped.set()
        return True

    monkeypatch.setattr(rounds._woken, "wait", wait)
    rounds.start()
    rounds._thread.join()
    assert pauses == [2, 4, 8, 16, 30, 30, 30, 30, 30, 30, 1]
    assert [record.getMessage().split(" (")[1].split(":")[0] for record in caplog.records] == ["database_away", "RuntimeError"]
    assert [record.exc_info is not None for record in caplog.records] == [False, True]


def test_a_database_that_is_away_ends_the_look_and_costs_no_job_an_attempt(engine: Engine, people: People, clock: ManualClock) -> None:
    clerk = people.hire("li", "clerk")
    wait = f'<bpmn:intermediateCatchEvent id="wait" name="wait">{timer("timeDuration", "PT1H")}</bpmn:intermediateCatchEvent>'
    body = start_event() + wait + end_event()
    deploy(engine, files("waits", body + flow("start", "wait") + flow("wait", "end")))
    cases = [start(engine, "waits", clerk).instance_id for _ in range(3)]
    before = [jobs(engine, case) for case in cases]
    clock.advance(timedelta(hours=2))
    away, asked = Away(engine.settings, clock=clock), list[object]()
    away.asked = asked
    with pytest.raises(Unavailable):
        away.run_due_jobs()
    assert len(asked) == 1
    away.close()
    assert [jobs(engine, case) for case in cases] == before
    assert engine.run_due_jobs() == 3
    assert {instance(engine, case).state for case in cases} == {"completed"}


class Away(Engine):
    """Can read, but not write."""

    asked: list[object]

    def execute(self, command: Command[T], *, actor: Actor, idempotency_key: str | None = None, if_free: bool = False) -> T:
        self.asked.append(command)
        raise told(Failure.AWAY)


def test_outside_calls_that_could_not_be_begun_are_not_begun_again_at_once(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    call = service_task("call", "http", {"url": '="http://127.0.0.1:1/"'})
    deploy(engine, files("calls", start_event() + call + end_event() + flow("start", "call") + flow("call", "end")))
    start(engine, "calls", clerk)
    away, asked, woken = Away(engine.settings, clock=engine.clock), list[object](), list[int]()
    away.asked = asked
    calls = OutsideCalls(away, ended=lambda: woken.append(1))
    assert calls.begin_due() == 1
    calls.stop()
    with pytest.raises(Unavailable):
        calls.begin_due()
    assert (len(asked), woken) == (1, [])
    away.close()
