"""Threads for each kind of work. Whoever waits is served in turn, one request of each caller after another."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from api.front.plan import MOST_WAITING, WIDTHS, Lane, Width

Work = Callable[[], Any]
Done = Callable[[Any], None]


class Threads:
    """The threads of one lane. All methods are called in the event loop: nothing here needs a lock."""

    def __init__(self, lane: Lane, width: Width, loop: asyncio.AbstractEventLoop) -> None:
        self._pool = ThreadPoolExecutor(width.threads, thread_name_prefix=f"zhidu-{lane}")
        self._width = width
        self._loop = loop
        self._at_work: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[tuple[Work, Done]]] = OrderedDict()
        self._count = 0

    def submit(self, caller: str, work: Work, done: Done) -> HTTPStatus | None:
        """Do ``work`` in a thread and hand its result to ``done`` in the loop; gives why not: the caller's own row is full, or all are."""
        if self._may_begin(caller):
            self._begin(caller, work, done)
            return None
        if self._count >= MOST_WAITING:
            return HTTPStatus.SERVICE_UNAVAILABLE
        mine = self._waiting.setdefault(caller, deque())
        if len(mine) >= self._width.waiting_of_one:
            return HTTPStatus.TOO_MANY_REQUESTS
        mine.append((work, done))
        self._count += 1
        return None

    def _may_begin(self, caller: str) -> bool:
        return self._at_work.total() < self._width.threads and self._at_work[caller] < self._width.of_one

    def _begin(self, caller: str, work: Work, done: Done) -> None:
        self._at_work[caller] += 1
        self._pool.submit(self._carry_out, caller, work, done)

    def _carry_out(self, caller: str, work: Work, done: Done) -> None:
        """In the thread. ``work`` raises nothing."""
        self._loop.call_soon_threadsafe(self._finish, caller, done, work())

    def _finish(self, caller: str, done: Done, result: Any) -> None:
        self._at_work[caller] -= 1
        if not self._at_work[caller]:
            del self._at_work[caller]
        following = next((each for each in self._waiting if self._may_begin(each)), None)
        if following is not None:
            self._begin(following, *self._first_of(following))
        done(result)

    def _first_of(self, caller: str) -> tuple[Work, Done]:
        """What has waited longest of the caller whose turn it is; the caller then stands at the end of the row."""
        works = self._waiting.pop(caller)
        self._count -= 1
        found = works.popleft()
        if works:
            self._waiting[caller] = works
        return found


def lanes(loop: asyncio.AbstractEventLoop) -> dict[Lane, Threads]:
    """All lanes."""
    return {lane: Threads(lane, width, loop) for lane, width in WIDTHS.items()}
