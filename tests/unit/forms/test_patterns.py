"""Patterns are read as a browser reads them, and run in linear time."""

from __future__ import annotations

import pytest

from engine.forms.values.patterns import PatternRefused, compile_pattern


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("b", "abc", True),
        ("^b", "abc", False),
        ("a$", "a\n", False),
        (r"^\d+$", "１２", False),
        (r"^\w$", "é", False),
        (r"^\s$", "\u3000", True),
        (r"^[\s]$", "\ufeff", True),
        (r"^\S$", "\u3000", False),
        (r"^.$", "\u2028", False),
        (r"^.$", "\r", False),
        (r"^\u5236\u5ea6$", "制度", True),
        (r"^\x41$", "A", True),
        (r"^[^]$", "\n", True),
        (r"^[]$", "a", False),
        (r"^[[:alpha:]]$", "x", False),
        (r"^[[:alpha:]]$", "a]", True),
        (r"^[\b]$", "\x08", True),
        (r"^a\/b\-c$", "a/b-c", True),
        (r"^(?:a|b)(?<name>c)$", "bc", True),
        (r"^\0$", "\0", True),
        (r"^[\u4e00-\u9fff]{2,4}$", "服务台", True),
        (r"^\v\f\t$", "\v\f\t", True),
    ],
)
def test_reads_like_a_browser(pattern: str, text: str, found: bool) -> None:
    assert bool(compile_pattern(pattern).search(text)) is found


@pytest.mark.parametrize(
    "pattern",
    [
        "(?=a)",
        "(?!a)",
        "(?<=a)",
        "(?<!a)",
        r"(a)\1",
        r"\k<a>",
        "(?i)a",
        r"\A",
        r"\p{L}",
        r"\cA",
        "(",
        "a{2,1}",
        "[z-a]",
        "\\",
        r"\u12",
        "a" * 1001,
        "a**",
        r"[^\S]",
        "a{1,2000}",
    ],
)
def test_refuses_what_would_be_read_otherwise(pattern: str) -> None:
    with pytest.raises(PatternRefused) as refused:
        compile_pattern(pattern)
    assert refused.value.text.en
    assert refused.value.text.zh


def test_a_pattern_that_hangs_browsers_is_quick_here() -> None:
    """In a backtracking engine this takes longer than the universe is old."""
    assert not compile_pattern(r"^(a+)+$").search("a" * 5_000 + "b")
