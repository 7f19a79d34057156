"""Filters, paths, iterations: clauses 10.3.2.5, 10.3.2.14, tables 49 and 68."""

from __future__ import annotations

import pytest

from tests.unit.feel.asking import outcome, same, value

SCOPE = {
    "list": [10, 20, 30],
    "rows": [{"i": 1, "name": "one"}, {"i": 2, "name": "two"}],
    "marked": [{"first-name": "a", "ok?": True}, {"first-name": "b", "ok?": False}],
    "k": 2,
    "i": 2,
}

FILTERS = [
    ("list[1]", "10"),
    ("list[-1]", "30"),
    ("list[-3]", "10"),
    ("list[1.0]", "10"),
    ("list[k]", "20"),
    ("list[-k]", "20"),
    ("list[k + 1]", "30"),
    ("list[count(list)]", "30"),
    ("list[if k = 2 then 1 else 3]", "10"),
    ("list[list[1] / 10]", "10"),
    ("for n in 1..2 return list[n]", "[10, 20]"),
    ("list[item > 10]", "[20, 30]"),
    ("list[item > 10][item < 30][1]", "20"),
    ("list[item > 90]", "[]"),
    ("list[true]", "list"),
    ("list[false]", "[]"),
    ("list[null]", "[]"),
    ("rows[i = 1].name", '["one"]'),
    ("rows[item.i = 1].name", '["one"]'),
    ("rows[i > 1][1].name", '"two"'),
    ("rows[1].name", '"one"'),
    ("rows[i]", "rows[2]"),  # a position is asked for where the filter stands, not of an entry
    ("rows[name = null]", "[]"),
    ("rows[k = 2]", "rows"),  # names around are in scope, too
    ("[{item: 5}, {item: 6}][item = 5]", "[{item: 5}]"),
    ("[{x: 1, y: 2}, {x: null, y: 3}][x < 2]", "[{x: 1, y: 2}]"),
    ("[{a: 1}, {b: 2}][a != null]", "[{a: 1}]"),
    ('[{first-name: "x"}, {first-name: "y"}][first-name = "x"]', '[{first-name: "x"}]'),
    ("[[1, 2], [3]][count(item) = 2]", "[[1, 2]]"),
    ("[[1, 2], [3]][1][2]", "2"),
    ("[1, null, 3][item = null]", "[null]"),
    ("[1, null, 3][item > 1]", "[3]"),
    ("[true, false][item]", "[true]"),
    ("[[1, 9], [2, 3]][item[item > 5][1] = 9]", "[[1, 9]]"),
    ("[function(x) x + 1][item(1) = 2][1](5)", "6"),
    ("5[1]", "5"),
    ("5[-1]", "5"),
    ("5[item = 5]", "[5]"),
    ("3[item > 2]", "[3]"),
    ("5[item = 6]", "[]"),
    ("{a: 1}[a = 1]", "[{a: 1}]"),
    ("{a: 1}[1].a", "1"),
    ("[][item > 1]", "[]"),
    ("[][true]", "[]"),
]


@pytest.mark.parametrize(("text", "expected"), FILTERS)
def test_filter(text: str, expected: str) -> None:
    assert same(text, expected, SCOPE), outcome(text, SCOPE)


NO_FILTERS = [
    ("list[0]", "position"),
    ("list[4]", "from 1 to 3"),
    ("list[-4]", "from 1 to 3"),
    ("list[1.5]", "position"),
    ('list["a"]', "filter"),
    ("list[[1]]", "filter"),
    ("list[item]", "filter"),
    ('[1, 2][if item = 1 then true else "x"]', "filter"),
    ("5[2]", "position"),
    ("[][1]", "empty"),
    ("null[1]", "empty"),
]


@pytest.mark.parametrize(("text", "word"), NO_FILTERS)
def test_filter_that_is_null_says_why(text: str, word: str) -> None:
    found = outcome(text, SCOPE)
    assert found.value is None
    assert any(word in problem.en for problem in found.problems), found.problems


