"""Functions, types and conversions: clauses 10.3.2.8, 10.3.2.9 and 10.3.2.13, tables 44, 45, 61 and 63."""

from __future__ import annotations

import pytest

from engine.feel import FeelLimitExceeded, Limits, evaluate
from tests.unit.feel.asking import outcome, same, value

CALLS = [
    ("(function(a, b) a - b)(5, 3)", "2"),
    ("(function(a, b) a - b)(b: 5, a: 3)", "-2"),
    ("(function(a, b) b = null)(a: 1)", "true"),  # what a named call leaves out is null
    ("(function() 5)()", "5"),
    ("(function(first one, second-one) first one - second-one)(second-one: 1, first one: 5)", "4"),
    ("(function(x) function(y) x + y)(1)(2)", "3"),
    ("(function(f) f(f))(function(g) 1)", "1"),
    ("(if true then min else max)(1, 2)", "1"),
    ("[abs][1](-1)", "1"),
    ("{f: function(x) x * k, k: 3, r: f(2)}.r", "6"),
    ("{k: 1, f: function(x) x + k}.f(1)", "2"),
    ("(function(k) {f: function() k}.f())(7)", "7"),
    ("sort([1, 3, 2], function(x, y) x > y)", "[3, 2, 1]"),
    ('substring(start position: 2, string: "abc")', '"bc"'),
    ('(function(x): number x)("5")', "null"),
    ("(function(x): list<number> x)(5)", "[5]"),
    ("(function(x): number x)([5])", "5"),
    ('(function(x): date and time x)(@"2026-01-01")', '@"2026-01-01T00:00:00Z"'),
    ("(function(x): function<number> -> number function(y) x + y)(1)(2)", "3"),
]


@pytest.mark.parametrize(("text", "expected"), CALLS)
def test_call(text: str, expected: str) -> None:
    assert value(f"is({text}, {expected})") is True, outcome(text)


REFUSED = [
    ("(function(a, b) a)(1)", "2 values"),
    ("(function(a, b) a)(1, 2, 3)", "2 values"),
    ("(function(a, b) a)(a: 1, c: 2)", "names a, b"),
    ("(function(a, b) a)(a: 1, a: 2)", "names a, b"),
    ("5(1)", "function"),
    ("null(1)", "function"),
    ("{f: 5}.f(1)", "function"),
    ("missing(1)", "missing"),
    ('(function(x) external {java: {class: "a", method signature: "b()"}})(1)', "never run"),
    ('(function(a: number) a)("x")', "number"),
    ('(function(x): number x)("5")', "number"),
]


@pytest.mark.parametrize(("text", "word"), REFUSED)
def test_call_that_is_null_says_why(text: str, word: str) -> None:
    found = outcome(text)
    assert found.value is None
    assert any(word in problem.en for problem in found.problems)


ARGUMENTS = [
    ("number", "5", "5"),
    ("number", "[5]", "5"),
    ("number", "null", "null"),
    ("number", "[]", "null"),
    ("number", "[1, 2]", "null"),
    ("number", '["5"]', "null"),
    ("number", '"5"', "null"),
    ("string", "1", "null"),
    ("list<number>", "5", "[5]"),
    ("list<number>", "[5]", "[5]"),
    ("list<number>", '["5"]', "null"),
    ("list<list<number>>", "[1, 2]", "[[1, 2]]"),
    ("list<Any>", "5", "[5]"),
    ("Any", "[5]", "[5]"),
    ("Any", "5", "5"),
    ("date and time", '@"2026-01-01"', '@"2026-01-01T00:00:00Z"'),
    ("date", '@"2026-01-01T00:00:00"', "null"),
    ("list<date and time>", '@"2026-01-01"', "null"),  # one conversion, not two
    ("context<a: number>", "{a: 1, b: 2}", "{a: 1, b: 2}"),
    ("context<a: number>", "{b: 2}", "null"),
    ("context<a: number>", "[{a: 1}]", "{a: 1}"),
    ("range<number>", "[1..2]", "[1..2]"),
    ("range<string>", "[1..2]", "null"),
]


@pytest.mark.parametrize(("wanted", "argument", "expected"), ARGUMENTS)
def test_arguments_are_converted(wanted: str, argument: str, expected: str) -> None:
    found = outcome(f"(function(x: {wanted}) x)({argument})")
    assert value("is(a, b)", {"a": found.value, "b": value(expected)}) is True
    assert bool(found.problems) == (expected == "null" != argument)


FUNCTION_TYPES = [
    ("function(x) x", "function<number> -> number", True),  # what it yields is not known: not refused
    ("function(x: number) x", "function<number> -> number", True),
    ("function(x: Any) x", "function<number> -> number", True),
    ("function(x: string) x", "function<number> -> number", False),
    ("function(x) x", "function<number, number> -> number", False),
    ("function(x) x", "function<> -> number", False),
    ('function(x) "a"', "function<number> -> number", False),
    ('function(x) "a"', "function<number> -> string", True),
    ("function(x) x > 1", "function<number> -> boolean", True),
    ("function(x) x > 1", "function<number> -> string", False),
    ("function(x): string x", "function<number> -> number", False),
    ("function(x): number x", "function<number> -> Any", True),
    ("function(x: context<a: number>) x", "function<context<a: number, b: string>> -> Any", True),  # it asks for less
    ("function(x: context<a: number, b: string>) x", "function<context<a: number>> -> Any", False),
    ("function(x): context<a: number, b: string> x", "function<Any> -> context<a: number>", True),  # it gives more
    ("function(x): context<a: number> x", "function<Any> -> context<a: number, b: string>", False),
    ("function(x) external {java: {}}", "function<Any> -> Any", True),
    ("abs", "function<number> -> number", True),
    ("substring", "function<number> -> number", False),
    ("5", "function<number> -> number", False),
    ("null", "function<> -> Any", False),
]


