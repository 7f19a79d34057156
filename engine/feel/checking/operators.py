"""Arithmetic and comparison."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from engine.feel.checking.checker import Checker, rule
from engine.feel.checking.scope import Scope
from engine.feel.checking.shapes import BOOLEAN, is_unknown, kind_of
from engine.feel.checking.specimens import SPECIMENS, specimen, type_of, words
from engine.feel.checking.texts import say
from engine.feel.errors import FeelProblem
from engine.feel.printing.printer import text_of_tree
from engine.feel.syntax import ast
from engine.feel.values.feel_types import ANY, Type
from engine.feel.values.iso8601 import any_from
from engine.kernel.texts import NO_TEXT, Text


@rule(ast.Negation)
def negation(checker: Checker, node: ast.Negation, scope: Scope) -> Type:
    found = checker(node.operand, scope)
    if is_unknown(found):
        return ANY
    return checker.attempt(node, ast.Negation(node.at, ast.Literal(node.at, specimen(found))), "wrong_operands")


@rule(ast.Operation)
def operation(checker: Checker, node: ast.Operation, scope: Scope) -> Type:
    left = checker(node.first, scope)
    for operator, at, right_node in node.rest:
        right = checker(right_node, scope)
        if operator == "/" and isinstance(right_node, ast.Literal) and right_node.value == 0 and kind_of(right) == "number":
            left = checker.attempt(node, _applied("/", Decimal(1), right_node.value), "wrong_operands", at=at)
        else:
            left = _combined(checker, node, left, (operator, at), right)
    return left


def _combined(checker: Checker, node: ast.Node, left: Type, sign: tuple[str, int], right: Type) -> Type:
    """If one operand may be anything, the operator must still do with some kind of it."""
    operator, at = sign
    outcomes = possible(operator, _kind(left), _kind(right))
    if outcomes:
        return next(iter(outcomes)) if len(outcomes) == 1 else ANY
    if not is_unknown(left) and not is_unknown(right):
        return checker.attempt(node, _applied(operator, specimen(left), specimen(right)), "wrong_operands", at=at)
    said = say("one_cannot_combine", operator=operator, given=words(right if is_unknown(left) else left))
    return checker.report(node, "wrong_operands", said, at=at)


def _kind(found: Type) -> str:
    return "Any" if is_unknown(found) else kind_of(found)


@lru_cache(maxsize=4096)
def possible(operator: str, left: str, right: str) -> frozenset[Type]:
    """The types of the results for all kinds that the two operands may be; "Any" may be every kind."""
    results = set()
    for one in SPECIMENS if left == "Any" else (left,):
        for other in SPECIMENS if right == "Any" else (right,):
            value, problem = Checker({}).evaluate(_applied(operator, SPECIMENS[one], SPECIMENS[other]))
            if problem is None:
                results.add(type_of(value))
    return frozenset(results)


_COMPARISONS = frozenset(("=", "!=", "<", "<=", ">", ">="))


def _applied(operator: str, left: object, right: object) -> ast.Node:
    one, other = ast.Literal(0, left), ast.Literal(0, right)
    if operator in _COMPARISONS:
        return ast.Comparison(0, operator, one, other)
    return ast.Operation(0, one, ((operator, 0, other),))


@rule(ast.Comparison)
def comparison(checker: Checker, node: ast.Comparison, scope: Scope) -> Type:
    left, right = checker(node.left, scope), checker(node.right, scope)
    if not can_compare(node.operator, left, right):
        _incomparable(checker, node, node.operator, (left, right), date_hint(node.left, right) or date_hint(node.right, left))
    elif node.operator == "=":
        only_allowed(checker, node, node.left, right)
        only_allowed(checker, node, node.right, left)
    return BOOLEAN


def only_allowed(checker: Checker, node: ast.Node, constant: ast.Node, limited: Type) -> None:
    """A constant that is compared with what never has this value is a finding about the node."""
    refusing = checker.refused(constant, limited)
    if refusing is not None:
        said = say("not_allowed", allowed=refusing.sentence[:80], value=text_of_tree(constant))
        checker.report(node, "not_allowed", said)


@rule(ast.Between)
def between(checker: Checker, node: ast.Between, scope: Scope) -> Type:
    value, low, high = (checker(each, scope) for each in (node.operand, node.low, node.high))
    for operator, side, bound in ((">=", node.low, low), ("<=", node.high, high)):
        if not can_compare(operator, value, bound):
            _incomparable(checker, node, operator, (value, bound), date_hint(side, value))
            break
    return BOOLEAN


def can_compare(operator: str, left: Type, right: Type) -> bool:
    """Whether values of these types can be compared so."""
    return bool(possible(operator, _kind(left), _kind(right)))


def either(found: Type) -> Text:
    """The words for a value that may be of a known kind."""
    return say("something_else") if is_unknown(found) else words(found)


def _incomparable(checker: Checker, node: ast.Node, operator: str, sides: tuple[Type, Type], hint: Text) -> None:
    left, right = map(either, sides)
    checker.report(node, "incomparable", say("cannot_compare", operator=operator, left=left, right=right, hint=hint))


def date_hint(node: ast.Node, beside: Type) -> Text:
    """For a text that looks like a date, beside a date: the sign @ is missing. Empty if it is something else."""
    if not isinstance(node, ast.Literal) or not isinstance(node.value, str) or kind_of(beside) not in _TEMPORAL:
        return NO_TEXT
    try:
        any_from(node.value)
    except FeelProblem:
        return NO_TEXT
    return say("written_with_at", text=node.value)


_TEMPORAL = frozenset(("date", "time", "date and time", "days and time duration", "years and months duration"))
