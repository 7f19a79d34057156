"""What a diagram says by a literal, so that it is known before there is a case."""

from __future__ import annotations

import re

from engine.bpmn.model import Value

_TEXT_LITERAL = re.compile(r'\s*"([^"\\]*)"\s*')


def literal_text(value: Value | None) -> str | None:
    """The text, also where it is written as an expression; None for what only a case can tell."""
    if value is None or not value.is_expression:
        return None if value is None else value.text
    found = _TEXT_LITERAL.fullmatch(value.text)
    return found and found[1]
