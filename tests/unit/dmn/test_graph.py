"""Requirements, boxed expressions, types, services, imports."""

from __future__ import annotations

import dataclasses
import datetime as stdlib
from decimal import Decimal

import pytest

from engine.dmn import DecisionModel, load
from engine.feel import DEFAULT_LIMITS, Date, FeelLimitExceeded
from engine.kernel.errors import NotFound
from tests.unit.dmn.drawing import NAMESPACE, decision, definitions, input_data, knowledge, literal, model


def value(logic: str, *parts: str, needs: tuple[str, ...] = (), **inputs: object) -> object:
    return model(*parts, decision("d", logic, needs)).evaluate("d", inputs).value


def test_a_decision_is_found_by_id_and_by_name() -> None:
    drawn = '<decision id="id_1" name="How much"><variable name="How much"/>' + literal("1 + 1") + "</decision>"
    found = model(drawn)
    assert found.decision_ids() == ("id_1",)
    assert found.decision_names() == {"id_1": "How much"}
    assert found.evaluate("id_1", {}).value == found.evaluate("How much", {}).value == 2
    with pytest.raises(NotFound):
        found.evaluate("other", {})


def test_only_requirements_are_in_scope() -> None:
    parts = input_data("a"), input_data("b")
    assert value(literal("a + b"), *parts, needs=("i_a", "i_b"), a=1, b=2) == 3
    found = model(*parts, decision("d", literal("a + b"), ["i_a"])).evaluate("d", {"a": 1, "b": 2})
    assert found.value is None
    assert '"b"' in found.problems[0].en


def test_required_decisions_are_computed_once_and_only_when_needed() -> None:
    twice = model(
        decision("base", literal("now()")),
        decision("unused", literal("1 / 0")),
        decision("d", literal("if true then is(base, base) else unused"), ["base", "unused"]),
    ).evaluate("d", {}, now=stdlib.datetime(2026, 1, 1, tzinfo=stdlib.UTC))
    assert twice.value is True
    assert not twice.problems


def test_which_inputs_a_decision_needs() -> None:
    found = model(input_data("a"), input_data("b"), decision("x", literal("a"), ["i_a"]), decision("d", literal("x"), ["x"]))
    assert found.required_inputs("d") == {"a"}


def test_a_missing_input_is_null_with_a_reason() -> None:
    found = model(input_data("a"), decision("d", literal("a"), ["i_a"])).evaluate("d", {})
    assert found.value is None
    assert '"a"' in found.problems[0].en


CONTEXT = """<context><contextEntry><variable name="base rate"/>{}</contextEntry>
<contextEntry><variable name="total"/>{}</contextEntry>{}</context>"""


def test_boxed_context() -> None:
    plain = CONTEXT.format(literal("2"), literal("base rate * 3"), "")
    assert value(plain) == {"base rate": 2, "total": 6}
    result = CONTEXT.format(literal("2"), literal("base rate * 3"), f"<contextEntry>{literal('total + 1')}</contextEntry>")
    assert value(result) == 7


def test_boxed_list_and_relation() -> None:
    assert value(f"<list>{literal('1')}{literal('1 + 1')}</list>") == [1, 2]
    relation = f'<relation><column name="a"/><column name="b"/><row>{literal("1")}{literal("2")}</row></relation>'
    assert value(relation) == [{"a": 1, "b": 2}]


def test_boxed_function_and_invocation() -> None:
    invocation = f'<invocation>{literal("half of")}<binding><parameter name="n"/>{literal("10")}</binding></invocation>'
    half = knowledge("half of", "n", literal("n / 2"))
    assert value(invocation, half.replace('id="b_half of"', 'id="b_half"'), needs=("b_half",)) == 5
    assert value(literal("add(1, 2)"), knowledge("add", "x y", literal("x + y")), needs=("b_add",)) == 3


def test_boxed_conditional_filter_and_iterators() -> None:
    branches = f"<if>{literal('1 > 2')}</if><then>{literal('1')}</then><else>{literal('2')}</else>"
    assert value(f"<conditional>{branches}</conditional>") == 2
    assert value(f"<filter><in>{literal('[1, 2, 3]')}</in><match>{literal('item > 1')}</match></filter>") == [2, 3]
    inside = f'iteratorVariable="each one"><in>{literal("[1, 2, 3]")}</in>'
    assert value(f"<for {inside}<return>{literal('each one * 2')}</return></for>") == [2, 4, 6]
    assert value(f"<some {inside}<satisfies>{literal('each one > 2')}</satisfies></some>") is True
    assert value(f"<every {inside}<satisfies>{literal('each one > 2')}</satisfies></every>") is False


def test_a_knowledge_model_can_be_asked_directly() -> None:
    found = model(knowledge("add", "x y", literal("x + y"))).evaluate("add", {"x": 1, "y": 2, "other": 3})
    assert found.value == 3


