"""The syntax tree: what the parser builds and ``compile`` turns into closures. Positions are offsets in the text."""

from __future__ import annotations

from dataclasses import dataclass, fields

from engine.feel.values.feel_types import Type
from engine.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class Node:
    """``at`` is the offset in the text where the node's decisive sign stands."""

    at: int


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A constant. ``text`` is what stood behind ``@``; ``problem`` says why a malformed one is null."""

    value: object
    problem: Text | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class Negation(Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Operation(Node):
    """``first op operand op operand …`` of one precedence, from left to right; ``at`` of an operand's step is its sign."""

    first: Node
    rest: tuple[tuple[str, int, Node], ...]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    operand: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    operand: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """``and`` or ``or`` over two or more operands, in three-valued logic."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    operand: Node
    type: Type


@dataclass(frozen=True, slots=True)
class Path(Node):
    operand: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    operand: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """``named`` is None for positional arguments, else one name per argument."""

    function: Node
    arguments: tuple[Node, ...]
    named: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iterator:
    """``name in source`` or, with an end, ``name in source..end``."""

    name: str
    source: Node
    end: Node | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    every: bool
    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Lambda(Node):
    params: tuple[str, ...]
    types: tuple[Type | None, ...]
    body: Node
    external: bool = False
    result: Type | None = None


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    start: Node
    end: Node
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True)
class Test(Node):
    """``< e``, ``= e`` …: a comparison whose left side is the tested value, also a range of its own kind."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """A cell of a decision table: alternatives, or all of them negated; none means any value fits."""

    tests: tuple[Node, ...]
    negated: bool = False


CONDITIONS = (Comparison, Logic, Between, In, Quantified, InstanceOf, Call)
"""What is a condition in a test, not a value to compare with."""


def asks(node: Node) -> bool:
    """Whether the node is about the ``?`` around it. A condition behind ``in`` has a ``?`` of its own (DMN 1.5, table 55)."""
    if isinstance(node, Name):
        return node.name == "?"
    if isinstance(node, In):
        return asks(node.operand) or any(asks(test) for test in node.tests if not isinstance(test, CONDITIONS))
    return any(map(asks, children(node)))


def children(node: Node) -> list[Node]:
    """The nodes directly below."""
    found: list[Node] = []
    for name in _BELOW[type(node)]:
        _gather(getattr(node, name), found)
    return found


def _gather(value: object, found: list[Node]) -> None:
    if isinstance(value, Node):
        found.append(value)
    elif isinstance(value, tuple):
        for item in value:
            _gather(item, found)
    elif isinstance(value, Iterator):
        found.append(value.source)
        if value.end is not None:
            found.append(value.end)


_BELOW = {
    kind: tuple(field.name for field in fields(kind) if field.name not in ("at", "name", "operator")) for kind in Node.__subclasses__()
}
"""By kind of node: where others may be below it."""


def size(node: Node) -> int:
    """How many nodes: what one evaluation of it costs in steps."""
    return 1 + sum(size(child) for child in children(node))


def alike(one: object, other: object) -> bool:
    """Whether two trees or parts of trees say the same, wherever they stand (positions are the only integers in a tree)."""
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, Node | Iterator):
        return all(alike(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    return type(one) is int or one == other
