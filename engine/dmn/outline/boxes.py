"""What a DMN file looks like: its decisions, tables and boxed expressions as plain data that a screen can draw.

Nothing is evaluated, and nothing is judged: what ``load`` finds faulty is outlined as it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from engine.dmn.elements import BOXES, Element, attribute, child, children, identity, kind, read_root, text
from engine.dmn.outline.declared_types import DeclaredTypes
from engine.dmn.outline.inputs import InputOutline, input_outlines
from engine.feel.syntax.lexer import normal_name
from engine.xml_input import CEILINGS


@dataclass(frozen=True, slots=True)
class InputColumn:
    """``allowed``: unary tests, those of the type where the column names none."""

    id: str
    label: str
    expression: str
    type: str
    allowed: str


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """``allowed``: values, the highest priority first; ``default``: what stands when no rule matches."""

    id: str
    label: str
    name: str
    type: str
    allowed: str
    default: str


@dataclass(frozen=True, slots=True)
class RuleOutline:
    """``index`` counts from 1, as the trace of an evaluation does."""

    id: str
    index: int
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    annotations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableOutline:
    """A decision table as it is drawn. ``annotations``: the names of those columns."""

    id: str
    hit_policy: str
    aggregation: str
    inputs: tuple[InputColumn, ...]
    outputs: tuple[OutputColumn, ...]
    annotations: tuple[str, ...]
    rules: tuple[RuleOutline, ...]


@dataclass(frozen=True, slots=True)
class BoxLine:
    """One box of a boxed expression. The boxes inside follow it with a greater ``depth``.

    ``label``: what it is inside the box around it (an entry's name, "if", a column); ``kind``: its element's name;
    ``text``: what is written in it; ``table``: for a decision table.
    """

    depth: int
    label: str
    kind: str
    text: str
    table: TableOutline | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that a decision needs. ``kind``: input, decision or knowledge."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class LogicOutline:
    """A decision or a knowledge model. ``name`` is for people; ``variable`` what expressions call its value.

    ``logic``: the kind of its boxed expression ("" without one), which ``body`` holds.
    """

    id: str
    kind: str
    name: str
    variable: str
    question: str
    description: str
    type: str
    parameters: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    logic: str
    body: tuple[BoxLine, ...]

    def tables(self) -> Iterator[TableOutline]:
        """The decision tables in it."""
        return (line.table for line in self.body if line.table is not None)


@dataclass(frozen=True, slots=True)
class ModelOutline:
    """A file: its decisions and knowledge models in their order, and what it takes from outside."""

    name: str
    namespace: str
    logic: tuple[LogicOutline, ...]
    inputs: tuple[InputOutline, ...]


_LOGIC = {"decision": "decision", "businessKnowledgeModel": "knowledge"}
_REQUIRED = {"requiredInput": "input", "requiredDecision": "decision", "requiredKnowledge": "knowledge"}
MOST_LINES = 2_000
"""Boxes of one decision that are outlined."""


def outline(xml: bytes, *, imports: Iterable[bytes] = ()) -> ModelOutline:
    """The outline of a DMN file (1.1 to 1.5). ``imports``: files that it may import, for the names of what it needs from there.

    Raises ``DecisionModelFaults`` for what is no DMN file.
    """
    root = read_root(xml)
    roots = [root, *map(read_root, imports)]
    reader = _Reader(roots)
    logic = tuple(reader.logic(element) for element in children(root, *_LOGIC))
    return ModelOutline(attribute(root, "name"), attribute(root, "namespace"), logic, input_outlines(roots, reader.types))


def owners(xml: bytes) -> dict[str, str]:
    """Id of any element → id of the decision or knowledge model that it belongs to. Raises as ``outline``."""
    return {
        str(inner.get("id")): _id(element)
        for element in children(read_root(xml), *_LOGIC)
        for inner in element.iter()
        if inner.get("id") is not None
    }


class _Reader:
    """Reads the first of ``roots``; the others are those that it may import."""

    def __init__(self, roots: list[Element]) -> None:
        self.types = DeclaredTypes(roots)
        self._names = {
            attribute(root, "namespace"): {_id(each): attribute(each, "name") for each in children(root)} for root in reversed(roots)
        }
        self._namespace = attribute(roots[0], "namespace")

    def logic(self, element: Element) -> LogicOutline:
        function = child(element, "encapsulatedLogic")
        inside = element if function is None else function
        body = child(inside, *BOXES)
        variable = child(element, "variable")
        return LogicOutline(
            id=_id(element),
            kind=_LOGIC[kind(element)],
            name=attribute(element, "name"),
            variable=normal_name(attribute(variable, "name") or attribute(element, "name")),
            question=text(child(element, "question")),
            description=text(child(element, "description")),
            type=attribute(variable, "typeRef"),
            parameters=tuple(attribute(part, "name") for part in children(inside, "formalParameter")),
            requirements=tuple(self._requirements(element)),
            logic="" if body is None else kind(body),
            body=() if body is None else tuple(islice(self._box(body, "", 0), MOST_LINES)),
        )

    def _requirements(self, element: Element) -> Iterator[Requirement]:
        for requirement in children(element, "informationRequirement", "knowledgeRequirement"):
            for reference in children(requirement, *_REQUIRED):
                namespace, _, wanted = attribute(reference, "href").rpartition("#")
                name = self._names.get(namespace or self._namespace, {}).get(wanted)
                yield Requirement(_REQUIRED[kind(reference)], wanted, name or wanted)

    # --- boxed expressions ----------------------------------------------------------------

    def _box(self, element: Element, label: str, depth: int) -> Iterator[BoxLine]:
        """The box and those inside."""
        word = kind(element)
        table = self._table(element) if word == "decisionTable" else None
        yield BoxLine(depth, label, word, self._written(element, word), table)
        if depth < CEILINGS.depth:
            for inner_label, inner in _PARTS.get(word, _nothing)(element):
                yield from self._box(inner, inner_label, depth + 1)

    @staticmethod
    def _written(element: Element, word: str) -> str:
        """What stands in the box itself, not in those inside."""
        if word == "functionDefinition":
            return ", ".join(attribute(part, "name") for part in children(element, "formalParameter"))
        if word in ("for", "some", "every"):
            return attribute(element, "iteratorVariable")
        return text(child(element, "text")) if word == "literalExpression" else ""

    # --- tables ---------------------------------------------------------------------------

    def _table(self, element: Element) -> TableOutline:
        rules = tuple(_rule(rule, index) for index, rule in enumerate(children(element, "rule"), 1))
        names = [attribute(each, "name") for each in children(element, "annotation")]
        widest = max((len(rule.annotations) for rule in rules), default=0)
        return TableOutline(
            id=identity(element),
            hit_policy=attribute(element, "hitPolicy").upper() or "UNIQUE",
            aggregation=attribute(element, "aggregation").upper(),
            inputs=tuple(self._input(column) for column in children(element, "input")),
            outputs=tuple(self._output(column) for column in children(element, "output")),
            annotations=(*names, *[""] * (widest - len(names))),
            rules=rules,
        )

    def _input(self, element: Element) -> InputColumn:
        expression = child(element, "inputExpression")
        wanted = attribute(expression, "typeRef")
        return InputColumn(
            id=identity(element),
            label=attribute(element, "label"),
            expression=text(expression),
            type=wanted,
            allowed=text(child(element, "inputValues")) or self.types.allowed(wanted),
        )

    def _output(self, element: Element) -> OutputColumn:
        wanted = attribute(element, "typeRef")
        return OutputColumn(
            id=identity(element),
            label=attribute(element, "label"),
            name=attribute(element, "name"),
            type=wanted,
            allowed=text(child(element, "outputValues")) or self.types.allowed(wanted),
            default=text(child(element, "defaultOutputEntry")),
        )


def _rule(element: Element, index: int) -> RuleOutline:
    said = text(child(element, "description"))
    return RuleOutline(
        id=identity(element),
        index=index,
        inputs=tuple(text(cell) for cell in children(element, "inputEntry")),
        outputs=tuple(text(cell) for cell in children(element, "outputEntry")),
        annotations=(*(text(cell) for cell in children(element, "annotationEntry")), *([said] if said else [])),
    )


_Parts = Iterator[tuple[str, Element]]


def _nothing(_element: Element) -> _Parts:
    return iter(())


def _inner(element: Element | None, label: str) -> _Parts:
    """The expression that an element wraps."""
    found = None if element is None else child(element, *BOXES)
    if found is not None:
        yield label, found


def _entries(element: Element) -> _Parts:
    for entry in children(element, "contextEntry"):
        yield from _inner(entry, attribute(child(entry, "variable"), "name"))


def _items(element: Element) -> _Parts:
    return ((str(place), item) for place, item in enumerate(children(element, *BOXES), 1))


def _cells(element: Element) -> _Parts:
    columns = [attribute(column, "name") for column in children(element, "column")]
    for place, row in enumerate(children(element, "row"), 1):
        cells = children(row, *BOXES)
        for name, cell in zip([*columns, *[""] * len(row)], cells, strict=False):  # rows may be too short; that is a fault of the model
            yield f"{place} · {name}", cell


def _bindings(element: Element) -> _Parts:
    yield from _inner(element, "")
    for binding in children(element, "binding"):
        yield from _inner(binding, attribute(child(binding, "parameter"), "name"))


def _wrapped(element: Element) -> _Parts:
    """The parts of conditionals, filters and iterators, called as the standard calls them."""
    for part in children(element, "if", "then", "else", "in", "match", "return", "satisfies"):
        yield from _inner(part, kind(part))


_PARTS = {
    "context": _entries,
    "list": _items,
    "relation": _cells,
    "invocation": _bindings,
    "functionDefinition": lambda element: _inner(element, ""),
    **dict.fromkeys(("conditional", "filter", "for", "some", "every"), _wrapped),
}


def _id(element: Element) -> str:
    """As the model names its members: files without ids are read by name."""
    return attribute(element, "id") or normal_name(attribute(element, "name")) or identity(element)
