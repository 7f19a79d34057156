"""Regular expressions as XPath has them, on an engine that cannot be made to hang."""

from __future__ import annotations

import pytest

from engine.feel.errors import FeelProblem
from engine.feel.limits import DEFAULT_LIMITS
from engine.feel.patterns import found, replaced, split
from engine.feel.state import State


def state() -> State:
    return State(DEFAULT_LIMITS, None)


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "expected"),
    [
        ("a.c", "", "a\nc", False),
        ("a.c", "s", "a\nc", True),
        ("Mary.Jones", "", "Mary\rJones", False),
        ("^b", "", "a\nb", False),
        ("^b$", "m", "a\nb\nc", True),
        ("a$", "", "a\n", False),
        ("HELLO", "i", "hello", True),
        ("[A-Z-[OI]]", "i", "x", True),
        ("[A-Z-[OI]]", "i", "i", False),
        ("[^Q]", "i", "q", False),
        ("hello world", "x", "helloworld", True),
        ("hello[ ]world", "x", "hello world", True),
        (r"\p{ Is BasicLatin }+", "x", "abc", True),
        (r"^\p{IsCJKUnifiedIdeographs}+$", "", "制度", True),
        (r"^\p{Lu}\P{Lu}$", "", "Aa", True),
        (r"^[\w-[a-z]]$", "", "A", True),
        (r"^[\w-[a-z]]$", "", "a", False),
        (r"^[^\d\s]+$", "", "abc", True),
        (r"^[^\d\s]+$", "", "ab 1", False),
        (r"^[\D]$", "", "x", True),
        (r"^\i\c*$", "", "x-1", True),
        (r"^\W$", "", "!", True),
        ("a.c", "q", "abc", False),
        ("a.c", "q", "xa.cx", True),
        (r"a{2,3}?b", "", "aab", True),
        (r"[\^\-\]x]", "", "]", True),
        (r"\t\$", "", "\t$", True),
    ],
)
def test_matches(pattern: str, flags: str, text: str, expected: bool) -> None:
    assert found(pattern, flags, text, state()) is expected


@pytest.mark.parametrize(
    "pattern",
    [
        *("(", ")", "a)", "[", "[]", "[a", "[b-a]", "*", "a**", "+", "a{2", "a{x}", "a{3,2}", "a{9999}", "\\", "\\y", "\\p{Foo}"),
        *(r"\p{IsNothing}", r"\p", "(?i)a", "(?=a)", "(?P<n>a)", r"[a\1]", "{", "}", "]", "[a-[b]c]", "[a-\\d]"),
    ],
)
def test_what_xpath_does_not_know_is_refused(pattern: str) -> None:
    with pytest.raises(FeelProblem):
        found(pattern, "", "a", state())


def test_replacement() -> None:
    assert replaced("(.)(.)", "", "ab", r"$2$1$0\$\\", state()) == "baab$\\"
    assert replaced("(a)", "", "a", "$12", state()) == "a2"  # there is no group 12: group 1, then a 2
    assert replaced("(a)|b", "", "b", "[$1]", state()) == "[]"
    assert replaced(".", "q", "a.b", "$1", state()) == "a$1b"


def test_split() -> None:
    assert split(r"\s*,\s*", "a , b,c", state()) == ["a", "b", "c"]
    assert split(",", "", state()) == [""]
