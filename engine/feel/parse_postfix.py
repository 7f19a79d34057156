"""What follows a value: ``.name``, ``[filter]``, ``(arguments)``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.feel import ast, parse_compound, parse_primary

if TYPE_CHECKING:
    from engine.feel.parser import Parser

# What may follow the closing "[" of a range like [1..10[ but can never begin a filter.
_AFTER_RANGE = {"", ")", "]", "}", ",", "=", "!=", "<", "<=", ">", ">=", "+", "*", "/", "."}
_AFTER_RANGE |= {"and", "or", "then", "else", "return", "satisfies", "in", "between", "instance"}


def postfix(parser: Parser, node: ast.Node) -> ast.Node:
    """The node with all that follows it."""
    stream = parser.stream
    depth = 0
    try:
        while (follow := _following(parser)) is not None:
            node = follow(parser, node)
            depth += 1
            stream.deepen(1)
        return node
    finally:
        stream.deepen(-depth)


def _following(parser: Parser) -> Callable[[Parser, ast.Node], ast.Node] | None:
    stream = parser.stream
    if stream.text == "[" and parser.in_range_end and stream.peek().text in _AFTER_RANGE:
        return None
    return _FOLLOWING.get(stream.text)


def _path(parser: Parser, node: ast.Node) -> ast.Node:
    at = parser.stream.advance().start
    return ast.Path(at, node, parse_primary.member_name(parser))


def _filter(parser: Parser, node: ast.Node) -> ast.Node:
    at = parser.stream.advance().start
    with parser.names.also("item", *parser.member_names):
        condition = parser.expression()
    parser.stream.expect("]")
    return ast.Filter(at, node, condition)


def _call(parser: Parser, function: ast.Node) -> ast.Node:
    stream = parser.stream
    at = stream.advance().start
    arguments: list[ast.Node] = []
    names: list[str] = []
    if not stream.accept(")"):
        named = parse_compound.label_follows(parser)
        while True:
            if named:
                names.append(parse_compound.label(parser))
            arguments.append(parser.expression())
            if not stream.accept(","):
                break
        stream.expect(")", "or a comma", "或逗号")
    at = function.at if isinstance(function, ast.Name) else at
    return ast.Call(at, function, tuple(arguments), tuple(names) if names else None)


_FOLLOWING: dict[str, Callable[[Parser, ast.Node], ast.Node]] = {".": _path, "[": _filter, "(": _call}
