"""The ``decisionTable`` element → a table that is ready to be evaluated (DMN 1.5, 8.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from engine.dmn.boxed.boxes import Boxes
from engine.dmn.decision_tables import AGGREGATIONS, HIT_POLICIES, Column, Output, Rule, Table, is_allowed
from engine.dmn.elements import Element, attribute, child, children, identity, text
from engine.dmn.names import Names, words_of
from engine.dmn.texts import say
from engine.dmn.trace import Logic, nothing, null_because, start_of
from engine.feel.errors import FeelLimitExceeded, FeelSyntaxError
from engine.feel.evaluation.conformance import LimitedType
from engine.feel.evaluation.display import text_of
from engine.feel.evaluation.state import Env
from engine.feel.syntax.lexer import normal_name
from engine.feel.values.feel_types import Type

_ANYTHING = ("", "-")


@dataclass(frozen=True, slots=True)
class _Clause:
    """An output of a table that is being read. ``reference``: its type as it is written."""

    element: Element
    name: str
    reference: str
    type: Type | None
    allowed: Logic | None


def decision_table(boxes: Boxes, element: Element, names: Names) -> Logic:
    policy = attribute(element, "hitPolicy", "UNIQUE").upper() or "UNIQUE"
    aggregation = attribute(element, "aggregation").upper() if policy == "COLLECT" else ""
    inputs, outputs = list(children(element, "input")), list(children(element, "output"))
    rules = list(children(element, "rule"))
    refused = _refused_policy(boxes, element, policy, aggregation) or _refused_shape(boxes, element, inputs, outputs, rules)
    if refused is not None:
        return refused
    titles = _titles(boxes, element, outputs)
    clauses = [_clause(boxes, output, title, names) for output, title in zip(outputs, titles, strict=True)]
    table = Table(
        identity(element),
        policy,
        aggregation,
        tuple(_column(boxes, column, names) for column in inputs),
        tuple(_output(boxes, clause, names) for clause in clauses),
        tuple(_rule(boxes, rule, clauses, names) for rule in rules),
    )
    _judge(boxes, element, table)
    return table


def _refused_policy(boxes: Boxes, element: Element, policy: str, aggregation: str) -> Logic | None:
    if policy in HIT_POLICIES and aggregation in AGGREGATIONS:
        return None
    return boxes.fault(element, "unknown_hit_policy", policy=policy, aggregation=aggregation)


def _refused_shape(
    boxes: Boxes, element: Element, inputs: Sequence[Element], outputs: Sequence[Element], rules: Sequence[Element]
) -> Logic | None:
    if not outputs:
        return boxes.fault(element, "no_output", says="table_without_output")
    for rule in rules:
        cells = len(list(children(rule, "inputEntry"))), len(list(children(rule, "outputEntry")))
        if cells != (len(inputs), len(outputs)):
            return boxes.fault(rule, "uneven_rule")
    return None


def _judge(boxes: Boxes, element: Element, table: Table) -> None:
    """What has a value, but not one that the standard defines (DMN 1.5, 8.2.10)."""
    if table.hit_policy in ("PRIORITY", "OUTPUT ORDER") and all(output.ranking is None for output in table.outputs):
        boxes.fault(element, "no_priorities", policy=table.hit_policy)
    if table.aggregation and len(table.outputs) > 1:
        boxes.fault(element, "aggregated_outputs", aggregation=table.aggregation, count=len(table.outputs))


# --- columns ----------------------------------------------------------------------------------


def _column(boxes: Boxes, element: Element, names: Names) -> Column:
    expression = child(element, "inputExpression")
    source = text(child(expression, "text")) if expression is not None else ""
    if expression is None or not source:
        return Column(identity(element), "", boxes.fault(element, "empty_input"))
    wanted = boxes.types.find(attribute(expression, "typeRef"), element)
    value = boxes.typed(boxes.feel(source, expression, names), wanted, source, expression)
    return Column(identity(element), source, value, _tests(boxes, child(element, "inputValues"), names))


def _tests(boxes: Boxes, element: Element | None, names: Names) -> Logic | None:
    source = text(element)
    return None if element is None or source in _ANYTHING else boxes.feel(source, element, names, unary=True)


def _titles(boxes: Boxes, table: Element, outputs: Sequence[Element]) -> list[str]:
    """The names of the outputs; several are the entries of a context, so each needs one of its own."""
    names = [normal_name(attribute(output, "name")) for output in outputs]
    if len(outputs) == 1:
        return [names[0] or attribute(table, "outputLabel")]
    if len(set(names)) < len(names) or "" in names:
        boxes.fault(table, "unnamed_output")
    labelled = [name or attribute(output, "label") for name, output in zip(names, outputs, strict=True)]
    return [name if name and labelled.count(name) == 1 else f"output {number}" for number, name in enumerate(labelled, 1)]


def _clause(boxes: Boxes, element: Element, name: str, names: Names) -> _Clause:
    reference = attribute(element, "typeRef")
    wanted = boxes.types.find(reference, element)
    return _Clause(element, name, reference, wanted, _tests(boxes, child(element, "outputValues"), names))


def _output(boxes: Boxes, clause: _Clause, names: Names) -> Output:
    """Its priorities are in the list of its output values, or else in that of its type."""
    listed = [text(child(clause.element, "outputValues")), *_allowed_by(clause.type)]
    rankings = (_ranking(boxes, source, clause.element, names) for source in listed if source not in _ANYTHING)
    default = child(clause.element, "defaultOutputEntry")
    value = None if text(default) in _ANYTHING else _entry(boxes, default, clause, names)
    return Output(identity(clause.element), clause.name, next(filter(None, rankings), None), value)


def _allowed_by(wanted: Type | None) -> Iterator[str]:
    while isinstance(wanted, LimitedType):
        yield wanted.sentence
        wanted = wanted.base


def _ranking(boxes: Boxes, source: str, at: Element, names: Names) -> Logic | None:
    """The values, or ranges of values, as a list. Conditions (``not("a")``, ``? > 1``) have no order; they rank nothing."""
    if {"?", "not"}.intersection(words_of(source)):
        return None
    with suppress(FeelSyntaxError, FeelLimitExceeded):
        return boxes.parsed(f"[{source}]", at, names).closure
    return None


# --- rules ------------------------------------------------------------------------------------


def _rule(boxes: Boxes, rule: Element, clauses: Sequence[_Clause], names: Names) -> Rule:
    cells = [(column, cell) for column, cell in enumerate(children(rule, "inputEntry")) if text(cell) not in _ANYTHING]
    tests = tuple((column, boxes.feel(text(cell), cell, names, unary=True)) for column, cell in cells)
    entries = zip(children(rule, "outputEntry"), clauses, strict=True)
    return Rule(identity(rule), tests, tuple(_entry(boxes, entry, clause, names) for entry, clause in entries))


def _entry(boxes: Boxes, element: Element | None, clause: _Clause, names: Names) -> Logic:
    """An output entry: of its own type, then of the type of its output, then one of the allowed values."""
    source = text(element)
    if element is None or source in _ANYTHING:
        return nothing
    what = clause.name or source[:60]
    logic = boxes.feel(source, element, names)
    reference = attribute(element, "typeRef")
    if reference != clause.reference:
        logic = boxes.typed(logic, boxes.types.find(reference, element), what, element)
    logic = boxes.typed(logic, clause.type, what, element)
    return logic if clause.allowed is None else _permitted(logic, clause.allowed, what, element)


def _permitted(logic: Logic, allowed: Logic, what: str, at: Element) -> Logic:
    place = start_of(identity(at))

    def checked(env: Env) -> object:
        value = logic(env)
        if is_allowed(value, allowed, env):
            return value
        shown = text_of(value, env.state)[:60]
        return null_because(env.state, place, say("value_not_allowed", what=what, value=shown))

    return checked
