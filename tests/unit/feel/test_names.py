"""Names with blanks, signs and keywords; which names an expression takes from outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from engine.feel import FeelSyntaxError, Limits, evaluate, parse
from engine.feel.evaluation.state import Env, State
from engine.feel.functions.calling import UserFunction
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
        ("a-b", 100),
        ("a - b", 100),  # the space is no part of the name
        ("(a)-(b)", -1),
        ("a + b", 3),
        ("Monthly Income + 1", 8),
        ("Monthly\n   Income", 7),
        ("Monthly /* net */ Income", 7),
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
        ("for a-c in [1, 2] return a-c * 2", [2, 4]),
        ("some a.c in [1] satisfies a.c = 1", True),
        ("{profit and loss: 5, r: profit and loss + 1}.r", 6),
        ("{if needed: 5}.if needed", 5),
        ("{d’or: 1, n*m: 2, n/m: 3, n**m: 4, what if?: 5}.d’or", 1),
        ("{n*m: 2, r: n*m + 1}.r", 3),
        ("{what if?: 5, r: what if?}.r", 5),
        ("{a: {b c: 1}}.a.b c", 1),
        ("{line 2: 1, line: 9}.line 2", 1),
        ("{x: 1, x y: 2, x y z: 3, r: [x, x y, x y z]}.r", [1, 2, 3]),
        ('{"x:y (z)": 1}.x:y (z)', 1),
        ("{a +   c: 5, r: a+c}", {"a+c": 5, "r": 5}),
        ("{it 's  so: 1}", {"it's so": 1}),
        ("{€: 1, हिन्दी नाम: 2, ไทยั้ง: 3, 🐎: 4}.हिन्दी नाम", 2),
        ("{价格（元）: 1, r: 价格（元） + 1}.r", 2),
        ("(function(x: number, x y: number) x y - x)(x: 1, x y: 3)", 2),
    ],
)
def test_name(text: str, expected: object) -> None:
    assert value(text, SCOPE) == expected


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


@pytest.mark.parametrize("text", ["then + 1", "a + in", "of", "a.b + else"])
def test_a_keyword_is_no_name(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        parse(text)


def test_data_with_a_keyword_as_name() -> None:
    """Such a name is not legal; it is understood where no keyword can stand, and never changes what a constant is."""
    assert value("1 + in", {"in": 2}) == 3
    assert value("5 in [in]", {"in": 5}) is True
    assert value("[true, null, not(true)]", {"true": 1, "null": 2, "not": 3}) == [True, None, None]
    assert value("if true then 1 else 2", {"if": 5}) == 1


def test_data_with_names_that_look_like_something_else() -> None:
    assert value("1 + 1", {"1 + 1": 5, "+": 6, "1": 7}) == 2
    assert value('"a"', {'"a"': 1}) == "a"
    assert value("-1", {"-": 5, "-1": 6}) == -1


def test_names_that_begin_like_a_built_in_function() -> None:
    scope = {"date of birth": 1, "count items": 2, "string length limit": 3, "list": [4], "date": 5}
    assert value("date of birth + count items + string length limit", scope) == 6
    assert value('string length("abc") + count(list)', scope) == 4
    assert value("date", scope) == 5


def test_a_name_that_is_nowhere_declared_goes_on_with_words_and_digits() -> None:
    assert parse("date of birth > 1").names() == {"date of birth"}
    assert parse("Address line 2").names() == {"Address line 2"}
    assert parse("a or b and c in d").names() == {"a", "b", "c", "d"}


def test_a_parameter_is_named_however_it_is_spelled() -> None:
    assert value("{f: function(a - b) a-b, r: f(a-b: 1)}.r") == 1
    assert (
        value("f(x - y: 2)", {"f": UserFunction(["x - y"], [None], lambda env: env.names["x - y"], Env({}, None, State(Limits(), None)))})
        == 2
    )


def test_a_name_is_spelled_as_its_scope_spells_it() -> None:
    assert value("my name", {"my  name": 1}) == 1
    assert value("a-b", {"a - b": 1}) == 1
    assert value('{"my  name": 1}.my name') == 1
    assert value("{a-b: 1, c: {a - b: 2, d: a-b}.d, e: a-b}.e") == 1


def test_the_longest_name_wins_over_entries_of_a_filter_too() -> None:
    assert value("[{x: 1, x-y: 5}][x-y = 5].x") == [1]
    assert value("[{x: 3}][x-y = 2].x", {"y": 1}) == [3]


def test_an_unknown_name_that_hides_a_keyword_gets_a_hint() -> None:
    for text, word in [("a AND b", "and"), ("TRUE", "true"), ("a 且 b", "and"), ("a Or b", "or")]:
        problem = evaluate(text, {"a": True, "b": True}).problems[0]
        assert problem.en.endswith(f"is written {word}.")
        assert problem.zh.endswith(f"应写作 {word}。")
