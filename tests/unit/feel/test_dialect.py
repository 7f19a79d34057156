"""Functions that a caller lends: found last, in name spaces or not, and never in the standard."""

from __future__ import annotations

from engine.feel import STANDARD, Dialect, FeelProblem, HostFunction, evaluate
from engine.kernel.texts import Text

DOUBLE = HostFunction(["number"], lambda number: number * 2)


def _refusing(_number: object) -> object:
    raise FeelProblem(Text("Expected better.", "不行。"))


OURS = Dialect("ours", {"twice": DOUBLE, "sums": {"twice": DOUBLE, "refuse": HostFunction(["number"], _refusing)}})


def test_a_lent_function_is_called() -> None:
    assert evaluate("twice(21)", dialect=OURS).value == 42
    assert evaluate("twice(number: 21)", dialect=OURS).value == 42


def test_a_name_space_holds_functions() -> None:
    assert evaluate("sums.twice(21)", dialect=OURS).value == 42


def test_the_standard_has_none_of_them() -> None:
    found = evaluate("twice(21)", dialect=STANDARD)
    assert found.value is None
    assert '"twice"' in found.problems[0].en


def test_a_name_in_scope_hides_a_lent_function() -> None:
    assert evaluate("twice", {"twice": 5}, dialect=OURS).value == 5
    assert evaluate("(function(twice) twice + 1)(5)", dialect=OURS).value == 6


def test_a_built_in_function_cannot_be_replaced() -> None:
    assert evaluate("abs(-1)", dialect=Dialect("odd", {"abs": DOUBLE})).value == 1


def test_a_lent_function_says_why_it_is_null() -> None:
    found = evaluate("sums.refuse(1)", dialect=OURS)
    assert (found.value, found.problems[0].zh) == (None, "不行。")
