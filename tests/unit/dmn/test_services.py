"""Decision services: evaluated by the caller, and called as functions (DMN 1.5, 6.2.2, 10.4)."""

from __future__ import annotations

import pytest

from engine.dmn import DecisionModel, DecisionOutcome
from engine.feel import FeelLimitExceeded
from tests.unit.dmn.drawing import decision, input_data, invocation, item, literal, model, service

PARTS = (
    item("tNumbers", "number", many=True),
    input_data("a", "number"),
    input_data("day", "date"),
    decision("in", literal("1000"), type_ref="number"),
    decision("middle", literal("in + 1"), ["in"]),
    decision("out", literal("a + middle"), ["i_a", "middle"]),
    decision("year", literal("day.year"), ["i_day"]),
    service("s", ["out"], ["i_a"], ["in"]),
    service("both", ["out", "year"], ["i_a", "i_day"], ["in"]),
    service("listed", ["out"], ["i_a"], ["in"], "tNumbers"),
    service("texts", ["out"], ["i_a"], ["in"], "string"),
    service("open", ["out"]),
)
ALL = ["b_s", "b_both", "b_listed", "b_texts", "b_open", "out", "i_a"]


def drawn() -> DecisionModel:
    found = model(*PARTS)
    assert not found.faults
    return found


def called(logic: str) -> DecisionOutcome:
    return model(*PARTS, decision("d", logic, ALL)).evaluate("d", {"a": 5})


@pytest.mark.parametrize(
    ("name", "inputs", "expected"),
    [
        ("s", {"a": 1, "in": 2}, 4),
        ("s", {"a": [1], "in": 2, "other": 3}, 4),
        ("both", {"a": 1, "in": 2, "day": "2026-01-31"}, {"out": 4, "year": 2026}),
        ("listed", {"a": 1, "in": 2}, [4]),
        ("open", {"a": 1}, 1002),
    ],
)
def test_evaluated_by_the_caller(name: str, inputs: dict[str, object], expected: object) -> None:
    found = drawn().evaluate(name, inputs)
    assert (found.value, found.problems) == (expected, ())


@pytest.mark.parametrize(
    ("name", "inputs", "said"),
    [
        ("s", {"a": 1}, '"in" to be given'),
        ("s", {"in": 1}, '"a" to be given'),
        ("s", {"a": "x", "in": 1}, '"a" to be of type number'),
        ("s", {"a": 1, "in": "x"}, '"in" to be of type number'),
        ("texts", {"a": 1, "in": 2}, '"texts" to be of type string'),
    ],
)
def test_what_is_missing_or_of_the_wrong_type_is_null(name: str, inputs: dict[str, object], said: str) -> None:
    found = drawn().evaluate(name, inputs)
    assert found.value is None
    assert said in found.problems[0].en


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s(1, 2)", 4),
        ("s(in: 2, a: 1)", 4),
        ("s([1], 2)", 4),
        ('both(1, @"2026-01-31", 2)', {"out": 4, "year": 2026}),
        ("listed(1, 2)", [4]),
        ("for n in 1..2 return s(n, n)", [3, 5]),
        ("s instance of function<number, number> -> number", True),
    ],
)
def test_called_in_feel(text: str, expected: object) -> None:
    found = called(literal(text))
    assert (found.value, found.problems) == (expected, ())


@pytest.mark.parametrize("text", ["s(1)", "s(1, 2, 3)", 's("x", 2)', "s(a: 1, other: 2)", "texts(1, 2)", 'both(1, "2026-01-31", 2).year'])
def test_a_wrong_call_is_null(text: str) -> None:
    found = called(literal(text))
    assert found.value is None
    assert found.problems


def test_called_in_a_box() -> None:
    assert called(invocation("s", {"in": "2", "a": "1"})).value == 4


def test_a_call_leaves_the_inputs_and_decisions_around_it_alone() -> None:
    assert called(literal("[s(1, 2), out, a]")).value == [4, 1006, 5]
    assert called(literal("[out, s(1, 2), a]")).value == [1006, 4, 5]
    assert '"a" to be given' in called(literal("open()")).problems[0].en


def test_what_a_service_needs() -> None:
    assert drawn().required_inputs("both") == {"a", "day", "in"}


def test_the_trace_of_a_service() -> None:
    found = called(literal("s(1, 2) + out"))
    assert [(step["kind"], step["name"], step["inputs"], step["value"]) for step in found.trace] == [
        ("decision", "middle", [{"name": "in", "value": 2}], 3),
        ("decision", "out", [{"name": "a", "value": 1}, {"name": "middle", "value": 3}], 4),
        ("service", "s", [{"name": "a", "value": 1}, {"name": "in", "value": 2}], 4),
        ("decision", "in", [], 1000),
        ("decision", "middle", [{"name": "in", "value": 1000}], 1001),
        ("decision", "out", [{"name": "a", "value": 5}, {"name": "middle", "value": 1001}], 1006),
        ("decision", "d", [{"name": "out", "value": 1006}], 1010),
    ]


def test_a_service_without_output_is_a_fault() -> None:
    found = model(service("none", []))
    assert [fault.code for fault in found.faults] == ["no_output"]
    assert "an output" in found.evaluate("none", {}).problems[0].en


def test_a_service_that_holds_itself_is_a_fault_and_stopped() -> None:
    found = model(decision("out", literal("s()"), ["b_s"]), service("s", ["out"]))
    assert [fault.code for fault in found.faults] == ["circular"]
    with pytest.raises(FeelLimitExceeded):
        found.evaluate("s", {})
