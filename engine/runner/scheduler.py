"""Runs due jobs in a thread of this process: the embedded default."""

from __future__ import annotations

import logging
import threading
from typing import Protocol

_log = logging.getLogger(__name__)
_SWEEP_EVERY = 3600.0


class Door(Protocol):
    """What is needed of the engine."""

    def run_due_jobs(self, limit: int = 100) -> int: ...
    def sweep(self) -> None: ...


class Scheduler:
    """Looks every ``interval`` seconds, and at once again after a full batch; ``wake`` makes it look now."""

    def __init__(self, engine: Door, interval: float = 1.0) -> None:
        self._engine = engine
        self._interval = interval
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="zhidu-scheduler", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        """Finish the job at hand and end."""
        self._stopped.set()
        self._woken.set()
        self._thread.join()

    def _run(self) -> None:
        since_sweep = _SWEEP_EVERY
        while not self._stopped.is_set():
            try:
                if since_sweep >= _SWEEP_EVERY:
                    since_sweep = 0.0
                    self._engine.sweep()
                busy = self._engine.run_due_jobs() > 0
            except Exception:
                # A database that is away for a while must not end the scheduler.
                _log.exception("The scheduler could not run due jobs")
                busy = False
            if not busy:
                self._woken.wait(self._interval)
                self._woken.clear()
                since_sweep += self._interval
