"""The trace of an evaluation, which goes into the evidence: what was computed with what, which rules matched, why something is null."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest

from engine.dmn import DecisionOutcome, load
from engine.dmn.trace import MAX_STEPS
from engine.feel import FeelLimitExceeded
from engine.feel.evaluation.state import MAX_PROBLEMS
from tests.unit.dmn.drawing import context, decision, definitions, import_of, input_data, item, knowledge, literal, model, table
from tests.unit.dmn.test_tables import decide


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
    return [table for step in found.trace for table in cast("list[Any]", step["tables"])]


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


def test_ranges_and_functions_in_a_trace_are_text_wherever_they_are() -> None:
    found = decide("", 1, rules=[["-", "[1..2]"]])
    assert tables(found)[0]["value"] == "[1..2]"
    inside = decide("", 1, rules=[["-", "{a: [1, [1..2]], f: function(x) x}"]])
    assert tables(inside)[0]["value"] == {"a": [1, "[1..2]"], "f": "function"}


def test_the_trace_shows_values_as_their_types_have_made_them() -> None:
    typed = decision(
        "d", table(["x"], ["y"], [["-", "x"]]).replace("<inputExpression>", '<inputExpression typeRef="number">'), ["i_x"], "list"
    )
    (step,) = model(input_data("x", "list"), typed).evaluate("d", {"x": 1}).trace
    (traced,) = cast("list[Any]", step["tables"])
    assert (step["inputs"], traced["inputs"][0]["value"], step["value"]) == ([{"name": "x", "value": [1]}], 1, [1])


def test_a_default_and_a_refusal_are_traced_as_tables_without_matches() -> None:
    default = tables(decide("", 1, ('level:="none"',), [["> 100", '"high"']]))
    assert [(each["rules"], each["value"]) for each in default] == [([], "none")]
    twice = decide("", 7, rules=[["-", "1"], ["-", "2"]])
    assert [[rule["index"] for rule in each["rules"]] for each in tables(twice)] == [[1, 2]]
    assert (twice.value, tables(twice)[0]["value"]) == (None, None)


def test_hit_policy_first_looks_no_further_than_the_first_match() -> None:
    found = decide('hitPolicy="FIRST"', 1, rules=[["> 5", "0"], ["-", "1"], ["? + null", "1 / 0"]])
    assert [[rule["index"] for rule in each["rules"]] for each in tables(found)] == [[2]]
    assert not found.problems


def test_every_table_of_a_step_is_traced() -> None:
    one, two = table(["1"], ["a"], [["-", "1"]], 'id="one"'), table(["2"], ["b"], [["-", "2"]], 'id="two"')
    found = model(decision("d", context({"a": one, "b": two}))).evaluate("d", {})
    assert [(each["id"], each["value"]) for each in tables(found)] == [("one", 1), ("two", 2)]


def test_an_input_of_the_wrong_type_is_a_problem_of_the_step_that_used_it() -> None:
    parts = input_data("x", "number"), decision("first", literal("x = null"), ["i_x"])
    found = model(*parts, decision("d", literal("first and x = null"), ["first", "i_x"])).evaluate("d", {"x": "a"})
    assert found.value is True
    assert [(problem.where, problem.element) for problem in found.problems] == [("first", "i_x")]


def test_conditions_of_types_leave_no_problems() -> None:
    limited = item("t", "Any", allowed="? > 1"), input_data("x", "t"), decision("d", literal("x"), ["i_x"])
    (problem,) = model(*limited).evaluate("d", {"x": "a"}).problems
    assert "to be of type t" in problem.en


def test_what_comes_from_an_import_is_traced_below_its_name() -> None:
    library = definitions(decision("one", literal("1")), decision("two", literal("2")), own="urn:lib")
    uses = decision("d", literal("lib.one + lib.two"), ["urn:lib#one", "urn:lib#two"])
    found = load(definitions(import_of("urn:lib", "lib"), uses), imports=[library]).evaluate("d", {})
    assert [(step["name"], step["inputs"]) for step in found.trace] == [
        ("one", []),
        ("two", []),
        ("d", [{"name": "lib", "value": {"one": 1, "two": 2}}]),
    ]