@pytest.mark.parametrize("text", ["null[true]", "null[item = 1]"])
def test_a_filter_of_null_is_null(text: str) -> None:
    assert value(text) is None


def test_entries_with_signs_are_known_within_a_filter() -> None:
    assert value('marked[get value(item, "first-name") = "b"]', SCOPE) == [SCOPE["marked"][1]]  # type: ignore[index]
    assert value("[{a-b: 1, c: 2}][a-b = 1].c") == [2]
    assert value("[{a-b: 1, c: 2}][a - b = 1].c") == [2]


def test_functions_made_in_a_loop_keep_their_own_entry() -> None:
    assert value("some n in [1, 2] satisfies (function() n)() = 2") is True
    assert value("(for f in (for n in 1..3 return function(x) x * n) return f(10))") == [10, 20, 30]
    assert value("for f in list[(function() item)() > 10] return f", SCOPE) == [20, 30]
    assert value("(for f in (for n in 1..2, m in 1..2 return function() [n, m]) return f())[3]") == [2, 1]


PATHS = [
    ("rows.i", "[1, 2]"),
    ("rows.name[1]", '"one"'),
    ("[{x: 1, y: 2}, {x: 2}].y", "[2, null]"),
    ("[{a: {b: [1]}}, {a: {b: [2.1, 2.2]}}, {a: {b: [3]}}, {a: {b: [4, 5]}}].a.b", "[[1], [2.1, 2.2], [3], [4, 5]]"),
    ("[[{a: 1}], [{a: 2}]].a", "[[1], [2]]"),
    ("[].a", "[]"),
    ("[1].a", "[null]"),
    ("{a: function(n) n + 1}.a(2)", "3"),
    ("{if: 1, then: {else: 2}}.then.else", "2"),
    ('{"for": 1}.for + 1', "2"),
    ('[@"2026-01-01", @"2027-01-01"].year', "[2026, 2027]"),
    ('@"10:00:07.25".second', "7.25"),
    ('@"PT1.5S".seconds', "1.5"),
    ('@"-P1DT2H".hours', "-2"),
    ('@"2026-01-01T10:00:00+02:00".time offset', '@"PT2H"'),
]


@pytest.mark.parametrize(("text", "expected"), PATHS)
def test_path(text: str, expected: str) -> None:
    assert same(text, expected, SCOPE), outcome(text, SCOPE)


@pytest.mark.parametrize(
    "text", ["null.a", "5.a", '"a".b', "{a: 1}.b", '@"2026-01-01".hour', '@"P1Y".days', '@"P1D".months', "{a: null}.a.b"]
)
def test_path_that_leads_nowhere_is_null_and_says_so(text: str) -> None:
    found = outcome(text)
    assert found.value is None
    assert found.problems


