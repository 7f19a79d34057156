"""Cells whose truth depends on nothing but the tested value and constants.

Such a test says the same of all values between two neighbouring constants of its text, so that it is
known everywhere once it has been asked, through FEEL's own evaluation, about one value of each piece.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from engine.dmn.analysis.lines import line_of
from engine.feel.builtins import BUILT_INS
from engine.feel.closures import Closure, Compiler
from engine.feel.dialect import STANDARD, Dialect
from engine.feel.errors import FeelLimitExceeded, FeelSyntaxError
from engine.feel.evaluation.operators import compare
from engine.feel.evaluation.state import Env, State
from engine.feel.expression import run, syntax_tree
from engine.feel.limits import Limits, Meter
from engine.feel.syntax import ast
from engine.feel.syntax.lexer import Source
from engine.feel.values.ranges import Range

INPUT = "?"
T = TypeVar("T")
_LIMITS = Limits(steps=4_000_000, collection_size=10_000, string_length=100_000, seconds=60)
"""For all cells of one table together. The seconds are only there for what steps do not count: steps alone decide."""
_CLOCK = frozenset({"now", "today"})
_ORDERED = frozenset({"<", "<=", ">", ">="})


class NotTold(Exception):
    """What a text says depends on more than constants and the tested value."""


@dataclass(frozen=True, slots=True)
class OneTest:
    """``points``: the constants at which its truth may change. ``ordered``: not only "equal or not" counts.

    ``lists``: a list of constants stands in it, which a value that is a list may equal. ``whole``: it is true of
    numbers without a fraction alone. ``backwards``: it is a range that ends before it starts. ``holds``: true, false,
    or anything else for null.
    """

    points: tuple[object, ...]
    ordered: bool
    lists: bool
    whole: bool
    backwards: bool
    holds: Callable[[object], object]


@dataclass(frozen=True, slots=True)
class Cell:
    """Alternatives, or all of them negated; none means that any value fits. ``values``: those that ask for equality with a constant."""

    values: tuple[object, ...]
    tests: tuple[OneTest, ...]
    negated: bool = False

    @property
    def vain(self) -> bool:
        """Whether no value can fulfil it, whatever its kind is."""
        return bool(self.tests) and not self.values and not self.negated and all(test.backwards for test in self.tests)


class Reader:
    """Reads the texts of one table, within one budget. ``names``, ``members``, ``dialect``: as where the table is evaluated."""

    def __init__(self, names: Collection[str], members: Collection[str], dialect: Dialect = STANDARD, meter: Meter | None = None) -> None:
        self._names = names
        self._members = members
        self._shadowing = frozenset(name for name in names if name in BUILT_INS)
        self._state = State(_LIMITS, None, meter=meter, dialect=dialect)
        self._cells: dict[str, Cell | None] = {}
        self._constants: dict[str, object] = {}

    def tree(self, text: str) -> ast.Node | None:
        """The syntax tree of an expression; None when it is none."""
        try:
            return syntax_tree(text, names=self._names, members=self._members)
        except (FeelSyntaxError, FeelLimitExceeded):
            return None

    def cell(self, text: str) -> Cell | None:
        """None when it cannot be told. Raises ``FeelLimitExceeded`` when the budget of the table is spent."""
        if text not in self._cells:
            self._cells[text] = self._told(lambda: self._cell(text))
        return self._cells[text]

    def constant(self, text: str) -> tuple[object] | None:
        """The value of an expression in brackets, or None when it cannot be told. Raises like ``cell``."""

        def value() -> tuple[object]:
            tree = syntax_tree(text, names=self._names, members=self._members)
            return (_Constants(self, Source(text)).value(tree),)

        return self._told(value)

    def _told(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except (NotTold, FeelSyntaxError):
            return None
        except FeelLimitExceeded as error:
            if error.limit in ("steps", "seconds"):
                raise
            return None

    def _cell(self, text: str) -> Cell:
        tree = syntax_tree(text, names=self._names, members=self._members, unary=True)
        assert isinstance(tree, ast.Tests)
        self._state.charge(20 * ast.size(tree))  # what it takes to make functions of them
        alone = len(tree.tests) == 1 and not tree.negated
        values: list[object] = []
        others: list[OneTest] = []
        for test in tree.tests:
            if isinstance(test, ast.Literal) and line_of(test.value):
                values.append(test.value)
            else:
                others.append(self._test(Source(text), test, alone))
        return Cell(tuple(values), tuple(others), tree.negated)

    def _test(self, source: Source, node: ast.Node, alone: bool) -> OneTest:
        constants = _Constants(self, source)
        constants.test(node, alone=alone)
        closure = self.compiled(source, ast.Tests(node.at, (node,)))
        size = ast.size(node)

        def holds(value: object) -> object:
            self._state.charge(size)
            return self.run(closure, {INPUT: value})

        flags = constants.ordered, constants.lists, constants.whole, constants.backwards
        return OneTest(tuple(constants.points), *flags, holds)

    def compiled(self, source: Source, node: ast.Node) -> Closure:
        """The node as a function. Raises ``NotTold`` when it takes names from its scope, or the time from the clock."""
        if any(isinstance(part, ast.Name) and part.name in _CLOCK for part in _parts(node)):
            raise NotTold
        compiler = Compiler(source, self._shadowing)
        compiler.locals = frozenset()
        closure = compiler(node)
        if compiler.free:
            raise NotTold
        return closure

    def run(self, closure: Closure, names: dict[str, object]) -> object:
        self._state.problems.clear()
        return run(closure, Env(names, Env({}, None, self._state), self._state))

    @property
    def has_problems(self) -> bool:
        """Whether what ran last noted why something is null."""
        return bool(self._state.problems)


class _Constants:
    """Gathers what a test compares its value with. Raises ``NotTold``."""

    def __init__(self, reader: Reader, source: Source) -> None:
        self._reader = reader
        self._source = source
        self.points: list[object] = []
        self.ordered = False
        self.lists = False
        self.whole = False
        self.backwards = False

    def test(self, node: ast.Node, *, alone: bool = False) -> None:
        """One entry of a cell. ``alone``: it is the whole cell."""
        if isinstance(node, ast.Test):
            self._compared(node.operator, node.operand)
        elif ast.asks(node):
            self._condition(node, alone)
        elif isinstance(node, ast.RangeOf) and (compare(self.value(node.start), self.value(node.end)) or 0) > 0:
            self.backwards = True
        else:
            self._fitting(self.value(node))

    def value(self, node: ast.Node) -> object:
        """The value of an expression of constants. One that is null because something is wrong with it is not told."""
        if isinstance(node, ast.Literal) and node.problem is None:
            return node.value
        if ast.asks(node):
            raise NotTold
        value = self._reader.run(self._reader.compiled(self._source, node), {})
        if self._reader.has_problems:
            raise NotTold
        return value

    def _compared(self, operator: str, node: ast.Node) -> None:
        value = self.value(node)
        self._point(value)
        self.ordered |= operator in _ORDERED

    def _point(self, value: object) -> None:
        if value is None:
            return
        if not line_of(value):
            raise NotTold
        self.points.append(value)

    def _fitting(self, value: object) -> None:
        """A constant that stands as a test: a value, a range, or a list of those."""
        self.lists |= bool(value) and isinstance(value, list)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Range):
                self.ordered |= item.comparison not in ("=", "!=")
                self._point(item.start)
                self._point(item.end)
            else:
                self._point(item)

    def _condition(self, node: ast.Node, alone: bool = False) -> None:
        """An expression that is true or false of the input ``?``."""
        if not ast.asks(node):
            value = self.value(node)
            self._fitting([] if isinstance(value, bool) else value)
        elif alone and _says_whole(node):
            self.whole = True
        elif isinstance(node, ast.Name):
            self.points.append(True)
        elif isinstance(node, ast.Logic):
            for operand in node.operands:
                self._condition(operand, alone and node.operator == "and")
        elif isinstance(node, ast.If):
            for part in (node.condition, node.then, node.otherwise):
                self._condition(part)
        elif isinstance(node, ast.Call) and isinstance(node.function, ast.Name) and node.function.name == "not":
            for argument in node.arguments:
                self._condition(argument)
        else:
            self._comparison(node)

    def _comparison(self, node: ast.Node) -> None:
        if isinstance(node, ast.Comparison) and _is_input(node.left):
            self._compared(node.operator, node.right)
        elif isinstance(node, ast.Comparison) and _is_input(node.right):
            self._compared(node.operator, node.left)
        elif isinstance(node, ast.Between) and _is_input(node.operand):
            self._compared("<", node.low)
            self._compared("<", node.high)
        elif isinstance(node, ast.In) and _is_input(node.operand):
            for test in node.tests:
                self.test(test)
        else:
            raise NotTold


def _says_whole(node: ast.Node) -> bool:
    """``? = floor(?)`` and its kin, ``modulo(?, 1) = 0``: the ways to say "an integer" in allowed values."""
    if not isinstance(node, ast.Comparison) or node.operator != "=":
        return False
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if not isinstance(one, ast.Call) or not isinstance(one.function, ast.Name) or not one.arguments:
            continue
        name, (first, *more) = one.function.name, one.arguments
        if not _is_input(first) or one.named is not None:
            continue
        if name in ("floor", "ceiling") and not more and _is_input(other):
            return True
        if name == "modulo" and len(more) == 1 and _is_number(more[0], 1) and _is_number(other, 0):
            return True
    return False


def _is_number(node: ast.Node, number: int) -> bool:
    return isinstance(node, ast.Literal) and isinstance(node.value, Decimal) and node.value == number


def _is_input(node: ast.Node) -> bool:
    return isinstance(node, ast.Name) and node.name == INPUT


def _parts(node: ast.Node) -> Iterator[ast.Node]:
    """The node and all below it."""
    yield node
    for child in ast.children(node):
        yield from _parts(child)
