"""What a box has that other boxes do not cover.

The box is cut along one axis after the other, always along the one that divides the most of the boxes that
are still in question, and never again for the same boxes: tables are written with a system, and so the
number of different questions stays far below the number of combinations of atoms.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.dmn.analysis.boxes import Box, BoxSet, numbers, union
from engine.dmn.analysis.budget import Budget

COVERED, OPEN = -1, 0
Branches = tuple[int, tuple[tuple[int, int], ...]]


class Cover:
    """``box``, no set of which is empty, and those ``others`` (as bits) of a set of boxes that may cover it."""

    def __init__(self, box: Box, boxes: BoxSet, others: int, budget: Budget) -> None:
        self._box = box
        self._budget = budget
        self._axes = (1 << len(box)) - 1
        self._boxes = boxes.boxes
        self._others = others
        self._groups: list[dict[int, int]] = [{} for _ in box]  # by axis: a part of the box → the others that have just this part
        self._cut = [0] * len(box)  # by axis: the others that do not have all of the box there
        for axis, whole in enumerate(box):
            budget.charge(len(boxes.groups[axis]))
            for mask, having in boxes.groups[axis].items():
                if whole & ~mask and having & others:
                    self._cut[axis] |= having & others
                    self._groups[axis][whole & mask] = self._groups[axis].get(whole & mask, 0) | having & others
        self._nodes: list[Branches] = [(0, ())]
        self._numbers: dict[Branches, int] = {}
        self._known: dict[tuple[int, int], int] = {}
        self._met: dict[tuple[int, int], int] = {}

    # --- is it covered? ---------------------------------------------------------------------------

    def coverers(self) -> set[int]:
        """Numbers of others that together cover the box; none when they do not."""
        used: set[int] = set()
        seen: set[tuple[int, int]] = set()
        return used if self._is_covered(self._others, self._axes, used, seen) else set()

    def _is_covered(self, others: int, axes: int, used: set[int], seen: set[tuple[int, int]]) -> bool:
        if not others:
            return False
        if (others, axes) in seen:
            return True
        whole = self._whole(others, axes)
        if whole:
            if not any(whole >> number & 1 for number in used):
                used.add(next(numbers(whole)))
            return True
        axis, parts = self._parts(others, axes)
        rest = axes & ~(1 << axis)
        if not all(self._is_covered(inside, rest, used, seen) for _, inside in sorted(parts, key=lambda part: part[1].bit_count())):
            return False
        seen.add((others, axes))
        return True

    # --- what is left? ----------------------------------------------------------------------------

    def gaps(self) -> Iterator[Box]:
        """What is not covered, as boxes that do not overlap; neighbours that have the same gaps behind them are one."""
        yield from self._paths(self._uncovered(self._others, self._axes), self._box)

    def _uncovered(self, others: int, axes: int) -> int:
        """COVERED, OPEN (nothing of it is covered), or the number of a node: an axis, and what is left behind each part of it."""
        if not others:
            return OPEN
        if self._whole(others, axes):
            return COVERED
        key = others, axes
        if key not in self._known:
            axis, parts = self._parts(others, axes)
            behind: dict[int, int] = {}
            for mask, inside in parts:
                node = self._uncovered(inside, axes & ~(1 << axis))
                if node != COVERED:
                    behind[node] = behind.get(node, 0) | mask
            self._known[key] = self._node(axis, behind) if behind else COVERED
        return self._known[key]

    def _node(self, axis: int, behind: dict[int, int]) -> int:
        branches = axis, tuple((mask, node) for node, mask in behind.items())
        if branches not in self._numbers:
            self._numbers[branches] = len(self._nodes)
            self._nodes.append(branches)
        return self._numbers[branches]

    def _paths(self, node: int, box: Box) -> Iterator[Box]:
        if node == OPEN:
            yield box
        elif node != COVERED:
            axis, branches = self._nodes[node]
            for mask, after in branches:
                yield from self._paths(after, (*box[:axis], mask, *box[axis + 1 :]))

    def widened(self, gap: Box) -> Box:
        """The gap as wide as it can be on one axis after the other without meeting one of the others."""
        meeting = [self._meeting(axis, mask) for axis, mask in enumerate(gap)]
        for axis, whole in enumerate(self._box):
            hindering = self._others
            for other in range(len(gap)):
                hindering &= meeting[other] if other != axis else self._others
            taken = union(mask for mask, _ in self._dividing(axis, hindering))
            gap = (*gap[:axis], whole & ~taken, *gap[axis + 1 :])
            meeting[axis] = self._meeting(axis, gap[axis])
        return gap

    def _meeting(self, axis: int, mask: int) -> int:
        """The others that have something of the set on the axis."""
        if (axis, mask) not in self._met:
            self._budget.charge(len(self._groups[axis]))
            cutting = sum(others for other, others in self._groups[axis].items() if other & mask)
            self._met[axis, mask] = cutting | self._others & ~self._cut[axis]
        return self._met[axis, mask]

    # --- both ---------------------------------------------------------------------------------------

    def _whole(self, others: int, axes: int) -> int:
        """Those of the others that have all of the box on all these axes."""
        for axis in numbers(axes):
            others &= ~self._cut[axis]
        return others

    def _parts(self, others: int, axes: int) -> tuple[int, list[tuple[int, int]]]:
        """The axis that divides the most of the others, and its parts with the others that have them."""
        axis = max(numbers(axes), key=lambda each: ((others & self._cut[each]).bit_count(), -each))
        parts = [(self._box[axis], others & ~self._cut[axis])]
        for mask, having in self._dividing(axis, others & self._cut[axis]):
            self._budget.charge(5 * len(parts))
            parts = [
                (piece, inside | added) for whole, inside in parts for piece, added in ((whole & mask, having), (whole & ~mask, 0)) if piece
            ]
        merged: dict[int, int] = {}
        for piece, inside in parts:
            merged[inside] = merged.get(inside, 0) | piece
        return axis, [(piece, inside) for inside, piece in merged.items()]

    def _dividing(self, axis: int, others: int) -> Iterator[tuple[int, int]]:
        """The different parts of the box that these others have on the axis, each with those that have it."""
        groups, count = self._groups[axis], others.bit_count()
        self._budget.charge(self._axes.bit_length() + min(len(groups), count))
        if count < len(groups):
            few: dict[int, int] = {}
            for number in numbers(others):
                mask = self._boxes[number][axis] & self._box[axis]
                few[mask] = few.get(mask, 0) | 1 << number
            yield from few.items()
        else:
            yield from ((mask, having & others) for mask, having in groups.items() if having & others)
