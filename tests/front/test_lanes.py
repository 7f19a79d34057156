"""Kinds of work do not wait for each other, and callers are served in turn."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

from api.front.lanes import MOST_OF_ONE_CALLER, MOST_WAITING, Threads, lanes
from api.front.plan import THREADS, Lane


def play(scene: Callable[[asyncio.AbstractEventLoop, threading.Event, asyncio.Event], None]) -> None:
    """Let ``scene`` give out work that waits for the first event; ends when the scene's end has set the second one."""

    async def run() -> None:
        gate, over = threading.Event(), asyncio.Event()
        try:
            scene(asyncio.get_running_loop(), gate, over)
            await asyncio.wait_for(over.wait(), 30)
        finally:
            gate.set()

    asyncio.run(run())


def test_reads_and_health_have_threads_while_all_others_are_taken() -> None:
    def scene(loop: asyncio.AbstractEventLoop, gate: threading.Event, over: asyncio.Event) -> None:
        made = lanes(loop)
        for lane in set(Lane) - {Lane.READS, Lane.HEALTH}:
            for number in range(THREADS[lane] * 2):
                assert made[lane].submit(f"caller {number}", gate.wait, lambda _: None)
        answered: list[str] = []

        def done(what: str) -> None:
            answered.append(what)
            if len(answered) == 2:
                over.set()

        made[Lane.READS].submit("reader", lambda: "read", done)
        made[Lane.HEALTH].submit("watcher", lambda: "healthy", done)

    play(scene)


def test_callers_are_served_in_turn() -> None:
    served: list[str] = []

    def scene(loop: asyncio.AbstractEventLoop, gate: threading.Event, over: asyncio.Event) -> None:
        one = Threads(Lane.READS, 1, loop)
        one.submit("flood", gate.wait, lambda _: None)
        for number in range(20):
            one.submit("flood", lambda number=number: f"flood {number}", served.append)  # type: ignore[misc]
        one.submit("other", lambda: "other", served.append)
        one.submit("third", lambda: "third", served.append)
        one.submit("last", lambda: "last", lambda _: over.set())
        gate.set()

    play(scene)
    assert served[:3] == ["flood 0", "other", "third"]


def test_what_waits_is_limited_for_each_caller_and_for_all() -> None:
    def scene(loop: asyncio.AbstractEventLoop, gate: threading.Event, over: asyncio.Event) -> None:
        one = Threads(Lane.WRITES, 1, loop)
        one.submit("flood", gate.wait, lambda _: None)
        taken = sum(one.submit("flood", gate.wait, lambda _: None) for _ in range(MOST_WAITING))
        assert taken == MOST_OF_ONE_CALLER
        assert one.submit("other", gate.wait, lambda _: None)
        for number in range(MOST_WAITING):
            one.submit(f"caller {number}", gate.wait, lambda _: None)
        assert not one.submit("late", gate.wait, lambda _: None)
        over.set()

    play(scene)
