"""What fails again and again is said once in an interval, with how often."""

from __future__ import annotations

from engine.kernel import repetitions
from engine.kernel.repetitions import Repetitions


class Hand:
    """A clock that the test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_first_is_said_then_one_in_an_interval_with_a_count() -> None:
    hand = Hand()
    seen = Repetitions(60, hand)
    assert seen.again("full", "first") == ("first", 0)
    assert [seen.again("full", "later") for _ in range(500)] == [("first", None)] * 500
    hand.now = 60
    assert seen.again("full", "second") == ("second", 500)
    hand.now = 130
    assert seen.again("full", "third") == ("third", 0)


def test_each_kind_is_counted_by_itself() -> None:
    seen = Repetitions(60, Hand())
    assert seen.again("full") == ("", 0)
    assert seen.again("away") == ("", 0)


def test_what_is_remembered_does_not_grow() -> None:
    seen = Repetitions(60, Hand())
    for number in range(3 * repetitions._MOST):
        seen.again(number)
    assert len(seen._said) <= repetitions._MOST
