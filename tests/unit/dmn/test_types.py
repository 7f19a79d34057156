"""Item definitions: which values a variable takes, after the implicit conversions of the standard (DMN 1.5, 7.3.2, 10.3.2.9.4)."""

from __future__ import annotations

import datetime as stdlib
from decimal import Decimal

import pytest

from engine.dmn.item_types import MAX_TYPE_DEPTH
from engine.feel import Date, DateTime
from engine.feel.values.moments import Time
from tests.unit.dmn.drawing import component, context, decision, function, function_type, input_data, item, knowledge, literal, model, table

TYPES = "".join(  # each may refer to one that comes later
    [
        item("tSmall", "tPositive", allowed="< 10"),
        item("tPositive", "number", allowed=">= 0"),
        item("tLevel", "string", allowed='"low", "high"'),
        item("tLevels", "tLevel", many=True),
        item("tPair", "string", allowed='"a", "b"', constraint="count(?) = 2", many=True),
        item("tFew", "tLevels", constraint="count(?) < 3"),
        item("tFewToo", "tLevels", allowed="count(?) < 3"),
        item("tOther", "string", allowed='not("x")'),
        item("tLong", "string", allowed="string length(?) > 2"),
        item("tRow", "tSmall", many=True),
        item("tRows", "tRow", many=True),
        item("tDates", "date", many=True),
        item("tMoment", "date and time"),
        item("tPerson", "", component("first name", "string"), component("date-of-birth", "date"), component("tags", "string", many=True)),
        item("tPersons", "tPerson", many=True),
        item("tBoss", "", component("level", "string", allowed='"low"'), component("person", "", component("age", "tSmall"))),
        item("tAdult", "tPerson", allowed="?.date-of-birth.year < 2008"),
        item("tAny", "Any"),
        item("tContext", "context"),
        item("tList", "list"),
        item("two  words", "number"),
        function_type("tFunction", ["number"], "number"),
    ]
)
ADA = {"first name": "Ada", "date-of-birth": "1815-12-10", "tags": ["maths"]}
ADA_READ = ADA | {"date-of-birth": Date(1815, 12, 10)}


def taken(type_ref: str, given: object) -> object:
    """What an input of the type makes of a value. None only with a problem."""
    found = model(TYPES, input_data("x", type_ref), decision("d", literal("x"), ["i_x"])).evaluate("d", {"x": given})
    assert bool(found.problems) == (found.value is None)
    return found.value


@pytest.mark.parametrize(
    ("type_ref", "given", "expected"),
    [
        ("number", 1, 1),
        ("number", 0.1, Decimal("0.1")),
        ("feel:number", 1, 1),
        ("tSmall", 5, 5),
        ("tLevels", ["low", "high"], ["low", "high"]),
        ("tLevels", [], []),
        ("tLevels", [None], [None]),
        ("tPair", ["a", "b"], ["a", "b"]),
        ("tFew", ["low"], ["low"]),
        ("tFewToo", ["low"], ["low"]),
        ("tOther", "y", "y"),
        ("tLong", "abc", "abc"),
        ("tRows", [[1], [2, 3]], [[1], [2, 3]]),
        ("tPerson", ADA, ADA_READ),
        ("tPerson", ADA | {"more": 1}, ADA_READ | {"more": 1}),
        ("tPerson", ADA | {"first name": None}, ADA_READ | {"first name": None}),
        ("tPersons", [ADA], [ADA_READ]),
        ("tAdult", ADA, ADA_READ),
        ("tBoss", {"level": "low", "person": {"age": 1}}, {"level": "low", "person": {"age": 1}}),
        ("tAny", "x", "x"),
        ("Any", [1], [1]),
        ("tContext", {"a": 1}, {"a": 1}),
        ("tList", [1], [1]),
        ("two words", 1, 1),
    ],
)
def test_a_value_that_conforms_stays(type_ref: str, given: object, expected: object) -> None:
    assert taken(type_ref, given) == expected


@pytest.mark.parametrize(
    ("type_ref", "given", "expected"),
    [
        ("number", [1], 1),
        ("tSmall", [5], 5),
        ("tLevels", "low", ["low"]),
        ("tFew", "low", ["low"]),
        ("tRows", [1], [[1]]),
        ("tPersons", ADA, [ADA_READ]),
        ("tList", 1, [1]),
        ("tContext", [{"a": 1}], {"a": 1}),
        ("tMoment", stdlib.date(2026, 1, 1), DateTime(Date(2026, 1, 1), Time(0, 0, 0, 0, 0))),
    ],
)
def test_implicit_conversions(type_ref: str, given: object, expected: object) -> None:
    assert taken(type_ref, given) == expected


