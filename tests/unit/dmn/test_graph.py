"""The requirements graph: what is computed, in which order, with what (DMN 1.5, clause 6)."""

from __future__ import annotations

import dataclasses
import datetime as stdlib
from decimal import Decimal

import pytest

from engine.dmn import load
from engine.feel import DEFAULT_LIMITS, FeelLimitExceeded
from engine.kernel.errors import NotFound
from tests.unit.dmn.drawing import NAMESPACE, context, decision, definitions, import_of, input_data, knowledge, literal, model


def test_a_decision_is_found_by_id_and_by_name() -> None:
    drawn = '<decision id="id_1" name="How  much"><variable name="How much"/>' + literal("1 + 1") + "</decision>"
    found = model(drawn)
    assert found.decision_ids() == ("id_1",)
    assert found.decision_names() == {"id_1": "How much"}
    for wanted in ("id_1", "How much", "How  much"):
        assert found.evaluate(wanted, {}).value == 2
    with pytest.raises(NotFound):
        found.evaluate("other", {})


def test_only_what_can_be_computed_is_found() -> None:
    with pytest.raises(NotFound):
        model(input_data("x")).evaluate("i_x", {"x": 1})


def test_only_requirements_are_in_scope() -> None:
    parts = input_data("a"), input_data("b")
    assert model(*parts, decision("d", literal("a + b"), ["i_a", "i_b"])).evaluate("d", {"a": 1, "b": 2}).value == 3
    found = model(*parts, decision("d", literal("a + b"), ["i_a"])).evaluate("d", {"a": 1, "b": 2})
    assert found.value is None
    assert '"b"' in found.problems[0].en


def test_what_a_decision_requires_may_stand_after_it() -> None:
    drawn = (
        decision("d", literal("x + f(1)"), ["x", "b_f"]),
        decision("x", literal("a"), ["i_a"]),
        knowledge("f", "n", literal("n")),
        input_data("a"),
    )
    assert model(*drawn).evaluate("d", {"a": 1}).value == 2


def test_required_decisions_are_computed_once_and_only_when_needed() -> None:
    found = model(
        decision("base", literal("now()")),
        decision("left", literal("base"), ["base"]),
        decision("right", literal("base"), ["base"]),
        decision("unused", literal("1 / 0")),
        decision("d", literal("if left = right then is(base, base) else unused"), ["left", "right", "base", "unused"]),
    ).evaluate("d", {}, now=stdlib.datetime(2026, 1, 1, tzinfo=stdlib.UTC))
    assert (found.value, found.problems) == (True, ())
    assert [step["name"] for step in found.trace] == ["base", "left", "right", "d"]


def test_which_inputs_a_decision_needs() -> None:
    found = model(input_data("a"), input_data("b"), decision("x", literal("a"), ["i_a"]), decision("d", literal("x"), ["x"]))
    assert found.required_inputs("d") == {"a"}


@pytest.mark.parametrize("drawn", ['<decision id="d" name="d"/>', '<businessKnowledgeModel id="d" name="d"/>'])
def test_what_has_no_logic_is_null_with_the_reason_and_a_warning(drawn: str) -> None:
    found = model(drawn)
    assert (found.faults, [(warning.where, warning.code) for warning in found.warnings]) == ((), [("d", "no_logic")])
    outcome = found.evaluate("d", {})
    assert outcome.value is None
    assert "what the value is" in outcome.problems[0].en


def test_what_is_drawn_but_has_no_value_is_passed_over() -> None:
    found = model(
        '<knowledgeSource id="k" name="law"><authorityRequirement><requiredInput href="#i_a"/></authorityRequirement></knowledgeSource>',
        input_data("a"),
        decision("d", literal("a"), ["i_a"]).replace(
            "<literal", '<authorityRequirement><requiredAuthority href="#k"/></authorityRequirement><literal'
        ),
        '<textAnnotation id="t"><text>1 +</text></textAnnotation><association id="s"><sourceRef href="#d"/></association>',
        '<group id="g" name="all"/><elementCollection id="c" name="c"><drgElement href="#d"/></elementCollection>',
        '<performanceIndicator id="p" name="p"/><x:DMNDI xmlns:x="https://www.omg.org/spec/DMN/20230324/DMNDI/"><x:decision/></x:DMNDI>',
        '<extensionElements><y:decision xmlns:y="urn:y" id="d" name="d"/></extensionElements>',
    )
    assert (found.faults, found.warnings) == ((), ())
    assert found.evaluate("d", {"a": 1}).value == 1


