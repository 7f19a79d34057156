"""What the engine notices of itself while it works: writes that failed, and when jobs were last looked for."""

from __future__ import annotations

import time
from collections.abc import Callable

from engine.kernel.errors import Unavailable
from engine.store.failures import Failure

_STORAGE = frozenset({Failure.FULL, Failure.READ_ONLY, Failure.DISK})
_REMEMBERED = 30.0
"""Seconds that a write counts as failed. A process that nobody sends work to any more must be found well again by itself."""


class Vitals:
    """Noted by all threads, without a lock: each note is one assignment."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: tuple[float, str] | None = None
        self._ran_at = clock()

    def wrote(self) -> None:
        """A transaction was committed."""
        self._failed = None

    def failed(self, error: Unavailable) -> None:
        """A transaction was not committed."""
        if error.reason_code in _STORAGE:
            self._failed = (self._clock(), error.reason_code)

    def ran(self) -> None:
        """Due jobs were looked for, and run."""
        self._ran_at = self._clock()

    @property
    def failing(self) -> str | None:
        """Why writes fail (a code of ``Unavailable``), or None."""
        failed = self._failed
        return failed[1] if failed is not None and self._clock() - failed[0] < _REMEMBERED else None

    @property
    def idle_seconds(self) -> float:
        """How long ago jobs were looked for; since the start, where they never were."""
        return self._clock() - self._ran_at
