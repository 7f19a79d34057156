"""``if``, ``for``, ``some``, ``every``, ``function``, and the names that expressions declare."""

from __future__ import annotations

from collections.abc import Callable

from engine.feel.syntax import ast
from engine.feel.syntax.grammar import Grammar
from engine.feel.texts import say
from engine.feel.values.feel_types import Type
from engine.kernel.texts import NO_TEXT, Text

_ALL_THREE = say("hint_choice")


def _if(grammar: Grammar) -> ast.Node:
    stream = grammar.stream
    at = stream.advance().start
    condition = grammar.expression()
    stream.expect("then", hint=_ALL_THREE)
    then = grammar.test()
    stream.expect("else", hint=_ALL_THREE)
    return ast.If(at, condition, then, grammar.test())


def _for(grammar: Grammar) -> ast.Node:
    at = grammar.stream.advance().start
    iterators, body = _iterate(grammar, "return", "partial")
    return ast.For(at, iterators, body)


def _quantified(grammar: Grammar) -> ast.Node:
    word = grammar.stream.advance()
    iterators, body = _iterate(grammar, "satisfies")
    return ast.Quantified(word.start, word.text == "every", iterators, body)


def _iterate(grammar: Grammar, word: str, *names: str) -> tuple[tuple[ast.Iterator, ...], ast.Node]:
    """``a in …, b in … <word> …``; each name is in scope for what is behind it."""
    stream = grammar.stream
    iterators: list[ast.Iterator] = []
    declared: list[str] = list(names)
    while True:
        name = stream.declared_name("in")
        stream.expect("in")
        with grammar.names.also(*declared):
            source = grammar.expression()
            end = grammar.expression() if stream.accept("..") else None
        iterators.append(ast.Iterator(name, source, end))
        declared.append(name)
        if not stream.accept(","):
            break
    stream.expect(word, or_comma=True)
    with grammar.names.also(*declared):
        return tuple(iterators), grammar.test()


def _function(grammar: Grammar) -> ast.Node:
    stream = grammar.stream
    at = stream.advance().start
    opened = stream.here
    stream.expect("(")
    params = [] if stream.text == ")" else stream.separated(lambda: _param(grammar))
    stream.close(")", opened, or_comma=True)
    result = grammar.types.type() if stream.accept(":") else None
    external = stream.accept("external")
    names, types = tuple(name for name, _ in params), tuple(wanted for _, wanted in params)
    with grammar.names.also(*names):
        return ast.Lambda(at, names, types, grammar.test(), external, result)


def _param(grammar: Grammar) -> tuple[str, Type | None]:
    name = grammar.stream.declared_name(",", ")", ":")
    return name, grammar.types.type() if grammar.stream.accept(":") else None


def label(grammar: Grammar, hint: Text = NO_TEXT) -> str:
    """``name :`` of a context entry or a named argument."""
    name = grammar.stream.declared_name(":", hint=hint)
    grammar.stream.expect(":")
    return name


OPENERS: dict[str, Callable[[Grammar], ast.Node]] = {
    "if": _if,
    "for": _for,
    "some": _quantified,
    "every": _quantified,
    "function": _function,
}
