"""Relations of points and ranges (DMN 1.5, 10.3.4.9, table 78), and ``range``.

Each range is a pair of edges on one line: an excluded start lies just behind its value, an excluded
end just before it, and a side without a value lies beyond everything. A point is a range that starts and
ends at it. All relations are then comparisons of edges.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple, NoReturn

from engine.feel.errors import FeelProblem, FeelSyntaxError
from engine.feel.evaluation.operators import compare
from engine.feel.evaluation.state import State
from engine.feel.functions.registry import BUILT_INS, built_in, built_in_names
from engine.feel.syntax import ast
from engine.feel.syntax.lexer import Source, Token, tokens
from engine.feel.syntax.parser import Parser
from engine.feel.texts import say
from engine.feel.values.kinds import kind_words
from engine.feel.values.numbers import ARITHMETIC
from engine.feel.values.ranges import Range


class Edge(NamedTuple):
    """A value, and whether the edge lies before it (-1), on it (0) or behind it (1). ``beyond`` all values: -1 or 1."""

    value: object
    side: int
    beyond: int = 0


class Span(NamedTuple):
    start: Edge
    end: Edge
    point: bool = False

    @property
    def value(self) -> object:
        """One of its ends."""
        return self.end.value if self.start.beyond else self.start.value


def _span(value: object) -> Span:
    if not isinstance(value, Range):
        return Span(Edge(value, 0), Edge(value, 0), point=True)
    start = Edge(value.start, 0 if value.start_included else 1)
    end = Edge(value.end, 0 if value.end_included else -1)
    if value.comparison == "!=" or (value.comparison is None and (value.start is None or value.end is None)):
        raise FeelProblem(say("open_range"))
    return Span(Edge(None, 0, -1) if value.start is None else start, Edge(None, 0, 1) if value.end is None else end)


def _order(one: Edge, other: Edge) -> int:
    if one.beyond or other.beyond:
        return one.beyond - other.beyond
    return compare(one.value, other.value) or one.side - other.side


def _before(a: Span, b: Span) -> bool:
    return _order(a.end, b.start) < 0


def _meets(a: Span, b: Span) -> bool:
    return _order(a.end, b.start) == 0


def _overlaps(a: Span, b: Span) -> bool:
    return _order(a.end, b.start) >= 0 and _order(a.start, b.end) <= 0


def _overlaps_before(a: Span, b: Span) -> bool:
    return _order(a.start, b.start) < 0 and _order(a.end, b.start) >= 0 and _order(a.end, b.end) <= 0


def _finishes(a: Span, b: Span) -> bool:
    return _order(a.end, b.end) == 0 and (a.point or _order(a.start, b.start) >= 0)


def _includes(a: Span, b: Span) -> bool:
    if b.point and 0 in (_order(a.start, b.start), _order(a.end, b.end)):
        return True
    return _order(a.start, b.start) <= 0 and _order(a.end, b.end) >= 0


def _starts(a: Span, b: Span) -> bool:
    return _order(a.start, b.start) == 0 and (a.point or _order(a.end, b.end) <= 0)


def _coincides(a: Span, b: Span) -> bool:
    return _order(a.start, b.start) == 0 and _order(a.end, b.end) == 0


_POINTS, _POINT_RANGE = "point1:point, point2:point", "point:point, range:range"
_RANGE_POINT, _RANGES = "range:range, point:point", "range1:range, range2:range"
_ALL = (_POINTS, _POINT_RANGE, _RANGE_POINT, _RANGES)
Relation = Callable[[Span, Span], bool]


def _declare(name: str, relation: Relation, signatures: tuple[str, ...], *, swapped: bool = False) -> None:
    def function(one: object, other: object) -> bool:
        first, second = _span(one), _span(other)
        if compare(first.value, second.value) is None:
            raise FeelProblem(say("not_of_one_kind", left=kind_words(first.value), right=kind_words(second.value)))
        return relation(second, first) if swapped else relation(first, second)

    for signature in signatures:
        built_in(name, signature)(function)


_declare("before", _before, _ALL)
_declare("after", _before, _ALL, swapped=True)
_declare("meets", _meets, (_RANGES,))
_declare("met by", _meets, (_RANGES,), swapped=True)
_declare("overlaps", _overlaps, (_RANGES,))
_declare("overlaps before", _overlaps_before, (_RANGES,))
_declare("overlaps after", _overlaps_before, (_RANGES,), swapped=True)
_declare("finishes", _finishes, (_POINT_RANGE, _RANGES))
_declare("finished by", _finishes, (_RANGE_POINT, _RANGES), swapped=True)
_declare("includes", _includes, (_RANGE_POINT, _RANGES))
_declare("during", _includes, (_POINT_RANGE, _RANGES), swapped=True)
_declare("starts", _starts, (_POINT_RANGE, _RANGES))
_declare("started by", _starts, (_RANGE_POINT, _RANGES), swapped=True)
_declare("coincides", _coincides, (_POINTS, _RANGES))


# --- range("[1..3]") --------------------------------------------------------------------------

_PARSING = 200
"""Steps for reading two expressions, however short."""
_LITERALS = frozenset({"date", "time", "date and time", "duration"})


@built_in("range", "from:string")
def range_from(state: State, text: str) -> Range:
    """From text with literal ends that are in order; ``[2..)`` is ``>= 2``, ``(..2)`` is ``< 2`` (grammar rules 66 and 67)."""
    state.charge(_PARSING + 4 * len(text))
    opening, start, end, closing = _parts(text, state)
    if start is None:
        return Range(None, end, False, closing == "]", "<=" if closing == "]" else "<")
    if end is None:
        return Range(start, None, opening == "[", False, ">=" if opening == "[" else ">")
    order = compare(start, end)
    if order is None or order > 0:
        raise FeelProblem(say("range_text_backwards"))
    return Range(start, end, opening == "[", closing == "]")


def _parts(text: str, state: State) -> tuple[str, object, object, str]:
    """The brackets, and the values between them; None where there is none."""
    try:
        found = tokens(Source(text))[:-1]
    except FeelSyntaxError:
        found = []
    signs = [token.text for token in found]
    if ".." not in signs or signs[0] not in ("[", "(", "]") or signs[-1] not in ("]", ")", "["):
        _no_range(text)
    middle = signs.index("..")
    ends = found[1:middle], found[middle + 1 : -1]
    open_start, open_end = signs[0] != "[", signs[-1] != "]"
    if not (ends[0] or ends[1]) or not (ends[0] or open_start) or not (ends[1] or open_end):
        _no_range(text)
    start, end = (_literal(part, text, state) if part else None for part in ends)
    return signs[0], start, end, signs[-1]


def _literal(part: list[Token], text: str, state: State) -> object:
    try:
        node = Parser(text[part[0].start : part[-1].end], (), (), state.limits, built_in_names()).whole_expression()
    except FeelSyntaxError:
        _no_range(text)
    return _constant(node, state)


def _constant(node: ast.Node, state: State) -> object:
    """The value of a literal, or of a date, time or duration that is made of literals."""
    if isinstance(node, ast.Negation) and isinstance(value := _constant(node.operand, state), Decimal):
        return ARITHMETIC.minus(value)
    if isinstance(node, ast.Literal) and node.problem is not None:
        raise FeelProblem(node.problem)
    if isinstance(node, ast.Literal) and compare(node.value, node.value) is not None:
        return node.value
    if isinstance(node, ast.Call) and isinstance(node.function, ast.Name) and node.function.name in _LITERALS:
        return BUILT_INS[node.function.name].call(state, [_constant(argument, state) for argument in node.arguments], node.named)
    raise FeelProblem(say("range_end_not_constant"))


def _no_range(text: str) -> NoReturn:
    raise FeelProblem(say("no_range_text", text=text[:60]))
