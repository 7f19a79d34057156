"""What fails again and again is said once in an interval, with how often: a log must not fill the disk because a database is away."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

_MOST = 1_000


@dataclass(slots=True)
class _Said:
    label: str
    at: float
    unsaid: int = 0


class Repetitions:
    """Who says something asks first whether it is worth saying now."""

    def __init__(self, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._said: dict[object, _Said] = {}
        self._mutex = threading.Lock()

    def again(self, key: object, label: str = "") -> tuple[str, int | None]:
        """The label under which ``key`` was said last (or is now), and how often it went unsaid before. None: not to be said now."""
        with self._mutex:
            now, said = self._clock(), self._said.get(key)
            if said is not None and now - said.at < self._seconds:
                said.unsaid += 1
                return said.label, None
            if len(self._said) >= _MOST:
                self._said.clear()
            self._said[key] = _Said(label, now)
            return label, 0 if said is None else said.unsaid
