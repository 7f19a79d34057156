"""Built-in functions of DMN 1.5: values, named arguments, and null with a reason."""

from __future__ import annotations

import pytest

from engine.feel.registry import BUILT_INS
from tests.unit.feel.asking import outcome, same

SAME = [
    # conversion
    ('number("1 000,5", " ", ",")', "1000.5"),
    ('number("1.000.000,01", ".", ",")', "1000000.01"),
    ('number(from: "1e3")', "1000"),
    ("string(1.10)", '"1.1"'),
    ('string([1, "a", null, {b: 2}])', '"[1, \\"a\\", null, {b: 2}]"'),
    ('date("2012-12-25")', "date(2012, 12, 25)"),
    ('date(date and time("2012-12-25T11:00:00Z"))', 'date("2012-12-25")'),
    ('date and time(date("2012-12-25"), time("11:00:00@Asia/Shanghai"))', '@"2012-12-25T11:00:00@Asia/Shanghai"'),
    ('time(11, 59, 45.5, duration("PT8H"))', '@"11:59:45.5+08:00"'),
    ('duration("P1Y27M")', '@"P3Y3M"'),
    ('duration("PT1000M")', '@"PT16H40M"'),
    ('years and months duration(date("2011-12-22"), date("2013-08-24"))', '@"P1Y8M"'),
    ('years and months duration(date("2015-12-31"), date("2014-12-30"))', '@"-P1Y"'),
    ('years and months duration(date("2026-01-10"), date("2026-01-20"))', '@"P0M"'),
    ('years and months duration(date("2026-02-20"), date("2026-01-20"))', '@"-P1M"'),
    ('years and months duration(date("2026-01-20"), date("2026-02-19"))', '@"P0M"'),
    # boolean and identity
    ("not(false)", "true"),
    ('is(@"10:00:00Z", @"10:00:00+00:00")', "true"),
    ("is([1, true], [1, 1])", "false"),
    # string
    ('substring("foobar", 3)', '"obar"'),
    ('substring("foobar", -2, 1)', '"a"'),
    ('substring("🐎ab", 2)', '"ab"'),
    ('string length("🐎")', "1"),
    ('substring before("foobar", "bar")', '"foo"'),
    ('substring after("foobar", "ob")', '"ar"'),
    ('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '"[1=ab][2=]cd"'),
    ('matches("foobar", "^fo*b")', "true"),
    ('split("a;b;;c", ";")', '["a", "b", "", "c"]'),
    ('string join(["a", null, "c"], "-")', '"a-c"'),
    ('contains("foobar", "oba") and starts with("foobar", "fo") and ends with("foobar", "r")', "true"),
    ('upper case("äß") + lower case("ÄB")', '"ÄSSäb"'),
    # list
    ("list contains([1, null], null)", "true"),
    ("count([1, null])", "2"),
    ('min("a", "b") + max(["a", "b"])', '"ab"'),
    ('max([@"P1D", @"PT25H"])', '@"PT25H"'),
    ("sum([1, 2.5])", "3.5"),
    ('sum([@"PT1H", @"PT30M"])', '@"PT1H30M"'),
    ("mean([1, 2, 6])", "3"),
    ("all([true, null, false])", "false"),
    ("any([true, null])", "true"),
    ("sublist([1, 2, 3, 4], -3, 2)", "[2, 3]"),
    ("append([1], 2, [3])", "[1, 2, [3]]"),
    ("concatenate([1], [2, 3])", "[1, 2, 3]"),
    ("insert before([1, 3], 2, 2)", "[1, 2, 3]"),
    ("remove([1, 2, 3], -1)", "[1, 2]"),
    ("reverse([1, 2, 3])", "[3, 2, 1]"),
    ("index of([1, 2, 3, 2], 2)", "[2, 4]"),
    ("union([1, 2], [2, 3])", "[1, 2, 3]"),
    ("distinct values([1, 1.0, [1], [1], null, null, true])", "[1, [1], null, true]"),
    ("flatten([[1], [[2, [3]]], 4])", "[1, 2, 3, 4]"),
    ("product(2, 3, 4)", "24"),
    ("median(8, 2, 5, 3, 4)", "4"),
    ("median([6, 1, 2, 3])", "2.5"),
    ("stddev(2, 4, 4, 4, 5, 5, 7, 9) > 2.13", "true"),  # of a sample: 2.138…, not 2
    ("mode([6, 3, 9, 6, 3])", "[3, 6]"),
    ("list replace([2, 4, 7], 2, 6)", "[2, 6, 7]"),
    ("list replace([2, 4, 7], function(item, new) item < new, 5)", "[5, 5, 7]"),
    ("sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]"),
    ("sort([{a: 1, b: 1}, {a: 0, b: 2}, {a: 1, b: 3}], function(x, y) x.a < y.a).b", "[2, 1, 3]"),
    # number
    ("decimal(1/3, 2)", "0.33"),
    ("[decimal(1.5, 0), decimal(2.5, 0)]", "[2, 2]"),
    ("[floor(-1.5), ceiling(-1.5), floor(-1.56, 1)]", "[-2, -1, -1.6]"),
    ("[round up(5.1, 0), round down(5.9, 0), round half up(-5.5, 0), round half down(-5.5, 0)]", "[6, 5, -6, -5]"),
    ("round up(1234, -2)", "1300"),
    ("[modulo(10, 4), modulo(-12, 5), modulo(12, -5), modulo(10.1, -4.5)]", "[2, 3, -3, -3.4]"),
    ("[abs(-1), 2]", "[1, 2]"),
    ('abs(@"-PT5H")', '@"PT5H"'),
    ("[odd(5), even(5)]", "[true, false]"),
    ("[sqrt(16), exp(0), log(1)]", "[4, 1, 0]"),
    # date and time
    ('[day of week(@"2019-09-17"), month of year(@"2019-09-17")]', '["Tuesday", "September"]'),
    ('[day of year(@"2020-12-31"), week of year(@"2005-01-01")]', "[366, 53]"),
    # context
    ('get value({a: {b: 1}}, ["a", "b"])', "1"),
    ("get entries({a: 1})[1].value", "1"),
    ('context([{key: "a", value: 1}, {key: "b", value: 2}])', "{a: 1, b: 2}"),
    ('context put({x: {y: 0}}, ["x", "y"], 2)', "{x: {y: 2}}"),
    ("context merge([{x: 1, y: 1}, {y: 2}])", "{x: 1, y: 2}"),
    # ranges
    ("before([1..5), 5)", "true"),
    ("before([1..5], [5..9])", "false"),
    ("after(5, [1..5))", "true"),
    ("meets([1..5], [5..9])", "true"),
    ("met by([5..9], [1..5])", "true"),
    ("overlaps([1..5], (5..9])", "false"),
    ("overlaps before([1..5], (3..9])", "true"),
    ("overlaps after((3..9], [1..5])", "true"),
    ("finishes(5, [1..5])", "true"),
    ("finished by([1..5], [3..5])", "true"),
    ("includes([1..9], [2..9))", "true"),
    ("during(5, (1..5))", "false"),
    ("starts([1..3], [1..5])", "true"),
    ("started by([1..5], 1)", "true"),
    ("coincides([1..5], [1..5])", "true"),
    ('range("[18..21)")', "[18..21)"),
    ('range("(@\\"2020-01-01\\"..@\\"2020-02-01\\"]")', '(@"2020-01-01"..@"2020-02-01"]'),
]


@pytest.mark.parametrize(("text", "expected"), SAME)
def test_value(text: str, expected: str) -> None:
    assert same(text, expected), outcome(text)


NULL = [
    ("abs()", "given"),
    ("abs(1, 2)", "given"),
    ("abs(number: 1)", "given"),
    ('abs("1")', "number or a duration"),
    ("floor(1.5, null)", "scale"),
    ("round up(5.5, 6177)", "scale"),
    ("sqrt(-1)", "sqrt"),
    ("log(0)", "above zero"),
    ("modulo(1, 0)", "divisor"),
    ("even(1.5)", "whole number"),
    ("count(null)", "list"),
    ("sum([])", "empty"),
    ('sum([1, "a"])', "numbers"),
    ("stddev([1])", "at least 2"),
    ("any([1])", "true or false"),
    ('max([1, "a"])', "one kind"),
    ("remove([1], 2)", "position"),
    ("sublist([1, 2], 1, 3)", "length"),
    ('substring("abc", 0)', "position from 1"),
    ('matches("a", "(")', "regular expression"),
    ('matches("a", "a", "y")', "flags"),
    ('replace("abc", "x*", "-")', "matches nothing"),
    ('replace("abc", "b", "$x")', "replacement"),
    ('string join([1], "-")', "strings"),
    ('number("1,000", ",", ",")', "separators"),
    ('number("one")', "text of a number"),
    ('date("2012-12-25T")', "a date like"),
    ('time("7:00:00")', "a time like"),
    ('time("23:59:60")', "24:00:00"),
    ('time("10:00:00@Nowhere/Land")', "known time zone"),
    ('date and time("2012-12-25T10:00:00+19:00")', "14 hours"),
    ('duration("P1H")', "a duration like"),
    ('get value({a: 1}, "b")', '"b"'),
    ("context put({}, null, 1)", "key"),
    ('context([{key: "a", value: 1}, {key: "a", value: 2}])', "twice"),
    ("before(1, [null..2])", "begins and ends"),
    ('range("[3..1]")', "before its start"),
    ('range("[1..x]")', "constant"),
    ("sort([2, 1], 5)", "function"),
    ("list replace([1], function(a) true, 2)", "two values"),
    ("not(1)", "true or false"),
]


@pytest.mark.parametrize(("text", "word"), NULL)
def test_null_says_why(text: str, word: str) -> None:
    found = outcome(text)
    assert found.value is None
    assert word in found.problems[0].en
    assert any(ord(sign) > 0x2E80 for sign in found.problems[0].zh)


def test_the_clock_is_the_callers() -> None:
    from engine.feel import evaluate

    found = evaluate("now()")
    assert found.value is None
    assert "what time it is" in found.problems[0].en


def test_all_functions_of_the_standard_are_here() -> None:
    standard = (
        "date|date and time|time|number|string|duration|years and months duration|not|substring|string length|upper case|"
        "lower case|substring before|substring after|replace|contains|starts with|ends with|matches|split|string join|"
        "list contains|count|min|max|sum|mean|all|any|sublist|append|concatenate|insert before|remove|list replace|reverse|"
        "index of|union|distinct values|flatten|product|median|stddev|mode|decimal|floor|ceiling|round up|round down|"
        "round half up|round half down|abs|modulo|sqrt|log|exp|odd|even|is|before|after|meets|met by|overlaps|"
        "overlaps before|overlaps after|finishes|finished by|includes|during|starts|started by|coincides|day of year|"
        "day of week|month of year|week of year|sort|get value|get entries|context|context put|context merge|now|today|range"
    )
    assert set(standard.split("|")) == set(BUILT_INS)
