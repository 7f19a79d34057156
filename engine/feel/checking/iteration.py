"""``for``, ``some``, ``every``."""

from __future__ import annotations

from collections.abc import Iterable

from engine.feel.checking.checker import Checker, rule
from engine.feel.checking.scope import Scope
from engine.feel.checking.shapes import BOOLEAN, NUMBER, is_unknown, item_of, kind_of, list_of
from engine.feel.checking.specimens import specimen
from engine.feel.syntax import ast
from engine.feel.values.feel_types import ANY, RangeType, Type


@rule(ast.For)
def for_each(checker: Checker, node: ast.For, scope: Scope) -> Type:
    return list_of(checker(node.body, _inner(checker, node, node.iterators, scope, {"partial": list_of(ANY)})))


@rule(ast.Quantified)
def quantified(checker: Checker, node: ast.Quantified, scope: Scope) -> Type:
    satisfied(checker, node.body, checker(node.body, _inner(checker, node, node.iterators, scope, {})))
    return BOOLEAN


def satisfied(checker: Checker, node: ast.Node, found: Type) -> None:
    """What stands behind ``satisfies``."""
    if not is_unknown(found):
        once = (ast.Iterator("x", ast.Literal(node.at, [None])),)
        checker.attempt(node, ast.Quantified(node.at, True, once, ast.Literal(node.at, specimen(found))), "not_boolean")


def _inner(checker: Checker, node: ast.Node, iterators: Iterable[ast.Iterator], scope: Scope, names: dict[str, Type]) -> Scope:
    """The scope of the body: each iterator's name is in scope for the sources behind it."""
    inner = scope
    for iterator in iterators:
        source = checker(iterator.source, inner)
        if iterator.end is None:
            visited = gone_through(checker, iterator.source, source)
        else:
            visited = _counted(checker, node, source, checker(iterator.end, inner))
        inner = Scope({**names, iterator.name: visited}, inner)
    return inner


def gone_through(checker: Checker, node: ast.Node, source: Type) -> Type:
    """What an iteration visits: entries, the steps of a range, or the one value."""
    if is_unknown(source) or kind_of(source) not in ("range", "null"):
        return item_of(source)
    if kind_of(source) == "range" and not isinstance(source, RangeType):
        return ANY
    if isinstance(source, RangeType) and is_unknown(source.item):
        return ANY
    once = (ast.Iterator("x", ast.Literal(node.at, specimen(source))),)
    seen = checker.attempt(node, ast.For(node.at, once, ast.Name(node.at, "x")), "wrong_iteration")
    return item_of(seen)


def _counted(checker: Checker, node: ast.Node, start: Type, end: Type) -> Type:
    """``start..end``: whole numbers or days."""
    if is_unknown(start) or is_unknown(end):
        return NUMBER if "number" in (kind_of(start), kind_of(end)) else ANY
    once = (ast.Iterator("x", ast.Literal(node.at, specimen(start)), ast.Literal(node.at, specimen(end))),)
    return item_of(checker.attempt(node, ast.For(node.at, once, ast.Name(node.at, "x")), "wrong_iteration"))
