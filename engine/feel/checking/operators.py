"""Arithmetic and comparison."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from engine.feel.checking.checker import Checker, rule
from engine.feel.checking.scope import Scope
from engine.feel.checking.shapes import BOOLEAN, is_unknown, kind_of
from engine.feel.checking.specimens import SPECIMENS, specimen, type_of, words
from engine.feel.errors import FeelProblem
from engine.feel.printing.printer import text_of_tree
from engine.feel.syntax import ast
from engine.feel.values.feel_types import ANY, Type
from engine.feel.values.iso8601 import any_from


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
    en, zh = words(right if is_unknown(left) else left)
    said = f'Expected two values that "{operator}" can combine, but one is {en}.', f"“{operator}”无法用于{zh}。"
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
        _incomparable(checker, node, node.operator, (left, right), max(date_hint(node.left, right), date_hint(node.right, left)))
    elif node.operator == "=":
        only_allowed(checker, node, node.left, right)
        only_allowed(checker, node, node.right, left)
    return BOOLEAN


def only_allowed(checker: Checker, node: ast.Node, constant: ast.Node, limited: Type) -> None:
    """A constant that is compared with what never has this value is a finding about the node."""
    refusing = checker.refused(constant, limited)
    if refusing is not None:
        shown = refusing.sentence[:80]
        value = text_of_tree(constant)
        said = f"Expected one of the allowed values ({shown}), but {value} is none of them.", f"允许的值为 {shown}，{value} 不在其中。"
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


def either(found: Type) -> tuple[str, str]:
    """The words for a value that may be of a known kind."""
    return ("something else", "其他值") if is_unknown(found) else words(found)


def _incomparable(checker: Checker, node: ast.Node, operator: str, sides: tuple[Type, Type], hint: tuple[str, str]) -> None:
    (one, one_zh), (other, other_zh) = map(either, sides)
    said = (
        f'Expected two values that "{operator}" can compare, but they are {one} and {other}.{hint[0]}',
        f"“{operator}”无法比较{one_zh}和{other_zh}。{hint[1]}",
    )
    checker.report(node, "incomparable", said)


def date_hint(node: ast.Node, beside: Type) -> tuple[str, str]:
    """For a text that looks like a date, beside a date: the sign @ is missing. Empty if it is something else."""
    if not isinstance(node, ast.Literal) or not isinstance(node.value, str) or kind_of(beside) not in _TEMPORAL:
        return "", ""
    try:
        any_from(node.value)
    except FeelProblem:
        return "", ""
    return f' Written as @"{node.value}" it is no text but a date, time or duration.', f'应写作 @"{node.value}"，才是日期、时间或时长。'


_TEMPORAL = frozenset(("date", "time", "date and time", "days and time duration", "years and months duration"))
