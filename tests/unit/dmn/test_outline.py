"""Outlines: what a screen needs to draw a model, for every kind of box, and of faulty files, too."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from engine.dmn import DecisionModelFaults, load
from engine.dmn.outline.boxes import MOST_LINES, BoxLine, LogicOutline, Requirement, outline, owners
from engine.dmn.outline.inputs import InputOutline
from tests.unit.dmn.drawing import decision, definitions, input_data, knowledge, literal, table

CONTENT = Path(__file__).resolve().parents[3] / "processes"


def first(*parts: str) -> LogicOutline:
    return outline(definitions(*parts)).logic[0]


def boxes(logic: str) -> list[tuple[int, str, str, str]]:
    return [(line.depth, line.label, line.kind, line.text) for line in first(decision("d", logic)).body]


def test_a_table_as_it_is_written() -> None:
    drawn = """<decisionTable id="t" hitPolicy="COLLECT" aggregation="SUM">
      <input id="c" label="Amount 金额"><inputExpression typeRef="number"><text> amount </text></inputExpression>
        <inputValues><text>[0..100]</text></inputValues></input>
      <output id="o" name="fee" label="Fee 费用" typeRef="number"><outputValues><text>1, 2</text></outputValues>
        <defaultOutputEntry><text>0</text></defaultOutputEntry></output>
      <annotation name="Why"/>
      <rule id="r1"><inputEntry><text>&lt; 5</text></inputEntry><outputEntry><text>1</text></outputEntry>
        <annotationEntry><text>small</text></annotationEntry></rule>
      <rule id="r2"><description>old style</description><inputEntry><text>-</text></inputEntry><outputEntry><text>2</text></outputEntry>
        <annotationEntry><text/></annotationEntry></rule>
    </decisionTable>"""
    found = first(decision("d", drawn))
    (shown,) = found.tables()
    assert found.logic == "decisionTable"
    assert (shown.id, shown.hit_policy, shown.aggregation) == ("t", "COLLECT", "SUM")
    (column,) = shown.inputs
    assert (column.id, column.label, column.expression, column.type, column.allowed) == ("c", "Amount 金额", "amount", "number", "[0..100]")
    (output,) = shown.outputs
    assert (output.name, output.label, output.type, output.allowed, output.default) == ("fee", "Fee 费用", "number", "1, 2", "0")
    assert shown.annotations == ("Why", "")  # a description of a rule is a remark, too
    assert [(rule.id, rule.index, rule.inputs, rule.outputs) for rule in shown.rules] == [
        ("r1", 1, ("< 5",), ("1",)),
        ("r2", 2, ("-",), ("2",)),
    ]
    assert [rule.annotations for rule in shown.rules] == [("small",), ("", "old style")]


def test_a_table_without_a_policy_is_unique() -> None:
    (shown,) = first(decision("d", table(["a"], ["o"], [["1", "2"]]))).tables()
    assert shown.hit_policy == "UNIQUE"
    assert shown.aggregation == ""


def test_names_and_what_is_needed() -> None:
    asked = (
        '<decision id="d" name="Priority 优先级"><description> why </description><question>Which?</question>'
        '<variable name="priority" typeRef="string"/>'
        '<informationRequirement><requiredInput href="#i_a"/></informationRequirement>'
        '<informationRequirement><requiredDecision href="#e"/></informationRequirement>'
        '<knowledgeRequirement><requiredKnowledge href="#b_k"/></knowledgeRequirement>'
        '<informationRequirement><requiredInput href="urn:nowhere#x"/></informationRequirement></decision>'
    )
    read = outline(definitions(asked, input_data("a"), decision("e", literal("1")), knowledge("k", "p q", literal("p + q"))))
    assert [each.id for each in read.logic] == ["d", "e", "b_k"]
    found = read.logic[0]
    assert (found.name, found.variable, found.type) == ("Priority 优先级", "priority", "string")
    assert (found.description, found.question, found.logic, found.body) == ("why", "Which?", "", ())
    assert found.requirements == (
        Requirement("input", "i_a", "a"),
        Requirement("decision", "e", "e"),
        Requirement("knowledge", "b_k", "k"),
        Requirement("input", "x", "x"),
    )
    model = read.logic[2]
    assert (model.kind, model.parameters, model.logic) == ("knowledge", ("p", "q"), "literalExpression")
    assert model.body == (BoxLine(0, "", "literalExpression", "p + q"),)


def test_what_is_needed_from_another_file_has_its_name() -> None:
    other = definitions('<inputData id="far" name="Far away"><variable name="far" typeRef="number"/></inputData>', own="urn:other")
    needs = '<informationRequirement><requiredInput href="urn:other#far"/></informationRequirement>'
    mine = definitions(f'<decision id="d" name="d">{needs}</decision>')
    read = outline(mine, imports=[other])
    assert read.logic[0].requirements == (Requirement("input", "far", "Far away"),)
    assert [(each.name, each.label, each.type) for each in read.inputs] == [("far", "Far away", "number")]
    assert outline(mine).logic[0].requirements == (Requirement("input", "far", "far"),)


def entry(name: str, logic: str) -> str:
    return f'<contextEntry>{f"""<variable name="{name}"/>""" if name else ""}{logic}</contextEntry>'


BOXED = {
    "context": (
        f"<context>{entry('a', literal('1'))}{entry('', literal('a + 1'))}</context>",
        [(1, "a", "literalExpression", "1"), (1, "", "literalExpression", "a + 1")],
    ),
    "list": (f"<list>{literal('1')}{literal('2')}</list>", [(1, "1", "literalExpression", "1"), (1, "2", "literalExpression", "2")]),
    "relation": (
        f'<relation><column name="x"/><column name="y"/><row>{literal("1")}{literal("2")}</row><row>{literal("3")}</row></relation>',
        [
            (1, "1 · x", "literalExpression", "1"),
            (1, "1 · y", "literalExpression", "2"),
            (1, "2 · x", "literalExpression", "3"),
        ],
    ),
    "invocation": (
        f'<invocation>{literal("f")}<binding><parameter name="p"/>{literal("7")}</binding></invocation>',
        [(1, "", "literalExpression", "f"), (1, "p", "literalExpression", "7")],
    ),
    "functionDefinition": (
        f'<functionDefinition><formalParameter name="p"/>{literal("p + 1")}</functionDefinition>',
        [(1, "", "literalExpression", "p + 1")],
    ),
    "conditional": (
        f"<conditional><if>{literal('a')}</if><then>{literal('b')}</then><else>{literal('c')}</else></conditional>",
        [(1, part, "literalExpression", text) for part, text in (("if", "a"), ("then", "b"), ("else", "c"))],
    ),
    "filter": (
        f"<filter><in>{literal('l')}</in><match>{literal('item > 1')}</match></filter>",
        [(1, "in", "literalExpression", "l"), (1, "match", "literalExpression", "item > 1")],
    ),
    "for": (
        f'<for iteratorVariable="i"><in>{literal("l")}</in><return>{literal("i * 2")}</return></for>',
        [(1, "in", "literalExpression", "l"), (1, "return", "literalExpression", "i * 2")],
    ),
    "every": (
        f'<every iteratorVariable="i"><in>{literal("l")}</in><satisfies>{literal("i > 2")}</satisfies></every>',
        [(1, "in", "literalExpression", "l"), (1, "satisfies", "literalExpression", "i > 2")],
    ),
}


@pytest.mark.parametrize("kind", BOXED)
def test_a_boxed_expression_is_its_box_and_those_inside(kind: str) -> None:
    logic, inside = BOXED[kind]
    outermost, *found = boxes(logic)
    assert outermost[:3] == (0, "", kind)
    assert found == inside
    assert outermost[3] == {"functionDefinition": "p", "for": "i", "every": "i"}.get(kind, "")


def test_tables_inside_other_boxes_are_found() -> None:
    inside = table(["a"], ["o"], [["1", "2"]], 'id="inner"')
    found = first(decision("d", f"<context>{entry('x', f'<list>{inside}</list>')}</context>"))
    assert [shown.id for shown in found.tables()] == ["inner"]
    assert [(line.depth, line.label, line.kind) for line in found.body] == [
        (0, "", "context"),
        (1, "x", "list"),
        (2, "1", "decisionTable"),
    ]


def test_ids_are_those_of_the_trace() -> None:
    """Where a file gives no ids, the trace names the element around; so does the outline."""
    drawn = definitions(decision("d", table(["a"], ["o"], [["-", "2"]]), ["i_a"]), input_data("a"))
    (step,) = load(drawn).evaluate("d", {"a": 1}).trace
    (traced,) = cast("list[Any]", step["tables"])
    (shown,) = outline(drawn).logic[0].tables()
    assert traced["id"] == shown.id == "d"
    assert [each["id"] for each in traced["inputs"]] == [column.id for column in shown.inputs]
    assert [(each["id"], each["index"]) for each in traced["rules"]] == [(rule.id, rule.index) for rule in shown.rules]


def item(name: str, inside: str, attributes: str = "") -> str:
    return f'<itemDefinition name="{name}" {attributes}>{inside}</itemDefinition>'


TYPES = (
    item("tLevel", '<typeRef>string</typeRef><allowedValues><text>"low", "high"</text></allowedValues>'),
    item("tSame", "<typeRef>tLevel</typeRef>"),
    item("tMany", "<typeRef>tLevel</typeRef>", 'isCollection="true"'),
    item(
        "tPerson",
        '<itemComponent name="age"><typeRef>number</typeRef></itemComponent>'
        '<itemComponent name="home"><itemComponent name="since"><typeRef>date</typeRef></itemComponent>'
        '<itemComponent name="level"><typeRef>tLevel</typeRef></itemComponent></itemComponent>',
    ),
)


def asked(type_ref: str, *more: str) -> list[tuple[tuple[str, ...], str, str, tuple[object, ...]]]:
    read = outline(definitions(*TYPES, input_data("a", type_ref), *more))
    return [(each.path, each.type, each.allowed, each.choices) for each in read.inputs]


def test_what_kind_of_value_an_input_is() -> None:
    assert asked("number") == [((), "number", "", ())]
    assert asked("feel:dateTime") == [((), "date and time", "", ())]
    assert asked("") == [((), "", "", ())]
    assert asked("tSame") == [((), "string", '"low", "high"', ("low", "high"))]
    assert asked("tMany") == [((), "list", "", ())]
    assert asked("tNobodyKnows") == [((), "", "", ())]
    assert asked("tPerson") == [
        (("age",), "number", "", ()),
        (("home", "since"), "date", "", ()),
        (("home", "level"), "string", '"low", "high"', ("low", "high")),
    ]


@pytest.mark.parametrize(
    ("allowed", "choices"),
    [
        ('"a","b"', ("a", "b")),
        ("1, 2.5", (1, 2.5)),
        ("true, false", (True, False)),
        ("[1..10]", ()),
        ("< 5", ()),
        ('not("a")', ()),
        ("1, null", ()),
        ('date("2026-01-01")', ("2026-01-01",)),
        ("for i in 1..100000000 return 1", ()),
    ],
)
def test_choices_are_plain_lists_only(allowed: str, choices: tuple[object, ...]) -> None:
    column = (
        '<decisionTable><input label="Level"><inputExpression><text>a</text></inputExpression>'
        f'<inputValues><text>{allowed.replace("<", "&lt;")}</text></inputValues></input><output name="o"/></decisionTable>'
    )
    read = outline(definitions(input_data("a", "Any"), decision("d", column, ["i_a"])))
    assert read.inputs == (InputOutline("a", (), "Level", "Any", allowed, choices),)


def test_a_column_lends_its_type_and_its_label() -> None:
    column = (
        '<decisionTable><input label="Level 级别"><inputExpression typeRef="tLevel"><text>a</text></inputExpression></input>'
        '<output name="o" typeRef="tLevel"/></decisionTable>'
    )
    read = outline(definitions(*TYPES, input_data("a"), decision("d", column, ["i_a"])))
    assert read.inputs == (InputOutline("a", (), "Level 级别", "string", '"low", "high"', ("low", "high")),)
    (shown,) = read.logic[0].tables()
    assert shown.inputs[0].allowed == shown.outputs[0].allowed == '"low", "high"'


def test_every_element_knows_its_decision() -> None:
    known = owners((CONTENT / "request_handling" / "priority.dmn").read_bytes())
    assert known["priority_rule_3"] == known["priority_table"] == known["priority_rule_3_in_1"] == known["priority"] == "priority"
    assert "impact" not in known


def test_hostile_files_stay_small() -> None:
    circle = item("tA", '<itemComponent name="b"><typeRef>tA</typeRef></itemComponent>' * 3)
    assert 0 < len(outline(definitions(circle, input_data("a", "tA"))).inputs) <= 100
    long = "<list>" + literal("1") * (MOST_LINES + 10) + "</list>"
    assert len(first(decision("d", long)).body) == MOST_LINES
    deep = "<list>" * 90 + literal("1") + "</list>" * 90
    assert first(decision("d", deep)).body[-1].depth == 90


def test_faulty_models_are_outlined_and_other_files_refused() -> None:
    broken = definitions(decision("d", table(["a b +"], ["o"], [["(", "2", "3"]], 'hitPolicy="ODD"')))
    (shown,) = outline(broken).logic[0].tables()
    assert (shown.hit_policy, shown.rules[0].inputs, shown.rules[0].outputs) == ("ODD", ("(",), ("2", "3"))
    with pytest.raises(DecisionModelFaults):
        outline(b"<html/>")
    with pytest.raises(DecisionModelFaults):
        owners(b"no xml")
