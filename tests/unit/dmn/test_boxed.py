"""Boxed expressions (DMN 1.5, clause 10.2.1), each alone and inside each other."""

from __future__ import annotations

import pytest

from engine.dmn import DecisionOutcome
from engine.feel import DEFAULT_LIMITS
from tests.unit.dmn.drawing import context, decision, function, input_data, invocation, item, iterator, knowledge, literal, model, table


def decide(logic: str, *parts: str, needs: tuple[str, ...] = (), **inputs: object) -> DecisionOutcome:
    return model(*parts, decision("d", logic, needs)).evaluate("d", inputs)


def value(logic: str, *parts: str, needs: tuple[str, ...] = (), **inputs: object) -> object:
    found = decide(logic, *parts, needs=needs, **inputs)
    assert not found.problems
    return found.value


def reason(logic: str, *parts: str, needs: tuple[str, ...] = (), **inputs: object) -> str:
    """Why it is null."""
    found = decide(logic, *parts, needs=needs, **inputs)
    assert found.value is None
    return found.problems[0].en


# --- context ------------------------------------------------------------------------------------


def test_an_entry_of_a_context_sees_those_before_it() -> None:
    entries = {"base rate": literal("2"), "客户 费率": literal("base rate * 3"), "a-b": literal("客户 费率 - base rate")}
    assert value(context(entries)) == {"base rate": 2, "客户 费率": 6, "a-b": 4}
    assert value(context(entries, literal("a-b + 1"))) == 5


def test_an_entry_of_a_context_does_not_see_those_after_it() -> None:
    assert decide(context({"a": literal("b"), "b": literal("1")})).value == {"a": None, "b": 1}


def test_an_entry_hides_what_has_its_name_outside() -> None:
    assert value(context({"x": literal("x + 1"), "y": literal("x")}), input_data("x"), needs=("i_x",), x=1) == {"x": 2, "y": 2}


def test_each_name_is_in_a_context_once() -> None:
    twice = "<context>" + context({"a": literal("1")})[9:-10] * 2 + "</context>"
    assert "twice" in reason(twice)
    assert [fault.code for fault in model(decision("d", twice)).faults] == ["entry_twice"]


def test_contexts_in_contexts_and_their_entries() -> None:
    assert value(context({"a": context({"b-c": literal("1")}), "d": literal("a.b-c + 1")})) == {"a": {"b-c": 1}, "d": 2}


def test_names_with_signs_are_known_in_the_boxes_inside() -> None:
    inside = context({"c": literal("a-b + 1"), "d": iterator("for", "e-f", literal("[1]"), literal("e-f + a-b + x-y"))})
    parts = input_data("x-y").replace('id="i_x-y"', 'id="i_x"')
    assert value(context({"a-b": literal("2"), "in": inside}), parts, needs=("i_x",), **{"x-y": 10}) == {
        "a-b": 2,
        "in": {"c": 3, "d": [13]},
    }
    matched = f"<filter><in>{literal('p')}</in><match>{literal('first-name = x-y')}</match></filter>"
    person = item("tPerson", "", '<itemComponent name="first-name"/>')
    people = [{"first-name": 1}, {"first-name": 2}]
    assert value(matched, person, parts, input_data("p"), needs=("i_x", "i_p"), **{"x-y": 2, "p": people}) == [{"first-name": 2}]


# --- list and relation ---------------------------------------------------------------------------


def test_a_list_holds_any_boxed_expression() -> None:
    drawn = f"<list>{literal('1')}{context({'a': literal('2')})}<list>{literal('x')}</list></list>"
    assert value(drawn, input_data("x"), needs=("i_x",), x=3) == [1, {"a": 2}, [3]]
    assert value("<list/>") == []


RELATION = '<relation><column name="a  b"/><column name="c" typeRef="number"/>{}</relation>'


def test_a_relation_is_a_list_of_contexts() -> None:
    row = f"<row>{literal('x')}{literal('2')}</row>"
    found = value(RELATION.format(row + row), input_data("x"), needs=("i_x",), x="y")
    assert found == [{"a b": "y", "c": 2}, {"a b": "y", "c": 2}]
    assert value(RELATION.format("")) == []


def test_a_cell_of_a_relation_has_the_type_of_its_column() -> None:
    found = decide(RELATION.format(f"<row>{literal('1')}{literal(chr(34) * 2)}</row><row>{literal('1')}{literal('[2]')}</row>"))
    assert found.value == [{"a b": 1, "c": None}, {"a b": 1, "c": 2}]
    assert '"c"' in found.problems[0].en


def test_missing_cells_of_a_relation_are_null_and_a_fault() -> None:
    drawn = model(decision("d", RELATION.format(f"<row>{literal('1')}</row>")))
    assert drawn.evaluate("d", {}).value == [{"a b": 1, "c": None}]
    assert [fault.code for fault in drawn.faults] == ["uneven_relation"]
    more = RELATION.format(f"<row>{literal('1') * 3}</row>")
    assert [fault.code for fault in model(decision("d", more)).faults] == ["uneven_relation"]


