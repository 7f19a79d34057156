"""Context functions (DMN 1.5, table 81), ``is`` (table 77), ``now`` and ``today``."""

from __future__ import annotations

import pytest

from engine.feel import evaluate
from tests.unit.feel.asking import value
from tests.unit.feel.builtins.tables import Table, check_null, check_value

VALUES: Table = [
    ('get value({key1: "value1"}, "key1")', '"value1"'),
    ('[get value(m: {a: null}, key: "a"), get value({"": 1}, ""), get value([{a: 1}], "a")]', "[null, 1, 1]"),
    ('get value({a: {b: 1}}, ["a", "b"])', "1"),
    ('get entries({key1: "value1", key2: null})', '[{key: "key1", value: "value1"}, {key: "key2", value: null}]'),
    ('[get entries({}), get entries(m: {a: 1})[key = "a"].value]', "[[], [1]]"),
    ('context([{key: "a", value: 1}, {key: "b", value: 2}])', "{a: 1, b: 2}"),
    ('context([{key: "a", value: 1}, {key: "b", value: 2, something: "else"}])', "{a: 1, b: 2}"),
    ('[context([]), context({key: "a", value: null}), context(entries: get entries({a: [1]}))]', "[{}, {a: null}, {a: [1]}]"),
    ('context put({x: 1}, "y", 2)', "{x: 1, y: 2}"),
    ('string(context put({x: 1, y: 0, z: 0}, "y", 2))', '"{x: 1, y: 2, z: 0}"'),
    ('context put({x: 1}, ["y"], 2)', "{x: 1, y: 2}"),
    ('context put({x: 1, y: {a: 0}}, ["y", "a"], 2)', "{x: 1, y: {a: 2}}"),
    ('context put({x: 1, y: {a: 0}}, ["y", "b"], null)', "{x: 1, y: {a: 0, b: null}}"),
    ('context put(context: {}, key: "", value: 1)', '{"": 1}'),
    ('context put(context: {a: {}}, keys: ["a", "b"], value: 1)', "{a: {b: 1}}"),
    ('context put(context: {}, key: "a")', "{a: null}"),  # what is not given by name is null
    ("context merge([{x: 1}, {y: 2}])", "{x: 1, y: 2}"),
    ("string(context merge([{x: 1, y: 0}, {z: 3, y: 2}]))", '"{x: 1, y: 2, z: 3}"'),
    ("[context merge([]), context merge({a: 1}), context merge(contexts: [{a: 1}])]", "[{}, {a: 1}, {a: 1}]"),
    # is
    ('is(date("2012-12-25"), time("23:00:50"))', "false"),
    ('is(date("2012-12-25"), date("2012-12-25"))', "true"),
    ('is(time("23:00:50z"), time("23:00:50"))', "false"),
    ('is(time("23:00:50z"), time("23:00:50+00:00"))', "true"),
    ('is(@"2020-01-01T00:00:00Z", @"2020-01-01T01:00:00+01:00")', "false"),
    ('is(@"10:00:00@Etc/UTC", @"10:00:00Z")', "false"),
    ('[is(@"P1D", @"PT24H"), is(@"P1Y", @"P12M"), is(@"P0Y", @"P0D"), is(@"P1D", 1)]', "[true, true, false, false]"),
    ('[is(1, 1), is("1", 1), is(1, true), is("a", "a"), is(null, null), is(null, 1)]', "[true, false, false, true, true, false]"),
    ("[is([1, true], [1, 1]), is([1, [2]], [1, [2]]), is([], {}), is({a: 1, b: 2}, {b: 2, a: 1})]", "[false, true, false, true]"),
    ('[is([1..2], [1..2]), is([1..2], [1..2)), is((>= 1), range("[1..)")), is((= 1), [1..1])]', "[true, false, true, false]"),
    ("[is(abs, abs), is(min, max)]", "[true, false]"),
    ("[is(value1: 1, value2: 1), is(value1: 1), is(value2: null)]", "[true, false, true]"),
    # the clock is the caller's
    ("[now(), today()]", '[@"2026-03-14T09:26:53Z", @"2026-03-14"]'),
]

NULLS: Table = [
    ('get value({key1: "value 1"}, "unexistent-key")', '"unexistent-key"'),
    ('get value(null, "a")', '"m"'),
    ("get value({a: 1}, null)", '"key"'),
    ("get value({a: 1}, 1)", "string as key"),
    ("get value({a: 1}, [])", "at least one key"),
    ('get value({a: 1}, ["a", "b"])', "context"),
    ('get value({a: 1}, [1, "a"])', "string as key"),
    ('get value([{a: 1}, {a: 2}], "a")', '"m"'),
    ("get value({a: 1})", "(m, key) or (context, keys)"),
    ("get entries(null)", '"m"'),
    ("get entries([{a: 1}, {b: 2}])", "list"),
    ("get entries({a: 1}, {b: 2})", "given 2 values"),
    ('context([{key: "a", value: 1}, {key: "b"}])', "key and a value"),
    ("context([{value: 1}])", "key and a value"),
    ("context([1])", "key and a value"),
    ("context([null])", "key and a value"),
    ("context([{key: null, value: 1}])", "string as key"),
    ("context([{key: 1, value: 1}])", "string as key"),
    ('context([{key: "a", value: 1}, {key: "a", value: 2}])', "twice"),
    ("context(null)", '"entries"'),
    ('context put(null, "a", 1)', '"context"'),
    ("context put({}, null, 1)", "key"),
    ("context put({}, 1, 1)", "key"),
    ('context put({}, "a")', "given 2 values"),
    ("context put({x: 1}, [], 2)", "at least one key"),
    ('context put({x: 1}, ["y", null], 2)', '"y"'),
    ('context put({x: 1}, ["y", "a"], 2)', '"y" to be a context'),
    ('context put({x: 1}, ["x", "a"], 2)', '"x" to be a context'),
    ('context put(context: {}, key: ["a", "b"], value: 1)', '"key"'),
    ("context merge(null)", '"contexts"'),
    ("context merge([{a: 1}, null])", "contexts"),
    ("context merge([1])", "contexts"),
    ("is(1)", "(value1, value2)"),
    ("is()", "given 0 values"),
    ("is(1, 2, 3)", "given 3 values"),
    ("is(value1: 1, value2: 1, value3: 1)", "given value1"),
    ("now(1)", "given 1 value"),
    ("today(1)", "given 1 value"),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_value(text: str, expected: str) -> None:
    check_value(text, expected)


@pytest.mark.parametrize(("text", "word"), NULLS)
def test_null(text: str, word: str) -> None:
    check_null(text, word)


def test_without_a_clock_there_is_no_now() -> None:
    found = evaluate("now()")
    assert found.value is None
    assert "what time it is" in found.problems[0].en


def test_contexts_are_not_changed() -> None:
    scope = {"a": {"x": {"y": 1}}}
    assert value('context put(a, ["x", "y"], 2).x.y + context merge([a, {x: 5}]).x', scope) == 7
    assert scope == {"a": {"x": {"y": 1}}}
