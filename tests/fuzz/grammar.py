"""Random expressions, written from the templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import TypeVar

from engine.feel.functions.registry import BUILT_INS, BuiltIn, Param
from tests.fuzz.templates import (
    CELLS,
    KINDS_OF,
    LITERALS,
    MEMBERS,
    NEW_NAMES,
    OPERATORS,
    PATTERNS,
    RELATIONS,
    SHARED,
    TEMPLATES,
    TESTS,
    TYPES,
    templates,
)

T = TypeVar("T")

_HOLE = re.compile("«([^»]+)»")
KINDS = tuple(TEMPLATES)
SCOPE_NAMES = templates(
    "a | b | xs | c | a-b | pre-approval status | 客户等级 | when | text | big | nothing | broken | twice | date in local time"
)


class Grammar:
    """Writes one expression after the other. ``size`` bounds how many templates one expression is made of."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._left = 0
        self._names: list[str] = []

    def expression(self, depth: int = 5, size: int = 60) -> str:
        """An expression that mostly has a value of some kind."""
        kind = self._pick(KINDS)
        templates = ["«call»"] if self.random.random() < 0.3 else [*SHARED, *TEMPLATES[kind] * 2]
        return self.fill(self._pick(templates), depth, size, kind)

    def cell(self, depth: int = 4, size: int = 40) -> str:
        """Unary tests."""
        return self.fill(self._pick(CELLS), depth, size)

    def fill(self, template: str, depth: int = 3, size: int = 20, kind: str = "any") -> str:
        """The template, its holes filled."""
        self._left, self._names = size, []
        return self._filled(template, kind, depth)

    def of(self, kind: str, depth: int) -> str:
        """An expression of the kind, at times of another: no function may trust what it is given."""
        random = self.random
        kind = self._pick(KINDS_OF[kind]) if kind in KINDS_OF else kind
        if kind not in TEMPLATES or random.random() < (0.7 if kind == "any" else 0.04):
            kind = self._pick(KINDS)
        self._left -= 1
        if depth <= 0 or self._left <= 0 or random.random() < 0.25:
            return self._pick(LITERALS[kind])
        shared = random.random() < 0.25
        return self._filled(self._pick(SHARED if shared else TEMPLATES[kind]), kind, depth)

    def call(self, depth: int) -> str:
        """A call of any built-in function, with arguments that mostly fit one of its signatures."""
        function = BUILT_INS[self._pick(sorted(BUILT_INS))]
        params = self._params(function)
        if self.random.random() < 0.1:
            params = params[:-1] if self.random.random() < 0.5 else [*params, *params[:1]]
        arguments = [self.of(param.kind, depth - 1) for param in params]
        if params and self.random.random() < 0.12:
            arguments = [f"{param.name}: {argument}" for param, argument in zip(params, arguments, strict=True)]
        return f"{function.name}({', '.join(arguments)})"

    def _params(self, function: BuiltIn) -> list[Param]:
        params = [param for param in self._pick(function.signatures).params if not param.optional or self.random.random() < 0.6]
        return params * self.random.choice((1, 1, 2, 3)) if params and (params[-1].rest or params[-1].spread) else params

    def _filled(self, template: str, kind: str, depth: int) -> str:
        known = len(self._names)
        text = _HOLE.sub(lambda hole: self._hole(hole[1], kind, depth - 1), template)
        del self._names[known:]
        return text

    def _hole(self, wanted: str, kind: str, depth: int) -> str:
        special = _SPECIAL.get(wanted)
        return special(self, depth) if special else self.of(kind if wanted == "same" else wanted, depth)

    def _new(self, _depth: int) -> str:
        self._names.append(self._pick(NEW_NAMES))
        return self._names[-1]

    def _name(self, _depth: int) -> str:
        return self._pick(self._names) if self._names and self.random.random() < 0.8 else self._pick(SCOPE_NAMES)

    def _raw(self, _depth: int) -> str:
        return self._pick(["a", "a, b", "x:y", "(a)", "1 + 1", "", " ", "if", "客户", "a b", "__init__", "a/*b", "- a"])

    def _pattern(self, depth: int) -> str:
        """A regular expression as a string literal, mostly a valid one."""
        text = self._pattern_part(max(2, depth + 2)).replace("\\", "\\\\")
        return f'"{text}"'

    def _pattern_part(self, depth: int) -> str:
        template = self._pick(PATTERNS[: 26 if depth <= 0 else len(PATTERNS)])
        return _HOLE.sub(lambda _: self._pattern_part(depth - 1), template)

    def _flags(self, _depth: int) -> str:
        return f'"{self._pick(["", "i", "s", "m", "x", "q", "smix", "ii", "z"])}"'

    def _test(self, depth: int) -> str:
        return self._filled(self._pick(TESTS), "any", depth)

    def _type(self, depth: int) -> str:
        return self._filled(self._pick(TYPES if depth > -2 else TYPES[:10]), "any", depth)

    def _pick(self, options: Sequence[T]) -> T:
        return self.random.choice(options)


_SPECIAL = {
    "new": Grammar._new,
    "name": Grammar._name,
    "raw": Grammar._raw,
    "key": lambda grammar, _depth: f'"{grammar._raw(0)}"',
    "test": Grammar._test,
    "pattern": Grammar._pattern,
    "flags": Grammar._flags,
    "type": Grammar._type,
    "call": Grammar.call,
    "operator": lambda grammar, _depth: grammar._pick(OPERATORS),
    "relation": lambda grammar, _depth: grammar._pick(RELATIONS),
    "member": lambda grammar, _depth: grammar._pick(MEMBERS),
}