# --- knowledge models --------------------------------------------------------------------------------


def test_knowledge_models_require_knowledge_models() -> None:
    twice = knowledge("twice", "n", literal("n * 2"))
    four = knowledge("four times", "n", literal("twice(twice(n))")).replace('id="b_four times"', 'id="b_four"')
    four = four.replace(
        "<encapsulatedLogic", '<knowledgeRequirement><requiredKnowledge href="#b_twice"/></knowledgeRequirement><encapsulatedLogic'
    )
    assert model(twice, four, decision("d", literal("four times(3)"), ["b_four"])).evaluate("d", {}).value == 12


def test_a_knowledge_model_sees_neither_the_inputs_nor_what_its_caller_sees() -> None:
    found = model(
        input_data("a"), knowledge("f", "n", literal("a")), decision("d", context({"x": literal("1")}, literal("f(1)")), ["b_f", "i_a"])
    )
    assert '"a" to be known' in found.evaluate("d", {"a": 1}).problems[0].en


def test_a_knowledge_model_may_call_itself() -> None:
    factorial = knowledge("factorial", "n", literal("if n < 2 then 1 else n * factorial(n - 1)"))
    drawn = model(factorial, decision("d", literal("factorial(5)"), ["b_factorial"]))
    assert drawn.faults == ()
    assert drawn.evaluate("d", {}).value == 120


def test_a_knowledge_model_that_calls_itself_without_end_is_stopped() -> None:
    with pytest.raises(FeelLimitExceeded):
        model(knowledge("loop", "n", literal("loop(n + 1)")), decision("d", literal("loop(1)"), ["b_loop"])).evaluate("d", {})


def test_a_knowledge_model_can_be_asked_directly() -> None:
    drawn = model(knowledge("later", "day n", literal("day + duration(n)")).replace('name="day"', 'name="day" typeRef="date"'))
    assert str(drawn.evaluate("later", {"day": "2026-01-31", "n": "P1D", "other": object()}).value) == "2026-02-01"
    wrong = drawn.evaluate("later", {"day": "tomorrow", "n": "P1D"})
    assert (wrong.value, wrong.problems[0].where) == (None, "later")
    foreign = drawn.evaluate("later", {"day": object(), "n": "P1D"})
    assert (foreign.value, foreign.problems[0].where) == (None, "later")


# --- names and references ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Monthly Income", "客户等级", "pre-approval", "a.b", "date", "count", "a/b+c", "x in y", "élan", "list"])
def test_names(name: str) -> None:
    found = model(input_data(name).replace(f"i_{name}", "i_x"), decision("d", literal(f"{name} + 1"), ["i_x"]))
    assert found.faults == ()
    assert found.evaluate("d", {name: 1}).value == 2


def test_names_in_contexts_are_known_where_the_contexts_come_from() -> None:
    """Wherever they stand in the file, and from knowledge models and imports, too."""
    pair, f = decision("pair", literal("{a-b: 1, c: {d+e: 2}}")), knowledge("f", "x", literal("{g-h: x}"))
    user = decision("d", literal("pair.a-b + pair.c.d+e + f(3).g-h"), ["pair", "b_f"])
    assert model(user, f, pair).evaluate("d", {}).value == 6
    library = definitions(pair, own="urn:lib")
    uses = decision("d", literal("lib.pair.a-b + lib.pair.c.d+e"), ["urn:lib#pair"])
    assert load(definitions(import_of("urn:lib", "lib"), uses), imports=[library]).evaluate("d", {}).value == 3


