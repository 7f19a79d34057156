"""Turns: one at a time, in the order in which they came, each waiting for a bounded time.

SQLite has one writer. Left to its own waiting, the threads of a process sleep and look again, and whoever
looks at the right moment is first: some waited for more than a minute. Here each is handed its turn.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class TurnMissed(Exception):
    """The turn did not come in time."""


class Turns:
    """Who may go now, and who waits. For threads of one process."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._taken = False
        self._queue: deque[threading.Lock] = deque()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._queue)

    @contextmanager
    def taken(self, seconds: float) -> Iterator[None]:
        """Wait for the turn, ``seconds`` at most, and have it until the block ends. Raises ``TurnMissed``."""
        self._take(seconds)
        try:
            yield
        finally:
            self._hand_on()

    def _take(self, seconds: float) -> None:
        with self._mutex:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._queue.append(mine)
        if not mine.acquire(timeout=seconds):
            self._leave(mine)

    def _leave(self, mine: threading.Lock) -> None:
        with self._mutex:
            if mine not in self._queue:
                return  # handed over at the last moment: it is ours
            self._queue.remove(mine)
        raise TurnMissed

    def _hand_on(self) -> None:
        with self._mutex:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._taken = False
