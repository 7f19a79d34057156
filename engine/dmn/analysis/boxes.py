"""Boxes: a set of atoms on every axis, each set held as the bits of an integer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.dmn.analysis.budget import Budget

Box = tuple[int, ...]


def numbers(bits: int) -> Iterator[int]:
    """The positions of the set bits, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def union(masks: Iterable[int]) -> int:
    result = 0
    for mask in masks:
        result |= mask
    return result


def inside(inner: Box, outer: Box) -> bool:
    """Whether the one box has nothing that the other has not."""
    return not any(one & ~other for one, other in zip(inner, outer, strict=True))


def common(one: Box, other: Box) -> Box:
    return tuple(mine & theirs for mine, theirs in zip(one, other, strict=True))


class BoxSet:
    """Many boxes, asked all at once; answers are the numbers of boxes as bits.

    Tables repeat themselves: on each axis the boxes with the same set are one group, and an answer is kept.
    """

    def __init__(self, boxes: Iterable[Box], width: int, budget: Budget) -> None:
        self.groups: list[dict[int, int]] = [{} for _ in range(width)]
        """By axis: a set of atoms → the boxes that have it there."""
        self.boxes = tuple(boxes)
        self.all = (1 << len(self.boxes)) - 1
        self._budget = budget
        self._meeting: dict[tuple[int, int], int] = {}
        self._holding: dict[tuple[int, int], int] = {}
        for number, box in enumerate(self.boxes):
            for group, mask in zip(self.groups, box, strict=True):
                group[mask] = group.get(mask, 0) | 1 << number

    def meeting(self, box: Box, among: int) -> int:
        """Those among the boxes that have something in common with the box."""
        for key in enumerate(box):
            if among and key not in self._meeting:
                self._meeting[key] = sum(boxes for mask, boxes in self._groups(key[0]) if mask & key[1])
            among &= self._meeting[key] if among else 0
        return among

    def holding(self, box: Box, among: int) -> int:
        """Those among the boxes that have all of the box."""
        for key in enumerate(box):
            if among and key not in self._holding:
                self._holding[key] = sum(boxes for mask, boxes in self._groups(key[0]) if not key[1] & ~mask)
            among &= self._holding[key] if among else 0
        return among

    def _groups(self, axis: int) -> Iterable[tuple[int, int]]:
        self._budget.charge(len(self.groups[axis]))
        return self.groups[axis].items()
