"""Whatever is typed: a value, or one of the two errors that say so."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.feel import FeelLimitExceeded, FeelSyntaxError, evaluate, from_json, to_json

WORDS = st.sampled_from(
    [
        *("1", "2.5", "-", "+", "*", "/", "**", "(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "=", "!=", "<", ">="),
        *("and", "or", "not", "in", "between", "if", "then", "else", "for", "return", "some", "every", "satisfies"),
        *("instance of", "function", "null", "true", "x", "y z", "date and time", "count", "item", "partial", "?"),
        *('"text"', '@"P1D"', '@"2020-01-01"', "//", "/*", "*/", '"', "@", "list<", "number", "客户", "\n", "external"),
    ]
)
SCOPE = {"x": 1, "y z": [1, 2, {"a": "b"}], "客户": {"名称": "甲"}}
QUICK = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    _only_the_two_errors(text)


@QUICK
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_any_words(text: str) -> None:
    _only_the_two_errors(text)


@QUICK
@given(st.lists(WORDS, max_size=12).map("".join))
def test_any_words_without_blanks(text: str) -> None:
    _only_the_two_errors(text)


def _only_the_two_errors(text: str) -> None:
    for attempt in (lambda: evaluate(text, SCOPE), lambda: evaluate(text, SCOPE, unary=True, value=1)):
        try:
            attempt()
        except (FeelSyntaxError, FeelLimitExceeded) as error:
            assert error.message and error.message_zh


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@QUICK
@given(JSON)
def test_json_there_and_back(value: object) -> None:
    assert to_json(from_json(value)) == value
