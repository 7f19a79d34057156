"""Cells of decision tables: grammar rules 7 to 16, table 55."""

from __future__ import annotations

import pytest

from tests.unit.feel.asking import fits, value

SCOPE = {"limit": 5, "list": [4, 5], "rows": [{"i": 1}, {"i": 5}], "yes": True, "interval": value("[1..5]")}

CELLS = [
    ("5", "-", True),
    ("null", "-", True),
    ("5", "5", True),
    ("5", "1, 2, 3", False),
    ("5", '"5"', None),
    ("5", "< 10", True),
    ("5", "(< 10)", True),
    ("5", "= 5", True),
    ("5", "!= 5", False),
    ("5", "< 3, > 4", True),
    ("5", "[1..5]", True),
    ("5", "[1..5)", False),
    ("5", "]4..6[", True),
    ("5", "not(1, 2)", True),
    ("5", "not(5)", False),
    ("5", "not([1..5))", True),
    ("5", "not(< 3, > 9)", True),
    ("5", 'not("5")', None),
    ("5", "-5", False),
    ("-5", "-5", True),
    ('"b"', '"a", "b"', True),
    ('"b"', '["a".."c"]', True),
    ("null", "null", True),
    ("null", "not(null)", False),
    ("5", "not(null)", True),
    ("null", "< 5", None),
    ("null", "not(< 5)", None),
    ('@"2026-01-05"', '[@"2026-01-01"..@"2026-02-01")', True),
    ('@"PT5H"', '>= duration("PT4H")', True),
    # endpoints are expressions
    ("5", "limit", True),
    ("6", "> limit", True),
    ("6", "> limit + 1", False),
    ("5", "limit + 1, limit - 1, limit", True),
    ("5", "[limit - 1..limit * 2]", True),
    ("5", "interval", True),
    ("1", "rows.i", True),
    ("5", "if yes then 5 else 6", True),
    # lists
    ("5", "list", True),
    ("9", "list", False),
    ("[4, 5]", "list", True),
    ("[4, 5]", "[4, 5]", True),
    ("4", "[4, 5]", True),
    ("5", "[< 3, > 4]", True),
    ("5", "[[1..2], [4..6]]", True),
    ("[5]", "5", None),
    ("{a: 1}", "{a: 1}", True),
    # conditions about ?
    ("5", "? > 3 and ? < 6", True),
    ("5", "? > 3 and ? < 4", False),
    ("5", "? < 3, ? > 4", True),
    ("5", "not(? > 3)", False),
    ("5", "? in [1..4]", False),
    ("5", "? in (1, 5)", True),
    ("5", "? between 1 and 5", True),
    ("5", "? instance of number", True),
    ("5", "list contains([4, 5], ?)", True),
    ("[4, 5]", "list contains(?, 5)", True),
    ("[4, 5]", "count(?) > 2", False),
    ("[4, 5]", "?[1] = 4", True),
    ("[4, 5]", "some n in ? satisfies n > 4", True),
    ("[4, 5]", "every n in ? satisfies n > 4", False),
    ("[4, 5]", "? [item > 4] = [5]", True),
    ("{a: 1}", "?.a = 1", True),
    ('"abc"', 'starts with(?, "a")', True),
    ('"abc"', 'not(starts with(?, "a"))', False),
    ("5", "if ? > 3 then true else false", True),
    ("null", "? = null", True),
    ("null", "? > 3", None),
    ("true", "not(?)", False),
    ("5", "5 in (? > 3)", True),
    ("2", "5 in (? > 3)", True),  # this ? is the 5
    # values about ?
    ("5", "[? - 1..? + 1]", True),
    ("5", "? + 1", False),
    ("5", "max(?, 3)", True),
    ("5", "> ? - 1", True),
    # conditions that are not about ?
    ("9", "limit > 3", True),
    ("9", "limit < 3", False),
    ("9", "not(limit > 3)", False),
    ("null", "limit > 3", True),
    # where a truth value is tested, it is compared
    ("true", "true", True),
    ("true", "false", False),
    ("false", "false", True),
    ("null", "true", False),
    ("true", "limit > 3", True),
    ("false", "limit > 3", False),
    ("true", "limit < 3", False),
    ("true", "not(true)", False),
    ("5", "true", None),
    ("5", '< @"2026-01-01"', None),
    ("null", "[5..1]", None),  # that is no range, and null is not what it is
    ("3", "[5..1]", False),
    ("null", '[1.."a"], null', True),
]


@pytest.mark.parametrize(("tested", "cell", "expected"), CELLS)
def test_cell(tested: str, cell: str, expected: object) -> None:
    assert fits(cell, value(tested), SCOPE) is expected


def test_not_in_a_cell_that_is_longer_than_the_brackets() -> None:
    assert fits("not(true) or true", "x") is True
