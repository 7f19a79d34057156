"""Constants, names, brackets of all kinds: what stands between the operators."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from engine.feel.syntax import ast, compounds
from engine.feel.syntax.grammar import Grammar
from engine.feel.syntax.lexer import Token
from engine.feel.syntax.literals import at_literal, number_literal
from engine.feel.texts import say

_CONSTANTS = {"true": True, "false": False, "null": None}


def primary(grammar: Grammar) -> ast.Node:
    """A constant, a name, or something in brackets."""
    stream = grammar.stream
    token = stream.token
    match = grammar.known_name()
    if match:
        name, stream.index = match
        return ast.Name(token.start, name)
    if token.kind == "number":
        return ast.Literal(token.start, number_literal(stream, stream.advance()))
    if token.kind == "string":
        return ast.Literal(token.start, stream.advance().value)
    if token.kind == "name":
        return _word(grammar)
    opener = _SIGNS.get(token.text) if token.kind == "op" else None
    if opener is None:
        stream.unexpected(say("a_value"))
    return opener(grammar)


def _word(grammar: Grammar) -> ast.Node:
    stream = grammar.stream
    token = stream.token
    if token.text in _CONSTANTS:
        return ast.Literal(stream.advance().start, _CONSTANTS[token.text])
    if token.text == "not" and (stream.peek().text == "(" or not _begins_expression(stream.peek())):
        return ast.Name(stream.advance().start, "not")
    if token.text in compounds.OPENERS:
        return grammar.expression()
    if token.keyword:
        stream.unexpected(say("a_value_or_name"))
    return ast.Name(token.start, stream.words())


def _begins_expression(token: Token) -> bool:
    if token.kind == "name":
        return not token.keyword or token.text in _CONSTANTS or token.text in compounds.OPENERS or token.text == "not"
    return token.kind in ("number", "string") or token.text in _SIGNS or token.text == "-"


def member_name(grammar: Grammar) -> str:
    """A name after a dot: a known one, else the words up to the next sign or keyword."""
    stream = grammar.stream
    match = grammar.members.match(stream.tokens, stream.index)
    if match:
        name, stream.index = match
        return name
    if stream.token.kind != "name":
        stream.unexpected(say("a_name"))
    return stream.words(keyword_first=True)


def _question(grammar: Grammar) -> ast.Node:
    return ast.Name(grammar.stream.advance().start, "?")


def _at(grammar: Grammar) -> ast.Node:
    stream = grammar.stream
    at = stream.advance().start
    if stream.token.kind != "string":
        stream.unexpected(say("quoted_temporal"))
    return at_literal(at, stream.advance().value)


def _parenthesis(grammar: Grammar) -> ast.Node:
    at = grammar.stream.advance().start
    return parenthesised(grammar, at, grammar.test())


def parenthesised(grammar: Grammar, at: int, first: ast.Node) -> ast.Node:
    """Behind ``( first``: a range, a test as a range, or a bracketed expression."""
    if not isinstance(first, ast.Test) and grammar.stream.accept(".."):
        return _range(grammar, at, first, start_included=False)
    grammar.stream.close(")", at)
    return first


def _bracket(grammar: Grammar) -> ast.Node:
    stream = grammar.stream
    at = stream.advance().start
    if stream.accept("]"):
        return ast.ListOf(at, ())
    items = stream.separated(grammar.test)
    if len(items) == 1 and stream.accept(".."):
        return _range(grammar, at, items[0], start_included=True)
    stream.close("]", at, or_comma=True)
    return ast.ListOf(at, tuple(items))


def _open_range(grammar: Grammar) -> ast.Node:
    stream = grammar.stream
    if not _begins_expression(stream.peek()):
        stream.unexpected(say("a_value"))
    at = stream.advance().start
    start = grammar.expression()
    stream.expect("..")
    return _range(grammar, at, start, start_included=False)


def _range(grammar: Grammar, at: int, start: ast.Node, *, start_included: bool) -> ast.Node:
    """Behind ``[ start ..``."""
    stream = grammar.stream
    end = grammar.range_end()
    if stream.text not in (")", "]", "["):
        stream.unexpected(say("end_of_range"), stream.still_open(at))
    return ast.RangeOf(at, start, end, start_included, stream.advance().text == "]")


def _context(grammar: Grammar) -> ast.Node:
    stream = grammar.stream
    at = stream.advance().start
    if stream.accept("}"):
        return ast.ContextOf(at, ())
    entries = _entries(grammar)
    stream.close("}", at, or_comma=True)
    return ast.ContextOf(at, entries)


def _entries(grammar: Grammar) -> tuple[tuple[str, ast.Node], ...]:
    """Entries up to the closing brace; each one's name is in scope for those behind it."""
    stream = grammar.stream
    entries: list[tuple[str, ast.Node]] = []
    with ExitStack() as scope:
        while True:
            if stream.token.kind == "string":
                key = stream.advance().value
                stream.expect(":")
            else:
                key = compounds.label(grammar)
            entries.append((key, grammar.test()))
            grammar.members.add(key)  # for good: it may stand after a dot anywhere behind
            scope.enter_context(grammar.names.also(key))
            if not stream.accept(","):
                return tuple(entries)


_SIGNS: dict[str, Callable[[Grammar], ast.Node]] = {
    "(": _parenthesis,
    "[": _bracket,
    "]": _open_range,
    "{": _context,
    "@": _at,
    "?": _question,
}
