"""The scheduler: each lane in a thread of its own, which survives failures and ends when told."""

from __future__ import annotations

import threading

from engine.bootstrap import Engine
from engine.jobs.rules import Lane
from engine.runner.scheduler import Round, Scheduler


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
