"""Texts that are nearly FEEL, or not at all."""

from __future__ import annotations

import re
from random import Random

from engine.feel.functions.registry import BUILT_INS
from engine.feel.syntax.lexer import KEYWORDS

_WORDS = re.compile(r'"(?:\\.|[^"\\])*"|\w+|\s+|.', re.DOTALL)
_SIGNS = [
    "+",
    "-",
    "*",
    "/",
    "**",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ".",
    "..",
    "=",
    "!=",
    "<",
    ">=",
    "?",
    "@",
    '"',
    "//",
    "/*",
    "*/",
    "->",
    "\\",
]
_BLANKS = [" ", "  ", "\n", "\t", "\r\n", "\u00a0", "\u3000", "\ufeff", "/* c */", "// c\n", " /**/ ", ""]
_WORDS_AND_VALUES = ["1", "2.5", "x", "y z", "客户", '"text"', '@"P1D"', "list<", "number", "\n", "item", "partial"]
_SOUP = [*sorted(KEYWORDS), *_SIGNS, *sorted(BUILT_INS), *_WORDS_AND_VALUES]
_ODD = [
    "\x00",
    "\u202e",
    "\ud800",
    "\U0010ffff",
    "\u200d",
    "\u0301",
    "（",
    "，",
    "“",
    "＝",
    "\u2028",
    "é",
    "😀",
    "ß",
    "٣",
    "²",
    "Ⅷ",
    "𝟙",
    "％",
]


def mutated(text: str, random: Random) -> str:
    """The text with one to four accidents."""
    parts = _WORDS.findall(text)
    for _ in range(random.randint(1, 4)):
        random.choice(_ACCIDENTS)(parts, random)
    return "".join(parts)


def _drop(parts: list[str], random: Random) -> None:
    if parts:
        del parts[random.randrange(len(parts))]


def _repeat(parts: list[str], random: Random) -> None:
    if parts:
        at = random.randrange(len(parts))
        parts[at:at] = parts[at : at + random.randint(1, 5)] * random.randint(1, 3)


def _swap(parts: list[str], random: Random) -> None:
    if len(parts) > 1:
        one, other = random.randrange(len(parts)), random.randrange(len(parts))
        parts[one], parts[other] = parts[other], parts[one]


def _insert(parts: list[str], random: Random) -> None:
    parts.insert(random.randint(0, len(parts)), random.choice(_SOUP))


def _odd(parts: list[str], random: Random) -> None:
    parts.insert(random.randint(0, len(parts)), random.choice([*_ODD, chr(random.randrange(0x11_0000))]))


def _cut(parts: list[str], random: Random) -> None:
    if parts:
        del parts[random.randrange(len(parts)) :]


def _split_word(parts: list[str], random: Random) -> None:
    if parts:
        at = random.randrange(len(parts))
        cut = random.randint(0, len(parts[at]))
        parts[at] = parts[at][:cut] + random.choice(["", " ", '"', "\\", "-", "."]) + parts[at][cut:]


def _respace(parts: list[str], random: Random) -> None:
    """The same expression with other blanks and comments in it."""
    for at, part in enumerate(parts):
        if part.isspace():
            parts[at] = random.choice(_BLANKS)


_ACCIDENTS = [_drop, _repeat, _swap, _insert, _odd, _cut, _split_word, _respace, _respace]


def soup(random: Random) -> str:
    """Words and signs at random."""
    between = random.choice(["", " ", " "])
    return between.join(random.choice(_SOUP) for _ in range(random.randint(1, 30)))


def characters(random: Random) -> str:
    """Any characters at all."""
    ranges = [(0x20, 0x7E), (0, 0x2FF), (0x4E00, 0x4EFF), (0xFF00, 0xFFEF), (0x1F600, 0x1F64F), (0, 0x10FFFF)]
    low, high = random.choice(ranges)
    return "".join(chr(random.randint(low, high)) for _ in range(random.randint(0, 60)))
