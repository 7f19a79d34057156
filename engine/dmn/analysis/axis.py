"""What one input can be, cut into atoms: pieces in which every value meets the same cells.

For numbers the atoms are the constants that the column's cells name and the intervals between them;
for texts that are only compared for equality, the named ones and "any other text". A cell is then a
set of atoms, held as the bits of an integer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from engine.dmn.analysis.boxes import union
from engine.dmn.analysis.cells import Cell, OneTest
from engine.dmn.analysis.lines import BOOLEAN, KINDS, STRING, between, line_of
from engine.feel.evaluation.operators import compare

POINT, INTERVAL, REST, OTHER, NULL = "point", "interval", "rest", "other", "null"
UNTYPED = "Any"


@dataclass(frozen=True, slots=True)
class Atom:
    """``value`` stands for all of its values. ``low`` and ``high``: the ends of an interval, outside of it; None where it has none.

    ``form``: one value (POINT), an INTERVAL, all texts that are not named (REST), anything of a kind that no
    cell names (OTHER), or NULL.
    """

    form: str
    value: object
    low: object = None
    high: object = None


@dataclass(frozen=True, slots=True)
class Line:
    """The atoms of one kind, in order: those of the axis from ``first`` on. ``points`` are its constants, ``at`` their atoms."""

    name: str
    first: int
    atoms: tuple[Atom, ...]
    points: tuple[object, ...]
    at: tuple[int, ...]

    @property
    def mask(self) -> int:
        return _bits(self.first, self.first + len(self.atoms))

    @property
    def fractions(self) -> tuple[Decimal, ...]:
        """The points that are no whole numbers."""
        return tuple(point for point in self.points if isinstance(point, Decimal) and point != point.to_integral_value())

    def pieces(self, points: Sequence[object]) -> Iterator[tuple[int, object]]:
        """The line cut at the points: each piece as atoms, with a value in it."""
        start, end = self.first, self.first + len(self.atoms)
        for index in sorted({self.index(point) for point in points if line_of(point) == self.name}):
            if index > start:
                yield _bits(start, index), self.atoms[start - self.first].value
            yield 1 << index, self.atoms[index - self.first].value
            start = index + 1
        if end > start:
            yield _bits(start, end), self.atoms[start - self.first].value

    def index(self, point: object) -> int:
        """The atom of one of the line's constants."""
        return self.at[bisect_left(self.points, _ORDER(point), key=_ORDER)]


def _bits(start: int, end: int) -> int:
    return (1 << end) - (1 << start)


def _order(one: Any, other: Any) -> int:
    """The order on a line; false comes before true."""
    return int(one) - int(other) if isinstance(one, bool) else compare(one, other) or 0


_ORDER = cmp_to_key(_order)


