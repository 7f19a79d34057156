"""What cannot be evaluated right is found when a file is read: all faults at once, each with its place; the rest still works."""

from __future__ import annotations

import pytest

from engine.dmn import DecisionModelFaults, load
from engine.kernel.errors import Fault, InvalidInput
from engine.xml_input import CEILINGS
from tests.unit.dmn.drawing import decision, definitions, input_data, knowledge, literal, model, table


def faults(*parts: str) -> tuple[Fault, ...]:
    found = model(*parts).faults
    assert found
    for fault in found:
        assert fault.en.startswith(("Expected", "In "))
        assert any(ord(sign) > 0x2E80 for sign in fault.zh)
    return found


def test_all_faults_come_at_once() -> None:
    found = faults(
        decision("a", literal("1 +")),
        decision("b", literal("x ="), ["i_missing"]),
        decision("c", "<decisionTable hitPolicy='SOMETIMES'/>"),
    )
    assert {(fault.where, fault.code) for fault in found} == {
        ("a", "feel_syntax"),
        ("b", "feel_syntax"),
        ("b", "unknown_reference"),
        ("c", "unknown_hit_policy"),
    }


def test_a_syntax_error_in_a_cell_names_the_rule() -> None:
    (found,) = faults(input_data("x"), decision("d", table(["x"], ["y"], [["< 1", "1"], ["<", "2"]]), ["i_x"]))
    assert found.where == "r2"
    assert "line 1, column 2" in found.en


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([decision("d", literal("1"), type_ref="tNothing")], "unknown_type"),
        ([decision("a", literal("b"), ["b"]), decision("b", literal("a"), ["a"])], "circular"),
        (
            ['<itemDefinition name="t" id="t"><itemComponent name="x"><typeRef>t</typeRef></itemComponent></itemDefinition>'],
            "circular_type",
        ),
        (
            ['<itemDefinition name="t" id="t"><typeRef>number</typeRef><allowedValues><text>1,,</text></allowedValues></itemDefinition>'],
            "feel_syntax",
        ),
        ([decision("d", table(["x"], ["y"], [["1"]]))], "uneven_rule"),
        ([decision("d", table(["x"], [], [["1"]]))], "no_output"),
        ([decision("d", table([""], ["y"], [["1", "2"]]))], "empty_input"),
        ([decision("d", "<relation><column name='a'/><row/></relation>")], "uneven_relation"),
        ([decision("d", literal("1")), decision("d", literal("2"))], "unnamed"),
        (
            [decision("d", literal("1").replace("<literal", "<literal", 1).replace(">", ' expressionLanguage="javascript">', 1))],
            "unknown_language",
        ),
        (['<import namespace="urn:other" name="o" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'], "unknown_import"),
    ],
)
def test_fault(parts: list[str], code: str) -> None:
    assert code in {fault.code for fault in faults(*parts)}


def test_a_broken_decision_is_null_with_the_reason_and_the_others_work() -> None:
    drawn = model(
        decision("broken", literal("1 +")),
        decision("after", literal("broken = null"), ["broken"]),
        decision("circle", literal("circle"), ["circle"]),
        decision("uneven", table(["1"], ["y"], [["1"]])),
        decision("right", literal("2")),
    )
    found = drawn.evaluate("broken", {})
    assert found.value is None
    assert (found.problems[0].element, "line 1" in found.problems[0].en) == ("broken", True)
    assert drawn.evaluate("after", {}).value is True
    assert "need itself" in drawn.evaluate("circle", {}).problems[0].en
    assert drawn.evaluate("uneven", {}).problems[0].element == "r1"
    assert drawn.evaluate("right", {}).value == 2


def test_external_functions_are_a_warning_and_null() -> None:
    drawn = model(knowledge("f", "x", literal("1"), attributes='kind="Java"'), decision("d", literal("f(1)"), ["b_f"]))
    assert [warning.code for warning in drawn.warnings] == ["external_function"]
    found = drawn.evaluate("d", {})
    assert found.value is None
    assert "never run" in found.problems[0].en


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"", "not_xml"),
        (b"<definitions", "not_xml"),
        (b"<definitions/>", "not_dmn"),
        (b'<html xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"/>', "not_dmn"),
        (b"<!DOCTYPE x>" + definitions(), "doctype"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + definitions(literal("&a;")), "doctype"),
        (("\ufeff<!DOCTYPE x>" + definitions().decode()).encode("utf-16-le"), "doctype"),
        (b" " * (CEILINGS.bytes + 1), "too_large"),
    ],
    ids=["empty", "broken", "other", "other element", "doctype", "entity", "utf-16", "large"],
)
def test_hardened_reading(xml: bytes, code: str) -> None:
    with pytest.raises(DecisionModelFaults) as caught:
        load(xml)
    assert isinstance(caught.value, InvalidInput)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_deep_files_are_refused_not_a_crash() -> None:
    deep = "<list>" * 120 + literal("1") + "</list>" * 120
    assert "too_deep" in {fault.code for fault in faults(decision("d", deep))}
    with pytest.raises(DecisionModelFaults):
        model(decision("d", "<list>" * 50_000 + "</list>" * 50_000))


def test_a_long_chain_of_decisions_is_evaluated_or_refused_but_never_crashes() -> None:
    parts = [decision("d0", literal("1"))] + [decision(f"d{n}", literal(f"d{n - 1} + 1"), [f"d{n - 1}"]) for n in range(1, 40)]
    assert model(*parts).evaluate("d39", {}).value == 40