@pytest.mark.parametrize("columns", ['<column name="a"/><column name="a"/>', '<column name=""/>'])
def test_columns_of_a_relation_have_names_of_their_own(columns: str) -> None:
    drawn = model(decision("d", f"<relation>{columns}</relation>"))
    assert [fault.code for fault in drawn.faults] == ["unnamed_column"]
    assert drawn.evaluate("d", {}).value is None


# --- functions and invocations ----------------------------------------------------------------------

LESS = knowledge("less", "x y", literal("x - y"))


def test_bindings_are_by_name_whatever_their_order() -> None:
    assert value(invocation("less", {"y": "1", "x": "n"}), LESS, input_data("n"), needs=("b_less", "i_n"), n=5) == 4


@pytest.mark.parametrize("bindings", [{"x": "1", "z": "2"}, {"x": "1", "y": "2", "z": "3"}])
def test_a_binding_that_has_no_parameter_makes_it_null(bindings: dict[str, str]) -> None:
    assert "names" in reason(invocation("less", bindings), LESS, needs=("b_less",))


def test_a_parameter_without_binding_is_null() -> None:
    present = knowledge("present", "x y", literal("{x: x != null, y: y != null}"))
    assert value(invocation("present", {"y": "1"}), present, needs=("b_present",)) == {"x": False, "y": True}


def test_the_type_of_a_binding() -> None:
    assert value(invocation("less", {"x: number": "[3]", "y": "1"}), LESS, needs=("b_less",)) == 2
    found = decide(invocation("less", {"x: number": '"3"', "y": "1"}), LESS, needs=("b_less",))
    assert found.value is None
    assert [problem.where for problem in found.problems if '"x" to be of type number' in problem.en] == ["d"]


def test_what_can_be_invoked() -> None:
    assert value(invocation("substring", {"start position": "2", "string": '"hello"'})) == "ello"
    entries = {"f": function("n", literal("n * 2"))}
    assert value(context(entries, invocation("f", {"n": "4"}))) == 8
    assert value(context({"tools": context(entries)}, invocation("tools.f", {"n": "4"}))) == 8
    assert "function" in reason(invocation("1", {"n": "4"}))


def test_an_argument_may_be_any_boxed_expression() -> None:
    drawn = f'<invocation>{literal("sum")}<binding><parameter name="list"/><list>{literal("1")}{literal("2")}</list></binding></invocation>'
    assert value(drawn) == 3


def test_a_function_is_a_value() -> None:
    double = decision("double", function("n: number", literal("n * factor")), ["i_factor"])
    drawn = model(
        input_data("factor"),
        double,
        decision("d", literal("double(4)"), ["double"]),
        decision("all", literal("for n in [1, 2] return double(n)"), ["double"]),
    )
    assert drawn.evaluate("d", {"factor": 3}).value == 12
    assert drawn.evaluate("all", {"factor": 3}).value == [3, 6]


def test_a_function_may_call_itself_and_return_a_function() -> None:
    factorial = function("n", literal("if n < 2 then 1 else n * factorial(n - 1)"))
    assert value(context({"factorial": factorial}, literal("factorial(5)"))) == 120
    adder = function("a", function("b", literal("a + b")))
    assert value(context({"adder": adder}, literal("adder(1)(2)"))) == 3


def test_parameters_have_names_of_their_own() -> None:
    assert [fault.code for fault in model(decision("d", function("a, a", literal("1")))).faults] == ["unnamed_parameter"]


@pytest.mark.parametrize("kind", ["Java", "PMML"])
def test_an_external_function_is_a_warning_and_null_when_it_is_called(kind: str) -> None:
    drawn = context({"f": function("x", literal("1"), f'kind="{kind}"')}, literal("f(1)"))
    assert "never run" in reason(drawn)
    found = model(decision("d", drawn))
    assert (found.faults, [warning.code for warning in found.warnings]) == ((), ["external_function"])


# --- conditional, filter, iterators ------------------------------------------------------------------

BRANCHES = "<conditional><if>{}</if><then>{}</then><else>{}</else></conditional>"


@pytest.mark.parametrize(("condition", "expected"), [("true", 1), ("false", 2), ("null", 2)])
def test_conditional(condition: str, expected: int) -> None:
    assert value(BRANCHES.format(literal(condition), literal("1"), literal("2"))) == expected


def test_a_condition_is_true_or_false_and_only_its_branch_is_evaluated() -> None:
    assert "true or false" in reason(BRANCHES.format(literal("1"), literal("1"), literal("2")))
    assert value(BRANCHES.format(literal("true"), literal("1"), literal("1 / 0"))) == 1


PEOPLE = "[{first name: 1, age: 20}, {first name: 2, age: 10}]"
PERSON = item("tPerson", "", '<itemComponent name="first name"/>')


