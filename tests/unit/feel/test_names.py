"""Names with blanks, signs and keywords; which names an expression takes from outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from engine.feel import FeelSyntaxError, evaluate, parse
from tests.unit.feel.asking import value

SCOPE = {
    "a": 1,
    "b": 2,
    "a-b": 100,
    "Monthly  Income": 7,
    "pre-approval status": "ok",
    "date in local time": 5,
    "values in a list": [1, 2],
    "客户等级": "金",
    "loan": {"interest rate": 3, "half-life": 4},
    "loan amount": 9,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a - b", -1),
        ("a-b", 100),
        ("Monthly Income + 1", 8),
        ("Monthly\n   Income", 7),
        ('pre-approval status = "ok"', True),
        ("date in local time", 5),
        ("for i in values in a list return i + 1", [2, 3]),
        ('客户等级 = "金"', True),
        ("loan.interest rate", 3),
        ("loan amount", 9),
        ("{my own name: 1, twice: my own name * 2}.twice", 2),
        ("{a+c: 5, r: a+c}.r", 5),
        ("{a+c: 5}.a+c", 5),
        ("{it's: 5}.it's", 5),
        ("(function(first one, second-one) first one - second-one)(3, 1)", 2),
        ("for each thing in [1] return each thing", [1]),
    ],
)
def test_name(text: str, expected: object) -> None:
    scope = {name.replace("  ", " "): found for name, found in SCOPE.items()}
    assert value(text, scope) == expected


def test_words_make_one_name_without_being_declared() -> None:
    expression = parse("Applicant Age > 18")
    assert expression.names() == {"Applicant Age"}
    assert expression.evaluate({"Applicant Age": 20}).value is True


def test_names_with_signs_must_be_declared() -> None:
    assert parse("a-b").names() == {"a", "b"}
    assert parse("a-b", names=["a-b"]).names() == {"a-b"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a + b.c", {"a", "b"}),
        ("for x in xs return x + y", {"xs", "y"}),
        ("{a: 1, b: a + c}", {"c"}),
        ("function(p) p + q", {"q"}),
        ("count(xs)", {"xs"}),
        ("some x in xs satisfies x > limit", {"xs", "limit"}),
        ("orders[amount > limit]", {"orders", "amount", "limit"}),
        ("if a then b else c", {"a", "b", "c"}),
        ("for x in [1], y in [x] return partial", set()),
    ],
)
def test_free_names(text: str, names: set[str]) -> None:
    assert parse(text).names() == names


class Lazy(Mapping[str, object]):
    """Knows what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __getitem__(self, name: str) -> object:
        self.asked.append(name)
        if name == "absent":
            raise KeyError(name)
        return 2

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def test_a_scope_is_asked_once_for_each_name_that_is_needed() -> None:
    scope = Lazy()
    assert parse("a + a * b + (if a > 1 then 0 else c)").evaluate(scope).value == 6
    assert sorted(scope.asked) == ["a", "b"]


def test_a_name_of_the_caller_hides_a_built_in_function() -> None:
    assert value("count", {"count": 3}) == 3
    assert value("max(1, 2)", {"max": 3}) is None  # the caller's max is no function
    assert value('date("2020-01-01").year', {"other": 1}) == 2020


def test_the_longest_name_wins() -> None:
    assert value("loan amount", {"loan": 1, "amount": 2, "loan amount": 3}) == 3


def test_parsing_is_cached_by_text_and_the_names_that_matter() -> None:
    assert parse("x + 1", names=["y z"]) is parse("x + 1", names=["p q"])
    assert parse("p-q") is not parse("p-q", names=["p-q"])


def test_plain_python_values_become_feel_values() -> None:
    found = evaluate("a + b[1] + c.d", {"a": 1, "b": [0.1], "c": {"d": 2}})
    assert found.value == Decimal("3.1")


def test_a_keyword_is_no_name() -> None:
    with pytest.raises(FeelSyntaxError):
        parse("then + 1")
