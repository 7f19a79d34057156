"""List functions (DMN 1.5, table 75) and ``sort`` (table 80)."""

from __future__ import annotations

import pytest

from tests.unit.feel.builtins.tables import Table, check_null, check_value, each

VALUES: Table = [
    ("list contains([1, 2, 3], 2)", "true"),
    ("[list contains([1, null], null), list contains([1], null), list contains([], null)]", "[true, false, false]"),
    ('[list contains([1], "1"), list contains([[1]], [1]), list contains([{a: 1}], {a: 1.0})]', "[false, true, true]"),
    ("list contains(1, 1)", "true"),
    ("list contains(list: [1, null])", "true"),  # what is not given by name is null
    ("[count([1, 2, 3]), count([]), count([1, [2, 3]]), count([null]), count(5)]", "[3, 0, 2, 1, 1]"),
    ("sublist([4, 5, 6], 1, 2)", "[4, 5]"),
    ("[sublist([4, 5, 6], 2), sublist([4, 5, 6], -2), sublist([4, 5, 6], -2, 1), sublist([4, 5, 6], 3, 1)]", "[[5, 6], [5, 6], [5], [6]]"),
    ("sublist(list: [4, 5, 6], start position: -3, length: 3)", "[4, 5, 6]"),
    ("append([1], 2, 3)", "[1, 2, 3]"),
    ("[append([], null), append(1, 2), append([1], [2]), append(list: [1], item: 2)]", "[[null], [1, 2], [1, [2]], [1, 2]]"),
    ("concatenate([1, 2], [3])", "[1, 2, 3]"),
    ("[concatenate([1]), concatenate([], [[2]], 3), concatenate([null], [1])]", "[[1], [[2], 3], [null, 1]]"),
    ("insert before([1, 3], 1, 2)", "[2, 1, 3]"),
    (
        "[insert before([1, 3], 2, null), insert before([1, 3], -1, 2), insert before([1, 3], -2, [2])]",
        "[[1, null, 3], [1, 2, 3], [[2], 1, 3]]",
    ),
    ("insert before(newItem: 2, list: [1, 3], position: 2)", "[1, 2, 3]"),
    ("insert before(list: [1], position: 1)", "[null, 1]"),
    ("[remove([1, 2, 3], 2), remove([1, 2, 3], -1), remove([1], 1), remove(position: 1, list: [1, 2])]", "[[1, 3], [1, 2], [], [2]]"),
    ("list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"),
    ("list replace([2, 4, 7, 8], -4, null)", "[null, 4, 7, 8]"),
    ("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"),
    ("list replace(list: [1, 2], match: function(a, b) a = b, newItem: 2)", "[1, 2]"),
    ("list replace(list: [1, 2], position: 1, newItem: [3])", "[[3], 2]"),
    ('list replace(["ab", "b"], starts with, "a")', '["a", "b"]'),
    ("[reverse([1, 2, 3]), reverse([]), reverse(1), reverse([[1, 2], 3])]", "[[3, 2, 1], [], [1], [3, [1, 2]]]"),
    ("index of([1, 2, 3, 2], 2)", "[2, 4]"),
    ("[index of([null, 1, null], null), index of([1], 2), index of([], null), index of([[1], [2]], [2])]", "[[1, 3], [], [], [2]]"),
    ("index of(match: 2, list: [1, 2])", "[2]"),
    ("union([1, 2], [2, 3])", "[1, 2, 3]"),
    ("[union([1, 1]), union([null], [null, 1]), union([[1]], [[1.0], 1]), union(1, 1)]", "[[1], [null, 1], [[1], 1], [1]]"),
    ("distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]"),
    ('distinct values([1, 1.0, [1], [1], {a: 1}, {a: 1}, null, null, true, "1"])', '[1, [1], {a: 1}, null, true, "1"]'),
    ('distinct values([@"2020-01-01T00:00:00Z", @"2020-01-01T01:00:00+01:00"])', '[@"2020-01-01T00:00:00Z"]'),  # one instant
    ("flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]"),
    ("[flatten([]), flatten([[]]), flatten(1), flatten([[null], {a: [1]}])]", "[[], [], [1], [null, {a: [1]}]]"),
    ("sort(list: [3, 1, 4, 5, 2], precedes: function(x, y) x < y)", "[1, 2, 3, 4, 5]"),
    ("sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]"),
    ("sort([{a: 1, b: 1}, {a: 0, b: 2}, {a: 1, b: 3}], function(x, y) x.a < y.a).b", "[2, 1, 3]"),
    ('sort([@"2020-01-02", @"2020-01-01"], before)', '[@"2020-01-01", @"2020-01-02"]'),
    ("[sort([], function(x, y) x < y), sort([1], function(x, y) null)]", "[[], [1]]"),
]

NULLS: Table = [
    *each("…(null)", '"list"', "count", "reverse", "distinct values", "flatten"),
    ("list contains(null, 1)", '"list"'),
    ("list contains([1])", "given 1 value"),
    ("list contains(element: 1)", "given element"),
    ("count()", "given 0 values"),
    ("count(1, 2)", "given 2 values"),
    *each("sublist([1, 2], …)", "position", "0", "3", "-3", "1.5"),
    *each("sublist([1, 2], …)", "length", "1, 0", "1, 3", "2, 2", "-1, 2", "1, -1"),
    ("sublist([], 1)", "position"),
    ("sublist([1], null)", '"start position"'),
    ("sublist([1], 1, null)", '"length"'),
    ("append(null, 1)", '"list"'),
    ("append([1])", "(list, item …)"),
    ("concatenate([1], null)", "null"),
    ("concatenate()", "(list …)"),
    *each("insert before([1], …, 0)", "position", "0", "2", "-2", "0.5"),
    ("insert before([], 1, 0)", "position"),
    ("insert before([1], null, 0)", '"position"'),
    *each("remove([1], …)", "position", "0", "2", "-2", "0.5"),
    ('remove([1], "1")', '"position"'),
    *each("list replace([1], …, 0)", "position", "0", "2", "-2", "1.1"),
    ("list replace([1], null, 0)", '"position"'),
    ("list replace(null, 1, 0)", '"list"'),
    ("list replace([1], function(a) true, 2)", "two values"),
    ("list replace([], function() true, 2)", "two values"),
    ("list replace([1], function(a, b) null, 2)", "true or false"),
    ('list replace([1], function(a, b) "true", 2)', "true or false"),
    ("list replace(list: [1], at: 1, newItem: 2)", "(list, position, newItem) or (list, match, newItem)"),
    ("index of(null, 1)", '"list"'),
    ("union([1], null)", "null"),
    ("sort([2, 1])", "(list, precedes)"),
    ("sort([2, 1], 5)", "function"),
    ("sort([2, 1], null)", '"precedes"'),
    ("sort(null, function(x, y) x < y)", '"list"'),
    ("sort([1], function(x) true)", "two values"),
    ("sort([2, 1], function(x, y) x - y)", "true or false"),
    ("sort([2, null], function(x, y) x < y)", "true or false"),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_value(text: str, expected: str) -> None:
    check_value(text, expected)


@pytest.mark.parametrize(("text", "word"), NULLS)
def test_null(text: str, word: str) -> None:
    check_null(text, word)
