"""Strings, lists, contexts, ranges, order and three-valued logic: laws that hold whatever the values are."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import Range, evaluate, from_json, to_json
from engine.feel.printing.constants import quoted
from tests.unit.feel.asking import fits, value

THOROUGH = settings(max_examples=120, deadline=None)
NUMBERS = st.integers(-(10**15), 10**15) | st.decimals(-(10**9), 10**9, places=4)
TEXTS = st.text(max_size=12) | st.sampled_from(
    ["\\", '"', "\\n", "\n", "\\u0041", "if", "a b", "a-b", "客户", "😀", "//", "", "\ufeff", "1"]
)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


# --- through text and JSON --------------------------------------------------------------------


@THOROUGH
@given(TEXTS)
def test_a_string_reads_back_from_its_literal(text: str) -> None:
    assert value(quoted(text)) == text
    assert value("string(x)", {"x": text}) == text


@THOROUGH
@given(st.lists(JSON, max_size=3))
def test_lists_and_contexts_read_back_from_their_text(values: list[object]) -> None:
    text = value("string(x)", {"x": values})
    assert isinstance(text, str)
    assert evaluate(text).value == from_json(values)


@THOROUGH
@given(JSON)
def test_json_there_and_back(plain: object) -> None:
    held = from_json(plain)
    assert from_json(to_json(held)) == held


# --- ranges -----------------------------------------------------------------------------------

SMALL = st.integers(0, 6)
BRACKETS = [("[", "]"), ("[", ")"), ("(", "]"), ("(", ")"), ("]", "["), ("[", "["), ("]", "]"), ("]", ")"), ("(", "[")]


@pytest.mark.parametrize(("opening", "closing"), BRACKETS)
@THOROUGH
@given(SMALL, SMALL, SMALL)
def test_in_a_range_means_between_its_ends(opening: str, closing: str, low: int, high: int, x: int) -> None:
    inside = (low <= x if opening == "[" else low < x) and (x <= high if closing == "]" else x < high)
    scope = {"x": x, "low": low, "high": high}
    assert value(f"x in {opening}low..high{closing}", scope) is inside
    assert fits(f"{opening}low..high{closing}", x, scope) is inside
    assert fits(f"not({opening}low..high{closing})", x, scope) is not inside


@THOROUGH
@given(SMALL, SMALL, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
def test_a_comparison_is_a_range(x: int, bound: int, operator: str) -> None:
    expected = value(f"x {operator} y", {"x": x, "y": bound})
    assert value(f"x in ({operator} y)", {"x": x, "y": bound}) is expected
    assert fits(f"{operator} y", x, {"y": bound}) is expected


def _range(start: int, length: int, start_included: bool, end_included: bool) -> Range:
    closed = length == 0  # a range of one value, not an empty one
    return Range(Decimal(start), Decimal(start + length), start_included or closed, end_included or closed)


RANGES = st.builds(_range, SMALL, st.integers(0, 5), st.booleans(), st.booleans())
Relation = Callable[[Range, Range], bool]


def _starts_earlier(a: Range, b: Range) -> bool:
    return a.start < b.start or (a.start == b.start and a.start_included and not b.start_included)  # type: ignore[operator]


def _ends_later(a: Range, b: Range) -> bool:
    return a.end > b.end or (a.end == b.end and a.end_included and not b.end_included)  # type: ignore[operator]


def _touch(a: Range, b: Range) -> bool:
    return a.end > b.start or (a.end == b.start and a.end_included and b.start_included)  # type: ignore[operator]


# DMN 1.5, table 78, for two ranges.
ALLEN: dict[str, Relation] = {
    "before": lambda a, b: not _touch(a, b),
    "meets": lambda a, b: a.end == b.start and a.end_included and b.start_included,
    "overlaps": lambda a, b: _touch(a, b) and _touch(b, a),
    "overlaps before": lambda a, b: _starts_earlier(a, b) and _touch(a, b) and not _ends_later(a, b),
    "finishes": lambda a, b: a.end == b.end and a.end_included == b.end_included and not _starts_earlier(a, b),
    "includes": lambda a, b: not _starts_earlier(b, a) and not _ends_later(b, a),
    "starts": lambda a, b: a.start == b.start and a.start_included == b.start_included and not _ends_later(a, b),
    "coincides": lambda a, b: (a.start, a.end, a.start_included, a.end_included) == (b.start, b.end, b.start_included, b.end_included),
}
SWAPPED = {
    "after": "before",
    "met by": "meets",
    "overlaps after": "overlaps before",
    "finished by": "finishes",
    "during": "includes",
    "started by": "starts",
}


@pytest.mark.parametrize("name", [*ALLEN, *SWAPPED])
@THOROUGH
@given(RANGES, RANGES)
def test_relations_of_ranges_are_those_of_the_standard(name: str, a: Range, b: Range) -> None:
    expected = ALLEN[name](a, b) if name in ALLEN else ALLEN[SWAPPED[name]](b, a)
    assert value(f"{name}(a, b)", {"a": a, "b": b}) is expected


@THOROUGH
@given(SMALL, RANGES)
def test_relations_of_a_point_and_a_range(point: int, span: Range) -> None:
    scope = {"p": point, "r": span}
    assert value("before(p, r)", scope) is (point < span.start or (point == span.start and not span.start_included))  # type: ignore[operator]
    assert value("after(p, r)", scope) is (point > span.end or (point == span.end and not span.end_included))  # type: ignore[operator]
    assert value("during(p, r) = (p in r) and includes(r, p) = (p in r)", scope) is True
    assert value("before(r, p) = after(p, r) and after(r, p) = before(p, r)", scope) is True
    assert value("starts(p, r) and started by(r, p)", scope) is (point == span.start and span.start_included)
    assert value("finishes(p, r) and finished by(r, p)", scope) is (point == span.end and span.end_included)


@THOROUGH
@given(st.integers(-50, 50), st.integers(-50, 50))
def test_iterating_counts_up_or_down(start: int, end: int) -> None:
    counted = list(range(start, end + 1) if start <= end else range(start, end - 1, -1))
    assert value("for i in a..b return i", {"a": start, "b": end}) == counted
    assert value("every i in a..b satisfies i between min(a, b) and max(a, b)", {"a": start, "b": end}) is True


# --- lists ------------------------------------------------------------------------------------

LISTS = st.lists(st.integers(0, 5), max_size=10)


@THOROUGH
@given(st.lists(NUMBERS, max_size=20))
def test_sorting_gives_a_permutation_in_order(numbers: list[Any]) -> None:
    assert value("sort(x, function(a, b) a < b)", {"x": numbers}) == sorted(cast("list[Decimal]", from_json(numbers)))


@THOROUGH
@given(LISTS)
def test_sorting_leaves_equals_in_their_order(keys: list[int]) -> None:
    records = [{"key": key, "at": at} for at, key in enumerate(keys)]
    assert value("sort(x, function(a, b) a.key < b.key)", {"x": records}) == sorted(records, key=lambda record: record["key"])


@THOROUGH
@given(LISTS, LISTS)
def test_lists_are_put_together_and_taken_apart(a: list[int], b: list[int]) -> None:
    scope = {"a": a, "b": b}
    assert value("concatenate(a, b)", scope) == a + b
    assert value("reverse(reverse(a))", scope) == a
    assert value("flatten([a, [b, [a]]])", scope) == a + b + a
    assert value("append(a, b)", scope) == [*a, b]
    assert value("union(a, b)", scope) == list(dict.fromkeys(a + b))
    assert value("distinct values(a)", scope) == list(dict.fromkeys(a))
    assert value("[count(a), count(b)]", scope) == [len(a), len(b)]


@THOROUGH
@given(st.lists(st.integers(0, 5), min_size=1, max_size=10), st.data())
def test_positions_count_from_one_and_from_the_end(items: list[int], data: st.DataObject) -> None:
    size = len(items)
    at = data.draw(st.integers(1, size))
    length = data.draw(st.integers(1, size - at + 1))
    scope = {"x": items, "at": at, "length": length, "size": size}
    assert value("[x[at], x[at - size - 1]]", scope) == [items[at - 1]] * 2
    assert value("sublist(x, at, length)", scope) == items[at - 1 : at - 1 + length]
    assert value("sublist(x, at - size - 1)", scope) == items[at - 1 :]
    assert value("remove(insert before(x, at, 9), at)", scope) == items
    assert value("list replace(x, at, 9)", scope) == [*items[: at - 1], 9, *items[at:]]
    assert value("index of(x, x[at])", scope) == [place for place, item in enumerate(items, 1) if item == items[at - 1]]
    assert value("x[item > 2]", scope) == [item for item in items if item > 2]
    assert value("list contains(x, at)", scope) is (at in items)


@THOROUGH
@given(st.dictionaries(st.text("ab", min_size=1, max_size=3), SMALL, max_size=5), st.text("ab", min_size=1, max_size=3))
def test_contexts_are_put_together_and_taken_apart(entries: dict[str, int], key: str) -> None:
    scope = {"c": entries, "k": key}
    assert value("context(get entries(c))", scope) == entries
    assert value("context put(c, k, 7)", scope) == {**entries, key: 7}
    assert value("get value(context put(c, k, 7), k)", scope) == 7
    assert value('context merge([c, {a: "x"}])', scope) == {**entries, "a": "x"}


# --- text -------------------------------------------------------------------------------------


@THOROUGH
@given(st.text("ab,é😀", max_size=12), st.text("ab,😀", min_size=1, max_size=2))
def test_texts_are_put_together_and_taken_apart(text: str, part: str) -> None:
    scope = {"s": text, "p": part}
    assert value("string length(s + p)", scope) == len(text) + len(part)
    assert value("contains(s, p)", scope) is (part in text)
    assert value("if contains(s, p) then substring before(s, p) + p + substring after(s, p) else s", scope) == text
    assert value("[starts with(p + s, p), ends with(s + p, p)]", scope) == [True, True]
    assert value("string join(split(s, p), p)", scope) == text
    assert value("replace(s, p, p)", scope) == text


# --- logic ------------------------------------------------------------------------------------

TRUTHS = st.sampled_from([True, False, None])


def _and(a: bool | None, b: bool | None) -> bool | None:
    return False if a is False or b is False else None if a is None or b is None else True


def _not(a: bool | None) -> bool | None:
    return None if a is None else not a


def _or(a: bool | None, b: bool | None) -> bool | None:
    return _not(_and(_not(a), _not(b)))


@THOROUGH
@given(st.lists(TRUTHS, min_size=1, max_size=5))
def test_three_valued_logic(truths: list[bool | None]) -> None:
    """DMN 1.5, table 50; ``every`` and ``all`` are a long ``and``, ``some`` and ``any`` a long ``or``."""
    all_of, any_of = reduce(_and, truths), reduce(_or, truths)
    names = [f"x{number}" for number in range(len(truths))]
    scope = {"xs": truths, **dict(zip(names, truths, strict=True))}
    assert value(" and ".join([*names, "true"]), scope) is all_of
    assert value(" or ".join([*names, "false"]), scope) is any_of
    assert value("every x in xs satisfies x", scope) is all_of
    assert value("some x in xs satisfies x", scope) is any_of
    assert value("all(xs)", scope) is all_of
    assert value("any(xs)", scope) is any_of
    assert value("not(x0)", scope) is _not(truths[0])
    assert value("if x0 then 1 else 2", scope) == (1 if truths[0] else 2)