ITERATIONS = [
    ("for n in 1..3 return n", "[1, 2, 3]"),
    ("for n in 3..1 return n", "[3, 2, 1]"),
    ("for n in 1..1 return n", "[1]"),
    ("for n in -1..1 return n", "[-1, 0, 1]"),
    ("for n in k..k + 2 return n", "[2, 3, 4]"),
    ("for n in [1..3] return n", "[1, 2, 3]"),
    ("for n in (1..4) return n", "[2, 3]"),
    ("for n in 5 return n", "[5]"),
    ("for n in {a: 1} return n.a", "[1]"),
    ("for n in [] return n", "[]"),
    ("for n in [1, null] return n", "[1, null]"),
    ('for d in @"2026-01-30"..@"2026-02-01" return d.day', "[30, 31, 1]"),
    ('for d in @"2026-02-01"..@"2026-01-30" return d.day', "[1, 31, 30]"),
    ("for a in [1, 2], b in [10, 20] return a + b", "[11, 21, 12, 22]"),
    ("for a in [[1, 2], [3]], b in a return b", "[1, 2, 3]"),
    ("for a in 1..2, b in a..3 return [a, b]", "[[1, 1], [1, 2], [1, 3], [2, 2], [2, 3]]"),
    ("for a in 1..2 return for b in 1..2 return a * b", "[[1, 2], [2, 4]]"),
    ("for n in 0..4 return if n = 0 then 1 else n * partial[-1]", "[1, 1, 2, 6, 24]"),
    ("for a in 1..2, b in 1..2 return count(partial)", "[0, 1, 2, 3]"),
    ("for n in 1..2 return partial", "[[], [[]]]"),
    ("for f in [max, min] return f(1, 2)", "[2, 1]"),
    ("for i in rows return i.i", "[1, 2]"),  # the variable hides the i around
    ("for n in rows[i = 2] return n.name", '["two"]'),
    ("for n in 1..2 return < n", "[(< 1), (< 2)]"),
    ("every n in [] satisfies n", "true"),
    ("some n in [] satisfies n", "false"),
    ("some n in [null, 2] satisfies n > 1", "true"),
    ("every n in [null, 0] satisfies n > 1", "false"),
    ("every n in 1..3, m in 4..6 satisfies n < m", "true"),
    ("some n in 1..3, m in [n] satisfies n + m = 6", "true"),
    ("some n in 5 satisfies n = 5", "true"),
]


@pytest.mark.parametrize(("text", "expected"), ITERATIONS)
def test_iteration(text: str, expected: str) -> None:
    found = value(text, SCOPE)
    assert found == value(expected, SCOPE), outcome(text, SCOPE)


NO_ITERATIONS = [
    ("for n in null return n", "list"),
    ("for n in 1..2.5 return n", "whole number"),
    ('for n in "a".."c" return n', "whole numbers or two dates"),
    ('for d in @"2026-02-01T00:00:00"..@"2026-02-02T00:00:00" return d', "whole numbers or two dates"),
    ("for n in 1..null return n", "whole numbers"),
    ("some n in null satisfies true", "list"),
    ("every n in [null, 2] satisfies n > 1", "satisfies"),
    ("some n in [1] satisfies 5", "satisfies"),
    ("every n in [true, 1] satisfies n", "satisfies"),
]


@pytest.mark.parametrize(("text", "word"), NO_ITERATIONS)
def test_iteration_that_is_null_says_why(text: str, word: str) -> None:
    found = outcome(text, SCOPE)
    assert found.value is None
    assert any(word in problem.en for problem in found.problems)


CONTEXTS = [
    ("{a: 1, b: a + 1, c: a + b}.c", "3"),
    ("{a: {b: 1, c: b + 1}, d: a.c}.d", "2"),
    ("{a: 1, b: {a: 2, c: a}, d: a}.b.c", "2"),
    ("{k: k}.k", "2"),  # not itself, but the one around
    ("{a: k, k: 7}.a", "2"),  # what comes later is not in scope yet
    ('{"": 1}', '{"": 1}'),
    ('{"a b": 1, c: a  b + 1}.c', "2"),
    ("{a-b: 1, c: a - b + 1}.c", "2"),
    ("{fac: function(n) if n < 2 then 1 else n * fac(n - 1), r: fac(5)}.r", "120"),
    ("{odd: function(n) if n = 0 then false else even(n - 1), even: function(n) if n = 0 then true else odd(n - 1), r: even(4)}.r", "true"),
    ("{}", "{}"),
]


@pytest.mark.parametrize(("text", "expected"), CONTEXTS)
def test_context(text: str, expected: str) -> None:
    assert same(text, expected, SCOPE), outcome(text, SCOPE)


def test_a_key_is_there_once_however_many_there_are() -> None:
    assert "twice" in outcome('{a: 1, "a": 2}').problems[0].en
    many = ", ".join(f"k{number}: {number}" for number in range(1100))
    assert "k7" in outcome("{" + many + ", k7: 0}").problems[0].en
