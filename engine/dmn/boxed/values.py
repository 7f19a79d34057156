"""Boxed literals, contexts, lists and relations (DMN 1.5, clause 10.2.1)."""

from __future__ import annotations

from itertools import zip_longest

from engine.dmn.boxed.boxes import Boxes
from engine.dmn.elements import Element, attribute, child, children, kind, text
from engine.dmn.names import Names
from engine.dmn.trace import Logic
from engine.feel.evaluation.state import Env
from engine.feel.syntax.lexer import normal_name


def literal(boxes: Boxes, element: Element, names: Names) -> Logic:
    source = text(child(element, "text"))
    if source:
        return boxes.feel(source, element, names)
    if child(element, "importedValues") is not None:
        return boxes.warning(element, "imported_values")
    return boxes.warning(element, "no_logic")


def context(boxes: Boxes, element: Element, names: Names) -> Logic:
    """Each entry sees those before it (and itself, if it is a function); the entry without a name is the result."""
    names = names.inside()
    entries: dict[str, Logic] = {}
    result: Logic | None = None
    for entry in children(element, "contextEntry"):
        variable = child(entry, "variable")
        name, reference = normal_name(attribute(variable, "name")), attribute(variable, "typeRef")
        if name in entries:
            return boxes.fault(entry, "entry_twice", name=name)
        names.declare(name)
        logic = boxes.inner(entry, names, reference)
        logic = boxes.typed(logic, boxes.types.find(reference, entry), name or "result", entry)
        if name:
            entries[name] = logic
        else:
            result = logic
    return _context(entries, result)


def _context(entries: dict[str, Logic], result: Logic | None) -> Logic:
    def build(env: Env) -> object:
        values: dict[str, object] = {}
        inner = Env(values, env, env.state)
        for name, logic in entries.items():
            values[name] = logic(inner)
        return values if result is None else result(inner)

    return build


def list_of(boxes: Boxes, element: Element, names: Names) -> Logic:
    items = tuple(boxes.logic(item, names) for item in _expressions(element))
    return lambda env: [item(env) for item in items]


def relation(boxes: Boxes, element: Element, names: Names) -> Logic:
    """A list of contexts: a row that has too few cells is null where they are missing."""
    columns = list(children(element, "column"))
    titles = [normal_name(attribute(column, "name")) for column in columns]
    if len(set(titles)) < len(titles) or "" in titles:
        return boxes.fault(element, "unnamed_column")
    rows = [_row(boxes, row, columns, names) for row in children(element, "row")]
    if any(len(row) != len(titles) for row in rows):
        boxes.fault(element, "uneven_relation")
    return lambda env: [dict.fromkeys(titles) | {title: cell(env) for title, cell in zip(titles, row, strict=False)} for row in rows]


def _row(boxes: Boxes, row: Element, columns: list[Element], names: Names) -> list[Logic]:
    cells: list[Logic] = []
    written = _expressions(row)
    for cell, column in zip_longest(written, columns[: len(written)]):
        reference = attribute(column, "typeRef")
        logic = boxes.logic(cell, names, reference)
        cells.append(boxes.typed(logic, boxes.types.find(reference, row), attribute(column, "name"), row))
    return cells


def _expressions(element: Element) -> list[Element]:
    """The boxed expressions of a list or row: everything but what any element may have."""
    return [each for each in children(element) if kind(each) not in ("description", "extensionElements")]
