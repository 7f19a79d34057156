"""The ``decisionTable`` element → a table that is ready to be evaluated."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from engine.dmn.runtime import Logic, nothing
from engine.dmn.tables import AGGREGATIONS, HIT_POLICIES, Column, Output, Rule, Table
from engine.dmn.xml import Element, attribute, child, children, identity, text
from engine.feel.errors import FeelLimitExceeded, FeelSyntaxError
from engine.feel.expression import parse_part
from engine.feel.lexer import normal_name

if TYPE_CHECKING:
    from engine.dmn.boxed import Boxes

Names = frozenset[str]


def decision_table(boxes: Boxes, element: Element, names: Names) -> Logic:
    policy = attribute(element, "hitPolicy", "UNIQUE").upper() or "UNIQUE"
    aggregation = attribute(element, "aggregation").upper()
    if policy not in HIT_POLICIES or aggregation not in AGGREGATIONS:
        return boxes.fault(
            element,
            "unknown_hit_policy",
            f'Expected a known hit policy, but it is "{policy} {aggregation}".',
            f"命中策略“{policy} {aggregation}”不存在。",
        )
    columns = tuple(_column(boxes, column, names) for column in children(element, "input"))
    outputs = tuple(_output(boxes, output, element, names) for output in children(element, "output"))
    for rule in children(element, "rule"):
        if len(list(children(rule, "inputEntry"))) != len(columns) or len(list(children(rule, "outputEntry"))) != len(outputs):
            uneven = "Expected a cell for each column in every rule, but one has more or fewer.", "规则的单元格数与列数不符。"
            return boxes.fault(rule, "uneven_rule", *uneven)
    rules = tuple(_rule(boxes, rule, names) for rule in children(element, "rule"))
    if not outputs:
        return boxes.fault(element, "no_output", "Expected a decision table with an output, but it has none.", "决策表没有输出。")
    return Table(identity(element), policy, aggregation if policy == "COLLECT" else "", columns, outputs, rules)


def _column(boxes: Boxes, element: Element, names: Names) -> Column:
    expression = child(element, "inputExpression")
    source = text(child(expression, "text")) if expression is not None else ""
    if not source:
        empty = "Expected an expression for each input column, but one is empty.", "决策表的输入列缺少表达式。"
        return Column(identity(element), "", boxes.fault(element, "empty_input", *empty))
    allowed = _tests(boxes, child(element, "inputValues"), names)
    wanted = boxes.types.find(attribute(expression, "typeRef"), element)
    return Column(identity(element), source, boxes.feel(source, element, names), allowed, wanted)


def _tests(boxes: Boxes, element: Element | None, names: Names) -> Logic | None:
    source = text(element)
    return boxes.feel(source, element, names, unary=True) if element is not None and source else None


def _output(boxes: Boxes, element: Element, table: Element, names: Names) -> Output:
    values = child(element, "outputValues")
    ranking: Logic | None = None
    if text(values):
        with suppress(FeelSyntaxError, FeelLimitExceeded):  # values like "< 5" have no order; they rank nothing
            ranking = parse_part(f"[{text(values)}]", names=names, members=boxes.members).closure
    default = child(element, "defaultOutputEntry")
    source = text(default)
    return Output(
        identity(element),
        normal_name(attribute(element, "name") or attribute(table, "outputLabel")),
        boxes.types.find(attribute(element, "typeRef"), element),
        ranking,
        boxes.feel(source, element, names) if source else None,
    )


def _rule(boxes: Boxes, rule: Element, names: Names) -> Rule:
    tests = tuple(_cell(boxes, entry, names) for entry in children(rule, "inputEntry"))
    results = tuple(_result(boxes, entry, names) for entry in children(rule, "outputEntry"))
    return Rule(identity(rule), tests, results)


def _cell(boxes: Boxes, entry: Element, names: Names) -> Logic:
    return boxes.feel(text(entry) or "-", entry, names | {"?"}, unary=True)


def _result(boxes: Boxes, entry: Element, names: Names) -> Logic:
    source = text(entry)
    return boxes.feel(source, entry, names) if source and source != "-" else nothing
