"""Positions in lists and strings: they count from 1, or from the end when negative (footnotes of DMN 1.5, tables 74 and 75)."""

from __future__ import annotations

from decimal import Decimal

from engine.feel.errors import FeelProblem
from engine.feel.texts import say


def index(position: Decimal, size: int, function: str) -> int:
    """The Python index. Raises ``FeelProblem`` for 0, for fractions, and for what lies outside."""
    if position != position.to_integral_value() or not 1 <= abs(position) <= size:
        raise FeelProblem(say("no_position_for", size=size, function=function, position=position))
    return int(position) - 1 if position > 0 else size + int(position)


def portion(start: Decimal, length: Decimal | None, size: int, function: str) -> slice:
    """From a position, to the end or for a length that must stay inside. Raises ``FeelProblem``.

    Of a length that is no whole number only the whole part counts.
    """
    first = index(start, size, function)
    if length is None:
        return slice(first, size)
    if not 1 <= length < size - first + 1:
        raise FeelProblem(say("no_length_for", most=size - first, function=function, length=length))
    return slice(first, first + int(length))
