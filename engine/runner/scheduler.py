"""Runs due jobs in threads of this process: the embedded default. Each lane has its own, so that none waits for another."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from engine.jobs.rules import Lane
from engine.runner.clock_watch import ClockWatch
from engine.runner.outside_calls import OutsideCalls
from engine.runner.running import Door as RunningDoor

_log = logging.getLogger(__name__)
_SWEEP_EVERY = 3600.0


class Door(RunningDoor, Protocol):
    """What is needed of the engine."""

    def run_due_jobs(self, limit: int = 100, lane: Lane | None = None) -> int: ...
    def sweep(self) -> None: ...


class Round:
    """A thread that does something every ``interval`` seconds, and at once again while there is more; ``wake`` makes it begin now."""

    def __init__(self, name: str, do: Callable[[], int], interval: float) -> None:
        self._name, self._do, self._interval = name, do, interval
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"zhidu-{name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        """Finish what is at hand and end."""
        self._stopped.set()
        self._woken.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                busy = self._do() > 0
            except Exception:
                # A database that is away for a while must not end the thread.
                _log.exception("The round of %s failed", self._name)
                busy = False
            if not busy:
                self._woken.wait(self._interval)
                self._woken.clear()


class Scheduler:
    """Looks every ``interval`` seconds, and at once again after work; ``wake`` makes it look now."""

    def __init__(self, engine: Door, interval: float = 1.0) -> None:
        self._calls = OutsideCalls(engine, ended=self.wake)
        self._rounds = (
            Round("timers", lambda: engine.run_due_jobs(lane=Lane.TIMERS), interval),
            Round("inside", lambda: engine.run_due_jobs(lane=Lane.INSIDE), interval),
            Round("outside", self._calls.begin_due, interval),
            Round("clock", ClockWatch(engine).look, interval),
            Round("sweep", lambda: _sweep(engine), _SWEEP_EVERY),
        )

    def start(self) -> None:
        for each in self._rounds:
            each.start()

    def wake(self) -> None:
        for each in self._rounds[:3]:
            each.wake()

    def stop(self) -> None:
        """Finish the jobs at hand and end."""
        for each in self._rounds:
            each.stop()
        self._calls.stop()


def _sweep(engine: Door) -> int:
    engine.sweep()
    return 0
