"""Every function pays for the work it does: what it goes through, and what it makes."""

from __future__ import annotations

import tracemalloc
from decimal import Decimal

import pytest

from engine.feel import FeelLimitExceeded, Limits, Meter, parse

LONG = "a" * 1_000_000
MANY = [1] * 100_000
SCOPE: dict[str, object] = {
    "text": LONG,
    "many": MANY,
    "texts": [""] * 100_000,
    "flags": [True] * 100_000,
    "lists": [[1]] * 1_000,
    "wide": {f"k{number}": 1 for number in range(10_000)},
    "huge": 10**6000,
    "tiny": 10**-300,
}

# Of a text one step for each sixteen characters, of a list one for each entry.
COSTS = [
    *((f"{call}", 60_000) for call in ('contains(text, "b")', 'substring before(text, "b")', 'substring after(text, "a")')),
    *(
        (f"{call}", 60_000)
        for call in ("substring(text, 2)", "upper case(text)", "lower case(text)", "string(text)", 'string join([text, ""])')
    ),
    *((f"{call}", 60_000) for call in ('matches(text, "b")', 'replace(text, "b", "c")', 'split(text, "b")', 'text + ""')),
    *((f"{call}", 100_000) for call in ("string join(texts)", "sum(many)", "mean(many)", "product(many)", "median(many)", "stddev(many)")),
    *((f"{call}", 100_000) for call in ("mode(many)", "min(many)", "max(many)", "all(flags)", "any(flags)", "list contains(many, 2)")),
    *(
        (f"{call}", 100_000)
        for call in ("append(many[item = 2], 1)", "sublist(many, 1)", "remove(many, 1)", "reverse(many)", "flatten(many)")
    ),
    *(
        (f"{call}", 100_000)
        for call in ("insert before(remove(many, 1), 1, 1)", "list replace(many, 1, 1)", "index of(many, 1)", "union(many)")
    ),
    *(
        (f"{call}", 100_000)
        for call in ("distinct values(many)", "concatenate(many)", "sort(many, before)", "list replace(many, before, 1)")
    ),
    ("distinct values(lists)", 2_000),
    *(
        (f"{call}", 10_000)
        for call in ("get entries(wide)", 'context put(wide, "a", 1)', "context merge([wide, wide])", "context(get entries(wide))")
    ),
    *((f"{call}", 10_000) for call in ("is(wide, wide)", "string(wide)")),
    ("modulo(huge, tiny)", 6_000),
    ("string([huge])", 300),
    ('range("[1..2]")', 6),
    ("exp(1) + log(2) + sqrt(2)", 150),
]


@pytest.mark.parametrize(("text", "least"), COSTS)
def test_steps(text: str, least: int) -> None:
    meter = Meter(10**9)
    parse(text, names=tuple(SCOPE)).evaluate(SCOPE, meter=meter, limits=Limits(steps=10**9))
    assert 10**9 - meter.left >= least


BOMBS = [
    ("for i in 1..90000 return substring(text, 2)", "steps"),
    ('for i in 1..90000 return substring before(text + "b", "b")', "string_length"),
    ('for i in 1..90000 return substring after(text, "a")', "steps"),
    ("string(for i in 1..90000 return huge)", "string_length"),
    ("string(for i in 1..90000 return text)", "string_length"),
    ('replace(text, "a", "bb")', "steps"),
    ("string join(for i in 1..90000 return text)", "string_length"),
    ('for i in 1..90000 return contains(text, "b")', "steps"),
    ("for i in 1..90000 return exp(i / 1000)", "steps"),
    ("for i in 1..90000 return modulo(huge, 7)", "steps"),
    ("for i in 1..90000 return union(many, many)", "collection_size"),
    ("for i in 1..90000 return list contains(many, 2)", "steps"),
    ('for i in 1..90000 return context put(wide, "a", i)', "steps"),
    ("distinct values(for i in 1..90000 return {a: i})", "steps"),
    ("union(for i in 1..90000 return [i], for i in 1..9000 return [i])", "steps"),
    ("flatten(for i in 1..90000 return many)", "collection_size"),
    ('count(for i in 1..90000 return range("[1..2]"))', "steps"),
    ('number("' + "1," * 250 + '1", ",", ".")', "digits"),
]


def test_a_text_that_becomes_too_long_is_not_written_first() -> None:
    tracemalloc.start()
    try:
        with pytest.raises(FeelLimitExceeded):
            parse("string(numbers)").evaluate({"numbers": [Decimal("1e6000")] * 5_000})
        assert tracemalloc.get_traced_memory()[1] < 10_000_000  # the whole text would take thirty
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("text", "limit"), BOMBS)
def test_bombs(text: str, limit: str) -> None:
    with pytest.raises(FeelLimitExceeded) as caught:
        parse(text, names=tuple(SCOPE)).evaluate(SCOPE, limits=Limits(seconds=60))
    assert caught.value.limit == limit
