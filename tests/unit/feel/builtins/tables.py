"""How the tables of examples in this folder are checked."""

from __future__ import annotations

from tests.unit.feel.asking import outcome, same

Table = list[tuple[str, str]]


def each(pattern: str, word: str, *parts: str) -> Table:
    """The pattern with each of the parts in the place of …"""
    return [(pattern.replace("…", part), word) for part in parts]


def check_value(text: str, expected: str) -> None:
    """Both have the same value in every part, and it is not null."""
    assert same(text, expected), outcome(text)


def check_null(text: str, word: str) -> None:
    """Null, and the reason has the word in it."""
    found = outcome(text)
    assert found.value is None
    assert word in found.problems[-1].en, found.problems
    assert any(ord(sign) > 0x2E80 for sign in found.problems[-1].zh)
