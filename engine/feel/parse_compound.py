"""``if``, ``for``, ``some``, ``every``, ``function``, and the names that expressions declare."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.feel import ast
from engine.feel.hints import NO_HINT, Hint
from engine.feel.types import Type

if TYPE_CHECKING:
    from engine.feel.parser import Parser

_ALL_THREE = " A choice is written if … then … else …", "选择写作 if … then … else …。"


def _if(parser: Parser) -> ast.Node:
    stream = parser.stream
    at = stream.advance().start
    condition = parser.expression()
    stream.expect("then", hint=_ALL_THREE)
    then = parser.test()
    stream.expect("else", hint=_ALL_THREE)
    return ast.If(at, condition, then, parser.test())


def _for(parser: Parser) -> ast.Node:
    at = parser.stream.advance().start
    iterators, body = _iterate(parser, "return", "partial")
    return ast.For(at, iterators, body)


def _quantified(parser: Parser) -> ast.Node:
    word = parser.stream.advance()
    iterators, body = _iterate(parser, "satisfies")
    return ast.Quantified(word.start, word.text == "every", iterators, body)


def _iterate(parser: Parser, word: str, *names: str) -> tuple[tuple[ast.Iterator, ...], ast.Node]:
    """``a in …, b in … <word> …``; each name is in scope for what is behind it."""
    stream = parser.stream
    iterators: list[ast.Iterator] = []
    declared: list[str] = list(names)
    while True:
        name = stream.declared_name("in")
        stream.expect("in")
        with parser.names.also(*declared):
            source = parser.expression()
            end = parser.expression() if stream.accept("..") else None
        iterators.append(ast.Iterator(name, source, end))
        declared.append(name)
        if not stream.accept(","):
            break
    stream.expect(word, " or a comma", "或逗号")
    with parser.names.also(*declared):
        return tuple(iterators), parser.test()


def _function(parser: Parser) -> ast.Node:
    stream = parser.stream
    at = stream.advance().start
    opened = stream.here
    stream.expect("(")
    params = [] if stream.text == ")" else stream.separated(lambda: _param(parser))
    stream.close(")", opened, " or a comma", "或逗号")
    result = parser.types.type() if stream.accept(":") else None
    external = stream.accept("external")
    names, types = tuple(name for name, _ in params), tuple(wanted for _, wanted in params)
    with parser.names.also(*names):
        return ast.Lambda(at, names, types, parser.test(), external, result)


def _param(parser: Parser) -> tuple[str, Type | None]:
    name = parser.stream.declared_name(",", ")", ":")
    return name, parser.types.type() if parser.stream.accept(":") else None


def label(parser: Parser, hint: Hint = NO_HINT) -> str:
    """``name :`` of a context entry or a named argument."""
    name = parser.stream.declared_name(":", hint=hint)
    parser.stream.expect(":")
    return name


OPENERS: dict[str, Callable[[Parser], ast.Node]] = {
    "if": _if,
    "for": _for,
    "some": _quantified,
    "every": _quantified,
    "function": _function,
}
