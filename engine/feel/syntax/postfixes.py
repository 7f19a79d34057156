"""What follows a value: ``.name``, ``[filter]``, ``(arguments)``."""

from __future__ import annotations

from collections.abc import Callable

from engine.feel.syntax import ast, compounds, primaries
from engine.feel.syntax.grammar import Grammar
from engine.feel.texts import say

# What may follow the closing "[" of a range like [1..10[ but can never begin a filter.
_AFTER_RANGE = {"", ")", "]", "}", ",", "=", "!=", "<", "<=", ">", ">=", "+", "*", "/", "."}
_AFTER_RANGE |= {"and", "or", "then", "else", "return", "satisfies", "in", "between", "instance"}
_ALL_NAMED = say("hint_all_named")


def postfix(grammar: Grammar, node: ast.Node) -> ast.Node:
    """The node with all that follows it."""
    stream = grammar.stream
    depth = 0
    try:
        while (follow := _following(grammar)) is not None:
            node = follow(grammar, node)
            depth += 1
            stream.deepen(1)
        return node
    finally:
        stream.deepen(-depth)


def _following(grammar: Grammar) -> Callable[[Grammar, ast.Node], ast.Node] | None:
    stream = grammar.stream
    if stream.text == "[" and grammar.in_range_end and stream.peek().text in _AFTER_RANGE:
        return None
    return _FOLLOWING.get(stream.text)


def _path(grammar: Grammar, node: ast.Node) -> ast.Node:
    at = grammar.stream.advance().start
    return ast.Path(at, node, primaries.member_name(grammar))


def _filter(grammar: Grammar, node: ast.Node) -> ast.Node:
    at = grammar.stream.advance().start
    outer, grammar.in_filter = grammar.in_filter, True
    try:
        condition = grammar.expression()
    finally:
        grammar.in_filter = outer
    grammar.stream.close("]", at)
    return ast.Filter(at, node, condition)


def _call(grammar: Grammar, function: ast.Node) -> ast.Node:
    stream = grammar.stream
    opened = stream.advance().start
    at = function.at if isinstance(function, ast.Name) else opened
    if stream.accept(")"):
        return ast.Call(at, function, ())
    if not stream.label_follows():
        arguments = stream.separated(grammar.test)
        if stream.text == ":":
            stream.unexpected(say("the_sign_or_comma", sign=")"), _ALL_NAMED)
        stream.close(")", opened, or_comma=True)
        return ast.Call(at, function, tuple(arguments))
    named = stream.separated(lambda: (compounds.label(grammar, _ALL_NAMED), grammar.test()))
    stream.close(")", opened, or_comma=True)
    return ast.Call(at, function, tuple(value for _, value in named), tuple(name for name, _ in named))


_FOLLOWING: dict[str, Callable[[Grammar, ast.Node], ast.Node]] = {".": _path, "[": _filter, "(": _call}
