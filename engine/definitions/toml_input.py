"""TOML from strangers: limited before it is parsed, so that it costs no more than its length.

The parser of the standard library recurses for each bracket, keeps every beginning of a dotted key, and converts numbers of any length.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from engine.definitions.texts import say
from engine.kernel.texts import Text

LARGEST = 256 * 1024
"""Bytes; a procedure.toml of ordinary length has three thousand."""
DEEPEST = 20
"""Brackets within one another; names of a dotted key."""
LONGEST_WORD = 100
"""Characters of a number, a date or a key without quotation marks."""

_TOKEN = re.compile(
    r"""
    (?P<text>"{3}(?:[^"\\]+|\\.|"(?!""))*(?:"{3,5})?|'{3}(?:[^']+|'(?!''))*(?:'{3,5})?|"(?:[^"\\\n]+|\\.)*"?|'[^'\n]*'?)
    |(?P<comment>\#[^\n]*)
    |(?P<open>[\[{])|(?P<close>[\]}])
    |(?P<dot>\.)
    |(?P<blank>[ \t]+)
    |(?P<end>[=,\n\r])
    |(?P<word>[^\s\[\]{}"'\#.,=]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""A text may lack its end: so nothing is looked at twice."""


class TomlRefused(ValueError):
    """``text`` says why; it is the whole file that is refused."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def read_toml(content: bytes) -> dict[str, Any]:
    """The tables of a file. Raises ``TomlRefused``, and nothing else, whatever it holds."""
    if len(content) > LARGEST:
        raise TomlRefused(say("toml_too_large", most=LARGEST))
    try:
        text = content.decode("utf-8")
        _refuse_excess(text)
        return tomllib.loads(text)
    except ValueError as reason:  # of the encoding, the grammar, a number, a date
        if isinstance(reason, TomlRefused):
            raise
        raise TomlRefused(say("toml_invalid", reason=str(reason)[:200])) from reason


def _refuse_excess(text: str) -> None:
    depth = dots = 0
    for token in _TOKEN.finditer(text):
        match token.lastgroup:
            case "open":
                depth, dots = depth + 1, 0
            case "close":
                depth, dots = max(depth - 1, 0), 0
            case "dot":
                dots += 1
            case "end":
                dots = 0
            case "word" if len(token[0]) > LONGEST_WORD:
                raise TomlRefused(say("toml_word_too_long", most=LONGEST_WORD, word=token[0][:20]))
        if depth > DEEPEST or dots >= DEEPEST:
            raise TomlRefused(say("toml_too_deep", most=DEEPEST))
