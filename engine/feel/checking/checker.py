"""The table node type → rule, and what the rules share while they check an expression."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from engine.feel.checking.findings import Finding
from engine.feel.checking.scope import Scope
from engine.feel.checking.specimens import type_of
from engine.feel.checking.spelling import did_you_mean
from engine.feel.closures import Compiler
from engine.feel.dialect import STANDARD, Dialect
from engine.feel.errors import FeelLimitExceeded
from engine.feel.evaluation.conformance import LimitedType
from engine.feel.evaluation.state import Env, State
from engine.feel.limits import Limits
from engine.feel.outcome import Problem
from engine.feel.syntax import ast
from engine.feel.syntax.lexer import Source
from engine.feel.values.feel_types import ANY, NamedTypes, Type
from engine.kernel.texts import NO_TEXT, Text

Rule = Callable[["Checker", Any, Scope], Type]
_RULES: dict[type[ast.Node], Rule] = {}
R = TypeVar("R", bound=Rule)
_LIMITS = Limits(steps=20_000, string_length=100_000, collection_size=10_000, seconds=0.5)
_LONGEST = 600
"""Characters of a sentence: a name may be as long as the text."""
_NOWHERE = Source("")


def rule(node_type: type[ast.Node]) -> Callable[[R], R]:
    """Register how nodes of this type are checked."""

    def register(function: R) -> R:
        _RULES[node_type] = function
        return function

    return register


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST else sentence[:_LONGEST] + "…"


class Checker:
    """Infers the type of every node and gathers what is wrong. One may check many expressions.

    named: the types that expressions may name. computations: how many calls and tests of constants are computed; those
    beyond are believed. hints: how often names are looked through for one that was meant.
    """

    def __init__(self, named: NamedTypes, dialect: Dialect = STANDARD, *, computations: int = 2_000, hints: int = 50) -> None:
        self.named = named
        self.dialect = dialect
        self.findings: list[Finding] = []
        self._computations = computations
        self._hints = hints
        self._allowed: dict[tuple[int, type, object], tuple[LimitedType, bool]] = {}

    def check(self, tree: ast.Node, scope: Scope) -> tuple[Type, tuple[Finding, ...]]:
        """The type of the value, and what is wrong, in the order of the text."""
        self.findings = []
        try:
            found = self(tree, scope)
        except RecursionError:  # too deep to be evaluated, which is said elsewhere
            return ANY, ()
        return found, tuple(sorted(self.findings, key=lambda each: each.at))

    def __call__(self, node: ast.Node, scope: Scope) -> Type:
        return _RULES[type(node)](self, node, scope)

    def report(self, node: ast.Node, code: str, said: Text, *, at: int | None = None, certain: bool = True) -> Type:
        """Note a finding; its value is ``ANY``, so that nothing else is found because of it."""
        text = Text(_cut(said.en), _cut(said.zh))
        self.findings.append(Finding(node, node.at if at is None else at, code, text, certain))
        return ANY

    def hint(self, written: str, known: Iterable[str]) -> Text:
        """A sentence about the name that was meant; empty if there is none."""
        self._hints -= 1
        return did_you_mean(written, known) if self._hints >= 0 else NO_TEXT

    def may_compute(self) -> bool:
        """Whether there is room for one more computation of constants."""
        self._computations -= 1
        return self._computations >= 0

    def refused(self, node: ast.Node, limited: Type) -> LimitedType | None:
        """The type whose allowed values leave out the constant, if the node is one."""
        while isinstance(limited, LimitedType):
            if isinstance(node, ast.Literal) and node.value is not None and not self._allows(limited, node.value):
                return limited
            limited = limited.base
        return None

    def _allows(self, limited: LimitedType, value: object) -> bool:
        key = id(limited), type(value), value
        if key not in self._allowed:
            if not self.may_compute():
                return True
            try:
                allowed = limited.allowed(value, State(_LIMITS, None, self.named, dialect=self.dialect))
            except FeelLimitExceeded:
                allowed = True
            self._allowed[key] = limited, allowed
        return self._allowed[key][1]

    def evaluate(self, trial: ast.Node) -> tuple[object, Problem | None]:
        """What the evaluator makes of a tree that needs no names: the value, and why it is null."""
        state = State(_LIMITS, None, self.named, dialect=self.dialect)
        begun = time.thread_time()
        try:
            value = Compiler(_NOWHERE)(trial)(Env({}, None, state))
        except FeelLimitExceeded:
            return None, None
        finally:
            self._computations -= int((time.thread_time() - begun) * 1000)  # a dear one, a pattern that backtracks, counts as many
        return value, state.problems[0] if value is None and state.problems else None

    def attempt(self, node: ast.Node, trial: ast.Node, code: str, *, at: int | None = None) -> Type:
        """The type of what the evaluator makes of the trial; null with a problem is a finding about the node."""
        value, problem = self.evaluate(trial)
        if problem is not None:
            return self.report(node, code, problem.text, at=at)
        return ANY if value is None else type_of(value)