TYPES = """
<itemDefinition name="tLevel"><typeRef>string</typeRef><allowedValues><text>"low","high"</text></allowedValues></itemDefinition>
<itemDefinition name="tLevels" isCollection="true"><typeRef>tLevel</typeRef></itemDefinition>
<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
<itemComponent name="date-of-birth"><typeRef>date</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tFew" isCollection="true"><typeRef>number</typeRef>
<typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
"""


@pytest.mark.parametrize(
    ("type_ref", "given", "expected"),
    [
        ("tLevel", "low", "low"),
        ("tLevel", "middle", None),
        ("tLevel", ["high"], "high"),
        ("tLevels", ["low", "high"], ["low", "high"]),
        ("tLevels", "low", ["low"]),
        ("tLevels", ["low", "x"], None),
        ("tFew", [1, 2], [1, 2]),
        ("tFew", [1, 2, 3], None),
        ("number", 1, 1),
        ("number", "1", None),
        ("date", "2026-01-31", Date(2026, 1, 31)),
        ("date", "today", None),
        ("dayTimeDuration", "PT1H", stdlib.timedelta(hours=1)),
        ("Any", "x", "x"),
    ],
)
def test_inputs_have_the_type_that_is_declared(type_ref: str, given: object, expected: object) -> None:
    found = model(TYPES, input_data("x", type_ref), decision("d", literal("x"), ["i_x"])).evaluate("d", {"x": given})
    assert found.value == expected
    assert bool(found.problems) == (expected is None)


def test_results_have_the_type_that_is_declared() -> None:
    assert model(TYPES, decision("d", literal('"high"'), type_ref="tLevel")).evaluate("d", {}).value == "high"
    wrong = model(TYPES, decision("d", literal('"middle"'), type_ref="tLevel")).evaluate("d", {})
    assert wrong.value is None
    assert "tLevel" in wrong.problems[0].en


def test_names_with_signs_come_from_the_types() -> None:
    found = model(TYPES, input_data("p", "tPerson"), decision("d", literal("p.date-of-birth.year"), ["i_p"]))
    assert found.evaluate("d", {"p": {"name": "A", "date-of-birth": "1990-05-01"}}).value == 1990


SERVICE = """<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#out"/>
<inputDecision href="#in"/><inputData href="#i_a"/></decisionService>"""


def test_a_decision_service_takes_its_inputs_and_replaces_its_input_decisions() -> None:
    drawn = model(
        input_data("a", "number"),
        decision("in", literal("1000"), type_ref="number"),
        decision("out", literal("a + in"), ["i_a", "in"]),
        SERVICE,
        decision("d", literal("s(1, 2) + out"), ["b_s", "out"]).replace("#b_s", "#s"),
    )
    assert drawn.evaluate("s", {"a": 1, "in": 2}).value == 3
    assert drawn.evaluate("d", {"a": 5}).value == 3 + 1005


IMPORTED = definitions(
    TYPES,
    input_data("a"),
    decision("sum", literal("a + 1"), ["i_a"]),
    knowledge("double", "n", literal("n * 2")),
    own="https://example.org/lib",
)


def importing(name: str, text: str) -> DecisionModel:
    href = 'href="https://example.org/lib#{}"'
    parts = (
        f'<import namespace="https://example.org/lib" name="{name}" importType="{NAMESPACE}"/>',
        decision("d", literal(text), ["sum", "b_double"])
        .replace('href="#sum"', href.format("sum"))
        .replace('href="#b_double"', href.format("b_double")),
    )
    return load(definitions(*parts), imports=[IMPORTED])


def test_imports() -> None:
    assert importing("my lib", "my lib.double(my lib.sum)").evaluate("d", {"a": 1}).value == 4
    assert importing("", "double(sum)").evaluate("d", {"a": 1}).value == 4


def test_budgets_hold_over_the_whole_evaluation() -> None:
    parts = [decision("d0", literal("count(for i in 1..1000 return i)"))]
    parts += [decision(f"d{n}", literal(f"d{n - 1} + count(for i in 1..1000 return i)"), [f"d{n - 1}"]) for n in range(1, 5)]
    drawn = model(*parts)
    assert drawn.evaluate("d4", {}).value == 5000
    with pytest.raises(FeelLimitExceeded):
        drawn.evaluate("d4", {}, limits=dataclasses.replace(DEFAULT_LIMITS, steps=4_000))


def test_a_knowledge_model_that_calls_itself_without_end_is_stopped() -> None:
    loop = knowledge("loop", "n", literal("loop(n + 1)")).replace(
        "<encapsulatedLogic", '<knowledgeRequirement><requiredKnowledge href="#b_loop"/></knowledgeRequirement><encapsulatedLogic'
    )
    with pytest.raises(FeelLimitExceeded):
        model(loop, decision("d", literal("loop(1)"), ["b_loop"])).evaluate("d", {})


def test_older_files_are_read() -> None:
    for namespace in ("http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20180521/MODEL/"):
        drawn = definitions(decision("d", literal("1.5"), type_ref="feel:number"), namespace=namespace)
        assert load(drawn).evaluate("d", {}).value == Decimal("1.5")
