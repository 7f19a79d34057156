"""Threads for each kind of work. Whoever waits is served in turn, one request of each caller after another."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from api.front.plan import THREADS, Lane

Work = Callable[[], Any]
Done = Callable[[Any], None]
MOST_OF_ONE_CALLER = 64
MOST_WAITING = 512


class Threads:
    """The threads of one lane. All methods are called in the event loop: nothing here needs a lock."""

    def __init__(self, lane: Lane, count: int, loop: asyncio.AbstractEventLoop) -> None:
        self._pool = ThreadPoolExecutor(count, thread_name_prefix=f"zhidu-{lane}")
        self._loop = loop
        self._free = count
        self._waiting: OrderedDict[str, deque[tuple[Work, Done]]] = OrderedDict()
        self._count = 0

    def submit(self, caller: str, work: Work, done: Done) -> bool:
        """Do ``work`` in a thread and hand its result to ``done`` in the loop; False when too much is waiting already."""
        if self._free:
            self._begin(work, done)
            return True
        mine = self._waiting.get(caller)
        if self._count >= MOST_WAITING or (mine is not None and len(mine) >= MOST_OF_ONE_CALLER):
            return False
        self._waiting.setdefault(caller, deque()).append((work, done))
        self._count += 1
        return True

    def _begin(self, work: Work, done: Done) -> None:
        self._free -= 1
        self._pool.submit(self._carry_out, work, done)

    def _carry_out(self, work: Work, done: Done) -> None:
        """In the thread. ``work`` raises nothing."""
        self._loop.call_soon_threadsafe(self._finish, done, work())

    def _finish(self, done: Done, result: Any) -> None:
        self._free += 1
        if self._waiting:
            self._begin(*self._next())
        done(result)

    def _next(self) -> tuple[Work, Done]:
        """The longest waiting of the caller whose turn it is; the caller then stands at the end of the row."""
        caller, works = self._waiting.popitem(last=False)
        found = works.popleft()
        self._count -= 1
        if works:
            self._waiting[caller] = works
        return found


def lanes(loop: asyncio.AbstractEventLoop) -> dict[Lane, Threads]:
    """All lanes."""
    return {lane: Threads(lane, count, loop) for lane, count in THREADS.items()}
