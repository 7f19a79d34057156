"""Errors name the place, what was expected and what is there, in English and Chinese."""

from __future__ import annotations

import pytest

from engine.feel import FeelSyntaxError, parse
from engine.kernel.errors import ZhiduError

CASES = [
    ("1 +", 1, 4, "a value"),
    ("(1", 1, 3, '")"'),
    ("[1, 2", 1, 6, '"]"'),
    ("if a then b", 1, 12, '"else"'),
    ("for x [1] return x", 1, 7, '"in"'),
    ("some x in [1] return x", 1, 15, '"satisfies"'),
    ("{a 1}", 1, 5, '":"'),
    ("a.", 1, 3, "a name"),
    ("1 2", 1, 3, "an operator or the end"),
    ('"abc', 1, 1, "closing quotation mark"),
    ("1 /* x", 1, 3, "end of the comment"),
    ("1 +\n+ 2", 2, 1, "a value"),
    ("[1..2", 1, 6, '")", "]" or "["'),
    ('"\\uD800"', 1, 2, "code of a character"),
    ("@5", 1, 2, "quotation marks"),
    ("1e99999", 1, 1, "a number below"),
    ("", 1, 1, "a value"),
    ("1 instance of 5", 1, 15, "the name of a type"),
]


@pytest.mark.parametrize(("text", "line", "column", "expected"), CASES)
def test_place_and_words(text: str, line: int, column: int, expected: str) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse(text)
    error = caught.value
    assert (error.line, error.column) == (line, column)
    assert expected in error.expected
    assert f"line {line}, column {column}" in error.message
    assert f"第 {line} 行第 {column} 列" in error.message_zh
    assert isinstance(error, ZhiduError)
    assert error.reason_code == "feel_syntax"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a == 1", "one ="),
        ("a && b", "written and"),
        ("名称 = “x”", 'written "'),
        ("f（1）", "written ("),
        ("日期 > 1 且 b", "written and"),
        ("a = 'x'", 'written "'),
        ("a ≥ 1", "written >="),
    ],
)
def test_habits_from_elsewhere_get_a_hint(text: str, hint: str) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse(text)
    assert hint in caught.value.message


def test_what_was_found() -> None:
    for text, found in [("1 +", "the end of the text"), ("1 )", "“)”"), ("1 " + "x" * 99, "“" + "x" * 40 + "…”")]:
        with pytest.raises(FeelSyntaxError) as caught:
            parse(text)
        assert caught.value.found == found


def test_unary_tests_have_the_same_errors() -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse("< 5, >", unary=True)
    assert caught.value.column == 7
