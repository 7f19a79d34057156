"""Ids for what was drawn without one, or is inserted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_MOST_UNDERSCORES = 20


class FreshIds:
    """Gives ids that are not ``taken``: the one that is wanted, or one like it."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._tried: Counter[str] = Counter()

    def __call__(self, wanted: str) -> str:
        """Many may want the same: each goes on where the one before ended."""
        while (made := _variant(wanted, self._tried[wanted])) in self._taken:
            self._tried[wanted] += 1
        self._taken.add(made)
        return made


def _variant(wanted: str, tried: int) -> str:
    return wanted + "_" * tried if tried <= _MOST_UNDERSCORES else f"{wanted}_{tried}"
