"""A few thousand generated expressions: where the browser and the server differ, the reason is known."""

from __future__ import annotations

import os
from collections import Counter

from tests.differential.expressions import questions
from tests.differential.known_differences import explained
from tests.differential.locating import Difference, Locator
from tests.differential.meaning import shown

SEED = int(os.environ.get("ZHIDU_SEED", "20261121"))
COUNT = int(os.environ.get("ZHIDU_EXPRESSIONS", "6000"))


def test_every_difference_is_of_a_known_kind(locator: Locator) -> None:
    print(f"seed {SEED}, {COUNT} expressions")
    differences = locator.differences(list(questions(SEED, COUNT)))
    kinds = [explained(difference) for difference in differences]
    for name, count in Counter(kind.name for kind in kinds if kind).most_common():
        print(f"{count:>6} {name}")
    unknown = [difference for difference, kind in zip(differences, kinds, strict=True) if kind is None]
    assert not unknown, "\n".join(map(told, unknown))


def told(difference: Difference) -> str:
    """All that is needed to find out more."""
    values = ", ".join(map(shown, difference.values))
    return (
        f"{difference.text}: browser {shown(difference.browser)} {difference.error}, server {shown(difference.server)}, of {values}"
        f" in {difference.whole.text} with {dict(difference.place.bound)} over {dict(difference.whole.place.data)}"
    )


def test_most_expressions_agree_and_say_something(locator: Locator) -> None:
    """A generator whose expressions are all null, or a comparison that finds everything alike, would prove nothing."""
    asked = list(questions(SEED, 1000))
    pairs = locator.pairs(asked)
    assert sum(pair.agree for pair in pairs) > 750
    assert sum(pair.server.value is not None for pair in pairs) > 500
    assert sum(not pair.agree for pair in pairs) > 50


def test_conditions_hold_when_they_are_true(locator: Locator) -> None:
    """The browser hides by the value of a condition, as the server does; form-js by itself hides where a condition is null, too."""
    for pair in locator.pairs(list(questions(SEED, 2000))):
        assert pair.browser.condition is (pair.browser.value is True)
        assert pair.server.condition is (pair.server.value is True)
