"""Operators, paths, filters, iterations: each line is one rule of the language."""

from __future__ import annotations

import pytest

from tests.unit.feel.asking import outcome, same, value

SAME = [
    ("1 + 2 * 3", "7"),
    ("(1 + 2) * 3", "9"),
    ("10 - 3 - 2", "5"),
    ("2 ** 3 ** 2", "64"),
    ("-2 ** 2", "4"),
    ("2 ** -1", "0.5"),
    ("0.1 + 0.2", "0.3"),
    ("1 / 3 * 3 = 1", "false"),  # 34 digits, rounded: 0.999…
    ('"a" + "b"', '"ab"'),
    ("1 < 2 and 2 < 3 or false", "true"),
    ("false and null", "false"),
    ("true or null", "true"),
    ("2 between 1 and 3", "true"),
    ("2 between 1 and 3 and false", "false"),
    ("5 in (> 3, < 1)", "true"),
    ("5 in [1..5)", "false"),
    ("5 in ]4..5]", "true"),
    ("5 in [4..5[", "false"),
    ("5 in != 4", "true"),
    ("(1) in [1, 2]", "true"),
    ("[1, 2, 3][2]", "2"),
    ("[1, 2, 3][-1]", "3"),
    ("[1, 2, 3][item > 1]", "[2, 3]"),
    ("[{a: 1, b: 2}, {a: 3, b: 4}][a > 1].b", "[4]"),
    ("[{item: 5}][item = 5]", "[{item: 5}]"),
    ("100[1]", "100"),
    ("[][item > 1]", "[]"),
    ("{a: 1, b: a + 1}.b", "2"),
    ('{"a b": 1}.a b', "1"),
    ("{a: {b: {c: 7}}}.a.b.c", "7"),
    ("[{a: 1}, {a: 2}].a", "[1, 2]"),
    ("for i in 1..3 return i * i", "[1, 4, 9]"),
    ("for i in 3..1 return i", "[3, 2, 1]"),
    ("for i in [1..4) return i", "[1, 2, 3]"),
    ("for x in [1, 2], y in [x, 10] return x * y", "[1, 10, 4, 20]"),
    ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"),
    ('for d in @"2020-02-28"..@"2020-03-01" return d.day', "[28, 29, 1]"),
    ("some x in [1, 2, null] satisfies x > 1", "true"),
    ("every x in [] satisfies x > 1", "true"),
    ("every x in 1..3, y in 4..6 satisfies x < y", "true"),
    ("if null then 1 else 2", "2"),
    ('if "yes" then 1 else 2', "2"),
    ("(function(a, b) a - b)(b: 1, a: 5)", "4"),
    ("{fac: function(n) if n < 2 then 1 else n * fac(n - 1), r: fac(20)}.r", "2432902008176640000"),
    ("(1..3).start included", "false"),
    ("[1..3].end", "3"),
    ('@"P1Y2M" + @"P10M"', '@"P2Y"'),
    ('@"2024-01-31" + @"P1M"', '@"2024-02-29"'),
    ('@"2024-02-29" - @"P1Y"', '@"2023-02-28"'),
    ('@"23:30:00" + @"PT1H"', '@"00:30:00"'),
    ('@"2026-03-29T01:30:00@Europe/Paris" + @"PT1H"', '@"2026-03-29T03:30:00@Europe/Paris"'),
    ('@"2026-03-29T12:00:00@Europe/Paris" - @"2026-03-28T12:00:00@Europe/Paris"', '@"PT23H"'),
    ('@"2020-01-02" - @"2020-01-01"', '@"P1D"'),
    ('@"2020-01-31" + @"P1D"', '@"2020-02-01"'),
    ('@"2020-01-31" + @"PT23H"', '@"2020-01-31"'),
    ('@"2020-01-01" - @"PT1H"', '@"2019-12-31"'),
    ('@"P1D" + @"2020-01-31T10:00:00Z"', '@"2020-02-01T10:00:00Z"'),
    ('@"2020-01-31T10:00:00" - @"P1M"', '@"2019-12-31T10:00:00"'),
    ('@"10:00:00+08:00" - @"01:00:00Z"', '@"PT1H"'),
    ('@"2020-01-02" - @"2020-01-01T00:00:00Z"', '@"P1D"'),
    ('@"P1Y" / 2 * 3 - @"P1M" + -@"P1M"', '@"P16M"'),
    ('@"P1D" / @"PT1H"', "24"),
    ('@"P1D" * 1.5', '@"P1DT12H"'),
    ('-@"P1D"', '@"-P1D"'),
    ("1 instance of number", "true"),
    ("null instance of Any", "false"),
    ("[1, 2] instance of list<number>", "true"),
    ("{a: 1} instance of context<a: number>", "true"),
    ('@"P1D" instance of days and time duration', "true"),
    ("[1..2] instance of range<number>", "true"),
    ('["a".."b"] instance of range<number>', "false"),
    ("(function(a: list<number>) 1) instance of function<list<number>> -> Any", "true"),
    ("(function(a: number) 1) instance of function<list<number>> -> Any", "false"),
    ("(function(a: list<Any>) 1) instance of function<list<number>> -> Any", "true"),  # it takes more than is asked
    ("(function(a: list<number>) 1) instance of function<list<Any>> -> Any", "false"),
    ("(function(a: context<x: number>) 1) instance of function<context<x: number, y: string>> -> Any", "true"),
    ("(function(a, b) 1) instance of function<number> -> Any", "false"),
    ("now() = now()", "true"),
    ('today() = @"2026-03-14"', "true"),
]


