"""Parsed once, evaluated often: ``parse`` and ``Expression``."""

from __future__ import annotations

import datetime as stdlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from engine.feel.builtins import BUILT_INS
from engine.feel.closures import Closure, Compiler
from engine.feel.dialect import STANDARD, Dialect
from engine.feel.errors import FeelLimitExceeded
from engine.feel.evaluation.state import Env, State
from engine.feel.functions.registry import built_in_names
from engine.feel.limits import DEFAULT_LIMITS, Limits, Meter
from engine.feel.outcome import Evaluation, Place
from engine.feel.syntax import ast
from engine.feel.syntax.lexer import Source
from engine.feel.syntax.names import special_names
from engine.feel.syntax.parser import Parser
from engine.feel.values.jsonable import from_json, to_feel

T = TypeVar("T")


class RootNames(dict[str, object]):
    """The caller's scope, each name fetched and converted at most once per evaluation."""

    __slots__ = ("_scope",)

    def __init__(self, scope: Mapping[str, object]) -> None:
        super().__init__()
        self._scope = scope

    def __missing__(self, name: str) -> object:
        value = self[name] = to_feel(self._scope[name])
        return value


def checked_now(now: stdlib.datetime | None) -> stdlib.datetime | None:
    """The moment, if it says which instant it is. Raises ``ValueError``."""
    if now is not None and now.tzinfo is None:
        raise ValueError("Expected now to be a datetime with a time zone, but it has none.")
    return now


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A parsed FEEL expression, or parsed unary tests (a cell of a decision table). Safe to share between threads and evaluations.

    text: as it was written. tree: what it means. unary: whether it tests a value, which ``?`` names.
    """

    text: str
    tree: ast.Node
    unary: bool
    closure: Closure
    free: frozenset[str]

    def names(self) -> frozenset[str]:
        """The names that the expression takes from its context, without ``?``. Inside a filter this includes names that
        the filtered entries may supply themselves."""
        return self.free

    def place(self, offset: int) -> Place:
        """Line and column of an offset in the text, both from 1."""
        return Source(self.text).place(offset)

    def evaluate(
        self,
        context: Mapping[str, object] | None = None,
        *,
        now: stdlib.datetime | None = None,
        value: object = None,
        limits: Limits = DEFAULT_LIMITS,
        meter: Meter | None = None,
        dialect: Dialect = STANDARD,
    ) -> Evaluation:
        """The value and its problems; of unary tests true, false, or null with problems.

        ``context`` may be lazy: only names that are needed are fetched. ``now`` is an aware datetime; without
        it ``now()`` and ``today()`` are null. ``value`` is what unary tests are about. ``meter`` is a budget
        that several evaluations share. Raises ``FeelLimitExceeded`` alone.
        """
        state = State(limits, checked_now(now), meter=meter, dialect=dialect)
        env = Env(RootNames({} if context is None else context), None, state)
        found = run(self.closure, Env({"?": from_json(value)}, env, state) if self.unary else env)
        return Evaluation(found, tuple(state.problems))


def run(closure: Closure, env: Env) -> object:
    """Evaluate; nesting beyond what Python can hold is the limit ``nesting``, too."""
    try:
        return closure(env)
    except RecursionError as error:
        raise FeelLimitExceeded("nesting", env.state.limits.nesting) from error
    finally:
        env.state.settle()


def parse(text: str, *, names: Collection[str] = (), unary: bool = False, limits: Limits = DEFAULT_LIMITS) -> Expression:
    """Parse an expression or, if ``unary``, unary tests (``< 10``, ``"a", "b"``, ``not(null)``, ``? > x and ? < y``, ``-``); cached.

    ``names``: names that will be in scope. Needed for names that hold signs or keywords
    ("pre-approval", "date in local time"); words with blanks between them are read as one name anyway.
    Raises ``FeelSyntaxError`` or ``FeelLimitExceeded``.
    """
    _check_length(text, limits)
    return _parse(text, special_names(names, text), _shadowing(names), unary, limits)


def syntax_tree(
    text: str, *, names: Collection[str] = (), members: Collection[str] = (), unary: bool = False, limits: Limits = DEFAULT_LIMITS
) -> ast.Node:
    """For those who look at expressions without evaluating them. ``members``: names that may follow a dot. Raises like ``parse``."""
    _check_length(text, limits)
    parser = Parser(text, special_names(names, text), special_names(members, text), limits, built_in_names())
    return _built(parser.whole_tests if unary else parser.whole_expression, limits)


def _shadowing(names: Collection[str]) -> frozenset[str]:
    return frozenset(name for name in names if name in BUILT_INS)


def _check_length(text: str, limits: Limits) -> None:
    if len(text) > limits.source_length:
        raise FeelLimitExceeded("source_length", limits.source_length)


@lru_cache(maxsize=4096)
def _parse(text: str, names: tuple[str, ...], shadowing: frozenset[str], unary: bool, limits: Limits) -> Expression:
    parser, compiler = _tools(text, (names, (), shadowing), limits)

    def build() -> Expression:
        tree = parser.whole_tests() if unary else parser.whole_expression()
        closure = compiler(tree)
        return Expression(text, tree, unary, closure, frozenset(compiler.free) - {"?"})

    return _built(build, limits)


Known = tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]  # special names, special members, hidden built-ins


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """An expression or unary tests as a part of something larger (a decision), run in a scope of that."""

    tree: ast.Node
    closure: Closure
    free: frozenset[str]
    size: int


def parse_part(
    text: str,
    *,
    names: Collection[str],
    members: Collection[str] = (),
    unary: bool = False,
    element: str = "",
    limits: Limits = DEFAULT_LIMITS,
) -> Part:
    """For ``engine.dmn``: parse with the names that are in scope and those that may follow a dot. Raises like ``parse``.

    ``element`` is the id of what holds the text; problems name it.
    """
    _check_length(text, limits)
    known = special_names(names, text), special_names(members, text), _shadowing(names)
    parser, compiler = _tools(text, known, limits, element)
    compiler.locals = frozenset()  # it runs in a scope that has others around it

    def build() -> Part:
        tree = parser.whole_tests() if unary else parser.whole_expression()
        return Part(tree, compiler(tree), frozenset(compiler.free) - {"?"}, ast.size(tree))

    return _built(build, limits)


def _tools(text: str, known: Known, limits: Limits, element: str = "") -> tuple[Parser, Compiler]:
    names, members, shadowing = known
    parser = Parser(text, names, members, limits, built_in_names())
    return parser, Compiler(parser.stream.source, shadowing, element)


def _built(build: Callable[[], T], limits: Limits) -> T:
    try:
        return build()
    except RecursionError as error:
        raise FeelLimitExceeded("nesting", limits.nesting) from error
