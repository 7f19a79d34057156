"""What people write who know other languages or whose keyboard is set to Chinese, and how FEEL writes it."""

from __future__ import annotations

from functools import lru_cache

from engine.feel.syntax.lexer import KEYWORDS, Token
from engine.feel.texts import say
from engine.kernel.texts import NO_TEXT, Text

_WRITTEN = {"&": "and", "|": "or", "且": "and", "并且": "and", "或": "or", "或者": "or", "×": "*", "÷": "/", "^": "**", "#": "//"}
_WRITTEN |= {"≥": ">=", "≤": "<=", "≠": "!="} | dict.fromkeys("`'‘’“”＂＇「」", '"')
_WRITTEN |= dict(zip("（）【】［］｛｝，、：。．＝＞＜－＋＊／＠０１２３４５６７８９", "()[][]{},,:..=><-+*/@0123456789", strict=True))
_EQUALITY = say("hint_equality")
_AT_LEAST = say("hint_at_least")
_CONDITION = say("hint_choice")
_ONE_VALUE = say("hint_one_value")
_NEGATION = say("hint_negation")
_NOT_NULL = say("hint_not_null")
_NOTHING_BEFORE_BRACKET = say("hint_nothing_before_bracket")
_SURPLUS_BRACKET = say("hint_surplus_bracket")
_SEVERAL = say("hint_several")
_TESTS = say("hint_tests")
_NO_ASSIGNMENT = say("hint_no_assignment", example="{a: 1}")
_JOINED = say("hint_joined")
_DECIMALS = say("hint_decimals")

_BESIDE: dict[tuple[str, str], Text] = {
    ("=", "="): _EQUALITY,
    ("!=", "="): say("hint_not_equal"),
    ("=", ">"): _AT_LEAST,
    ("=", "<"): say("hint_at_most"),
    ("<", ">"): say("hint_not_equal"),
    ("+", "+"): say("hint_no_increment"),
}
"""By the sign before and the sign found."""

_FOUND: dict[str, Text] = {
    "!": _NEGATION,
    "！": _NEGATION,
    "not": _NEGATION,
    "?": _CONDITION,
    "？": _CONDITION,
    ";": _ONE_VALUE,
    "；": _ONE_VALUE,
    "%": say("hint_remainder"),
    "％": say("hint_remainder"),
    "$": say("hint_no_sign_before_names"),
    "\\": say("hint_backslash"),
    "->": say("hint_dot"),
}

_AT_END: dict[str, Text] = {
    **dict.fromkeys((")", "]", "}"), _SURPLUS_BRACKET),
    **dict.fromkeys(("and", "or"), _TESTS),  # only a test without its left side leaves them over
}
"""By the sign found where a whole expression is over."""


def hint_at(before: Token | None, found: Token, after: Token) -> Text:
    """What the author may have meant, to follow the sentence with the error; empty if no idea."""
    written = before.text if before else ""
    beside = _BESIDE.get((written, found.text))
    if beside is not None:
        return beside
    if found.text == "null" or (found.text == "not" and after.text == "null"):
        return _NOT_NULL if before is not None and before.kind == "name" else NO_TEXT
    if found.text in _FOUND:
        return _FOUND[found.text]
    if found.text in _WRITTEN:
        return say("hint_written", sign=_WRITTEN[found.text])
    if found.text in (")", "]", "}") and written == ",":
        return _NOTHING_BEFORE_BRACKET
    return NO_TEXT


def hint_at_end(before: Token | None, found: Token, *, after_in: bool) -> Text:
    """The same where a whole expression is over. ``after_in``: the word ``in`` stands before it."""
    kind = before.kind if before else ""
    if found.text == "," and after_in:
        return _SEVERAL
    if kind == "number" and (found.text == "," or found.kind == "number"):
        return _DECIMALS
    if kind == "name" and found.text in (":", "："):
        return _NO_ASSIGNMENT
    if kind == found.kind == "string":
        return _JOINED
    return _AT_END.get(found.text, NO_TEXT)


@lru_cache(maxsize=256)
def hint_for_name(name: str) -> Text:
    """For a name that nothing has: a word of it may have been meant as a keyword."""
    for word in name.split():
        keyword = _WRITTEN.get(word, word.lower())
        if keyword != word and keyword in KEYWORDS:
            return say("hint_keyword", word=word, keyword=keyword)
    return NO_TEXT
