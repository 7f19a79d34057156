"""``if``, ``for``, ``some``, ``every``, ``function``, and the names that expressions declare."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.feel import ast

if TYPE_CHECKING:
    from engine.feel.parser import Parser

_NAME_TOKENS = 30
_NEVER_IN_A_NAME = frozenset('()[]{},:"')


def _if(parser: Parser) -> ast.Node:
    stream = parser.stream
    at = stream.advance().start
    condition = parser.expression()
    stream.expect("then")
    then = parser.expression()
    stream.expect("else")
    return ast.If(at, condition, then, parser.expression())


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
        name = _declared(parser, "in")
        stream.expect("in")
        with parser.names.also(*declared):
            source = parser.expression()
            end = parser.expression() if stream.accept("..") else None
        iterators.append(ast.Iterator(name, source, end))
        declared.append(name)
        if not stream.accept(","):
            break
    stream.expect(word, "or a comma", "或逗号")
    with parser.names.also(*declared):
        return tuple(iterators), parser.expression()


def _function(parser: Parser) -> ast.Node:
    stream = parser.stream
    at = stream.advance().start
    stream.expect("(")
    params, types = [], []
    while stream.text != ")":
        params.append(_declared(parser, ",", ")", ":"))
        types.append(parser.types.type() if stream.accept(":") else None)
        if not stream.accept(","):
            break
    stream.expect(")", "or a comma", "或逗号")
    result = parser.types.type() if stream.accept(":") else None
    external = stream.accept("external")
    with parser.names.also(*params):
        return ast.Lambda(at, tuple(params), tuple(types), parser.expression(), external, result)


def _declared(parser: Parser, *ends: str) -> str:
    """A name that is being declared: everything up to one of ``ends``."""
    stream = parser.stream
    start = stream.index
    while stream.token.kind in ("name", "number", "op", "other") and stream.text not in ends:
        if stream.text in _NEVER_IN_A_NAME or stream.index - start > _NAME_TOKENS:
            break
        stream.advance()
    return stream.name_between(start)


def label(parser: Parser) -> str:
    """``name :`` of a context entry or a named argument."""
    name = _declared(parser, ":")
    parser.stream.expect(":")
    return name


def label_follows(parser: Parser) -> bool:
    """Whether a named argument begins here: words, then a colon."""
    stream = parser.stream
    index = stream.index
    while stream.tokens[index].kind == "name" and index - stream.index <= _NAME_TOKENS:
        index += 1
    return index > stream.index and stream.tokens[index].text == ":"


OPENERS: dict[str, Callable[[Parser], ast.Node]] = {
    "if": _if,
    "for": _for,
    "some": _quantified,
    "every": _quantified,
    "function": _function,
}
