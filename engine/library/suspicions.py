"""Expressions of a diagram that cannot work, told when it is deployed.

Which variables a case will have is not known then, nor their types; so only what is certain without them is told:
functions that nobody knows, wrong arguments, operands of kinds that never go together.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine import feel
from engine.bpmn import expressions
from engine.bpmn.model import Process
from engine.feel import Dialect
from engine.feel.checking import check, scope_of
from engine.feel.syntax import ast
from engine.feel.values.feel_types import ANY
from engine.kernel.errors import Fault
from engine.library.texts import say


def suspicions(process: Process, dialect: Dialect) -> Iterator[Fault]:
    """A warning for each; ``facts``: ``place`` (which text of the element), ``text`` (the part), ``line`` and ``column`` (from 1)."""
    for element_id, place, text in expressions(process):
        expression = feel.parse(text)
        variables = expression.names() - _called(expression.tree) - set(dialect.functions)
        _, findings = check(expression.tree, scope_of(dict.fromkeys(variables, ANY)), dialect=dialect)
        for found in findings:
            at = expression.place(found.at)
            facts = {"place": place, "text": found.quote, "line": at.line, "column": at.column}
            yield Fault(
                element_id,
                f"expression_{found.code}",
                say("expression_suspicious", part=found.quote, place=place, why=found.text),
                facts=facts,
            )


def _called(node: ast.Node) -> frozenset[str]:
    """The names that are called, or whose parts are: variables hold no functions, so these are functions, name spaces, or nothing."""
    inside = frozenset[str]().union(*map(_called, ast.children(node)))
    return inside | _root(node.function) if isinstance(node, ast.Call) else inside


def _root(node: ast.Node) -> frozenset[str]:
    """``working time`` of ``working time.add``."""
    while isinstance(node, ast.Path):
        node = node.operand
    return frozenset({node.name}) if isinstance(node, ast.Name) else frozenset()
