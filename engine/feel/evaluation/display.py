"""Values → text, as ``string()`` shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from engine.feel.evaluation.state import State
from engine.feel.syntax.lexer import KEYWORDS
from engine.feel.values.functions import Function
from engine.feel.values.numbers import number_text
from engine.feel.values.ranges import Range


def text_of(value: object, state: State) -> str:
    """A string as it is; within lists and contexts with quotation marks."""
    text = value if isinstance(value, str) else _literal(value, state)
    state.lengthy(len(text))
    return text


def _literal(value: object, state: State) -> str:
    state.charge(1)
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value, state)
    return "function" if isinstance(value, Function) else str(value)


def _list(value: list[object], state: State) -> str:
    return f"[{_joined((_literal(item, state) for item in value), state)}]"


def _context(value: dict[str, object], state: State) -> str:
    entries = (f"{_key(name, state)}: {_literal(item, state)}" for name, item in value.items())
    return f"{{{_joined(entries, state)}}}"


def _joined(parts: Iterable[str], state: State) -> str:
    """Stops as soon as the text is too long: a short list can hold numbers of thousands of digits."""
    kept: list[str] = []
    length = 0
    for part in parts:
        length += len(part) + 2
        state.lengthy(length, len(part))
        kept.append(part)
    return ", ".join(kept)


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


_WRITERS: dict[type, Callable[..., str]] = {
    type(None): lambda value, state: "null",  # noqa: ARG005 - all writers take both
    bool: lambda value, state: "true" if value else "false",  # noqa: ARG005
    str: _quoted,
    Decimal: lambda value, state: number_text(value),  # noqa: ARG005
    list: _list,
    dict: _context,
    Range: _range,
}
