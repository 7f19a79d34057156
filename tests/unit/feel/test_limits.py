"""Budgets hold against hostile input: each case would otherwise take minutes, gigabytes or the stack."""

from __future__ import annotations

import dataclasses

import pytest

from engine.feel import DEFAULT_LIMITS, FeelLimitExceeded, FeelProblem, Limits, Meter, evaluate, from_json, parse, to_json

LOW = dataclasses.replace(DEFAULT_LIMITS, steps=100_000)

CASES = [
    ("for i in 1..10**12 return i", "collection_size"),
    ("for i in 1..1e6000 return i", "collection_size"),
    ("count(for i in 1..99999, j in 1..99999 return 1)", "collection_size"),
    ("some i in 1..99999, j in 1..99999 satisfies false", "steps"),
    ('for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1]', "string_length"),
    ("for i in 1..40 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])", "collection_size"),
    ("string(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])", "steps"),
    ("{l: for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]], r: l = l}.r", "steps"),
    ("distinct values(for i in 1..50000 return [i])", "steps"),
    ("{f: function(n) f(n + 1), r: f(0)}.r", "nesting"),
    ("{f: function(n) f(n + 1) + f(n + 1), r: f(0)}.r", "nesting"),
    ("(" * 5000 + "1", "nesting"),
    ("-" * 5000 + "1", "nesting"),
    ("[" * 5000, "nesting"),
    ("{a:" * 3000, "nesting"),
    ("f(" * 3000, "nesting"),
    ("1 in (" * 3000, "nesting"),
    ("a" + ".b" * 5000, "nesting"),
    ("a" + "[1]" * 3000, "nesting"),
    ("1" + "=1" * 3000, "nesting"),
    ("1 instance of " + "list<" * 3000, "nesting"),
    ("9" * 5000, "digits"),
    ('number("' + "9" * 5000 + '")', "digits"),
    ("1" + " " * 30_000, "source_length"),
    ('replace("' + "a" * 5000 + '", "a", "' + "b" * 5000 + '")', "string_length"),
    ("sort(for i in 1..90000 return -i, function(x, y) count([1, 2]) > x)", "steps"),
]


@pytest.mark.parametrize(("text", "limit"), CASES, ids=[text[:40] for text, _ in CASES])
def test_limit_is_an_error_that_names_it(text: str, limit: str) -> None:
    with pytest.raises(FeelLimitExceeded) as caught:
        evaluate(text, limits=LOW if limit == "steps" else DEFAULT_LIMITS)
    assert caught.value.limit == limit
    assert caught.value.facts["limit"] == limit
    assert "上限" in caught.value.message_zh


@pytest.mark.parametrize(
    "text",
    [
        "9 ** 9 ** 9 ** 9",
        "2 ** (10 ** 30)",
        "1.0000001 ** 1e30",
        "exp(1e6000)",
        "modulo(1e6000, 7)",
        '@"P1Y" * 1e300',
        'duration("P999999999999D")',
        "date(1e30, 1, 1)",
        'matches("' + "a" * 3000 + '!", "(a+)+$")',
        'matches("aaa", "((((a{1000}){1000}){1000}){1000})")',
        'matches("a", "' + "(" * 1500 + '")',
        'matches("a", "' + "[a-" * 500 + '")',
        "1" + "+1" * 9000,
        "true" + " and true" * 1800,
        "{" + ",".join(f"a b{i}: 1" for i in range(1600)) + "}",
    ],
    ids=lambda text: text[:40],
)
def test_large_but_bounded_work_ends(text: str) -> None:
    evaluate(text)  # a value, or null with a reason, but soon


def test_each_limit_can_be_set() -> None:
    small = dataclasses.replace(DEFAULT_LIMITS, steps=10, collection_size=3, string_length=4, nesting=5, digits=2)
    for text, limit in [
        ("for i in 1..3 return i + i + i + i", "steps"),
        ("[1, 2, 3, 4]", "collection_size"),
        ('"ab" + "cde"', "string_length"),
        ("((((((1))))))", "nesting"),
        ("123", "digits"),
    ]:
        with pytest.raises(FeelLimitExceeded) as caught:
            evaluate(text, limits=small)
        assert caught.value.limit == limit


def test_json_of_a_value_that_holds_itself_many_times_is_bounded() -> None:
    shared = evaluate("for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]").value
    with pytest.raises(FeelLimitExceeded):
        to_json(shared)


def test_deep_json_is_refused_not_a_crash() -> None:
    deep: object = 1
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(FeelLimitExceeded):
        from_json(deep)
    with pytest.raises(FeelLimitExceeded):
        to_json(deep)
    with pytest.raises(FeelLimitExceeded):
        parse("x").evaluate({"x": deep})
    with pytest.raises((FeelLimitExceeded, FeelProblem)):
        parse("x = y").evaluate({"x": deep, "y": deep})


def test_computing_time_is_limited() -> None:
    with pytest.raises(FeelLimitExceeded) as caught:
        evaluate("sum(for a in 1..1000, b in 1..1000 return a * b)", limits=Limits(seconds=0.02, steps=10**9, collection_size=10**7))
    assert caught.value.limit == "seconds"


def test_steps_are_counted_to_the_last_one_over_many_looks_at_the_clock() -> None:
    meter = Meter(10**6)
    parse("count(for a in 1..90000 return a)").evaluate(meter=meter)
    used = 10**6 - meter.left
    assert used > 90_000
    parse("count(for a in 1..90000 return a)").evaluate(limits=Limits(steps=used))
    with pytest.raises(FeelLimitExceeded):
        parse("count(for a in 1..90000 return a)").evaluate(limits=Limits(steps=used - 1))


@pytest.mark.parametrize(
    "text",
    [
        "for i in 1..9000 return date(1e6144, 1, 1)",
        "for i in 1..9000 return date(1, 1e6144, 1)",
        'for i in 1..9000 return @"P1Y" * 1e6000',
        'for i in 1..9000 return @"PT1S" * 1e6000',
        "for i in 1..9000 return even(1e6144)",
    ],
)
def test_far_numbers_are_not_written_out(text: str) -> None:
    """A step that takes a millisecond would let the clock be looked at after minutes."""
    evaluate(text, limits=Limits(seconds=1.0))
