"""One kind of difference, with what the documentation says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.differential.locating import Difference
from tests.differential.sides import Place, Question

DATA: Mapping[str, Any] = {
    "amount": 5,
    "note": "12",
    "title": "",
    "empty": None,
    "tags": ["a"],
    "items": [{"name": "cable", "price": 12.5, "done": True}, {"name": "pc", "price": None, "done": False}],
    "start": "2026-03-01",
    "due": "2026-03-20",
    "opens": "10:30",
    "meeting": "2026-03-20T05:30+08:00",
    "here": "2026-03-20T05:30",
}
"""What the form of the examples holds."""


@dataclass(frozen=True)
class Kind:
    """``expression`` shows it; ``browser`` and ``server`` are the answers. ``instead``: what to write, on which both agree; empty where
    a sentence must do. ``extra``: more fields that the example needs, ``computed``: computed ones. ``of_writing``: the difference lies
    in how something is written, not in what it means."""

    explains: Callable[[Difference], bool]
    expression: str
    browser: str
    server: str
    instead: str
    en: str
    zh: str
    extra: Mapping[str, Any] = field(default_factory=dict)
    computed: tuple[tuple[str, str], ...] = ()
    of_writing: bool = False

    @property
    def name(self) -> str:
        return self.explains.__name__

    def question(self, text: str) -> Question:
        """An expression in the form of the example."""
        return Question(text, Place({**DATA, **self.extra}, computed=self.computed))


@dataclass(frozen=True)
class Topic:
    """Kinds under one heading of the documentation."""

    en: str
    zh: str
    kinds: tuple[Kind, ...]
