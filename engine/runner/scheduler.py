"""Runs due jobs in threads of this process: the embedded default. Each lane has its own, so that none waits for another."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from engine.jobs.rules import Lane
from engine.kernel.errors import Unavailable, ZhiduError
from engine.kernel.repetitions import Repetitions
from engine.runner.clock_watch import ClockWatch
from engine.runner.outside_calls import OutsideCalls
from engine.runner.running import Door as RunningDoor

_log = logging.getLogger(__name__)
_SWEEP_EVERY = 3600.0
_LONGEST_PAUSE = 30.0


class Door(RunningDoor, Protocol):
    """What is needed of the engine."""

    def run_due_jobs(self, limit: int = 100, lane: Lane | None = None) -> int: ...
    def sweep(self) -> None: ...


class Round:
    """A thread that does something every ``interval`` seconds, and at once again while there is more; ``wake`` makes it begin now.

    What fails is done again after twice the time, and so on up to half a minute, and is said once a minute.
    """

    def __init__(self, name: str, do: Callable[[], int], interval: float) -> None:
        self._name, self._do, self._interval = name, do, interval
        self._failed = 0
        self._said = Repetitions()
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
            if not self._once():
                self._woken.wait(self._pause())
                self._woken.clear()

    def _once(self) -> bool:
        """Whether there is more to do at once."""
        try:
            busy = self._do() > 0
        except Exception as error:
            # A database that is away for a while must not end the thread.
            self._failed += 1
            self._tell(error)
            return False
        self._failed = 0
        return busy

    def _pause(self) -> float:
        longest = max(self._interval, _LONGEST_PAUSE)
        return min(self._interval * 2.0 ** min(self._failed, 10), longest)

    def _tell(self, error: Exception) -> None:
        code = error.reason_code if isinstance(error, ZhiduError) else type(error).__name__
        _, unsaid = self._said.again(code)
        if unsaid is not None:
            # Where storage is to blame its cause says all; a fault of the program is said with its place.
            told = None if isinstance(error, Unavailable) else error
            cause = error.__cause__ or error
            _log.error("The round of %s failed (%s: %s), %d times more before", self._name, code, cause, unsaid, exc_info=told)


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
