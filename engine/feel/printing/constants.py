"""Constants and the names of entries as text."""

from __future__ import annotations

import re
from decimal import Decimal

from engine.feel.errors import FeelSyntaxError
from engine.feel.syntax import ast
from engine.feel.syntax.lexer import KEYWORDS, Source, tokens, written_name
from engine.feel.values.numbers import ARITHMETIC, number_text

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]')  # also what hides or turns the text around it
_SIGNS_IN_NAMES = frozenset("+-*/'")


def quoted(text: str) -> str:
    """The text as a string literal."""
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    sign = match.group()
    return _ESCAPES.get(sign) or f"\\u{ord(sign):04X}"


def literal_text(node: ast.Literal) -> str:
    if node.text is not None:
        return f"@{quoted(node.text)}"
    if isinstance(node.value, str):
        return quoted(node.value)
    if isinstance(node.value, Decimal):
        return _number(node.value)
    return "null" if node.value is None else "true" if node.value else "false"


def _number(value: Decimal) -> str:
    if not value or -20 <= value.adjusted() <= 40:
        return number_text(value)
    return str(value.normalize(ARITHMETIC))


def written_key(name: str) -> str:
    """The name of a context's entry: as it is if it reads like a name, else as a string."""
    try:
        words = tokens(Source(name))[:-1]
    except FeelSyntaxError:
        return quoted(name)
    plain = all(word.kind in ("name", "number") or word.text in _SIGNS_IN_NAMES for word in words)
    if not plain or not words or words[0].kind != "name" or words[0].text in KEYWORDS or len(words) > 30 or written_name(words) != name:
        return quoted(name)
    return name