@pytest.mark.parametrize(
    ("type_ref", "given"),
    [
        ("number", "1"),
        ("number", [1, 2]),
        ("boolean", 1),
        ("tSmall", 10),
        ("tSmall", -1),
        ("tSmall", [10]),
        ("tLevel", "middle"),
        ("tLevels", ["low", "middle"]),
        ("tLevels", "middle"),
        ("tPair", ["a"]),
        ("tPair", ["a", "x"]),
        ("tPair", "a"),
        ("tFew", ["low", "low", "low"]),
        ("tFewToo", ["low", "low", "low"]),
        ("tOther", "x"),
        ("tLong", "ab"),
        ("tRows", 1),
        ("tRows", [[11]]),
        ("tPerson", {"first name": "Ada"}),
        ("tPerson", ADA | {"tags": "maths"}),
        ("tPerson", ADA | {"date-of-birth": "1815"}),
        ("tAdult", ADA | {"date-of-birth": "2010-01-01"}),
        ("tBoss", {"level": "high", "person": {"age": 1}}),
        ("tBoss", {"level": "low", "person": {"age": 11}}),
        ("tContext", 1),
        ("date", stdlib.datetime(2026, 1, 1, tzinfo=stdlib.UTC)),
    ],
)
def test_a_value_that_does_not_conform_is_null_with_the_reason(type_ref: str, given: object) -> None:
    assert taken(type_ref, given) is None


@pytest.mark.parametrize("type_ref", ["number", "tSmall", "tLong", "tLevels", "tPair", "tPerson", "tFunction"])
def test_null_conforms_to_every_type(type_ref: str) -> None:
    found = model(TYPES, input_data("x", type_ref), decision("d", literal("x = null"), ["i_x"])).evaluate("d", {"x": None})
    assert (found.value, found.problems) == (True, ())


@pytest.mark.parametrize(
    ("type_ref", "given", "expected"),
    [
        ("date", "2026-01-31", Date(2026, 1, 31)),
        ("time", "10:00:00", Time(10, 0, 0)),
        ("dayTimeDuration", "PT1H", stdlib.timedelta(hours=1)),
        ("tDates", ["2026-01-31"], [Date(2026, 1, 31)]),
        ("tDates", "2026-01-31", [Date(2026, 1, 31)]),
        ("date", "tomorrow", None),
        ("tDates", ["2026-01-31", "tomorrow"], None),
        ("dayTimeDuration", "P1Y", None),
    ],
)
def test_a_text_is_read_where_a_date_time_or_duration_is_asked_for(type_ref: str, given: object, expected: object) -> None:
    assert taken(type_ref, given) == expected


def test_a_text_stays_a_text_where_no_type_asks_for_more() -> None:
    assert taken("", "2026-01-31") == "2026-01-31"
    assert model(decision("d", literal('"2026-01-31"'), type_ref="date")).evaluate("d", {}).value is None


# --- where types are asked for ------------------------------------------------------------------


@pytest.mark.parametrize(
    "logic",
    [
        literal("11", "tSmall"),
        context({"a: tSmall": literal("11")}, literal("a")),
        context({"a": literal("11", "tSmall")}, literal("a")),
        context({"f": function("n: tSmall", literal("n"))}, literal("f(11)")),
        context({"f": function("", literal("11"), 'typeRef="tSmall"')}, literal("f()")),
        f'<conditional typeRef="tSmall"><if>{literal("true")}</if><then>{literal("11")}</then><else>{literal("1")}</else></conditional>',
        table([], ["y"], [["11"]]).replace('name="y"', 'name="y" typeRef="tSmall"'),
        table([], ["y"], [["11"]], 'typeRef="tSmall"'),
        table([], ["y"], [["11"]]).replace("<outputEntry>", '<outputEntry typeRef="tSmall">'),
        table(["11"], ["y"], [["null", "null"], ["-", "11"]]).replace("<inputExpression>", '<inputExpression typeRef="tSmall">'),
    ],
)
def test_the_types_of_expressions_and_variables_are_asked_for(logic: str) -> None:
    found = model(TYPES, decision("d", logic)).evaluate("d", {})
    assert found.value is None
    assert "tSmall" in found.problems[0].en
    ten_less = logic.replace("11", "1")
    assert model(TYPES, decision("d", ten_less)).evaluate("d", {}).value == 1


def test_the_type_of_a_decision() -> None:
    assert model(TYPES, decision("d", literal('"high"'), type_ref="tLevel")).evaluate("d", {}).value == "high"
    assert model(TYPES, decision("d", literal('["high"]'), type_ref="tLevel")).evaluate("d", {}).value == "high"
    wrong = model(TYPES, decision("d", literal('"middle"'), type_ref="tLevel")).evaluate("d", {})
    assert wrong.value is None
    assert "tLevel" in wrong.problems[0].en
    assert wrong.trace[0]["value"] is None


