"""Boxes that cover others, and what they leave, against counting every single point."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dmn.analysis.boxes import Box, BoxSet, inside
from engine.dmn.analysis.budget import Budget, BudgetSpent
from engine.dmn.analysis.cover import Cover

WIDTH, ATOMS = 4, 4
_BOXES = st.tuples(*[st.integers(0, 2**ATOMS - 1)] * WIDTH)
_FULL_BOXES = st.tuples(*[st.integers(1, 2**ATOMS - 1)] * WIDTH)


def points(box: Box) -> set[tuple[int, ...]]:
    return set(product(*([atom for atom in range(ATOMS) if mask >> atom & 1] for mask in box)))


def cover(box: Box, others: list[Box]) -> Cover:
    boxes = BoxSet(others, len(box), Budget())
    return Cover(box, boxes, boxes.all, Budget())


@given(_FULL_BOXES, st.lists(_BOXES, max_size=8))
def test_gaps_are_what_is_not_covered(box: Box, others: list[Box]) -> None:
    left = points(box) - set().union(*map(points, others))
    gaps = list(cover(box, others).gaps())
    assert sum(len(points(gap)) for gap in gaps) == len(left)  # none twice
    assert set().union(*map(points, gaps)) == left


@given(_FULL_BOXES, st.lists(_BOXES, max_size=8))
def test_gaps_grow_until_they_touch(box: Box, others: list[Box]) -> None:
    covering = cover(box, others)
    left = points(box) - set().union(*map(points, others))
    for gap in covering.gaps():
        widest = covering.widened(gap)
        assert inside(gap, widest)
        assert points(widest) <= left
        for axis, mask in enumerate(widest):
            for more in range(ATOMS):
                wider = (*widest[:axis], mask | 1 << more, *widest[axis + 1 :])
                assert wider == widest or not points(wider) <= left


@given(_FULL_BOXES, st.lists(_BOXES, max_size=12))
def test_coverers_cover(box: Box, others: list[Box]) -> None:
    found = cover(box, others).coverers()
    covered = points(box) <= set().union(*map(points, others))
    assert bool(found) == covered
    assert not found or points(box) <= set().union(*(points(others[number]) for number in found))


@given(_BOXES, st.lists(_BOXES, max_size=8), st.integers(0, 255))
def test_a_set_of_boxes_is_asked_at_once(box: Box, others: list[Box], among: int) -> None:
    boxes = BoxSet(others, WIDTH, Budget())
    among &= boxes.all
    meeting = {number for number, other in enumerate(others) if points(box) & points(other) and among >> number & 1}
    holding = {number for number, other in enumerate(others) if inside(box, other) and among >> number & 1}
    for _ in range(2):
        assert boxes.meeting(box, among) == sum(1 << number for number in meeting)
        assert boxes.holding(box, among) == sum(1 << number for number in holding)


def test_work_is_bounded() -> None:
    others: list[Box] = [tuple(1 << (number * 7 + axis * 3) % 97 for axis in range(6)) for number in range(90)]
    with pytest.raises(BudgetSpent):
        list(Cover((2**97 - 1,) * 6, BoxSet(others, 6, Budget()), 2**90 - 1, Budget(2_000)).gaps())