@pytest.mark.parametrize(("text", "expected"), SAME)
def test_value(text: str, expected: str) -> None:
    assert same(text, expected), outcome(text)


NULL = [
    ("1 + null", "null"),
    ('1 + "a"', "string"),
    ("1 / 0", "divisor"),
    ("0 ** -1", "number"),
    ("unknown thing", '"unknown thing"'),
    ("{a: 1}.b", '"b"'),
    ("[1][2]", "position"),
    ('1 < "a"', "compare"),
    ('1 = "1"', "compare"),
    ('@"2020-01-01T00:00:00Z" < @"2020-01-01T00:00:00"', "time zone"),
    ('@"2020-02-30"', "day of the calendar"),
    ("for x in null return x", "list"),
    ("true and 1", "true or false"),
    ('[1, 2]["a"]', "filter"),
    ("1()", "function"),
    ("(function(a) a)(1, 2)", "1 values"),
    ('(function(a: number) a)("x")', "number"),
    ("(function(a) external {java: {}})(1)", "never run"),
    ("{a: 1, a: 2}", "twice"),
    ("every x in [1] satisfies 1", "satisfies"),
    ("5 in [null..10]", "range"),
    ("-[1]", "number or a duration"),
    ("for i in 1.5..3 return i", "whole number"),
    ('["a"..1]', "comparable"),
    ("10 ** 10000", "6145"),
    ('@"9999-01-01" + @"P999999999Y"', "too far away"),
]


@pytest.mark.parametrize(("text", "word"), NULL)
def test_null_says_why(text: str, word: str) -> None:
    found = outcome(text)
    assert found.value is None
    assert word in found.problems[0].en
    assert any(ord(sign) > 0x2E80 for sign in found.problems[0].zh), "the Chinese sentence is missing"


def test_a_problem_knows_its_place() -> None:
    problem = outcome('1 +\n  "a"').problems[0]
    assert (problem.line, problem.column) == (1, 3)
    problem = outcome("{a: 1,\n b: missing}").problems[0]
    assert (problem.line, problem.column) == (2, 5)


def test_equal_times_need_equal_instants_not_equal_zones() -> None:
    assert value('@"2020-01-01T00:00:00Z" = @"2020-01-01T01:00:00+01:00"') is True
    assert value('is(@"2020-01-01T00:00:00Z", @"2020-01-01T01:00:00+01:00")') is False
    assert value('@"10:00:00.5" = @"10:00:00"') is False
    assert value('@"10:00:00.00001" = @"10:00:00"') is True  # milliseconds count, what is below does not