@pytest.mark.parametrize(("function", "wanted", "expected"), FUNCTION_TYPES)
def test_type_of_a_function(function: str, wanted: str, expected: bool) -> None:
    assert value(f"({function}) instance of {wanted}") is expected


def test_a_parameter_may_be_a_function() -> None:
    assert value("(function(f: function<number> -> number) f(1))(function(x) x + 1)") == 2
    assert value('(function(f: function<number> -> number) f(1))(function(x) "a")') is None


VALUES = {
    "number": "1",
    "string": '"a"',
    "boolean": "true",
    "date": '@"2026-01-01"',
    "time": '@"10:00:00"',
    "date and time": '@"2026-01-01T10:00:00"',
    "days and time duration": '@"P1D"',
    "years and months duration": '@"P1Y"',
    "list<number>": "[1, null]",
    "range<number>": "[1..2)",
    "context<a: number>": "{a: 1}",
    "function<Any> -> Any": "function(x) x",
}


@pytest.mark.parametrize("wanted", VALUES)
@pytest.mark.parametrize("kind", VALUES)
def test_instance_of_each_type(wanted: str, kind: str) -> None:
    assert value(f"({VALUES[kind]}) instance of {wanted}") is (wanted == kind)
    assert value(f"({VALUES[kind]}) instance of Any") is True
    assert value(f"null instance of {wanted}") is False


INSTANCES = [
    ("null instance of Null", True),
    ("null instance of Any", False),
    ("1 instance of Null", False),
    ("[] instance of list<string>", True),
    ("[1, 2] instance of list<Any>", True),
    ('[1, "a"] instance of list<number>', False),
    ("[[1]] instance of list<list<number>>", True),
    ("[1] instance of number", False),
    ("1 instance of list<number>", False),
    ("{} instance of context<a: number>", False),
    ("{a: null} instance of context<a: number>", True),
    ("{a: 1, b: 2} instance of context<a: number>", True),
    ("{a: {b: 1}} instance of context<a: context<b: string>>", False),
    ("{first name: 1, a-b: 2} instance of context<first name: number, a-b: number>", True),
    ('["a".."b"] instance of range<number>', False),
    ("(> 5) instance of range<number>", True),
    ("[1..2] instance of range<Any>", True),
    ("[1, 2][item instance of number]", [1, 2]),
    ("1 + 1 instance of number", None),  # 1 + (1 instance of number)
    # without parameters these are no types
    ("1 instance of list", None),
    ("[1] instance of list", None),
    ("{a: 1} instance of context", None),
    ("[1..2] instance of range", None),
    ("abs instance of function", None),
    ("1 instance of nonsense", None),
    ("[1] instance of list<nonsense>", None),
    ("{a: 1} instance of context<a: nonsense>", None),
    ("abs instance of function<number> -> nonsense", None),
    ("[[1]] instance of list<list>", None),
]


@pytest.mark.parametrize(("text", "expected"), INSTANCES)
def test_instance_of(text: str, expected: object) -> None:
    assert value(text) == expected


def test_an_incomplete_type_says_what_is_missing() -> None:
    problem = outcome("[1] instance of list").problems[0]
    assert "list<Any>" in problem.en
    assert "list<Any>" in problem.zh


def test_functions_are_values() -> None:
    assert same("(for f in [max, min] return f(1, 2))", "[2, 1]")
    assert value("[{f: max}].f[1](3, 4)") == 4


def test_an_external_function_is_a_value_that_is_never_run() -> None:
    found = evaluate('{f: function(x) external {java: {class: "a", method signature: "b()"}}, r: f(1)}.r')
    assert found.value is None
    assert "不执行外部函数" in found.problems[0].zh


def test_comparing_functions_is_paid_for() -> None:
    body = " + ".join(["a"] * 200)
    text = f"{{f: function(a) {body}, g: function(a) {body}, r: count(for i in 1..2000 return f = g)}}.r"
    with pytest.raises(FeelLimitExceeded) as caught:
        evaluate(text, limits=Limits(steps=300_000))
    assert caught.value.limit == "steps"


TWICE = "for i in 1..40 return if i = 1 then [1] else [partial[-1], partial[-1]]"


@pytest.mark.parametrize(
    "text",
    [
        "for i in 1..20000 return xs instance of list<number>",
        "for i in 1..20000 return (function(a: list<number>) 1)(xs)",
        f"({TWICE})[-1] instance of {'list<' * 40}number{'>' * 40}",
    ],
)
def test_looking_into_values_for_their_types_is_paid_for(text: str) -> None:
    with pytest.raises(FeelLimitExceeded) as caught:
        evaluate(text, {"xs": [1] * 5000})
    assert caught.value.limit == "steps"