def test_a_variable_may_be_missing() -> None:
    drawn = '<inputData id="i_x" name="a b"/>', f'<decision id="d" name="c d">{literal("1")}</decision>'
    found = model(*drawn, decision("e", literal("a b + c d"), ["i_x", "d"]))
    assert found.evaluate("e", {"a b": 1}).value == 2


def test_an_element_is_found_by_its_own_name_and_by_that_of_its_variable() -> None:
    drawn = '<inputData id="i_x" name="The Input"><variable name="x"/></inputData>'
    decided = decision("d", literal("x"), ["i_x"]).replace('name="d"', 'name="The Decision"', 1)
    found = model(drawn, decided)
    assert [found.evaluate(name, {key: 1}).value for name in ("d", "The Decision") for key in ("x", "The Input")] == [1] * 4


def test_ids_may_be_missing() -> None:
    parts = input_data("x").replace('id="i_x"', ""), decision("d", literal("x"), ["x"]).replace('id="d"', "").replace("Decision", "Input")
    found = model(*parts)
    assert found.faults == ()
    assert found.evaluate("d", {"x": 1}).value == 1


def test_references_may_name_the_name_space_of_the_file() -> None:
    parts = input_data("x"), decision("d", literal("x"), ["https://example.org/test#i_x"])
    assert model(*parts).evaluate("d", {"x": 1}).value == 1


def test_two_elements_with_one_id_or_name_are_a_fault_and_the_first_counts() -> None:
    found = model(decision("d", literal("1")), decision("d", literal("2")))
    assert [fault.code for fault in found.faults] == ["unnamed"]
    assert found.evaluate("d", {}).value == 1
    assert [fault.code for fault in model(input_data("d"), decision("d", literal("1"))).faults] == ["unnamed"]


# --- budgets ------------------------------------------------------------------------------------------


def test_budgets_hold_over_the_whole_evaluation() -> None:
    parts = [decision("d0", literal("count(for i in 1..1000 return i)"))]
    parts += [decision(f"d{n}", literal(f"d{n - 1} + count(for i in 1..1000 return i)"), [f"d{n - 1}"]) for n in range(1, 5)]
    drawn = model(*parts)
    assert drawn.evaluate("d4", {}).value == 5000
    with pytest.raises(FeelLimitExceeded):
        drawn.evaluate("d4", {}, limits=dataclasses.replace(DEFAULT_LIMITS, steps=4_000))


# --- versions -----------------------------------------------------------------------------------------

VERSIONS = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    NAMESPACE,
)


@pytest.mark.parametrize("namespace", VERSIONS)
def test_every_version_is_read(namespace: str) -> None:
    drawn = definitions(input_data("x", "feel:number"), decision("d", literal("x"), ["i_x"], type_ref="feel:number"), namespace=namespace)
    for language in ("http://www.omg.org/spec/FEEL/20140401", "https://www.omg.org/spec/DMN/20230324/FEEL/"):
        told = drawn.replace(b"<definitions", f'<definitions expressionLanguage="{language}" xmlns:feel="{language}"'.encode(), 1)
        found = load(told)
        assert found.faults == ()
        assert found.evaluate("d", {"x": 1.5}).value == Decimal("1.5")


def test_the_language_of_the_file_holds_where_no_other_is_named() -> None:
    parts = (
        decision("d", literal("1")),
        decision("e", literal("2").replace("<literal", "<literal", 1).replace(">", ' expressionLanguage="feel">', 1)),
    )
    found = load(definitions(*parts).replace(b"<definitions", b'<definitions expressionLanguage="urn:other"', 1))
    assert [(fault.where, fault.code) for fault in found.faults] == [("d", "unknown_language")]
    assert found.evaluate("e", {}).value == 2


def test_in_dmn_1_1_the_kind_of_a_function_is_an_extension() -> None:
    drawn = knowledge("f", "n", literal("n"), attributes='xmlns:x="urn:x" x:kind="J"')
    assert [warning.code for warning in model(drawn).warnings] == ["external_function"]
    assert model(knowledge("f", "n", literal("n"), attributes='xmlns:x="urn:x" x:kind="F"')).warnings == ()
