"""Values → text, as ``string()`` shows them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from engine.feel.lexer import KEYWORDS
from engine.feel.state import State
from engine.feel.values import Range, duration_text, kind, number_text


def text_of(value: object, state: State) -> str:
    """A string as it is; within lists and contexts with quotation marks."""
    text = value if isinstance(value, str) else _literal(value, state)
    state.lengthy(len(text))
    return text


def _literal(value: object, state: State) -> str:
    state.charge(1)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value, state)
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, list):
        return f"[{_joined([_literal(item, state) for item in value], state)}]"
    if isinstance(value, dict):
        entries = [f"{_key(name, state)}: {_literal(item, state)}" for name, item in value.items()]
        return f"{{{_joined(entries, state)}}}"
    if isinstance(value, Range):
        return _range(value, state)
    return "function" if kind(value) == "function" else str(value)


def _joined(parts: list[str], state: State) -> str:
    state.lengthy(sum(len(part) + 2 for part in parts))
    return ", ".join(parts)


def _quoted(text: str, state: State) -> str:
    state.lengthy(len(text) * 2)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _key(name: str, state: State) -> str:
    return name if name.isidentifier() and name not in KEYWORDS else _quoted(name, state)


def _range(value: Range, state: State) -> str:
    if value.comparison in ("=", "!="):
        return f"{value.comparison}{_literal(value.start, state)}"
    if value.comparison is not None:
        return f"{value.comparison}{_literal(value.end if value.start is None else value.start, state)}"
    opening, closing = "[" if value.start_included else "(", "]" if value.end_included else ")"
    return f"{opening}{_literal(value.start, state)}..{_literal(value.end, state)}{closing}"
