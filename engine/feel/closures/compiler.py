"""The table node type → rule, and what the rules share while they build closures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from engine.feel.evaluation.state import Env
from engine.feel.outcome import Place
from engine.feel.syntax import ast
from engine.feel.syntax.lexer import Source

Closure = Callable[[Env], object]
Rule = Callable[["Compiler", Any], Closure]
_RULES: dict[type[ast.Node], Rule] = {}

R = TypeVar("R", bound=Rule)


def rule(node_type: type[ast.Node]) -> Callable[[R], R]:
    """Register how nodes of this type become closures."""

    def register(function: R) -> R:
        _RULES[node_type] = function
        return function

    return register


class Compiler:
    """One text on its way to closures.

    ``locals``: the names that the expression itself has declared around the current node, or None
    at the top, where a name can only come from the caller. ``shadowing``: names of the caller that
    hide built-in functions. ``free``: the names found that only the caller can supply. ``element``:
    whose text it is, for the places of problems.
    """

    def __init__(self, source: Source, shadowing: frozenset[str] = frozenset(), element: str = "") -> None:
        self.source = source
        self.element = element
        self.shadowing = shadowing
        self.locals: frozenset[str] | None = None
        self.free: set[str] = set()

    def __call__(self, node: ast.Node) -> Closure:
        return _RULES[type(node)](self, node)

    def place(self, node: ast.Node) -> Place:
        return self.place_at(node.at)

    def place_at(self, offset: int) -> Place:
        return self.source.place(offset)._replace(element=self.element)

    def declared(self, name: str) -> bool:
        return self.locals is not None and name in self.locals

    @contextmanager
    def inside(self, *names: str) -> Iterator[None]:
        """Closures built in the block run in an inner scope that declares the names."""
        outer = self.locals
        self.locals = (outer or frozenset()) | frozenset(names)
        try:
            yield
        finally:
            self.locals = outer


def makes_functions(node: ast.Node) -> bool:
    """Whether evaluating the node may make a function, which keeps its scope."""
    return isinstance(node, ast.Lambda) or any(map(makes_functions, ast.children(node)))
