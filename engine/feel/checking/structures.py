"""Lists, contexts, ranges, paths and filters."""

from __future__ import annotations

from decimal import Decimal

from engine.feel.checking.checker import Checker, rule
from engine.feel.checking.scope import Scope
from engine.feel.checking.shapes import (
    ExactContext,
    bare,
    is_unknown,
    item_of,
    join,
    kind_of,
    list_of,
)
from engine.feel.checking.specimens import specimen, type_of, words
from engine.feel.checking.texts import say
from engine.feel.syntax import ast
from engine.feel.values.feel_types import ANY, ContextType, ListType, RangeType, Type
from engine.feel.values.properties import PROPERTIES


@rule(ast.ListOf)
def list_literal(checker: Checker, node: ast.ListOf, scope: Scope) -> Type:
    """Of an empty list nothing is known: what its entries would be is not said."""
    return list_of(join([checker(item, scope) for item in node.items]) if node.items else ANY)


@rule(ast.ContextOf)
def context_literal(checker: Checker, node: ast.ContextOf, scope: Scope) -> Type:
    inner = Scope({}, scope)
    inner.coming = {name for name, _ in node.entries}
    for name, expression in node.entries:
        found = checker(expression, inner)
        if name in inner.names:
            return checker.report(node, "duplicate_entry", say("duplicate_entry", name=name))
        inner.add(name, found)
    return ExactContext("context", tuple(inner.names.items()))


@rule(ast.RangeOf)
def range_literal(checker: Checker, node: ast.RangeOf, scope: Scope) -> Type:
    start, end = checker(node.start, scope), checker(node.end, scope)
    if not is_unknown(start) and not is_unknown(end):
        low, high = ast.Literal(node.at, specimen(start)), ast.Literal(node.at, specimen(end))
        if is_unknown(checker.attempt(node, ast.RangeOf(node.at, low, high, True, True), "wrong_range")):
            return ANY
    return RangeType("range", join((start, end)))


@rule(ast.Test)
def test_as_range(checker: Checker, node: ast.Test, scope: Scope) -> Type:
    """``(< 10)`` outside of tests. It cannot be gone through, so its sides are not said to be known."""
    checker(node.operand, scope)
    return Type("range")


# --- paths ------------------------------------------------------------------------------------


@rule(ast.Path)
def path(checker: Checker, node: ast.Path, scope: Scope) -> Type:
    return member(checker, node, checker(node.operand, scope))


def member(checker: Checker, node: ast.Path, owner: Type) -> Type:
    """``owner.name``: of a context, of each entry of a list, or a property."""
    found = bare(owner)
    if isinstance(found, ListType):
        inner = member(checker, node, found.item)
        return list_of(inner)
    if isinstance(found, ContextType):
        return found.by_name.get(node.name) or _no_entry(checker, node, found)
    if is_unknown(found) or found.name in ("context", "list"):
        return ANY
    if kind_of(found) == "range" and node.name in ("start", "end"):
        return found.item if isinstance(found, RangeType) else ANY
    return _property(checker, node, specimen(found))


def _property(checker: Checker, node: ast.Path, owner: object) -> Type:
    value, problem = checker.evaluate(ast.Path(node.at, ast.Literal(node.at, owner), node.name))
    if problem is None:
        return ANY if value is None else type_of(value)
    return checker.report(node, "unknown_entry", problem.text + checker.hint(node.name, PROPERTIES.get(type(owner), ())))


def _no_entry(checker: Checker, node: ast.Path, owner: ContextType) -> Type:
    reason = owner.absent(node.name) if isinstance(owner, ExactContext) else None
    if reason is not None:
        return checker.report(node, reason.code, reason.text)
    hint = checker.hint(node.name, owner.by_name)
    if isinstance(owner, ExactContext):
        return checker.report(node, "unknown_entry", say("no_entry", name=node.name, hint=hint))
    said = say("no_entry_of_type", name=node.name, owner=owner.name, hint=hint)
    return checker.report(node, "unknown_entry", said, certain=False)


# --- filters ----------------------------------------------------------------------------------


@rule(ast.Filter)
def list_filter(checker: Checker, node: ast.Filter, scope: Scope) -> Type:
    entry = item_of(checker(node.operand, scope))
    inner = Scope({"item": entry}, scope, element=entry)
    return filtered(checker, node, entry, checker(node.condition, inner))


def filtered(checker: Checker, node: ast.Filter, entry: Type, outcome: Type) -> Type:
    """The type of what is chosen: one entry at a position, or those for which the condition holds."""
    position = _constant(node.condition)
    if position is not None and (not position or position != position.to_integral_value()):
        return checker.report(node, "wrong_position", say("no_position", position=position))
    return chosen(checker, node, entry, outcome)


def chosen(checker: Checker, node: ast.Node, entry: Type, outcome: Type) -> Type:
    kind = kind_of(outcome)
    if kind == "number":
        return entry
    if kind in ("boolean", "null"):
        return list_of(entry)
    if is_unknown(outcome):
        return ANY
    return checker.report(node, "wrong_filter", say("wrong_filter", given=words(outcome)))


def _constant(node: ast.Node) -> Decimal | None:
    if isinstance(node, ast.Negation) and isinstance(node.operand, ast.Literal):
        node = node.operand
    return node.value if isinstance(node, ast.Literal) and isinstance(node.value, Decimal) else None
