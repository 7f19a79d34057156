"""``and``, ``or``, ``if``, ``instance of``."""

from __future__ import annotations

from engine.feel.checking.checker import Checker, rule
from engine.feel.checking.scope import Scope
from engine.feel.checking.shapes import BOOLEAN, is_unknown, join, unknown_names
from engine.feel.checking.specimens import specimen
from engine.feel.checking.texts import say
from engine.feel.syntax import ast
from engine.feel.values.feel_types import BUILT_IN, Type


@rule(ast.Logic)
def logic(checker: Checker, node: ast.Logic, scope: Scope) -> Type:
    neutral = ast.Literal(node.at, node.operator == "and")
    for each in node.operands:
        found = checker(each, scope)
        if not is_unknown(found):
            beside = ast.Literal(each.at, specimen(found))
            checker.attempt(each, ast.Logic(node.at, node.operator, (neutral, beside)), "not_boolean", at=each.at)
    return BOOLEAN


@rule(ast.If)
def conditional(checker: Checker, node: ast.If, scope: Scope) -> Type:
    condition(checker, node.condition, checker(node.condition, scope))
    return join((checker(node.then, scope), checker(node.otherwise, scope)))


def condition(checker: Checker, node: ast.Node, found: Type) -> None:
    """What stands behind ``if``."""
    if not is_unknown(found):
        yes, no = ast.Literal(node.at, True), ast.Literal(node.at, None)
        checker.attempt(node, ast.If(node.at, ast.Literal(node.at, specimen(found)), yes, no), "not_boolean")


@rule(ast.InstanceOf)
def instance_of(checker: Checker, node: ast.InstanceOf, scope: Scope) -> Type:
    checker(node.operand, scope)
    known_types(checker, node, node.type)
    return BOOLEAN


def known_types(checker: Checker, node: ast.Node, written: Type) -> None:
    """The names of types that nothing defines are findings."""
    for wanted in unknown_names(written, checker.named):
        hint = checker.hint(wanted, [*BUILT_IN, *checker.named])
        checker.report(node, "unknown_type", say("unknown_type", name=wanted, hint=hint))
