"""Several things in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from engine.kernel.texts import Text, joined

_COMMA, _OR = Text(", ", "、"), Text(" or ", " 或 ")


def listed(names: Iterable[str]) -> Text:
    """Names in a row, as each language separates them."""
    return joined(map(Text.same, names), _COMMA)


def either(forms: Iterable[str]) -> Text:
    """Things of which one is meant."""
    return joined(map(Text.same, forms), _OR)
