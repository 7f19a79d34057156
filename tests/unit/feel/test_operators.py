"""What binds to what, and what the operators make of odd operands: grammar rules 2 to 8 and 47 to 51, tables 50 to 55."""

from __future__ import annotations

import pytest

from engine.feel import FeelSyntaxError, parse
from tests.unit.feel.asking import outcome, value

SCOPE = {"a": 1, "b": 2, "yes": True, "list": [1, 2, 3], "nothing": None}

BINDING = [
    ("-2 ** 2", "4"),  # negation first, unlike in mathematics
    ("-(2 ** 2)", "-4"),
    ("2 ** -1", "0.5"),
    ("2 ** 3 ** 2", "64"),
    ("2 * -3 + 1", "-5"),
    ("- -3", "3"),
    ("2 - -3", "5"),
    ("10 - 4 - 3", "3"),
    ("100 / 10 / 5", "2"),
    ("2 + 3 * 4 ** 2", "50"),
    ('-@"P1D" + @"P2D"', '@"P1D"'),
    ("-1 instance of number", "true"),  # -1 is one literal (rule 35)
    ("1 < 2 = true", "true"),
    ("1 = 1 = true", "true"),
    ("true = 1 < 2", "null"),  # (true = 1) < 2
    ("1 + 1 = 2 and 4 > 3 or false", "true"),
    ("true or true and false", "true"),
    ("a between 0 and 2 and b between 2 and 3", "true"),
    ("a between 0 and 1 + 1 or false", "true"),
    ("(a between 0 and 2) = true", "true"),
    ("1 in [1..3] = true", "true"),
    ("1 in (1..3) or yes", "true"),
    ("1 instance of number = true", "true"),
    ("1 + if yes then 1 else 2", "2"),
    ("if yes then 1 else 2 + 10", "1"),
    ("[1, 2][1] + 1", "2"),
    ("{a: 5}.a * 2", "10"),
    ("not(yes) or yes", "true"),
    ("(a)-(b)", "-1"),
]


@pytest.mark.parametrize(("text", "expected"), BINDING)
def test_binding(text: str, expected: str) -> None:
    assert value(text, SCOPE) == value(expected)


TERNARY = [
    ("true", "true", True, True),
    ("true", "false", False, True),
    ("true", "null", None, True),
    ("true", "1", None, True),
    ("false", "null", False, None),
    ("false", '"true"', False, None),
    ("null", "null", None, None),
    ("0", "[]", None, None),
    ("missing", "false", False, None),
]


@pytest.mark.parametrize(("one", "other", "conjunction", "disjunction"), TERNARY)
def test_ternary_logic(one: str, other: str, conjunction: object, disjunction: object) -> None:
    for left, right in ((one, other), (other, one)):
        assert value(f"{left} and {right}") is conjunction
        assert value(f"{left} or {right}") is disjunction


EQUALITY = [
    ("null = null", True),
    ("null != null", False),
    ("null = 0", False),
    ("false != null", True),
    ('1 = "1"', None),
    ('1 != "1"', None),
    ("true = 1", None),
    ("[1] = 1", None),
    ("[] = null", False),
    ("[1, [2, {a: null}]] = [1, [2, {a: null}]]", True),
    ("[1, 2] = [2, 1]", False),
    ("{a: 1, b: 2} = {b: 2.0, a: 1}", True),
    ("{a: 1} = {a: 1, b: null}", False),
    ("-0 = 0", True),
    ('@"P1D" = @"PT24H"', True),
    ('@"P0D" = @"P0Y"', None),
    ('@"2026-01-01" = @"2026-01-01T00:00:00"', None),
    ("[1..2] = [1..2]", True),
    ("[1..2] = [1..2)", False),
    ("(< 5) = (< 5)", True),
    ("(< 5) = (null..5)", False),
    ("(function(a) a + 1) = (function(a) a + 1)", True),  # the same parameters, body and scope
    ("(function(a) a + 1) = (function(a) a + 2)", False),
    ("(function(a) a + 1) = (function(b) b + 1)", False),
    ("abs = abs", True),
    ("abs = floor", False),
    ("1 < null", None),
    ("null < null", None),
    ("true < false", None),
    ("[1] < [2]", None),
    ('"a" < "ab"', True),
    ('"Z" < "a"', True),
    ('"\U0001f40e" > "\uffee"', True),  # code points, not halves of surrogate pairs
    ("2 between 1 and 3", True),
    ("10 between null and 2", False),  # null and false
    ("1 between null and 2", None),
    ("null between 1 and 2", None),
    ('"b" between "a" and "c"', True),
]


@pytest.mark.parametrize(("text", "expected"), EQUALITY)
def test_comparison(text: str, expected: object) -> None:
    assert value(text) is expected


