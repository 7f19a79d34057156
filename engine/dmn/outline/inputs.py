"""What a DMN file takes from outside, as fields that a person can fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.dmn.elements import Element, attribute, child, children, text
from engine.dmn.outline.declared_types import DeclaredTypes, Field
from engine.feel.errors import FeelLimitExceeded, FeelProblem, FeelSyntaxError
from engine.feel.expression import parse
from engine.feel.limits import Limits
from engine.feel.syntax.lexer import normal_name
from engine.feel.values.jsonable import to_json

_LIMITS = Limits(steps=20_000, collection_size=500)


@dataclass(frozen=True, slots=True)
class InputOutline:
    """A value of input data. ``name``: that of the input; ``path``: where in it the value stands, where it is a context.

    ``type``: a built-in type, "" when unknown; ``allowed``: unary tests; ``choices``: the values, where those are listed.
    """

    name: str
    path: tuple[str, ...]
    label: str
    type: str
    allowed: str
    choices: tuple[object, ...]


def input_outlines(roots: Sequence[Element], types: DeclaredTypes) -> tuple[InputOutline, ...]:
    """The input data of the first of ``roots``, then of the files it imports; of two with one name the first."""
    found: dict[str, tuple[InputOutline, ...]] = {}
    for root in roots:
        columns = _columns(root)
        for element in children(root, "inputData"):
            variable = child(element, "variable")
            name = normal_name(attribute(variable, "name") or attribute(element, "name"))
            if name not in found:
                asked = types.fields(attribute(variable, "typeRef"))
                found[name] = tuple(_outlined(name, attribute(element, "name"), field, columns.get(name), types) for field in asked)
    return tuple(field for fields in found.values() for field in fields)


def _columns(root: Element) -> dict[str, Element]:
    """Expression → the first table column that tests just this."""
    columns: dict[str, Element] = {}
    for column in _everywhere(root):
        columns.setdefault(normal_name(text(child(column, "inputExpression"))), column)
    return columns


def _everywhere(root: Element) -> Iterator[Element]:
    return (column for table in root.iter("{*}decisionTable") for column in children(table, "input"))


def _outlined(name: str, shown: str, field: Field, column: Element | None, types: DeclaredTypes) -> InputOutline:
    """A table's column may know more of an input than its own declaration does."""
    allowed, wanted, label = field.allowed, field.type, ""
    if column is not None and not field.path:
        reference = attribute(child(column, "inputExpression"), "typeRef")
        allowed = allowed or text(child(column, "inputValues")) or types.allowed(reference)
        wanted = wanted if wanted not in ("", "Any") else types.fields(reference)[0].type or wanted
        label = attribute(column, "label")
    return InputOutline(name, field.path, label or shown, wanted, allowed, _choices(allowed))


def _choices(allowed: str) -> tuple[object, ...]:
    """The values of a plain list of texts, numbers and truth values; none of anything else that is allowed."""
    if not allowed:
        return ()
    try:
        values = to_json(parse(f"[{allowed}]", limits=_LIMITS).evaluate({}, limits=_LIMITS).value)
    except (FeelSyntaxError, FeelLimitExceeded, FeelProblem):
        return ()
    return tuple(values) if isinstance(values, list) and all(isinstance(value, str | int | float) for value in values) else ()
