"""Regular expressions as XPath has them (XPath functions 3.1, 5.6), and that none of them makes the engine hang or grow."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import FeelLimitExceeded, Limits
from engine.feel.errors import FeelProblem
from engine.feel.evaluation.state import State
from engine.feel.limits import DEFAULT_LIMITS
from engine.feel.patterns.code_points import category, complement, subtract, without_case
from engine.feel.patterns.matching import found, replaced, split


def state(limits: Limits = DEFAULT_LIMITS) -> State:
    return State(limits, None)


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "expected"),
    [
        ("", "", "", True),
        ("a||b", "", "x", True),
        ("()", "", "", True),
        # flags
        ("a.c", "", "a\nc", False),
        ("a.c", "s", "a\nc", True),
        ("Mary.Jones", "", "Mary\rJones", False),
        ("^b", "", "a\nb", False),
        ("^b$", "m", "a\nb\nc", True),
        ("a$", "", "a\n", False),
        ("HELLO", "i", "hello", True),
        ("k", "i", "\u212a", True),  # the sign for kelvin
        ("hello world", "x", "helloworld", True),
        (r"hello\ sworld", "x", "hello world", True),
        ("hello[ ]world", "x", "hello world", True),
        (r"a\\ [ ]b", "x", "a\\ b", True),  # the backslash is escaped, not the bracket
        (r"\p{ Is BasicLatin }+", "x", "abc", True),
        ("a.c", "q", "abc", False),
        ("a.c", "q", "xa.cx", True),
        ("A.C", "qi", "a.c", True),
        # lines: behind a last newline none begins and none ends
        ("^$", "m", "abcd\ndefg\n", False),
        ("^$", "m", "\nabcd\ndefg\n", True),
        ("^$", "m", "abcd\n\ndefg\n", True),
        ("^$", "m", "", True),
        ("g$", "m", "abcd\ndefg\n", True),
        ("\\n^", "m", "abcd\n", False),
        ("\\n$", "m", "abcd\n", False),
        ("^d", "m", "abcd\ndefg\n", True),
        # classes
        ("[^Q]", "", "q", True),
        (r"^[^\d\s]+$", "", "abc", True),
        (r"^[^\d\s]+$", "", "ab 1", False),
        (r"^[\D]$", "", "x", True),
        (r"^[\Sa]$", "", " ", False),
        (r"^[^\Wa]$", "", "a", False),
        (r"^[^\Wa]$", "", "b", True),
        (r"[\^\-\]x]", "", "]", True),
        ("^[-a]$", "", "-", True),
        ("^[a-]$", "", "-", True),
        (r"^[\n-\r]$", "", "\n", True),
        (r"^[\w-[a-z]]$", "", "A", True),
        (r"^[\w-[a-z]]$", "", "a", False),
        (r"^[a-z-[a-y-[m]]]+$", "", "mz", True),
        (r"^[a-z-[a-y-[m]]]$", "", "b", False),
        ("[a-[a]]", "", "a", False),  # nothing is left
        (r"^\W$", "", "!", True),
        (r"^\w$", "", "€", True),  # a symbol, as XML Schema has it
        (r"^\d$", "", "٣", True),
        (r"^\i\c*$", "", "x-1", True),
        (r"^\i", "", "-x", False),
        (r"^\i$", "", "制", True),
        (r"^\C\I$", "", " 1", True),
        (r"^\p{Lu}\P{Lu}$", "", "Aa", True),
        (r"^\p{Cn}$", "", "\u0378", True),
        (r"^\p{C}\P{Cn}$", "", "\u0378a", True),
        (r"^\p{IsCJKUnifiedIdeographs}+$", "", "制度", True),
        (r"^\P{IsCJKUnifiedIdeographs}+$", "", "制度", False),
        (r"^\p{IsTibetan}\p{IsGreek}\p{IsGreekandCoptic}$", "", "ཀαβ", True),
        # flag i is for letters that are written, not for categories
        ("[A-Z-[OI]]", "i", "x", True),
        ("[A-Z-[OI]]", "i", "i", False),
        ("[^Q]", "i", "q", False),
        ("[^Q-[x]]", "i", "q", False),
        ("[^Q-[x]]", "i", "X", False),
        (r"\p{Lu}", "i", "a", False),
        (r"[b\p{Lu}]", "i", "a", False),
        (r"[b\p{Lu}]", "i", "B", True),
        (r"[^\p{Lu}]", "i", "a", True),
        (r"\p{IsBasicLatin}", "i", "\u212a", False),
        # quantifiers and escapes
        (r"a{2,3}?b", "", "aab", True),
        ("^a{2,}$", "", "aaa", True),
        ("^a{0}$", "", "", True),
        (r"\t\$", "", "\t$", True),
        (r"^\|\.\-\^\?\*\+\{\}\(\)\[\]\\$", "", "|.-^?*+{}()[]\\", True),
        ("(?:a|b)+c", "", "abc", True),
        # back-references
        (r"(a)\1", "", "aa", True),
        (r"(a)\1", "", "ab", False),
        (r"(a)\1", "i", "aA", True),
        (r"^(a)?b\1$", "", "b", True),  # a group that matched nothing is empty
        (r"^(a|b)*\1$", "", "abb", True),
        (r"^(a)\10$", "", "aa0", True),  # there are no ten groups: group 1, then a 0
        (r"^((((((((((a))))))))))\10$", "", "aa", True),
        (r"^((a)\2)\1$", "", "aaaa", True),
        (r"^(a)\1²$", "", "aa²", True),
        ("^(['\"]).*\\1$", "", "'x\"'", True),
        (r"^(.)\1{2}$", "s", "\n\n\n", True),
        (r"^([a-z-[b]])\1$", "i", "Aa", True),
        (r"^(.)\1$", "", "🐎🐎", True),
        (r"(x)\1|^$", "m", "a\n", False),
        (r"^(\\x\{41\})\1$", "", "\\x{41}\\x{41}", True),
    ],
)
def test_matches(pattern: str, flags: str, text: str, expected: bool) -> None:
    assert found(pattern, flags, text, state()) is expected


@pytest.mark.parametrize(
    "pattern",
    [
        *("(", ")", "a)", "[", "[]", "[a", "[b-a]", "*", "a**", "+", "a{2", "a{x}", "a{3,2}", "a{,2}", "a{9999}", "\\", "\\y"),
        *(r"\p{Foo}", r"\p{IsNothing}", r"\p{Isbasiclatin}", r"\p{ Lu}", r"\p{L1}", r"\p{Cs}", r"\p{}", r"\p{L", r"\p", r"\pL"),
        *(
            "(?i)a",
            "(?=a)",
            "(?!a)",
            "(?P<n>a)",
            "(?",
            "{",
            "}",
            "]",
            "[a-[b]c]",
            "[a-\\d]",
            "[[a]",
            "[^]",
            r"\b",
            r"\A",
            r"\x41",
            r"\u0041",
        ),
        *(r"[a\1]", r"\1", r"\0", r"(a)\0", r"(a\1)", r"\1(a)", r"(a)\2", r"(a)(b\2)", r"(?:a)\1", r"(a)\²"),
    ],
)
def test_what_xpath_does_not_know_is_refused(pattern: str) -> None:
    with pytest.raises(FeelProblem):
        found(pattern, "", "a", state())


@pytest.mark.parametrize("flags", ["y", " ", "g", "I", "ii-"])
def test_other_flags_are_refused(flags: str) -> None:
    with pytest.raises(FeelProblem, match="flags"):
        found("a", flags, "a", state())


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "replacement", "expected"),
    [
        ("(.)(.)", "", "ab", r"$2$1$0\$\\", "baab$\\"),
        ("(a)", "", "a", "$12", "a2"),  # there is no group 12: group 1, then a 2
        ("(a)", "", "a", "$2-$0", "-a"),  # there is no group 2: nothing
        ("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)(l)", "", "abcdefghijkl", "$123", "l3"),
        ("(a)|b", "", "b", "[$1]", "[]"),
        (".", "q", "a.b", "$1\\", "a$1\\b"),
        ("a.*?a", "", "abracadabra", "*", "*c*bra"),
        ("A", "i", "aAa", "", ""),
        ("^.", "m", "ab\ncd\n", "<$0>", "<a>b\n<c>d\n"),
        (r"(.)\1", "", "hello wood", "<$1>", "he<l>o w<o>d"),
        (r"(.)\1", "", "", "x", ""),
        ("x", "", "🐎x🐎", "客", "🐎客🐎"),
    ],
)
def test_replacement(pattern: str, flags: str, text: str, replacement: str, expected: str) -> None:
    assert replaced(pattern, flags, text, replacement, state()) == expected


@pytest.mark.parametrize("replacement", ["$", "$a", "a$", "\\", "\\n", "$$1", "\\1"])
@pytest.mark.parametrize("text", ["b", "a"])
def test_wrong_replacements_are_refused_even_when_nothing_matches(text: str, replacement: str) -> None:
    with pytest.raises(FeelProblem, match="replacement"):
        replaced("b", "", text, replacement, state())


@pytest.mark.parametrize("pattern", ["", "a*", "a?", "^", "$", "a|", "(a)?", r"(a?)\1", "(|a)"])
def test_patterns_that_match_nothing_neither_replace_nor_split(pattern: str) -> None:
    with pytest.raises(FeelProblem, match="matches nothing"):
        replaced(pattern, "", "abc", "x", state())
    with pytest.raises(FeelProblem, match="matches nothing"):
        split(pattern, "abc", state())


def test_split() -> None:
    assert split(r"\s*,\s*", "a , b,c", state()) == ["a", "b", "c"]
    assert split(",", "", state()) == [""]
    assert split(",", ",a,,", state()) == ["", "a", "", ""]
    assert split(r"(-|_)\1", "a--b__c-_d", state()) == ["a", "b", "c-_d"]


# --- the two engines ------------------------------------------------------------------------------

ATOMS = [
    "a",
    "b",
    "B",
    ".",
    "^",
    "$",
    "[ab]",
    "[^a]",
    "[a-z-[b]]",
    r"[^\s-[a]]",
    r"\w",
    r"\W",
    r"\S",
    r"\p{Lu}",
    r"[\p{Lu}b]",
    r"[\W\d]",
    r"\i",
    "é",
]
PATTERNS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "*?", "{1,2}", "{2}"])).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
    ),
    max_leaves=6,
)


@given(
    PATTERNS,
    st.sampled_from(["", "i", "m", "s", "im", "is"]),
    st.text("abAB1 \nÉ-", max_size=6).filter(lambda text: not text.endswith("\n")),
)
@settings(deadline=None)  # the first use of a category goes through all characters
def test_what_both_engines_can_run_matches_alike(pattern: str, flags: str, text: str) -> None:
    """A group that is empty at the end of the pattern, and a reference to it, change nothing but the engine."""
    try:
        expected = replaced(pattern, flags, text, "<$0>", state())
    except FeelProblem as problem:
        assert "matches nothing" in problem.en
        return
    assert replaced(pattern + r"()\1", flags, text, "<$0>", state()) == expected


# --- code points ----------------------------------------------------------------------------------

POINTS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=6)


def _members(points: list[tuple[int, int]]) -> set[int]:
    return {point for low, high in points for point in range(low, high + 1)}


@given(POINTS, POINTS)
def test_subtraction_of_code_points(points: list[tuple[int, int]], without: list[tuple[int, int]]) -> None:
    assert _members(subtract(points, without)) == _members(points) - _members(without)


@settings(deadline=None)
@given(st.sampled_from(["L", "Lu", "Nd", "Zs", "Cn", "So"]), st.characters())
def test_categories_are_pythons(name: str, sign: str) -> None:
    inside = any(low <= ord(sign) <= high for low, high in category(name))
    assert inside is unicodedata.category(sign).startswith(name)
    assert inside is not any(low <= ord(sign) <= high for low, high in complement(category(name)))


@settings(deadline=None)
@given(st.characters())
def test_variants_in_case_are_equal_in_one_case(sign: str) -> None:
    for low, high in without_case([(ord(sign), ord(sign))]):
        for other in map(chr, range(low, high + 1)):
            assert other.lower() == sign.lower() or other.upper() == sign.upper()


# --- bounds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("pattern", [r"(a+)+\1[yz]", r"(a|aa)+\1[yz]", r"(.*)(.*)(.*)(.*)\1[yz]", r"((a*)*)*\1[yz]", r"(a+a+)+\1[yz]"])
def test_a_back_reference_stops_with_the_computing_time(pattern: str) -> None:
    with pytest.raises(FeelLimitExceeded) as caught:
        found(pattern, "", "a" * 5_000 + "c", state(Limits(seconds=0.1, steps=10**9)))
    assert caught.value.limit == "seconds"


@pytest.mark.parametrize(("pattern", "size"), [(r"(a)\1", 500_000), (r"(?:a(b?)(b?)(b?)(b?)(b?))*\1[yz]", 200_000), (r"(a{900})\1", 2_000)])
def test_a_back_reference_pays_for_text_times_pattern(pattern: str, size: int) -> None:
    with pytest.raises(FeelLimitExceeded) as caught:
        found(pattern, "", "a" * size, state())
    assert caught.value.limit == "steps"


@pytest.mark.parametrize("pattern", [r"(?:(?:(?:(a)?){1000}){1000}){1000}\1", r"(a)\1" + "{100}{100}", r"((a{200}){200})\1"])
def test_repetitions_are_not_written_out_without_end(pattern: str) -> None:
    with pytest.raises(FeelProblem):
        found(pattern, "", "a", state())


def test_a_slow_pattern_without_back_references_pays_for_it() -> None:
    with pytest.raises(FeelLimitExceeded) as caught:
        found("(?:a?){1000}a{1000}b", "", "a" * 1_000_000, state())
    assert caught.value.limit == "steps"


def test_many_slow_matches_stop_with_the_computing_time() -> None:
    with pytest.raises(FeelLimitExceeded) as caught:
        split("a.*b|a", "a" * 1_000_000, state(Limits(seconds=0.2, steps=10**9, collection_size=10**7)))
    assert caught.value.limit == "seconds"