@pytest.mark.parametrize(
    ("source", "match", "expected"),
    [
        ("[1, 2, 3]", "item > 1", [2, 3]),
        (PEOPLE, "age > 10 and first name = 1", [{"first name": 1, "age": 20}]),
        (PEOPLE, "item.first name = 3", []),
        ("[5, 6]", "2", 6),
        ("[5, 6]", "-1", 6),
        ("5", "item > 1", [5]),
    ],
)
def test_filter(source: str, match: str, expected: object) -> None:
    assert value(f"<filter><in>{literal(source)}</in><match>{literal(match)}</match></filter>", PERSON) == expected


@pytest.mark.parametrize(
    ("word", "source", "body", "expected"),
    [
        ("for", "[1, 2]", "each one * 2", [2, 4]),
        ("for", "[1..3]", "each one", [1, 2, 3]),
        ("for", "(1..3]", "each one", [2, 3]),
        ("for", "5", "each one", [5]),
        ("for", "[1, 2, 3]", "each one + sum(partial)", [None, None, None]),
        ("for", "[1, 2, 3]", "count(partial)", [0, 1, 2]),
        ("for", "[]", "each one", []),
        ("some", "[1, 2]", "each one > 1", True),
        ("some", "[1, 2]", "each one > 2", False),
        ("some", "[]", "each one > 2", False),
        ("every", "[1, 2]", "each one > 0", True),
        ("every", "[1, 2]", "each one > 1", False),
        ("every", "[]", "each one > 1", True),
    ],
)
def test_iterators(word: str, source: str, body: str, expected: object) -> None:
    found = decide(iterator(word, "each one", literal(source), literal(body)))
    assert found.value == expected


def test_iterators_in_iterators() -> None:
    inner = iterator("for", "b", literal("[a..3]"), literal("a * b"))
    assert value(iterator("for", "a", literal("[2, 3]"), inner)) == [[4, 6], [9]]


@pytest.mark.parametrize("type_ref", ["number", "tNumbers"])
def test_the_source_of_an_iterator_may_have_a_type_its_own_or_that_of_its_entries(type_ref: str) -> None:
    numbers = item("tNumbers", "number", many=True)
    assert value(iterator("for", "n", literal("[1..2]"), literal("n"), type_ref), numbers) == [1, 2]
    assert value(iterator("for", "n", literal("1"), literal("n"), type_ref), numbers) == [1]
    assert "number" in reason(iterator("for", "n", literal('["a"]'), literal("n"), type_ref), numbers).lower()


def test_no_source_is_null() -> None:
    for word in ("for", "some", "every"):
        assert "null" in reason(iterator(word, "n", literal("null"), literal("n")))


# --- literals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "language",
    [
        "https://www.omg.org/spec/DMN/20230324/FEEL/",
        "http://www.omg.org/spec/FEEL/20140401",
        "http://www.omg.org/spec/DMN/20180521/FEEL/",
        "feel",
    ],
)
def test_every_name_of_feel_is_feel(language: str) -> None:
    assert value(literal("1").replace("<literalExpression", f'<literalExpression expressionLanguage="{language}"')) == 1


@pytest.mark.parametrize(
    "drawn",
    [
        '<literalExpression expressionLanguage="urn:other"><text>1</text></literalExpression>',
        table(["1"], ["y"], [["-", "1"]]).replace("<inputExpression", '<inputExpression expressionLanguage="urn:other"'),
        table(["1"], ["y"], [["1", "1"]]).replace("<inputEntry", '<inputEntry expressionLanguage="urn:other"'),
        table(["1"], ["y"], [["-", "1"]]).replace("<outputEntry", '<outputEntry expressionLanguage="urn:other"'),
    ],
)
def test_other_languages_are_a_fault(drawn: str) -> None:
    assert [fault.code for fault in model(decision("d", drawn)).faults] == ["unknown_language"]


@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        ("<literalExpression/>", "no_logic"),
        (literal(" "), "no_logic"),
        ("<literalExpression><importedValues/></literalExpression>", "imported_values"),
    ],
)
def test_a_literal_without_text_is_null_with_a_warning(drawn: str, code: str) -> None:
    assert "Expected an expression" in reason(drawn)
    found = model(decision("d", drawn))
    assert (found.faults, [warning.code for warning in found.warnings]) == ((), [code])


def test_a_problem_names_the_element_whose_text_it_is() -> None:
    entry = literal("1 / 0").replace("<literalExpression", '<literalExpression id="here"')
    (problem,) = decide(context({"a": f"<list>{entry}</list>"})).problems
    assert (problem.where, problem.element, problem.line) == ("d", "here", 1)


def test_texts_may_hold_comments_and_entities_of_xml() -> None:
    assert value("<literalExpression><text>1 <!-- one --> &lt; <![CDATA[2 and 3 > 2]]></text></literalExpression>") is True


def test_a_text_that_is_too_long_is_a_fault() -> None:
    (fault,) = model(decision("d", literal("1 + " * DEFAULT_LIMITS.source_length + "1"))).faults
    assert fault.where == "d"


def test_an_unknown_box_is_a_fault() -> None:
    found = model(decision("d", "<list><somethingElse/></list>"))
    assert [fault.code for fault in found.faults] == ["unknown_expression"]
    assert found.evaluate("d", {}).value == [None]
