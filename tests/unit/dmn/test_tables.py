"""Decision tables: hit policies, defaults, allowed values, and the trace that goes into the evidence."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from engine.dmn import DecisionOutcome
from engine.dmn.runtime import MAX_STEPS
from engine.feel import FeelLimitExceeded
from engine.feel.state import MAX_PROBLEMS
from tests.unit.dmn.drawing import decision, input_data, knowledge, literal, model, table

RULES = [["< 10", '"low"', "1"], ["< 20", '"middle"', "2"], ["> 5", '"high"', "3"], ["-", '"low"', "4"]]
ORDER = 'level="high","middle","low"'


def decide(policy: str, value: object, outputs: tuple[str, ...] = ("level",), rules: list[list[str]] | None = None) -> DecisionOutcome:
    rows = [row[: 1 + len(outputs)] for row in (RULES if rules is None else rules)]
    drawn = table(["x"], outputs, rows, policy)
    return model(input_data("x"), decision("d", drawn, ["i_x"])).evaluate("d", {"x": value})


@pytest.mark.parametrize(
    ("policy", "value", "outputs", "expected"),
    [
        ('hitPolicy="FIRST"', 7, ("level",), "low"),
        ('hitPolicy="FIRST"', 17, ("level",), "middle"),
        ('hitPolicy="PRIORITY"', 7, (ORDER,), "high"),
        ('hitPolicy="OUTPUT ORDER"', 7, (ORDER,), ["high", "middle", "low", "low"]),
        ('hitPolicy="RULE ORDER"', 7, (ORDER,), ["low", "middle", "high", "low"]),
        ('hitPolicy="COLLECT"', 3, ("level",), ["low", "middle", "low"]),
        ('hitPolicy="COLLECT" aggregation="COUNT"', 3, ("level",), 3),
        ('hitPolicy="COLLECT" aggregation="MIN"', 7, ("level",), "high"),
        ('hitPolicy="COLLECT" aggregation="MAX"', 7, ("level",), "middle"),
        ('hitPolicy="FIRST"', 17, ("level", "points"), {"level": "middle", "points": 2}),
        (
            'hitPolicy="COLLECT"',
            17,
            ("level", "points"),
            [{"level": "middle", "points": 2}, {"level": "high", "points": 3}, {"level": "low", "points": 4}],
        ),
    ],
)
def test_hit_policy(policy: str, value: object, outputs: tuple[str, ...], expected: object) -> None:
    found = decide(policy, value, outputs)
    assert found.value == expected, found.problems
    assert not found.problems


def test_sum() -> None:
    rules = [["< 10", "1.5"], ["> 5", "2"]]
    assert decide('hitPolicy="COLLECT" aggregation="SUM"', 7, ("points",), rules).value == Decimal("3.5")


def test_unique_is_the_default_and_two_matches_are_null() -> None:
    rules = [["< 10", '"low"'], ["> 5", '"high"']]
    assert decide("", 3, rules=rules).value == "low"
    found = decide("", 7, rules=rules)
    assert found.value is None
    assert "rules 1, 2" in found.problems[0].en
    assert "规则 1, 2" in found.problems[0].zh
    assert found.problems[0].where == "d"


def test_any_must_agree() -> None:
    agreeing = [["< 10", '"low"'], ["> 5", '"low"']]
    assert decide('hitPolicy="ANY"', 7, rules=agreeing).value == "low"
    assert decide('hitPolicy="ANY"', 7, rules=[*agreeing, ["7", '"high"']]).value is None
    assert decide('hitPolicy="ANY"', 7, rules=[["-", '"low"'], ["-", '"high"']]).value is None


def test_empty_cells() -> None:
    found = decide('hitPolicy="RULE ORDER"', 7, ("level", "points"), [["", "", "-"], ["", '"low"', "1"]])
    assert found.value == [{"level": None, "points": None}, {"level": "low", "points": 1}]


def test_no_match() -> None:
    rules = [["> 100", '"high"']]
    found = decide("", 1, rules=rules)
    assert found.value is None
    assert "no rule" not in found.problems[0].en
    assert "none does" in found.problems[0].en
    assert decide("", 1, ('level:="standard"',), rules).value == "standard"
    assert decide('hitPolicy="COLLECT"', 1, rules=rules).value == []
    assert decide('hitPolicy="COLLECT" aggregation="COUNT"', 1, rules=rules).value == 0


def test_default_of_several_outputs() -> None:
    found = decide("", 1, ('level:="none"', "points"), [["> 100", '"high"', "1"]])
    assert found.value == {"level": "none", "points": None}


def test_priority_over_several_outputs_weighs_the_first_most() -> None:
    rules = [["-", '"b"', '"x"'], ["-", '"a"', '"y"'], ["-", '"a"', '"x"']]
    found = decide('hitPolicy="PRIORITY"', 1, ('one="a","b"', 'two="x","y"'), rules)
    assert found.value == {"one": "a", "two": "x"}


def test_input_values_are_checked() -> None:
    drawn = table(["x"], ["level"], [["-", '"low"']]).replace(
        "</inputExpression>", "</inputExpression><inputValues><text>[1..5]</text></inputValues>"
    )
    parts = input_data("x"), decision("d", drawn, ["i_x"])
    assert model(*parts).evaluate("d", {"x": 5}).value == "low"
    found = model(*parts).evaluate("d", {"x": 6})
    assert found.value is None
    assert "allowed" in found.problems[0].en


def test_cells_see_the_inputs_and_the_tested_value() -> None:
    rules = [["? > y and ? < y + 10", "x + y"]]
    drawn = table(["x"], ["sum"], rules)
    drawing = model(input_data("x"), input_data("y"), decision("d", drawn, ["i_x", "i_y"]))
    assert drawing.evaluate("d", {"x": 5, "y": 1}).value == 6
    assert drawing.evaluate("d", {"x": 5, "y": 9}).value is None


def test_the_trace_is_plain_data() -> None:
    found = decide('hitPolicy="COLLECT"', 17, ("level", "points"))
    value = [{"level": "middle", "points": 2}, {"level": "high", "points": 3}, {"level": "low", "points": 4}]
    assert found.trace == (
        {
            "id": "d",
            "name": "d",
            "kind": "decision",
            "logic": "decisionTable",
            "inputs": [{"name": "x", "value": 17}],
            "tables": [
                {
                    "id": "d",
                    "hit_policy": "COLLECT",
                    "inputs": [{"id": "c0", "expression": "x", "value": 17}],
                    "rules": [
                        {"id": "r2", "index": 2, "outputs": {"level": "middle", "points": 2}},
                        {"id": "r3", "index": 3, "outputs": {"level": "high", "points": 3}},
                        {"id": "r4", "index": 4, "outputs": {"level": "low", "points": 4}},
                    ],
                    "value": value,
                }
            ],
            "value": value,
            "problems": [],
        },
    )
    assert json.dumps(found.trace)


def tables(found: DecisionOutcome) -> list[Any]:
    return [table for step in found.trace for table in step["tables"]]  # type: ignore[attr-defined] - plain JSON


def test_the_trace_tells_that_nothing_matched_and_why_the_value_is_null() -> None:
    found = decide("", 1, rules=[["> 100", '"high"']])
    assert (tables(found)[0]["rules"], tables(found)[0]["value"]) == ([], None)
    (step,) = found.trace
    assert step["problems"] == [
        {
            "en": "Expected a rule to match the inputs, but none does and there is no default.",
            "zh": "没有规则匹配，也没有默认输出。",
            "line": 1,
            "column": 1,
            "element": "d",
        }
    ]


def test_a_problem_names_the_cell_and_the_decision_it_is_in() -> None:
    first = decision("first", table(["x"], ["a"], [["-", 'x + "a"']]), ["i_x"])
    found = model(input_data("x"), first, decision("second", literal("first"), ["first"])).evaluate("second", {"x": 1})
    (problem,) = found.problems
    assert (problem.where, problem.element, problem.column) == ("first", "r1", 3)


def test_what_is_required_is_traced_first_with_what_it_used() -> None:
    first = decision("first", table(["x"], ["a"], [["-", "x + 1"]]), ["i_x", "i_y"])
    second = decision("second", table(["first"], ["b"], [["-", "first * 2"]]), ["first"])
    found = model(input_data("x"), input_data("y"), first, second).evaluate("second", {"x": 1, "y": 2})
    assert found.value == 4
    assert [(step["id"], step["inputs"]) for step in found.trace] == [
        ("first", [{"name": "x", "value": 1}]),
        ("second", [{"name": "first", "value": 2}]),
    ]


def test_tracing_is_paid_for() -> None:
    """A table that is called in a loop with a large value cannot fill the memory with traces."""
    inner = knowledge("f", "x", table(["x"], ["y"], [["-", "1"]], 'hitPolicy="FIRST"'))
    drawn = model(inner, decision("d", literal("{l: for i in 1..10000 return i, r: for i in 1..9000 return f(l)}.r"), ["b_f"]))
    with pytest.raises(FeelLimitExceeded):
        drawn.evaluate("d", {})


def test_a_trace_has_an_end() -> None:
    inner = knowledge("f", "x", table(["x"], ["y"], [["-", 'x + ""']]))
    found = model(inner, decision("d", literal("for i in 1..1000 return f(i)"), ["b_f"])).evaluate("d", {})
    assert len(found.trace) == MAX_STEPS + 2
    assert (found.trace[0]["kind"], found.trace[0]["value"]) == ("omitted", 1000 - MAX_STEPS)
    assert found.trace[-1]["id"] == "d"
    assert len(found.problems) == MAX_PROBLEMS


def test_a_table_inside_a_knowledge_model_is_traced_under_its_name() -> None:
    inner = knowledge("f", "x", table(["x"], ["y"], [["-", "x + 1"]]))
    found = model(inner, decision("d", literal("f(1) + f(2)"), ["b_f"])).evaluate("d", {})
    assert found.value == 5
    assert [(step["id"], step["kind"], step["inputs"], step["value"]) for step in found.trace] == [
        ("b_f", "knowledge", [{"name": "x", "value": 1}], 2),
        ("b_f", "knowledge", [{"name": "x", "value": 2}], 3),
        ("d", "decision", [], 5),
    ]


def test_ranges_and_functions_in_a_trace_are_text() -> None:
    found = decide("", 1, rules=[["-", "[1..2]"]])
    assert tables(found)[0]["value"] == "[1..2]"
