"""Sets of code points for ``[a-z-[aeiou]]`` and the like, which the engines for regular expressions do not know."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache

CodePoints = list[tuple[int, int]]

_SURROGATES = (0xD800, 0xDFFF)
_LAST_CASED = 0x1FFFF


def _sorted(points: CodePoints) -> CodePoints:
    """Disjoint, ascending."""
    merged: CodePoints = []
    for low, high in sorted(points):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def subtract(points: CodePoints, without: CodePoints) -> CodePoints:
    """The points that are not in ``without``."""
    left: CodePoints = []
    holes = iter(_sorted(without))
    hole = next(holes, None)
    for first, high in _sorted(points):
        low = first
        while hole is not None and hole[0] <= high:
            if hole[0] > low:
                left.append((low, hole[0] - 1))
            low = max(low, hole[1] + 1)
            if hole[1] > high:
                break
            hole = next(holes, None)
        if low <= high:
            left.append((low, high))
    return left


def complement(points: CodePoints) -> CodePoints:
    return subtract([(0, 0x10FFFF)], points)


def class_text(points: CodePoints) -> str:
    """A character class with ``\\x{…}``. Surrogates are no characters; an empty set matches nothing."""
    ranges = subtract(points, [_SURROGATES])
    if not ranges:
        return r"[^\x{0}-\x{10FFFF}]"
    return "[" + "".join(f"\\x{{{low:X}}}" if low == high else f"\\x{{{low:X}}}-\\x{{{high:X}}}" for low, high in ranges) + "]"


def without_case(points: CodePoints) -> CodePoints:
    """The points, and those that differ from them in case alone."""
    ranges = _sorted(points)
    starts = [low for low, _ in ranges]
    added: CodePoints = []
    for point, variants in _variants().items():
        at = bisect_right(starts, point) - 1
        if at >= 0 and point <= ranges[at][1]:
            added += [(variant, variant) for variant in variants]
    return points + added


@lru_cache(maxsize=1)
def _variants() -> dict[int, set[int]]:
    """Of each letter that has case: the others of equal lower or upper case (XPath functions, 5.6.2)."""
    groups: dict[str, set[int]] = defaultdict(set)
    for point in range(_LAST_CASED + 1):
        sign = chr(point)
        lower, upper = sign.lower(), sign.upper()
        if lower != upper:
            groups["l" + lower].add(point)
            groups["u" + upper].add(point)
    found: dict[int, set[int]] = defaultdict(set)
    for group in groups.values():
        for point in group:
            found[point] |= group - {point}
    return {point: variants for point, variants in found.items() if variants}


@lru_cache(maxsize=40)
def category(name: str) -> CodePoints:
    """The points of a general category (``Lu``) or a group of them (``L``)."""
    return [points for category, points in _table() if category.startswith(name)]


@lru_cache(maxsize=1)
def _table() -> list[tuple[str, tuple[int, int]]]:
    """Runs of equal general category over all code points; built once, when first asked for."""
    table: list[tuple[str, tuple[int, int]]] = []
    start, current = 0, unicodedata.category("\0")
    for point in range(1, 0x110000):
        category = unicodedata.category(chr(point))
        if category != current:
            table.append((current, (start, point - 1)))
            start, current = point, category
    table.append((current, (start, 0x10FFFF)))
    return table
