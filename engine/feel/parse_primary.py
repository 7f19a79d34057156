"""Constants, names, brackets of all kinds: what stands between the operators."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from engine.feel import ast, parse_compound
from engine.feel.lexer import Token
from engine.feel.literals import at_literal, number_literal

if TYPE_CHECKING:
    from engine.feel.parser import Parser

_CONSTANTS = {"true": True, "false": False, "null": None}


def primary(parser: Parser) -> ast.Node:
    """A constant, a name, or something in brackets."""
    stream = parser.stream
    token = stream.token
    match = parser.known_name()
    if match:
        name, stream.index = match
        return ast.Name(token.start, name)
    if token.kind == "number":
        return ast.Literal(token.start, number_literal(stream, stream.advance()))
    if token.kind == "string":
        return ast.Literal(token.start, stream.advance().value)
    if token.kind == "name":
        return _word(parser)
    opener = _SIGNS.get(token.text) if token.kind == "op" else None
    if opener is None:
        stream.unexpected("a value, a name or an opening bracket", "值、名称或左括号")
    return opener(parser)


def _word(parser: Parser) -> ast.Node:
    stream = parser.stream
    token = stream.token
    if token.text in _CONSTANTS:
        return ast.Literal(stream.advance().start, _CONSTANTS[token.text])
    if token.text == "not" and (stream.peek().text == "(" or not _begins_expression(stream.peek())):
        return ast.Name(stream.advance().start, "not")
    if token.text in parse_compound.OPENERS:
        return parser.expression()
    if token.keyword:
        stream.unexpected("a value or a name", "值或名称")
    return ast.Name(token.start, stream.words())


def _begins_expression(token: Token) -> bool:
    if token.kind == "name":
        return not token.keyword or token.text in _CONSTANTS or token.text in parse_compound.OPENERS or token.text == "not"
    return token.kind in ("number", "string") or token.text in _SIGNS or token.text == "-"


def member_name(parser: Parser) -> str:
    """A name after a dot: a known one, else the words up to the next sign or keyword."""
    stream = parser.stream
    match = parser.members.match(stream.tokens, stream.index)
    if match:
        name, stream.index = match
        return name
    if stream.token.kind != "name":
        stream.unexpected("a name", "名称")
    return stream.words(keyword_first=True)


def _question(parser: Parser) -> ast.Node:
    return ast.Name(parser.stream.advance().start, "?")


def _at(parser: Parser) -> ast.Node:
    stream = parser.stream
    at = stream.advance().start
    if stream.token.kind != "string":
        stream.unexpected('a date, time or duration in quotation marks after "@"', "@ 之后带引号的日期、时间或时长")
    return at_literal(at, stream.advance().value)


def _parenthesis(parser: Parser) -> ast.Node:
    at = parser.stream.advance().start
    return parenthesised(parser, at, parser.test())


def parenthesised(parser: Parser, at: int, first: ast.Node) -> ast.Node:
    """Behind ``( first``: a range, a test as a range, or a bracketed expression."""
    if not isinstance(first, ast.Test) and parser.stream.accept(".."):
        return _range(parser, at, first, start_included=False)
    parser.stream.close(")", at)
    return first


def _bracket(parser: Parser) -> ast.Node:
    stream = parser.stream
    at = stream.advance().start
    if stream.accept("]"):
        return ast.ListOf(at, ())
    items = stream.separated(parser.test)
    if len(items) == 1 and stream.accept(".."):
        return _range(parser, at, items[0], start_included=True)
    stream.close("]", at, " or a comma", "或逗号")
    return ast.ListOf(at, tuple(items))


def _open_range(parser: Parser) -> ast.Node:
    stream = parser.stream
    if not _begins_expression(stream.peek()):
        stream.unexpected("a value, a name or an opening bracket", "值、名称或左括号")
    at = stream.advance().start
    start = parser.expression()
    stream.expect("..")
    return _range(parser, at, start, start_included=False)


def _range(parser: Parser, at: int, start: ast.Node, *, start_included: bool) -> ast.Node:
    """Behind ``[ start ..``."""
    stream = parser.stream
    end = parser.range_end()
    if stream.text not in (")", "]", "["):
        stream.unexpected('")", "]" or "[" to close the range', "用于结束区间的 )、] 或 [", stream.still_open(at))
    return ast.RangeOf(at, start, end, start_included, stream.advance().text == "]")


def _context(parser: Parser) -> ast.Node:
    stream = parser.stream
    at = stream.advance().start
    if stream.accept("}"):
        return ast.ContextOf(at, ())
    entries = _entries(parser)
    stream.close("}", at, " or a comma", "或逗号")
    return ast.ContextOf(at, entries)


def _entries(parser: Parser) -> tuple[tuple[str, ast.Node], ...]:
    """Entries up to the closing brace; each one's name is in scope for those behind it."""
    stream = parser.stream
    entries: list[tuple[str, ast.Node]] = []
    with ExitStack() as scope:
        while True:
            if stream.token.kind == "string":
                key = stream.advance().value
                stream.expect(":")
            else:
                key = parse_compound.label(parser)
            entries.append((key, parser.test()))
            parser.members.add(key)  # for good: it may stand after a dot anywhere behind
            scope.enter_context(parser.names.also(key))
            if not stream.accept(","):
                return tuple(entries)


_SIGNS: dict[str, Callable[[Parser], ast.Node]] = {
    "(": _parenthesis,
    "[": _bracket,
    "]": _open_range,
    "{": _context,
    "@": _at,
    "?": _question,
}
