"""The ``decisionTable`` element as the analysis sees it: columns with their types, rules as texts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from engine.dmn.elements import Element, attribute, child, children, identity, text
from engine.feel.dialect import STANDARD, Dialect
from engine.feel.evaluation.conformance import LimitedType
from engine.feel.syntax import ast
from engine.feel.values.feel_types import ANY, ContextType, Type
from engine.feel.values.properties import PROPERTIES

_PARTS_OF_VALUES = frozenset(name for properties in PROPERTIES.values() for name in properties)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the table stands. ``names``: what is in scope, with the types (ANY where they are not known).

    declared: the type that the ``typeRef`` of an element means (ANY without one). members: names that may follow a dot.
    """

    declared: Callable[[Element], Type]
    names: Mapping[str, Type]
    members: Collection[str]
    dialect: Dialect = STANDARD


@dataclass(frozen=True, slots=True)
class Heading:
    """An input column. ``kind``: the FEEL name of its type, "Any" when it is not known. ``allowed``: unary tests that all must hold."""

    text: str
    kind: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A rule; ``number`` counts from 1. A cell that is not written in FEEL is None."""

    id: str
    number: int
    cells: tuple[str | None, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An output column. ``ranking``: its values, the highest priority first."""

    type: Type
    ranking: str


@dataclass(frozen=True, slots=True)
class Sheet:
    id: str
    policy: str
    headings: tuple[Heading, ...]
    answers: tuple[Answer, ...]
    rows: tuple[Row, ...]
    has_default: bool


def read(table: Element, scope: Scope) -> Sheet | None:
    """None for a table that has faults in its form, which others report."""
    outputs = list(children(table, "output"))
    sheet = Sheet(
        identity(table),
        attribute(table, "hitPolicy", "UNIQUE").upper() or "UNIQUE",
        tuple(_heading(column, scope) for column in children(table, "input")),
        tuple(Answer(scope.declared(output), text(child(output, "outputValues"))) for output in outputs),
        tuple(_row(rule, number) for number, rule in enumerate(children(table, "rule"), 1)),
        any(text(child(output, "defaultOutputEntry")) for output in outputs),
    )
    even = all(len(row.cells) == len(sheet.headings) and len(row.outputs) == len(outputs) for row in sheet.rows)
    return sheet if even and sheet.rows and all(heading.text for heading in sheet.headings) else None


def _row(rule: Element, number: int) -> Row:
    cells = tuple((text(entry) or "-") if _is_feel(entry) else None for entry in children(rule, "inputEntry"))
    return Row(identity(rule), number, cells, tuple(text(entry) for entry in children(rule, "outputEntry")))


def _is_feel(entry: Element) -> bool:
    language = attribute(entry, "expressionLanguage")
    return not language or language.rstrip("/").lower().endswith("feel")


def _heading(column: Element, scope: Scope) -> Heading:
    expression = child(column, "inputExpression")
    source = " ".join(text(child(expression, "text")).split()) if expression is not None else ""
    kind, allowed = plain_type(ANY if expression is None else scope.declared(expression))
    values = text(child(column, "inputValues"))
    return Heading(source, kind, (*allowed, values) if values else allowed)


def plain_type(wanted: Type) -> tuple[str, tuple[str, ...]]:
    """The FEEL name of the type ("" for lists, contexts and other structures) and the allowed values on the way to it."""
    allowed: list[str] = []
    while isinstance(wanted, LimitedType):
        allowed.append(wanted.sentence)
        wanted = wanted.base
    return (wanted.name if type(wanted) is Type else ""), tuple(allowed)


def chain(node: ast.Node | None) -> tuple[str, ...]:
    """``a.b.c`` as its names; empty for anything else."""
    if isinstance(node, ast.Name):
        return (node.name,)
    if isinstance(node, ast.Path):
        outer = chain(node.operand)
        return (*outer, node.name) if outer else ()
    return ()


def type_of(path: tuple[str, ...], scope: Scope) -> Type:
    """The type of ``a.b.c`` as far as it is known."""
    found = scope.names.get(path[0], ANY)
    for name in path[1:]:
        whole = _bare(found)
        found = whole.by_name.get(name, ANY) if isinstance(whole, ContextType) else ANY
    return found


def is_property(path: tuple[str, ...], scope: Scope) -> bool:
    """Whether the last name may be a part of a value, like the year of a date, that has values of its own kind only."""
    return len(path) > 1 and path[-1] in _PARTS_OF_VALUES and not isinstance(_bare(type_of(path[:-1], scope)), ContextType)


def _bare(wanted: Type) -> Type:
    while isinstance(wanted, LimitedType):
        wanted = wanted.base
    return wanted
