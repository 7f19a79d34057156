"""Texts that may be expressions: a leading ``=`` is FEEL, the older ``${…}`` is converted where it is only a name."""

from __future__ import annotations

import re

from engine.bpmn.checking.findings import Findings
from engine.bpmn.model import Value

_OLD_STYLE = re.compile(r"[$#]\{")
_OLD_NAME = re.compile(r"[$#]\{\s*([A-Za-z_]\w*)\s*\}")

STAND_IN = Value("null", is_expression=True)
"""For an expression that was told to be wrong, so that it is not told again."""


def value(text: str | None, where: str, place: str, findings: Findings) -> Value | None:
    """``text`` as a literal or an expression; None for nothing."""
    text = (text or "").strip()
    if not text:
        return None
    if text.startswith("="):
        return Value(text[1:].strip(), is_expression=True)
    if name := _OLD_NAME.fullmatch(text):
        return Value(name.group(1), is_expression=True)
    if _OLD_STYLE.search(text):
        findings.error(where, "expression_not_feel", place=place, text=text[:80])
    return Value(text)


def expression(text: str | None, where: str, place: str, findings: Findings) -> Value | None:
    """``text`` where only an expression makes sense: the leading ``=`` may be left out."""
    read = value(text, where, place, findings)
    if read is None or read.is_expression:
        return read
    return STAND_IN if _OLD_STYLE.search(read.text) else Value(read.text, is_expression=True)
