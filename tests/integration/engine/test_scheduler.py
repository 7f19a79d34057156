"""The scheduler: runs due jobs by itself, survives failures, ends when told."""

from __future__ import annotations

import threading

from engine.runner.scheduler import Scheduler


class Door:
    """An engine that counts and sometimes fails."""

    def __init__(self) -> None:
        self.runs = 0
        self.sweeps = 0
        self.enough = threading.Event()

    def run_due_jobs(self, limit: int = 100) -> int:
        self.runs += 1
        if self.runs == 1:
            raise RuntimeError("the database is away")
        if self.runs >= 3:
            self.enough.set()
        return 1 if self.runs == 2 else 0

    def sweep(self) -> None:
        self.sweeps += 1


def test_it_goes_on_after_a_failure_and_looks_again_at_once_after_work() -> None:
    door = Door()
    scheduler = Scheduler(door, interval=60)
    scheduler.start()
    scheduler.wake()
    assert door.enough.wait(10)
    scheduler.stop()
    assert door.runs == 3
    assert door.sweeps == 1
