"""What the kinds look at: the part that differs, its operands, their types."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from decimal import Decimal

from engine.feel.syntax import ast
from tests.differential.locating import Difference
from tests.differential.meaning import Meaning, Moment, Span

ORDER: dict[str, Callable[..., bool]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
EQUALITY: dict[str, Callable[..., bool]] = {"=": operator.eq, "!=": operator.ne}
DURATIONS = ("years and months duration", "days and time duration")


def type_of(value: Meaning) -> str:
    """The FEEL type of a value of the server's."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case Decimal() | float():
            return "number"
        case Moment() | Span():
            return value.kind
    return type(value).__name__


def called(difference: Difference, *names: str) -> bool:
    """Whether the part calls one of these functions."""
    node = difference.node
    return isinstance(node, ast.Call) and isinstance(node.function, ast.Name) and node.function.name in names


def nodes(node: ast.Node) -> Iterator[ast.Node]:
    yield node
    for child in ast.children(node):
        yield from nodes(child)


def compares(difference: Difference) -> bool:
    return isinstance(difference.node, ast.Comparison | ast.Between | ast.In)


def compared(difference: Difference) -> Iterator[tuple[Meaning, Meaning]]:
    """Each pair of values that the part may compare: its first operand with each other one, or with the entries of that list."""
    first, *others = difference.values or [None]
    for other in others:
        yield first, other
        if isinstance(other, list) and isinstance(difference.node, ast.In):
            yield from ((first, entry) for entry in other)


def unlike(pair: tuple[Meaning, Meaning]) -> bool:
    """Whether both are there and of types that have nothing to do with each other."""
    types = {type_of(value) for value in pair}
    return len(types) == 2 and "null" not in types and types not in ({"date", "date and time"}, set(DURATIONS))


def before(left: Meaning, right: Meaning) -> bool:
    match left, right:
        case (Decimal(), Decimal()) | (str(), str()):
            return left < right  # type: ignore[operator]  # both of one type
        case (Moment(), Moment()):
            return left.text < right.text
        case (Span(), Span()):
            return (left.months, left.seconds) < (right.months, right.seconds)
    return False
