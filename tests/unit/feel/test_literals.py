"""Texts, numbers, white space and comments: grammar rules 28 to 37 and 60 to 65."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.feel import FeelSyntaxError, parse
from tests.unit.feel.asking import outcome, same, value

STRINGS = [
    (r'"a\"b"', 'a"b'),
    (r'"a\\b"', "a\\b"),
    (r'"a\nb\rc\td"', "a\nb\rc\td"),
    (r'"it\'s"', "it's"),
    (r'"\u0041\u00e4"', "Aä"),
    (r'"\U01F40E"', "\U0001f40e"),
    (r'"\uD83D\uDC0E"', "\U0001f40e"),
    (r'"\ud83d\udc0e\uD83D\uDE00"', "\U0001f40e\U0001f600"),
    (r'"\\u0041"', "\\u0041"),
    (r'"\d+\."', "\\d+\\."),  # no escape of the standard: as it is, for regular expressions
    (r'"\u12"', "\\u12"),
    ('"// no comment /* none */"', "// no comment /* none */"),
    ('""', ""),
]


@pytest.mark.parametrize(("text", "expected"), STRINGS)
def test_string(text: str, expected: str) -> None:
    assert value(text) == expected


NUMBERS = [
    ("0", "0"),
    ("007", "7"),
    (".5", "0.5"),
    ("1.50", "1.5"),
    ("1e3", "1000"),
    ("1E-3", "0.001"),
    ("1.5e+2", "150"),
    (".5e1", "5"),
    ("-1", "-1"),
    ("1234567890123456789012345678901234.5", "1234567890123456789012345678901234"),
    ("1234567890123456789012345678901233.5", "1234567890123456789012345678901234"),  # to even
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_number(text: str, expected: str) -> None:
    assert value(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["1.", "1e", "1e+", "0x1F", "1_000", "1,000", "1 000", "１", "1.5."])
def test_no_number(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        parse(text)


def test_digits_of_other_scripts_are_letters_of_names() -> None:
    assert parse("٣ + x٣").names() == {"٣", "x٣"}


WHITE = "\t\n\v\f\r \x85\xa0\u1680\u180e\u2000\u2001\u2005\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"


@pytest.mark.parametrize("blank", WHITE, ids=lambda blank: f"U+{ord(blank):04X}")
def test_white_space(blank: str) -> None:
    assert value(f"{blank}1{blank}+{blank}1{blank}") == 2
    assert value(f"my{blank}{blank}name", {"my name": 3}) == 3
    assert value(f"{{my{blank}name: 4}}.my name") == 4


@pytest.mark.parametrize("sign", "\x00\x1c\x1f\u2060", ids=lambda sign: f"U+{ord(sign):04X}")
def test_no_white_space(sign: str) -> None:
    with pytest.raises(FeelSyntaxError):
        parse(f"1 +{sign} 1")


COMMENTS = [
    "1 + /* a // comment */ 1 // and another",
    "1 // one\n + 1",
    "1 // one\r + 1",
    "1 /* over\nlines */ + 1",
    "/**/1/***/+ 1//",
    "1 /* /* */ + 1",
]


@pytest.mark.parametrize("text", COMMENTS)
def test_comments(text: str) -> None:
    assert value(text) == 2


def test_numbers_keep_34_digits() -> None:
    assert value("1 / 3") == Decimal("0.3333333333333333333333333333333333")
    assert value("1234567890123456789012345678901234 + 0.1") == Decimal("1234567890123456789012345678901234")


AT = [
    ('@"2026-01-31"', 'date("2026-01-31")'),
    ('@ "10:00:00Z"', 'time("10:00:00Z")'),
    ('@"2026-01-31T10:00:00@Asia/Shanghai"', 'date and time("2026-01-31T10:00:00@Asia/Shanghai")'),
    ('@"P1DT1H"', 'duration("P1DT1H")'),
    ('@"-P1Y"', 'duration("-P1Y")'),
]


@pytest.mark.parametrize(("text", "expected"), AT)
def test_at_literal(text: str, expected: str) -> None:
    assert same(text, expected)


@pytest.mark.parametrize("text", ['@"foo"', '@""', '@"2026-13-01"', '@"P1Y1D"', '@"25:00:00"'])
def test_an_at_literal_of_something_else_is_null_and_says_why(text: str) -> None:
    found = outcome(text)
    assert found.value is None
    assert found.problems[0].en.startswith("Expected")
