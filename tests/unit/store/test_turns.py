"""Turns: one at a time, in the order in which they came, none waiting for ever."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.store.turns import TurnMissed, Turns


def wait_until_there_are(turns: Turns, count: int) -> None:
    while turns.waiting < count:
        pass


def test_who_comes_first_goes_first() -> None:
    turns, order = Turns(), []

    def go(number: int) -> None:
        with turns.taken(60):
            order.append(number)

    with ThreadPoolExecutor(20) as pool, turns.taken(0):
        for number in range(20):
            pool.submit(go, number)
            wait_until_there_are(turns, number + 1)
    assert order == list(range(20))
    assert turns.waiting == 0


def test_who_has_it_and_comes_again_goes_behind_the_others() -> None:
    """A thread that writes without a pause starves nobody."""
    turns, order = Turns(), []

    def other() -> None:
        with turns.taken(60):
            order.append("other")

    with ThreadPoolExecutor(1) as pool:
        with turns.taken(0):
            pool.submit(other)
            wait_until_there_are(turns, 1)
        with turns.taken(60):
            order.append("again")
    assert order == ["other", "again"]


def test_waiting_has_an_end_and_leaves_nothing_behind() -> None:
    turns = Turns()
    with turns.taken(0):
        for _ in range(3):
            with pytest.raises(TurnMissed), turns.taken(0.001):
                pass
        assert turns.waiting == 0
    with turns.taken(0):
        pass


def test_a_turn_ends_with_an_error_too() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.taken(0):
        raise ZeroDivisionError
    with turns.taken(0):
        pass


def test_never_two_at_once() -> None:
    turns, inside, most = Turns(), [0], [0]
    start = threading.Barrier(8)

    def go() -> None:
        start.wait()
        for _ in range(200):
            with turns.taken(60):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=go) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]