def test_functions_of_two_scopes_are_not_equal() -> None:
    assert value("(for i in 1..2 return function(x) x + i)[1] = (for i in 1..2 return function(x) x + i)[1]") is False


CHOICE = [
    ("true", "then"),
    ("false", "else"),
    ("null", "else"),
    ("1 = 1 and null", "else"),
    ("missing", "else"),
    ("1", "else"),  # table 49: all that is not true
    ('"true"', "else"),
    ("[true]", "else"),
]


@pytest.mark.parametrize(("condition", "taken"), CHOICE)
def test_a_choice_takes_what_is_behind_else_unless_the_condition_is_true(condition: str, taken: str) -> None:
    assert value(f'if {condition} then "then" else "else"') == taken


def test_a_choice_says_that_its_condition_is_no_truth_value() -> None:
    assert "true or false" in outcome("if 1 then 2 else 3").problems[0].en
    assert outcome("if null then 2 else 3").problems == ()


RANGES = [
    ("(1..3).start included", False),
    ("]1..3].start included", False),
    ("[1..3[.end included", False),
    ("[1..3).end", 3),
    ("(< 10).start", None),
    ("(<= 10).end included", True),
    ("(> 10).start included", False),
    ("(>= 10).start included", True),
    ("(= 10).start", 10),
    ("(!= 10).start", None),
    ("{r: < 10}.r.end", 10),
    ("[< 10, > 20][2].start", 20),
    ("(if yes then < 10 else > 10).end", 10),
    ("(function(r) r.end)(<= 7)", 7),
    ("[a + 1..b * 10].end", 20),
    ("[if yes then 1 else 2..if yes then 5 else 6].end", 5),
    ("[list[1]..list[-1]].end", 3),
]


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_range(text: str, expected: object) -> None:
    assert value(text, SCOPE) == expected


NO_RANGES = [
    "[3..1]",
    '[1.."a"]',
    '["b".."a"]',
    '[@"2026-01-02"..@"2026-01-01"]',
    '[@"2026-01-01"..@"2026-01-02T00:00:00"]',
    "[true..true]",
]


@pytest.mark.parametrize("text", NO_RANGES)
def test_the_ends_of_a_range_are_of_one_kind_and_in_order(text: str) -> None:
    found = outcome(text)
    assert found.value is None
    assert "range" in found.problems[0].en
    assert "区间" in found.problems[0].zh


INSIDE = [
    ("1 in 1", True),
    ("1 in (1)", True),
    ("1 in (2, 1)", True),
    ("1 in [2, 3]", False),
    ("1 in [1..3)", True),
    ("3 in [1..3[", False),
    ("1 in ]1..3]", False),
    ("2 in ((1..3))", True),
    ("1 in < 5", True),
    ("1 in (< 5)", True),
    ("1 in (> 5, < 3)", True),
    ("1 in (> 5, = 1)", True),
    ("7 in [< 5, > 10]", False),
    ("12 in [< 5, > 10]", True),
    ("4 in [[1..2], [3..5]]", True),
    ("1 in != 2", True),
    ("1 in list", True),
    ("9 in list", False),
    ("1 in nothing", False),
    ("nothing in null", True),
    ("nothing in [1, null]", True),
    ("null in [1..10]", None),
    ("5 in [null..10]", None),
    ("1 in list[item > 1]", False),
    ("list in [list]", True),
    ("[1, 2] in [1, 2]", True),
    ("{a: 1} in [{a: 1}]", True),
    ('1 in ["a", 2]', False),
    ('1 in ("a", 2)', None),
    ('"a" in < 5', None),
    ("5 in (? > 3)", True),  # the ? of a condition behind in is what stands before it
    ("5 in (? > 3 and ? < 4)", False),
    ("5 in (? > 9, 5)", True),
    ('"abc" in starts with(?, "a")', True),
    ("some n in [1, 7] satisfies n in (? > 5)", True),
    ("5 in (not(? = 3))", True),
]


@pytest.mark.parametrize(("text", "expected"), INSIDE)
def test_in(text: str, expected: object) -> None:
    assert value(text, SCOPE) is expected


def test_in_within_a_filter() -> None:
    assert value("list[item in (? > 1)]", SCOPE) == [2, 3]
    assert value("list[item in [2..3]]", SCOPE) == [2, 3]


@pytest.mark.parametrize(
    "text", ["a = < 5", "a + > 5", "list[> 1]", "if > 5 then 1 else 2", "some x in > 5 satisfies x", "< < 5", "< 5 = b"]
)
def test_a_test_stands_alone(text: str) -> None:
    """``< 5`` is an expression, but beside an operator or as a condition it can only be a slip."""
    with pytest.raises(FeelSyntaxError):
        parse(text)
