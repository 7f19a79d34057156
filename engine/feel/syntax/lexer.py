"""Text → tokens. Nothing is refused here but unfinished strings and comments and odd escapes."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from engine.feel.errors import FeelSyntaxError
from engine.feel.outcome import Place
from engine.feel.texts import say
from engine.kernel.texts import Text

KEYWORDS = frozenset(
    (
        *("and", "or", "not", "in", "between", "if", "then", "else", "for", "return", "some", "every", "satisfies"),
        *("instance", "of", "function", "external", "true", "false", "null"),
    )
)
NAME_SIGNS = frozenset((".", "/", "-", "’", "'", "+", "*", "**"))  # rule 30

WHITE = r"\t-\r \x85\xA0\u1680\u180E\u2000-\u200B\u2028\u2029\u202F\u205F\u3000\uFEFF"  # rules 61 and 62
# Rules 28 and 29, and what else counts as a letter. The punctuation and digits of Chinese keyboards, which rule 28 has, too,
# is part of a name only when a name in scope has it: so （ instead of ( can be explained.
_FULL_WIDTH = r"\u3001-\u3003\u3008-\u3011\u3014-\u301F\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\uFFE0-\uFFE6"
_LETTERS = (
    r"?A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_START = rf"(?![?{WHITE}{_FULL_WIDTH}])(?:[{_LETTERS}]|[^\W\d])"
_PART = rf"{_START}|[0-9\uFF10-\uFF19\xB7\u0300-\u036F\u203F\u2040]"
_TOKEN = re.compile(
    rf"""
      (?P<space>[{WHITE}]+|//[^\n-\r]*|/\*.*?\*/)
    | (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<string>"(?:\\.|[^"\\])*")
    | (?P<name>{_START}(?:{_PART})*)
    | (?P<op>\*\*|\.\.|->|<=|>=|!=|/\*|[-+*/=<>()\[\]{{}},:.@?"])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_BLANKS = re.compile(f"[{WHITE}]+")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)", re.DOTALL)
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


class Token(NamedTuple):
    """``kind``: number, string, name, op, other or end. ``text`` as written; ``value`` of a string unescaped."""

    kind: str
    text: str
    start: int
    end: int
    value: str = ""

    @property
    def keyword(self) -> bool:
        return self.kind == "name" and self.text in KEYWORDS


class Source:
    """A text and where its lines begin."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]

    def place(self, offset: int) -> Place:
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)


def tokens(source: Source) -> list[Token]:
    """All tokens, closed by one of kind ``end``. Raises ``FeelSyntaxError``."""
    found: list[Token] = []
    for match in _TOKEN.finditer(source.text):
        kind = match.lastgroup or "other"
        if kind == "space":
            continue
        text, start = match.group(), match.start()
        value = _unescape(text[1:-1], start + 1, source) if kind == "string" else ""
        if text in ('"', "/*"):
            _unfinished(text, start, source)
        if "\ud800" <= text <= "\udfff":
            _no_character(say("half_of_a_pair"), start, source)
        found.append(Token(kind, text, start, match.end(), value))
    length = len(source.text)
    found.append(Token("end", "", length, length))
    return found


@lru_cache(maxsize=4096)
def name_pattern(name: str) -> tuple[str, ...]:
    """A name as the tokens that write it; white space is none of them (DMN 1.5, 10.3.1.4)."""
    try:
        parts = tokens(Source(name))[:-1]
    except FeelSyntaxError:
        return ()
    if not parts or _begins_otherwise(parts):
        return ()
    return tuple(part.text for part in parts)


def _begins_otherwise(parts: list[Token]) -> bool:
    """Whether it begins like a value or a sign: a key ``"1 + 1"`` must not change what 1 + 1 is ("2nd offer" is a name)."""
    first = parts[0]
    if first.kind == "number":
        return len(parts) == 1 or parts[1].kind != "name" or parts[1].start > first.end
    return first.kind in ("string", "op") and first.text != "?"


def written_name(parts: list[Token]) -> str:
    """The tokens as a name: one blank where words stood apart; what is blank beside a sign is no part of the name (10.3.1.6)."""
    name = parts[0].text
    for before, part in pairwise(parts):
        apart = part.start > before.end and before.text not in NAME_SIGNS and part.text not in NAME_SIGNS
        name += f" {part.text}" if apart else part.text
    return name


def normal_name(name: str) -> str:
    """The name with every run of white space as one blank."""
    return _BLANKS.sub(" ", name).strip(" ")


def _unfinished(text: str, start: int, source: Source) -> None:
    string = text == '"'
    raise FeelSyntaxError(
        line=source.place(start).line,
        column=source.place(start).column,
        expected=say("closing_quotation_mark") if string else say("end_of_comment"),
        found=say("end_of_text"),
    )


def _unescape(text: str, offset: int, source: Source) -> str:
    """Escapes of the standard; any other backslash stays (regular expressions are full of them)."""
    if "\\" not in text and text.isascii():
        return text

    def one(match: re.Match[str]) -> str:
        code = match.group(1)
        if len(code) > 1:
            number = int(code[1:], 16)
            if number > 0x10FFFF:
                _no_character(Text.same(match.group()), offset + match.start(), source)
            return chr(number)
        return _SIMPLE.get(code, match.group())

    plain = _ESCAPE.sub(one, text)
    try:
        return plain.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        _no_character(say("half_of_a_pair"), offset, source)
        return ""


def _no_character(found: Text, offset: int, source: Source) -> None:
    raise FeelSyntaxError(
        line=source.place(offset).line,
        column=source.place(offset).column,
        expected=say("a_character_code"),
        found=found,
    )
