"""Text → tokens. Nothing is refused here but unfinished strings and comments and odd escapes."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from engine.feel.errors import FeelSyntaxError
from engine.feel.outcome import Place

KEYWORDS = frozenset(
    (
        *("and", "or", "not", "in", "between", "if", "then", "else", "for", "return", "some", "every", "satisfies"),
        *("instance", "of", "function", "external", "true", "false", "null"),
    )
)

# Letters of every script, emoji and joiners may be in a name; punctuation (also full-width) may not.
_START = r"[^\W\d]|[\U00010000-\U000EFFFF]"
_PART = r"[\w\u00B7\u0300-\u036F\u200C\u200D\u203F\u2040]|[\U00010000-\U000EFFFF]"
_TOKEN = re.compile(
    rf"""
      (?P<space>\s+|//[^\n\r]*|/\*.*?\*/)
    | (?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<string>"(?:\\.|[^"\\])*")
    | (?P<name>(?:{_START})(?:{_PART})*)
    | (?P<op>\*\*|\.\.|->|<=|>=|!=|/\*|[-+*/=<>()\[\]{{}},:.@?"])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)", re.DOTALL)
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Token:
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
        found.append(Token(kind, text, start, match.end(), value))
    length = len(source.text)
    found.append(Token("end", "", length, length))
    return found


@lru_cache(maxsize=4096)
def name_pattern(name: str) -> tuple[tuple[str, bool], ...]:
    """A name as the tokens that write it: (text, whether white space stands before it)."""
    try:
        parts = tokens(Source(name))[:-1]
    except FeelSyntaxError:
        return ()
    if not parts or _begins_otherwise(parts):
        return ()
    return tuple((part.text, index > 0 and part.start > parts[index - 1].end) for index, part in enumerate(parts))


def _begins_otherwise(parts: list[Token]) -> bool:
    """Whether it begins like a value or a sign: a key ``"1 + 1"`` must not change what 1 + 1 is ("2nd offer" is a name)."""
    first = parts[0]
    if first.kind == "number":
        return len(parts) == 1 or parts[1].kind != "name" or parts[1].start > first.end
    return first.kind in ("string", "op") and first.text != "?"


def written_name(parts: list[Token]) -> str:
    """The tokens as a name: one blank where anything blank stood between them."""
    return parts[0].text + "".join((" " if part.start > before.end else "") + part.text for before, part in pairwise(parts))


def normal_name(name: str) -> str:
    """The name with every run of white space as one blank."""
    return " ".join(name.split())


def _unfinished(text: str, start: int, source: Source) -> None:
    string = text == '"'
    raise FeelSyntaxError(
        line=source.place(start).line,
        column=source.place(start).column,
        expected='a closing quotation mark "' if string else "the end of the comment */",
        expected_zh="结束的双引号" if string else "注释的结尾 */",
        found="the end of the text",
        found_zh="文本结尾",
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
                _no_character(match.group(), offset + match.start(), source)
            return chr(number)
        return _SIMPLE.get(code, match.group())

    plain = _ESCAPE.sub(one, text)
    try:
        return plain.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        _no_character("half of a surrogate pair", offset, source)
        return ""


def _no_character(found: str, offset: int, source: Source) -> None:
    raise FeelSyntaxError(
        line=source.place(offset).line,
        column=source.place(offset).column,
        expected="the code of a character",
        expected_zh="有效的字符编码",
        found=found,
        found_zh=found,
    )
