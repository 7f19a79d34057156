"""Decision tables: hit policies, defaults, allowed values, cells (DMN 1.5, clause 8)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.dmn import DecisionOutcome
from engine.feel import Date
from tests.unit.dmn.drawing import decision, input_data, item, model, table

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


@pytest.mark.parametrize(
    ("aggregation", "outputs", "expected"),
    [
        ("SUM", ["1.5", "2", "2"], Decimal("5.5")),
        ("MIN", ["3", "2"], 2),
        ("MAX", ["3", "2"], 3),
        ("COUNT", ["3", "3", "null"], 3),
        ("MIN", ['"b"', '"a"'], "a"),
        ("MAX", ['@"2026-01-31"', '@"2026-02-01"'], Date(2026, 2, 1)),
        ("SUM", ['"a"', '"b"'], None),
        ("SUM", ["1", "null"], None),
        ("MAX", ["1", '"a"'], None),
    ],
)
def test_aggregation(aggregation: str, outputs: list[str], expected: object) -> None:
    found = decide(f'hitPolicy="COLLECT" aggregation="{aggregation}"', 1, rules=[["-", output] for output in outputs])
    assert found.value == expected
    assert bool(found.problems) == (expected is None)


def test_several_outputs_cannot_be_aggregated() -> None:
    drawn = table([], ["a", "b"], [["1", "2"], ["3", "4"]], 'hitPolicy="COLLECT" aggregation="SUM"')
    assert [fault.code for fault in model(decision("d", drawn)).faults] == ["aggregated_outputs"]


def test_unique_is_the_default_and_two_matches_are_null() -> None:
    rules = [["< 10", '"low"'], ["> 5", '"high"']]
    assert decide("", 3, rules=rules).value == "low"
    found = decide("", 7, rules=rules)
    assert found.value is None
    assert "rules 1, 2" in found.problems[0].en
    assert "规则 1, 2" in found.problems[0].zh
    assert found.problems[0].where == "d"


AGREEING = ["[1]", "{a: 1.0, b: null}"]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([["< 10", '"low"'], ["> 5", '"low"']], "low"),
        ([["< 10", '"low"'], ["> 5", '"low"'], ["7", '"high"']], None),
        ([["-", "1"], ["-", "1.0"]], 1),
        ([["-", "null"], ["-", "1"]], None),
        ([["-", *AGREEING], ["-", *AGREEING]], {"level": [1], "points": {"a": 1, "b": None}}),
        ([["-", *AGREEING], ["-", "[1]", "{a: 1, b: 2}"]], None),
    ],
)
def test_any_must_agree(rules: list[list[str]], expected: object) -> None:
    found = decide('hitPolicy="ANY"', 7, ("level", "points")[: len(rules[0]) - 1], rules)
    assert found.value == expected
    assert bool(found.problems) == (expected is None)


def test_empty_cells() -> None:
    found = decide('hitPolicy="RULE ORDER"', 7, ("level", "points"), [["", "", "-"], ["", '"low"', "1"]])
    assert found.value == [{"level": None, "points": None}, {"level": "low", "points": 1}]


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "FIRST", "PRIORITY", 'COLLECT" aggregation="SUM', 'COLLECT" aggregation="MIN'])
def test_no_match_is_null_with_the_reason(policy: str) -> None:
    found = decide(f'hitPolicy="{policy}"', 1, (ORDER,), [["> 100", '"high"']])
    assert found.value is None
    assert "none does" in found.problems[0].en


@pytest.mark.parametrize(
    ("policy", "expected"), [("COLLECT", []), ("RULE ORDER", []), ("OUTPUT ORDER", []), ('COLLECT" aggregation="COUNT', 0)]
)
def test_no_match_of_many_is_none_of_them(policy: str, expected: object) -> None:
    found = decide(f'hitPolicy="{policy}"', 1, (ORDER,), [["> 100", '"high"']])
    assert (found.value, found.problems) == (expected, ())


@pytest.mark.parametrize("policy", ["UNIQUE", "COLLECT", "OUTPUT ORDER", 'COLLECT" aggregation="COUNT', 'COLLECT" aggregation="SUM'])
def test_the_default_stands_where_nothing_matches(policy: str) -> None:
    outputs = ('level="high":="high"',) if policy == "OUTPUT ORDER" else ('level:="high"',)
    found = decide(f'hitPolicy="{policy}"', 1, outputs, [["> 100", '"high"']])
    assert (found.value, found.problems) == ("high", ())
    assert decide(f'hitPolicy="{policy}"', 101, outputs, [["> 100", '"high"']]).value != "high" or policy == "UNIQUE"


def test_a_default_becomes_a_list_where_the_decision_has_one() -> None:
    drawn = table(["x"], ['level:="none"'], [["> 100", '"high"']], 'hitPolicy="COLLECT"')
    listed = item("tTexts", "string", many=True), input_data("x"), decision("d", drawn, ["i_x"], "tTexts")
    assert model(*listed).evaluate("d", {"x": 1}).value == ["none"]
    assert model(*listed).evaluate("d", {"x": 101}).value == ["high"]


def test_default_of_several_outputs() -> None:
    found = decide("", 1, ('level:="none"', "points"), [["> 100", '"high"', "1"]])
    assert found.value == {"level": "none", "points": None}


def test_a_table_without_inputs_or_without_rules() -> None:
    assert model(decision("d", table([], ["y"], [["5"]]))).evaluate("d", {}).value == 5
    assert model(decision("d", table([], ["y"], []))).evaluate("d", {}).problems
    assert model(decision("d", table(["1"], ["y:=2"], []))).evaluate("d", {}).value == 2


def test_priority_over_several_outputs_weighs_the_first_most() -> None:
    rules = [["-", '"b"', '"x"'], ["-", '"a"', '"y"'], ["-", '"a"', '"x"']]
    found = decide('hitPolicy="PRIORITY"', 1, ('one="a","b"', 'two="x","y"'), rules)
    assert found.value == {"one": "a", "two": "x"}


@pytest.mark.parametrize(
    ("outputs", "rules", "expected"),
    [
        (('one="b","a"',), ['"a"', '"b"', "null"], ["b", "a", None]),
        (("one=[5..9],[1..4]",), ["2", "7"], [7, 2]),
        (("one=>= 5, < 5",), ["2", "7"], [7, 2]),
        (("one", "two=2,1"), ['"x", 1', '"y", 2'], [{"one": "y", "two": 2}, {"one": "x", "two": 1}]),
        (('one="a","b"', "two"), ['"b", 1', '"a", 2', '"a", 1'], [{"one": "a", "two": 2}, {"one": "a", "two": 1}, {"one": "b", "two": 1}]),
    ],
)
def test_order_of_outputs(outputs: tuple[str, ...], rules: list[str], expected: list[object]) -> None:
    """What has no list, or is not in it, comes last; among equals the order of the rules stays."""
    rows = [["-", *rule.split(", ")] for rule in rules]
    assert decide('hitPolicy="OUTPUT ORDER"', 1, outputs, rows).value == expected
    assert decide('hitPolicy="PRIORITY"', 1, outputs, rows).value == expected[0]


@pytest.mark.parametrize("condition", ["string length(?) < 3", 'not("c")'])
def test_priorities_may_be_those_of_the_type_of_the_output(condition: str) -> None:
    drawn = table(["1"], ["y"], [["-", '"a"'], ["-", '"b"']], 'hitPolicy="PRIORITY"').replace('name="y"', 'name="y" typeRef="tLevel"')
    types = item("tLevel", "tText", allowed=condition) + item("tText", "string", allowed='"b", "a"')
    found = model(types, decision("d", drawn))
    assert "no_priorities" not in {fault.code for fault in found.faults}
    assert found.evaluate("d", {}).value == "b"


def test_priorities_must_be_somewhere() -> None:
    drawn = table(["1"], ["y"], [["-", '"a"']], 'hitPolicy="PRIORITY"')
    assert [fault.code for fault in model(decision("d", drawn)).faults] == ["no_priorities"]


VALUES = "</inputExpression><inputValues><text>{}</text></inputValues>"


@pytest.mark.parametrize(
    ("allowed", "value", "expected"),
    [
        ("[1..5]", 5, "low"),
        ("[1..5]", 6, None),
        ('"a", "b"', "a", "low"),
        ('"a", "b"', "c", None),
        ('"a", "b"', ["a", "b"], "low"),
        ('"a", "b"', ["a", "c"], None),
        ("[1..5]", None, "low"),
        ("-", 6, "low"),
    ],
)
def test_input_values(allowed: str, value: object, expected: object) -> None:
    drawn = table(["x"], ["level"], [["-", '"low"']]).replace("</inputExpression>", VALUES.format(allowed))
    found = model(input_data("x"), decision("d", drawn, ["i_x"])).evaluate("d", {"x": value})
    assert found.value == expected
    assert [problem.en for problem in found.problems if "allowed" in problem.en] == ([] if expected else [found.problems[-1].en])


def test_output_values() -> None:
    found = decide('hitPolicy="COLLECT"', 1, ('level="low","high"',), [["-", '"low"'], ["-", '"middle"'], ["-", "null"]])
    assert found.value == ["low", None, None]
    assert [(problem.element, "allowed" in problem.en) for problem in found.problems] == [("r2", True)]
    default = decide("", 1, ('level="low","high":="middle"',), [["> 100", '"low"']])
    assert (default.value, "allowed" in default.problems[0].en) == (None, True)


def test_the_types_of_inputs_and_outputs() -> None:
    drawn = table(["x"], ["y"], [["null", '"none"'], ["-", "x"]], 'hitPolicy="FIRST"')
    typed = drawn.replace("<inputExpression>", '<inputExpression typeRef="tSmall">').replace('name="y"', 'name="y" typeRef="Any"')
    found = model(item("tSmall", "number", allowed="< 10"), input_data("x"), decision("d", typed, ["i_x"]))
    assert found.evaluate("d", {"x": 1}).value == 1
    beyond = found.evaluate("d", {"x": 11})
    assert (beyond.value, "tSmall" in beyond.problems[0].en) == ("none", True)


def test_outputs_are_converted_to_their_types() -> None:
    drawn = table([], ["day", "many"], [['@"2026-01-31"', "1"]]).replace('name="day"', 'name="day" typeRef="date and time"')
    found = model(decision("d", drawn.replace('name="many"', 'name="many" typeRef="list"'))).evaluate("d", {})
    assert isinstance(found.value, dict)
    assert (str(found.value["day"]), found.value["many"]) == ("2026-01-31T00:00:00Z", [1])


@pytest.mark.parametrize("outputs", [("", ""), ("a", "a"), ("a", "")])
def test_several_outputs_have_names_of_their_own(outputs: tuple[str, ...]) -> None:
    found = model(decision("d", table([], outputs, [["1", "2"]])))
    assert [fault.code for fault in found.faults] == ["unnamed_output"]
    value = found.evaluate("d", {}).value
    assert isinstance(value, dict)
    assert list(value.values()) == [1, 2]


@pytest.mark.parametrize("orientation", ["Rule-as-Row", "Rule-as-Column", "CrossTable"])
def test_how_a_table_is_drawn_changes_nothing(orientation: str) -> None:
    drawn = table(["x"], ["y"], [["1", "10"], ["2", "20"]], f'preferredOrientation="{orientation}" outputLabel="result"')
    noted = drawn.replace("<rule", '<annotation name="why"/><rule', 1).replace(
        "</rule>", "<annotationEntry><text>law 1 +</text></annotationEntry></rule>"
    )
    found = model(input_data("x"), decision("d", noted, ["i_x"]))
    assert found.faults == ()
    assert found.evaluate("d", {"x": 2}).value == 20


def test_input_expressions_are_expressions() -> None:
    drawn = table(["x + 1", "if x > 1 then 1 else 2", "count([x])"], ["y"], [["3", "1", "1", '"yes"']])
    assert model(input_data("x"), decision("d", drawn, ["i_x"])).evaluate("d", {"x": 2}).value == "yes"


CELLS = [
    (1, "1", True),
    (1, "2", False),
    (1, "1, 2", True),
    (1, "not(2, 3)", True),
    (1, "not(1)", False),
    (1, "> 0", True),
    (1, ">0, <-5", True),
    (1, "(1..3]", False),
    (1, "? = y", True),
    (1, "y", True),
    (1, "? > y, ? < y + 1", True),
    (1, "-", True),
    (1, "", True),
    (1, "null", False),
    (1, "not(null)", True),
    (1, '"a"', False),
    (1, "[1, 2]", True),
    (1, "list contains([1, 2], ?)", True),
    (None, "null", True),
    (None, "not(1)", True),
    (None, "-", True),
    (None, "< 5", False),
    ("a", '"a"', True),
    ("", '""', True),
    ("a", '""', False),
    ("b", '["a".."c"]', True),
    (True, "true", True),
    (False, "true", False),
    (True, "y > 0", True),
    (False, "y > 0", False),
    (["a", "b"], '["a", "b"]', True),
    (["a", "b"], '["b", "a"]', False),
    (["a", "b"], 'list contains(?, "b")', True),
    ({"a": 1}, "?.a = 1", True),
    ({"a": 1}, "{a: 1}", True),
]


@pytest.mark.parametrize(("value", "cell", "fits"), CELLS)
def test_cells(value: object, cell: str, fits: bool) -> None:
    drawn = table(["x"], ["out"], [[cell, "1"]], 'hitPolicy="COLLECT"')
    found = model(input_data("x"), input_data("y"), decision("d", drawn, ["i_x", "i_y"]))
    assert found.faults == ()
    assert found.evaluate("d", {"x": value, "y": 1}).value == ([1] if fits else [])


def test_cells_see_the_inputs_and_the_tested_value() -> None:
    rules = [["? > y and ? < y + 10", "x + y"]]
    drawn = table(["x"], ["sum"], rules)
    drawing = model(input_data("x"), input_data("y"), decision("d", drawn, ["i_x", "i_y"]))
    assert drawing.evaluate("d", {"x": 5, "y": 1}).value == 6
    assert drawing.evaluate("d", {"x": 5, "y": 9}).value is None
