"""Relations of points and ranges (DMN 1.5, 10.3.4.9, table 78), and ``range``.

Each range is a pair of edges on one line: an excluded start lies just behind its value, an excluded
end just before it. A point is a range that starts and ends at it. All relations are then
comparisons of edges.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import NamedTuple

from engine.feel.errors import FeelProblem, FeelSyntaxError
from engine.feel.lexer import Source, Token, tokens
from engine.feel.numbers import rounded
from engine.feel.operators import compare
from engine.feel.registry import built_in
from engine.feel.state import State
from engine.feel.temporal_text import any_from, date_from, date_time_from, duration_from, time_from
from engine.feel.values import Range, kind_words


class Edge(NamedTuple):
    """A value, and whether the edge lies before it (-1), on it (0) or behind it (1)."""

    value: object
    side: int


class Span(NamedTuple):
    start: Edge
    end: Edge


def _span(value: object) -> Span:
    if not isinstance(value, Range):
        return Span(Edge(value, 0), Edge(value, 0))
    if value.start is None or value.end is None or value.comparison == "!=":
        raise FeelProblem("Expected a range with a start and an end, but one side is open.", "区间的两端都必须有值。")
    return Span(Edge(value.start, 0 if value.start_included else 1), Edge(value.end, 0 if value.end_included else -1))


def _order(one: Edge, other: Edge) -> int:
    order = compare(one.value, other.value)
    if order is None:
        left, right = kind_words(one.value), kind_words(other.value)
        raise FeelProblem(
            f"Expected values of one kind, but they are {left[0]} and {right[0]}.", f"应为同类的值，实际为{left[1]}和{right[1]}。"
        )
    return order or one.side - other.side


def _before(a: Span, b: Span) -> bool:
    return _order(a.end, b.start) < 0


def _meets(a: Span, b: Span) -> bool:
    return _order(a.end, b.start) == 0


def _overlaps(a: Span, b: Span) -> bool:
    return _order(a.end, b.start) >= 0 and _order(a.start, b.end) <= 0


def _overlaps_before(a: Span, b: Span) -> bool:
    return _order(a.start, b.start) < 0 and _order(a.end, b.start) >= 0 and _order(a.end, b.end) <= 0


def _finishes(a: Span, b: Span) -> bool:
    return _order(a.end, b.end) == 0 and _order(a.start, b.start) >= 0


def _includes(a: Span, b: Span) -> bool:
    return _order(a.start, b.start) <= 0 and _order(a.end, b.end) >= 0


def _starts(a: Span, b: Span) -> bool:
    return _order(a.start, b.start) == 0 and _order(a.end, b.end) <= 0


def _coincides(a: Span, b: Span) -> bool:
    return _order(a.start, b.start) == 0 and _order(a.end, b.end) == 0


_POINTS, _POINT_RANGE = "point1:point, point2:point", "point:point, range:range"
_RANGE_POINT, _RANGES = "range:range, point:point", "range1:range, range2:range"
_ALL = (_POINTS, _POINT_RANGE, _RANGE_POINT, _RANGES)
Relation = Callable[[Span, Span], bool]


def _declare(name: str, relation: Relation, signatures: tuple[str, ...], *, swapped: bool = False) -> None:
    def function(one: object, other: object) -> bool:
        first, second = _span(one), _span(other)
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

_CALLS = {
    ("date",): date_from,
    ("time",): time_from,
    ("date", "and", "time"): date_time_from,
    ("duration",): duration_from,
}


@built_in("range", "from:string")
def range_from(state: State, text: str) -> Range:
    """From text with constant ends (numbers, strings, dates …), both present and in order."""
    if len(text) > state.limits.source_length:
        raise FeelProblem("Expected the text of a range, but it is too long.", "区间文本过长。")
    try:
        found = tokens(Source(text))[:-1]
    except FeelSyntaxError:
        found = []
    middle = next((index for index, token in enumerate(found) if token.text == ".."), 0)
    if middle < 2 or len(found) < middle + 3 or found[0].text not in "[(]" or found[-1].text not in "])[":
        raise FeelProblem(
            f'Expected the text of a range like [1..3], but it is "{text[:60]}".', f"应为形如 [1..3] 的区间文本，实际为“{text[:60]}”。"
        )
    start, end = _constant(found[1:middle]), _constant(found[middle + 1 : -1])
    order = compare(start, end)
    if order is None or order > 0:
        raise FeelProblem("Expected the end of the range not to come before its start, but it does.", "区间终点不能早于起点。")
    return Range(start, end, found[0].text == "[", found[-1].text == "]")


def _constant(part: list[Token]) -> object:
    first = part[0]
    if len(part) == 1 and first.kind == "number":
        return _number(first.text)
    if len(part) == 2 and first.text == "-" and part[1].kind == "number":
        return _number("-" + part[1].text)
    if len(part) == 1 and first.kind == "string":
        return first.value
    if len(part) == 2 and first.text == "@" and part[1].kind == "string":
        return any_from(part[1].value)
    if len(part) > 3 and part[-3].text == "(" and part[-2].kind == "string" and part[-1].text == ")":
        convert = _CALLS.get(tuple(token.text for token in part[:-3]))
        if convert is not None:
            return convert(part[-2].value)
    raise FeelProblem("Expected a constant at each end of the range, but one is something else.", "区间两端应为常量。")


def _number(text: str) -> object:
    try:
        return rounded(Decimal(text))
    except DecimalException as error:
        raise FeelProblem("Expected a number below 10^6145, but it is larger.", "数字过大。") from error
