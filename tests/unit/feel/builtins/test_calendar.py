"""Temporal functions (DMN 1.5, table 79)."""

from __future__ import annotations

import pytest

from tests.unit.feel.builtins.tables import Table, check_null, check_value, each

NAMES = ("day of year", "day of week", "month of year", "week of year")

VALUES: Table = [
    ("day of year(date(2019, 9, 17))", "260"),
    ('[day of year(@"2020-12-31"), day of year(@"2019-12-31T23:59:59Z"), day of year(date: @"2000-03-01")]', "[366, 365, 61]"),
    ("day of week(date(2019, 9, 17))", '"Tuesday"'),
    (
        '[day of week(@"2019-09-22"), day of week(@"2019-09-23T00:00:00+14:00"), day of week(@"-0001-01-01")]',
        '["Sunday", "Monday", "Friday"]',
    ),
    ("month of year(date(2019, 9, 17))", '"September"'),
    (
        "for m in 1..12 return month of year(date(2020, m, 1))[1]",
        'for m in 1..12 return month of year(date and time(date(2020, m, 1), @"00:00:00"))',
    ),
    ("week of year(date(2019, 9, 17))", "38"),
    ("[week of year(date(2003, 12, 29)), week of year(date(2004, 1, 4)), week of year(date(2005, 1, 1))]", "[1, 1, 53]"),
    ('[week of year(date(2005, 1, 3)), week of year(date(2005, 1, 9)), week of year(@"2020-12-31T10:00:00")]', "[1, 1, 53]"),
    ('week of year(@"999999999-12-31")', "52"),
]

NULLS: Table = [
    *each("…(null)", '"date"', *NAMES),
    *each("…()", "given 0 values", *NAMES),
    *each('…("2019-09-17")', "date or a date and time", *NAMES),
    *each('…(@"10:00:00")', "date or a date and time", *NAMES),
    *each('…(value: @"2019-09-17")', "given value", *NAMES),
    *each('…(@"2019-09-17", @"2019-09-17")', "given 2 values", *NAMES),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_value(text: str, expected: str) -> None:
    check_value(text, expected)


@pytest.mark.parametrize(("text", "word"), NULLS)
def test_null(text: str, word: str) -> None:
    check_null(text, word)