class Axis:
    """An input of a table. ``cells``: all that its columns ask; ``allowed``: what its values must pass (None: cannot be told).

    kind: the FEEL name of its type, UNTYPED when it is not known, "" for lists and other structures.
    everything: all its atoms. possible: those that can occur; null always can. expected: those that some rule
    should match: neither null nor of a kind that nobody names. settable: whether whoever asks may choose the value
    freely among the possible ones; a computed value may be bound to those of other inputs in ways that cannot be told.
    """

    def __init__(self, text: str, kind: str, cells: Sequence[Cell], allowed: Sequence[Cell | None], *, settable: bool) -> None:
        self.text = text
        self.kind = kind
        self.limited = bool(allowed)
        self._known = kind == UNTYPED or kind in KINDS
        told = [cell for cell in allowed if cell is not None]
        self.whole = any(test.whole for cell in told for test in cell.tests)
        self.lines = tuple(self._lines([cell for cell in (*cells, *told) if self._can_tell(cell)]))
        self.atoms = (*(atom for line in self.lines for atom in line.atoms), *self._odd_atoms())
        self.everything = _bits(0, len(self.atoms))
        self.null = 1 << (len(self.atoms) - 1)
        masks = [self.mask(cell) for cell in allowed]
        passed = self.everything
        for mask in masks:
            passed &= self.everything if mask is None else mask
        self.possible = passed | self.null
        self.expected = passed & self._usual()
        self.settable = settable and self._known and None not in masks

    def mask(self, cell: Cell | None) -> int | None:
        """The atoms at which the cell is true; None when it cannot be told."""
        if cell is not None and not cell.tests and not cell.values:
            return self.everything
        if cell is None or not self._can_tell(cell):
            return None
        results = [self._results(test) for test in cell.tests]
        results += [self._equal(cell.values)] if cell.values else []
        if not cell.negated:
            return union(true for true, _ in results)
        return self.everything & ~union(~false for _, false in results)

    def _equal(self, values: Sequence[object]) -> tuple[int, int]:
        """Where one of the constants is, and where none of them is; where they cannot all be compared it is neither."""
        kinds = {line_of(value) for value in values}
        lines = [line for line in self.lines if line.name in kinds]
        true = union(1 << line.index(value) for line in lines for value in values if line_of(value) == line.name)
        return true, self.null | (union(line.mask for line in lines) & ~true if len(kinds) == 1 else 0)

    def _results(self, test: OneTest) -> tuple[int, int]:
        """Where the test is true, and where it is false; null elsewhere."""
        true = false = 0
        for piece, value in self._pieces(test):
            result = test.holds(value)
            true |= piece if result is True else 0
            false |= piece if result is False else 0
        return true, false

    def _pieces(self, test: OneTest) -> Iterator[tuple[int, object]]:
        for line in self.lines:
            yield from line.pieces((*test.points, *line.fractions) if test.whole else test.points)
        for index in range(sum(len(line.atoms) for line in self.lines), len(self.atoms)):
            yield 1 << index, self.atoms[index].value

    def _can_tell(self, cell: Cell) -> bool:
        """What the atoms do not know: lists that equal a list of constants, and whether a number has a fraction."""
        lists_may_come, fractions_may_come = self.kind == UNTYPED, not self.whole
        return self._known and not any((test.lists and lists_may_come) or (test.whole and fractions_may_come) for test in cell.tests)

    def _lines(self, cells: Sequence[Cell]) -> Iterator[Line]:
        named: dict[str, list[object]] = {line: [] for line in KINDS.get(self.kind, ())}
        ordered: set[str] = set()
        for cell in cells:
            for point in (*cell.values, *(point for test in cell.tests for point in test.points)):
                if line_of(point) in named or self.kind == UNTYPED:
                    named.setdefault(line_of(point), []).append(point)
            ordered.update(line_of(point) for test in cell.tests if test.ordered for point in test.points)
        first = 0
        for name, points in named.items():
            loose = name == STRING and name not in ordered
            line = _line(name, first, [False, True] if name == BOOLEAN else points, self.whole, loose=loose)
            first += len(line.atoms)
            yield line

    def _odd_atoms(self) -> tuple[Atom, ...]:
        """Null comes last; before it what has a kind that no cell names, when such a value may come."""
        null = Atom(NULL, None)
        return (null,) if self.kind in KINDS else (Atom(OTHER, {}), null)

    def _usual(self) -> int:
        """The atoms of the kinds that cells name. If they name none: those of the type, or any."""
        named = [line for line in self.lines if line.points] or list(self.lines[:1])
        return union(line.mask for line in named) if named else self.everything & ~self.null


def _line(name: str, first: int, points: Sequence[object], whole: bool, *, loose: bool) -> Line:
    """``loose``: the points are compared for equality only, so that there is nothing between them, only a rest."""
    ordered: list[object] = []
    for point in sorted(points, key=_ORDER):
        if not ordered or _order(ordered[-1], point):
            ordered.append(point)
    atoms: list[Atom] = []
    at: list[int] = []
    for low, high in zip([None, *ordered], [*ordered, None], strict=True):
        inside = None if loose or name == BOOLEAN else between(name, low, high, whole=whole)
        if inside is not None:
            atoms.append(Atom(INTERVAL, inside, low, high))
        if high is not None:
            at.append(first + len(atoms))
            atoms.append(Atom(POINT, high))
    if loose:
        atoms.append(Atom(REST, _unnamed(ordered)))
    return Line(name, first, tuple(atoms), tuple(ordered), tuple(at))


def _unnamed(points: Sequence[object]) -> str:
    text = "other"
    while text in points:
        text += "_"
    return text
