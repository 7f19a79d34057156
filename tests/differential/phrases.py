"""How expressions are put together of parts: brackets where they must be, and sometimes where they need not."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import ClassVar

from tests.differential.data import Fields

DEEPEST = 3
LOOSE, OR, AND, COMPARE, ADD, TIMES, POWER, SIGN, TIGHT = range(9)
"""How strongly a form of expression holds its parts together; ``if`` and loops take everything that follows."""

Text = tuple[str, int]
"""An expression and how strongly it holds together."""


class Phrases:
    """What the writers of all types share. ``OFTEN``: the types, each with its weight; a method of that name writes one."""

    OFTEN: ClassVar[dict[str, int]]

    def __init__(self, source: random.Random, fields: Fields) -> None:
        self._source = source
        self._fields = fields

    def of(self, kind: str, depth: int) -> Text:
        """An expression of one type."""
        written: Text = getattr(self, kind)(depth)
        return written

    def any(self, depth: int) -> Text:
        """An expression of some type."""
        return self.of(self._source.choices(list(self.OFTEN), list(self.OFTEN.values()))[0], depth)

    def _one(self, leaf: Callable[[], str], depth: int, *forms: Callable[[int], Text]) -> Text:
        """A leaf at the bottom; above it one of the forms. Now and then something of another type, as people write it by mistake."""
        if depth and self._source.random() < 0.04:
            return self._leaf("null") if self._source.random() < 0.5 else self.any(depth + 1)
        if depth >= DEEPEST or (depth and self._source.random() < 0.3):
            return self._leaf(leaf())
        return self._source.choice(forms)(depth + 1)

    def _leaf(self, text: str) -> Text:
        return text, SIGN if text.startswith("-") else TIGHT

    def _held(self, text: Text, level: int) -> str:
        """In brackets where it must be, and sometimes where it need not."""
        return f"({text[0]})" if text[1] < level or self._source.random() < 0.05 else text[0]

    def _sign(self, sign: str) -> str:
        return sign if self._source.random() < 0.15 else f" {sign} "

    def _binary(self, left: Text, sign: str, right: Text, level: int) -> Text:
        return f"{self._held(left, level)}{self._sign(sign)}{self._held(right, level + 1)}", level

    def _call(self, name: str, *values: Text | str) -> Text:
        return f"{name}({', '.join(value if isinstance(value, str) else value[0] for value in values)})", TIGHT

    def _if(self, kind: str, depth: int) -> Text:
        return f"if {self.of('truth', depth)[0]} then {self.of(kind, depth)[0]} else {self.of(kind, depth)[0]}", LOOSE