def test_the_type_of_a_table_with_several_matches() -> None:
    two = table([], ["y"], [['"low"'], ['"high"']], 'hitPolicy="COLLECT"')
    assert model(TYPES, decision("d", two, type_ref="tLevels")).evaluate("d", {}).value == ["low", "high"]
    assert model(TYPES, decision("d", two, type_ref="tLevel")).evaluate("d", {}).value is None
    contexts = table([], ["first name", "date-of-birth", "tags"], [['"A"', '@"2000-01-01"', '["x"]']], 'hitPolicy="RULE ORDER"')
    found = model(TYPES, decision("d", contexts, type_ref="tPersons")).evaluate("d", {})
    assert found.value == [{"first name": "A", "date-of-birth": Date(2000, 1, 1), "tags": ["x"]}]
    assert not found.problems


def test_the_types_of_a_knowledge_model() -> None:
    square = knowledge("square", "n", literal("n * n"), "tSmall").replace('name="n"', 'name="n" typeRef="number"')
    drawn = model(
        TYPES,
        square,
        decision("right", literal("square([3])"), ["b_square"]),
        decision("wrong", literal("square(4)"), ["b_square"]),
        decision("never", literal('square("3")'), ["b_square"]),
    )
    assert drawn.evaluate("right", {}).value == 9
    wrong = drawn.evaluate("wrong", {})
    assert (wrong.value, wrong.problems[0].where) == (None, "square")
    never = drawn.evaluate("never", {})
    assert (never.value, [step["kind"] for step in never.trace]) == (None, ["decision"])


@pytest.mark.parametrize("type_ref", ["function", "tFunction", "number", "Any"])
def test_the_type_of_a_knowledge_model_is_that_of_the_function_or_of_its_result(type_ref: str) -> None:
    drawn = model(TYPES, knowledge("f", "n", literal("n + 1"), type_ref), decision("d", literal("f(1)"), ["b_f"]))
    assert drawn.evaluate("d", {}).value == 2


def test_functions_have_types() -> None:
    right = decision("f", literal("function(n: number) n + 1"), type_ref="tFunction")
    wrong = decision("g", literal("function(n: string, m) n"), type_ref="tFunction")
    drawn = model(TYPES, right, wrong, decision("d", literal("f(1)"), ["f"]), decision("e", literal("g"), ["g"]))
    assert drawn.evaluate("d", {}).value == 2
    assert drawn.evaluate("e", {}).value is None
    boxed = decision("f", function("n: number", literal("string(n)"), 'typeRef="tFunction"'))
    assert model(TYPES, boxed, decision("d", literal("f(1)"), ["f"])).evaluate("d", {}).value is None


def test_feel_knows_the_types_of_the_file() -> None:
    drawn = model(
        TYPES, input_data("p", "tPerson"), decision("d", literal("p.date-of-birth.year > 1800 and p instance of tPerson"), ["i_p"])
    )
    assert drawn.evaluate("d", {"p": ADA}).value is True


# --- types that are wrong ------------------------------------------------------------------------


def test_types_that_hold_each_other_twice_are_refused_before_they_fill_the_memory() -> None:
    grown = [item("t0", "", component("a", "number"))]
    grown += [item(f"t{n}", "", component("a", f"t{n - 1}"), component("b", f"t{n - 1}")) for n in range(1, 40)]
    assert {fault.code for fault in model(*grown).faults} == {"type_too_large"}


@pytest.mark.parametrize("order", [1, -1])
def test_a_long_chain_of_types_is_a_fault_not_a_crash(order: int) -> None:
    chain = [item(f"t{n}", f"t{n + 1}", allowed="> 0") for n in range(2_000)] + [item("t2000", "number")]
    assert {fault.code for fault in model(*chain[::order]).faults} == {"type_too_large"}
    short = [item(f"t{n}", f"t{n + 1}") for n in range(MAX_TYPE_DEPTH - 2)] + [item(f"t{MAX_TYPE_DEPTH - 2}", "number")]
    assert model(*short[::order]).faults == ()


@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        (item("t", "", component("x", "t")), "circular_type"),
        (item("t", "u") + item("u", "t"), "circular_type"),
        (item("t", "number", allowed="1,,"), "feel_syntax"),
        (item("t", "number", constraint="1,,"), "feel_syntax"),
        (item("t", "nothing"), "unknown_type"),
        (item("t", "number") + item("t", "string"), "unnamed"),
        (item("", "number"), "unnamed"),
    ],
)
def test_faults_of_types(drawn: str, code: str) -> None:
    assert code in {fault.code for fault in model(drawn).faults}
