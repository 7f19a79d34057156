"""Positions in lists and strings: they count from 1, or from the end when negative (footnotes of DMN 1.5, tables 74 and 75)."""

from __future__ import annotations

from decimal import Decimal

from engine.feel.errors import FeelProblem


def index(position: Decimal, size: int, function: str) -> int:
    """The Python index. Raises ``FeelProblem`` for 0, for fractions, and for what lies outside."""
    if position != position.to_integral_value() or not 1 <= abs(position) <= size:
        raise FeelProblem(
            f"Expected a position from 1 to {size} (or from the end: -1) for {function}, but it is {position}.",
            f"{function} 的位置应在 1 至 {size} 之间，实际为 {position}。",
        )
    return int(position) - 1 if position > 0 else size + int(position)


def portion(start: Decimal, length: Decimal | None, size: int, function: str) -> slice:
    """From a position, to the end or for a length that must stay inside. Raises ``FeelProblem``.

    Of a length that is no whole number only the whole part counts.
    """
    first = index(start, size, function)
    if length is None:
        return slice(first, size)
    if not 1 <= length < size - first + 1:
        raise FeelProblem(
            f"Expected a length from 1 to {size - first} for {function}, but it is {length}.",
            f"{function} 的长度应在 1 至 {size - first} 之间，实际为 {length}。",
        )
    return slice(first, first + int(length))
