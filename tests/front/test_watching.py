"""How long the successor of a worker that died waits."""

from __future__ import annotations

from api.front.watching import Pauses


def test_the_first_successor_hardly_waits() -> None:
    assert Pauses().after(3_600.0) < 1.0


def test_who_dies_again_and_again_waits_ever_longer_up_to_half_a_minute() -> None:
    pauses = Pauses()
    waited = [pauses.after(0.1) for _ in range(100)]
    assert waited == sorted(waited)
    assert waited[-1] == 30.0
    assert sum(waited[:8]) > 20.0


def test_a_long_life_is_forgiven() -> None:
    pauses = Pauses()
    for _ in range(10):
        pauses.after(0.1)
    assert pauses.after(3_600.0) == Pauses().after(3_600.0)
