"""A decision table as boxes over its axes: each rule is a set of atoms on every axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.dmn.analysis.axis import UNTYPED, Axis
from engine.dmn.analysis.boxes import Box
from engine.dmn.analysis.cells import Cell, Reader
from engine.dmn.analysis.sheet import Row, Scope, Sheet, chain, is_property, plain_type, type_of


@dataclass(frozen=True, slots=True)
class Rule:
    """``sure``: where the rule matches for certain, ``maybe``: where it may; they differ in cells that cannot be told.

    A box has a set of atoms for each axis. ``texts``: what the rule asks on each axis. ``hopeless``: the first axis,
    if any, on which no value is what it asks for.
    """

    row: Row
    sure: Box
    maybe: Box
    texts: tuple[tuple[str, ...], ...]
    hopeless: int | None


@dataclass(frozen=True, slots=True)
class _Column:
    """The columns of the table that ask for the same value. ``at``: their positions."""

    text: str
    path: tuple[str, ...]
    at: tuple[int, ...]


class Grid:
    """``rules``: those that can match at all. ``never``: the others. Raises ``FeelLimitExceeded`` when reading takes too long."""

    def __init__(self, sheet: Sheet, reader: Reader, scope: Scope) -> None:
        self.sheet = sheet
        columns = _columns(sheet, reader)
        self.axes = tuple(_axis(column, columns, sheet, reader, scope) for column in columns)
        asked = [_asked(column, axis, sheet, reader) for column, axis in zip(columns, self.axes, strict=True)]
        rules = [_rule(row, self.axes, columns, asked) for row in sheet.rows]
        self.never = tuple(rule for rule in rules if rule.hopeless is not None)
        self.rules = tuple(rule for rule in rules if rule.hopeless is None)
        self.free = tuple(index for index, axis in enumerate(self.axes) if axis.settable)
        """The axes on which examples may be chosen."""

    def certain(self, rule: Rule) -> bool:
        """Whether the rule matches whatever the inputs are that cannot be chosen freely."""
        return all(axis.settable or rule.sure[index] == axis.everything for index, axis in enumerate(self.axes))


def _columns(sheet: Sheet, reader: Reader) -> tuple[_Column, ...]:
    found: dict[object, _Column] = {}
    for index, heading in enumerate(sheet.headings):
        path = chain(reader.tree(heading.text))
        key = path or heading.text
        at = (*found[key].at, index) if key in found else (index,)
        found[key] = _Column(heading.text, path, at)
    return tuple(found.values())


def _axis(column: _Column, columns: Sequence[_Column], sheet: Sheet, reader: Reader, scope: Scope) -> Axis:
    headings = [sheet.headings[index] for index in column.at]
    kinds = {heading.kind for heading in headings}
    allowed = [text for heading in headings for text in heading.allowed]
    if column.path:
        kind, more = plain_type(type_of(column.path, scope))
        kinds.add(kind)
        allowed += more
    kinds.discard(UNTYPED)
    kind = UNTYPED if not kinds else kinds.pop() if len(kinds) == 1 else ""
    cells = [cell for text in _texts(column, sheet) if (cell := _cell(text, reader)) is not None]
    return Axis(column.text, kind, cells, [reader.cell(text) for text in allowed], settable=_is_free(column, columns, scope))


def _is_free(column: _Column, columns: Sequence[_Column], scope: Scope) -> bool:
    """A name (or a part of one) whose value nothing else in the table decides: an input, as far as the table can see."""
    path = column.path
    if not path or is_property(path, scope):
        return False
    others = (other.path for other in columns if other is not column)
    return not any((other and other == path[: len(other)]) or path == other[: len(path)] for other in others)


def _texts(column: _Column, sheet: Sheet) -> Iterator[str | None]:
    return (row.cells[index] for row in sheet.rows for index in column.at)


def _cell(text: str | None, reader: Reader) -> Cell | None:
    return None if text is None else reader.cell(text)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a cell asks on its axis: the atoms (None: cannot be told), and whether no value whatever can be one of them."""

    mask: int | None
    vain: bool


def _asked(column: _Column, axis: Axis, sheet: Sheet, reader: Reader) -> dict[str | None, _Asked]:
    cells = {text: _cell(text, reader) for text in _texts(column, sheet)}
    return {text: _Asked(axis.mask(cell), cell is not None and cell.vain) for text, cell in cells.items()}


def _rule(row: Row, axes: Sequence[Axis], columns: Sequence[_Column], asked: Sequence[dict[str | None, _Asked]]) -> Rule:
    sure, maybe, texts, hopeless = [], [], [], []
    for index, (axis, column, known) in enumerate(zip(axes, columns, asked, strict=True)):
        cells = [known[row.cells[at]] for at in column.at]
        certain, likely = axis.everything, axis.possible
        for cell in cells:
            certain &= cell.mask or 0
            likely &= axis.everything if cell.mask is None else cell.mask
        if not likely or any(cell.vain for cell in cells):
            hopeless.append(index)
        sure.append(certain)
        maybe.append(likely)
        texts.append(tuple(text for at in column.at if (text := row.cells[at]) is not None))
    return Rule(row, tuple(sure), tuple(maybe), tuple(texts), hopeless[0] if hopeless else None)
