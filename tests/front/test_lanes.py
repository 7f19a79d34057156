"""Kinds of work do not wait for each other, and callers are served in turn."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from http import HTTPStatus

import pytest

from api.front.lanes import Threads, lanes
from api.front.plan import MOST_WAITING, WIDTHS, Lane, Width


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
            for number in range(WIDTHS[lane].threads * 2):
                assert made[lane].submit(f"caller {number}", gate.wait, lambda _: None) is None
        answered: list[str] = []

        def done(what: str) -> None:
            answered.append(what)
            if len(answered) == 2:
                over.set()

        made[Lane.READS].submit("reader", lambda: "read", done)
        made[Lane.HEALTH].submit("watcher", lambda: "healthy", done)

    play(scene)


@pytest.mark.parametrize("lane", [each for each in Lane if each is not Lane.HEALTH])
def test_one_caller_never_has_all_threads(lane: Lane) -> None:
    def scene(loop: asyncio.AbstractEventLoop, gate: threading.Event, over: asyncio.Event) -> None:
        made = lanes(loop)[lane]
        for _ in range(WIDTHS[lane].threads * 2):
            made.submit("flood", gate.wait, lambda _: None)
        made.submit("other", lambda: None, lambda _: over.set())

    play(scene)


def test_callers_are_served_in_turn() -> None:
    served: list[str] = []

    def scene(loop: asyncio.AbstractEventLoop, gate: threading.Event, over: asyncio.Event) -> None:
        one = Threads(Lane.READS, Width(1, 1, 30), loop)
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
        one = Threads(Lane.WRITES, Width(1, 1, 30), loop)
        one.submit("flood", gate.wait, lambda _: None)
        told = [one.submit("flood", gate.wait, lambda _: None) for _ in range(40)]
        assert told == [None] * 30 + [HTTPStatus.TOO_MANY_REQUESTS] * 10
        assert one.submit("other", gate.wait, lambda _: None) is None
        for number in range(MOST_WAITING):
            one.submit(f"caller {number}", gate.wait, lambda _: None)
        assert one.submit("late", gate.wait, lambda _: None) is HTTPStatus.SERVICE_UNAVAILABLE
        over.set()

    play(scene)
