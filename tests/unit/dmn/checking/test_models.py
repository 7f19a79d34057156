"""Faults of whole models: scopes of decisions, boxed expressions, tables, knowledge models, imports."""

from __future__ import annotations

import pytest

from engine.dmn import load
from engine.dmn.checking import MAX_FAULTS
from engine.feel import Dialect, HostFunction
from tests.unit.dmn.checking.checks import codes, faults_of
from tests.unit.dmn.drawing import decision, definitions, input_data, knowledge, literal, table

TYPES = """
<itemDefinition name="tOrder" id="tOrder">
  <itemComponent name="total"><typeRef>number</typeRef></itemComponent>
  <itemComponent name="lines" isCollection="true"><itemComponent name="article"><typeRef>string</typeRef></itemComponent></itemComponent>
</itemDefinition>
<itemDefinition name="tGrade" id="tGrade">
  <typeRef>string</typeRef><allowedValues><text>"gold","silver"</text></allowedValues>
</itemDefinition>
"""
X = input_data("x", "number")
ORDER = input_data("order", "tOrder")
GRADE = input_data("grade", "tGrade")


def at(element: str, xml: str) -> str:
    """The drawn element with an id, where the drawing gives it none."""
    kind = xml.removeprefix("<").split(">")[0].split()[0]
    return xml.replace(f"<{kind}", f'<{kind} id="{element}"', 1)


def entry(name: str, logic: str, type_ref: str = "") -> str:
    reference = f' typeRef="{type_ref}"' if type_ref else ""
    variable = f'<variable name="{name}"{reference}/>' if name else ""
    return f'<contextEntry id="e_{name}">{variable}{logic}</contextEntry>'


def context(*entries: str) -> str:
    return f"<context>{''.join(entries)}</context>"


def invoke(function: str, **bindings: str) -> str:
    drawn = "".join(f'<binding id="bind_{name}"><parameter name="{name}"/>{literal(text)}</binding>' for name, text in bindings.items())
    return f"<invocation>{literal(function)}{drawn}</invocation>"


# --- what a decision may use -------------------------------------------------------------------


def test_a_right_model_has_no_faults() -> None:
    parts = [
        TYPES,
        X,
        ORDER,
        decision("net", literal("order.total - x"), ["i_order", "i_x"], "number"),
        decision("gross", literal("net * 1.06"), ["net"]),
        knowledge("tax", "amount rate", literal("amount * rate"), "number"),
        decision("due", literal("tax(gross, 0.06) + x"), ["gross", "b_tax", "i_x"], "number"),
        decision("names", literal("order.lines[article != null].article"), ["i_order"]),
    ]
    assert codes(*parts) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x + 1", "not_required"),
        ("b_f", "unknown_name"),
        ("f(1)", "not_required"),
        ("other + 1", "not_required"),
        ("pre-approval", "not_required"),
        ("if pre-approval then 1 else 2", "not_required"),
        ("date in words", "not_required"),
        ("nothing", "unknown_name"),
        ("d + 1", "unknown_name"),  # itself
        ("[1, 2][x > item]", "not_required"),
    ],
)
def test_what_is_drawn_but_not_required(text: str, code: str) -> None:
    parts = [X, input_data("pre-approval"), input_data("date in words"), knowledge("f", "a", literal("a")), decision("other", literal("1"))]
    assert codes(*parts, decision("d", literal(text))) == [("d", code)]


def test_the_missing_arrow_is_named() -> None:
    (fault,) = faults_of(X, decision("d", literal("1 +\n  x")))
    assert 'In "x" (line 2, column 3): Expected "d" to require "x"' in fault.en
    assert "no requirement arrow" in fault.en
    assert "没有从“x”指向它的需求箭头" in fault.zh
    assert "第 2 行第 3 列" in fault.zh
    assert fault.facts == {"line": 2, "column": 3, "text": "x"}


def test_types_of_decisions_follow_from_their_logic() -> None:
    """What a decision gives is known from its expression when its variable does not say it."""
    text = decision("text", literal('"a"'))
    assert codes(text, decision("d", literal("text + 1"), ["text"])) == [("d", "wrong_operands")]
    assert codes(decision("d", literal("text + 1"), ["text"]), text) == [("d", "wrong_operands")]  # in whatever order
    assert codes(decision("text", literal('"a"'), type_ref="Any"), decision("d", literal("text + 1"), ["text"])) == [
        ("d", "wrong_operands")
    ]
    assert codes(decision("empty", literal("null")), decision("d", literal("empty + 1"), ["empty"])) == []


def test_a_decision_of_another_type_than_its_variable() -> None:
    assert codes(decision("d", at("l", literal('"a"')), type_ref="number")) == [("l", "wrong_result")]
    assert codes(decision("d", literal("[1]"), type_ref="number")) == []
    assert codes(decision("d", literal('@"2026-01-31"'), type_ref="date and time")) == []
    assert codes(TYPES, decision("d", at("l", literal("{totl: 1, lines: []}")), type_ref="tOrder")) == [("l", "wrong_result")]
    assert codes(TYPES, decision("d", literal("{total: 1, lines: [], more: 2}"), type_ref="tOrder")) == []


def test_expressions_of_other_types_than_they_say() -> None:
    typed = literal('"a"').replace("<literalExpression", '<literalExpression id="l" typeRef="number"')
    (fault,) = faults_of(decision("d", typed))
    assert (fault.where, fault.code) == ("l", "wrong_result")
    assert fault.en.startswith('Expected ""a"" to be of type number')
    (fault,) = faults_of(decision("d", typed.replace("<literalExpression", '<literalExpression label="Price"')))
    assert fault.en.startswith('Expected "Price" to be of type number')
    assert codes(decision("d", typed, type_ref="number")) == [("l", "wrong_result")]


def test_circles_end() -> None:
    assert codes(decision("a", literal("b + 1"), ["b"]), decision("b", literal('a + "x"'), ["a"])) == [("a", "wrong_operands")]


def test_a_long_chain_is_no_recursion() -> None:
    chain = [decision(f"d{n}", literal(f"d{n + 1}"), [f"d{n + 1}"]) for n in range(3_000)]
    assert codes(*chain, decision("d3000", literal('"a" + 1'))) == [("d3000", "wrong_operands")]
    assert codes(*chain, decision("d3000", literal('"a"')), decision("end", literal("d0 + 1"), ["d0"])) == [("end", "wrong_operands")]


# --- boxed expressions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("logic", "expected"),
    [
        (context(entry("a", literal("1")), entry("c", literal('a + "x"'))), ["e_c wrong_operands"]),
        (context(entry("a", literal("c + 1")), entry("c", literal("1"))), ["e_a later_name"]),
        (context(entry("a", literal("1")), entry("", literal('a + "x"'))), ["e_ wrong_operands"]),
        (context(entry("a", at("l", literal('"x"')), "number")), ["l wrong_result"]),
        (context(entry("f", literal("function(n) if n = 0 then 1 else f(n - 1)")), entry("", literal("f(x)"))), []),
        (
            context(entry("f", f"<functionDefinition>{literal('g(1)')}</functionDefinition>"), entry("g", literal("function(n) n"))),
            [],
        ),
        (f"<list>{literal('1')}{at('l', literal('x + nothing'))}</list>", ["l unknown_name"]),
        (
            "<relation><column name='a'/><column name='c' typeRef='number'/>"
            f"<row>{literal('x')}{at('l', literal('string(x)'))}</row></relation>",
            ["l wrong_result"],
        ),
        (
            f"<conditional><if id='i'>{literal('x')}</if><then>{literal('1')}</then><else>{literal('2')}</else></conditional>",
            ["i not_boolean"],
        ),
        (
            f"<conditional><if>{literal('x > 1')}</if><then>{literal('1')}</then><else>{at('l', literal('y'))}</else></conditional>",
            ["l unknown_name"],
        ),
        (f"<filter id='f'><in>{literal('[1, x]')}</in><match>{literal('item')}</match></filter>", []),
        (f"<filter id='f'><in>{literal('[1, x]')}</in><match>{literal('string(item)')}</match></filter>", ["f wrong_filter"]),
        (f"<filter><in>{literal('[1, x]')}</in><match>{at('l', literal('item > string(x)'))}</match></filter>", ["l incomparable"]),
        (f"<filter><in>{literal('[{a: 1}]')}</in><match>{at('l', literal('a > x and c > x'))}</match></filter>", ["l unknown_name"]),
        (
            f"<for iteratorVariable='i'><in>{literal('[1, 2]')}</in><return>{at('l', literal('string(i) + partial[1]'))}</return></for>",
            [],
        ),
        (
            f"<for iteratorVariable='i'><in>{literal('[1, 2]')}</in><return>{at('l', literal('i + string(x)'))}</return></for>",
            ["l wrong_operands"],
        ),
        (
            f"<for iteratorVariable='i'><in id='n' typeRef='string'>{literal('[1, 2]')}</in><return>{literal('i')}</return></for>",
            ["n wrong_result"],
        ),
        (
            f"<for iteratorVariable='i'><in typeRef='number'>{literal('[1, 2]')}</in><return>{literal('i + x')}</return></for>",
            [],
        ),
        (f"<for id='f' iteratorVariable='i'><in>{literal('null')}</in><return>{literal('i')}</return></for>", ["f wrong_iteration"]),
        (
            f"<every iteratorVariable='i'><in>{literal('[1]')}</in><satisfies id='s'>{literal('i')}</satisfies></every>",
            ["s not_boolean"],
        ),
        (
            f"<some iteratorVariable='i'><in>{literal('[1]')}</in><satisfies>{at('l', literal('partial = i'))}</satisfies></some>",
            ["l unknown_name"],
        ),
        (invoke("f", a="1", c='"s"'), []),
        (invoke("f", a="string(x)", c='"s"'), ["bind_a wrong_argument"]),
        (at("v", invoke("f", a="1")), ["v wrong_arguments"]),
        (at("v", invoke("f", a="1", cc="2")), ["v wrong_arguments"]),
        (at("v", invoke("x", a="1")), ["v not_a_function"]),
        (at("v", invoke("f")), ["v wrong_arguments"]),
        (invoke("count", list="1"), []),
        ("<literalExpression id='l' expressionLanguage='java'><text>nothing</text></literalExpression>", []),
        (at("l", literal("1 +")), []),  # reading says so
    ],
)
def test_boxed(logic: str, expected: list[str]) -> None:
    function = knowledge("f", "a c", literal("a"), "number").replace(
        '<formalParameter name="a"/>', '<formalParameter name="a" typeRef="number"/>'
    )
    found = codes(X, function, decision("d", logic, ["i_x", "b_f"]))
    assert [f"{where} {code}" for where, code in found] == expected


# --- knowledge models and services -------------------------------------------------------------


def test_bodies_of_knowledge_models() -> None:
    assert codes(knowledge("f", "a", at("l", literal("a + nothing")))) == [("l", "unknown_name")]
    assert codes(X, knowledge("f", "a", at("l", literal("a + x")))) == [("l", "not_required")]
    assert codes(knowledge("f", "a", literal('"a"'), "number")) == [("b_f", "wrong_result")]
    assert codes(knowledge("f", "n", literal("if n = 0 then 0 else f(n - 1)"))) == []
    assert codes(knowledge("f", "n", literal("if n = 0 then 0 else f(n, 1)"))) == [("b_f", "wrong_arguments")]
    assert codes(knowledge("f", "x", literal("nothing"), attributes='kind="Java"')) == []


def test_calls_of_knowledge_models() -> None:
    function = knowledge("f", "a c", literal("a"), "string")
    for text, expected in {
        "f(1, 2)": [],
        "f(c: 1, a: 2)": [],
        "f(1)": ["wrong_arguments"],
        "f(a: 1, b: 2)": ["wrong_arguments"],
        "f(1, 2) + 1": ["wrong_operands"],
        "{g: f}.g(1)": ["wrong_arguments"],
    }.items():
        assert [code for _, code in codes(function, decision("d", literal(text), ["b_f"]))] == expected, text


def test_decision_services() -> None:
    service = '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#a"/><inputData href="#i_x"/></decisionService>'
    needs = '<knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>'
    first = decision("a", literal("x + 1"), ["i_x"], "number")
    for text, expected in {
        "s(1) + 1": [],
        's("1")': ["wrong_argument"],
        "s()": ["wrong_arguments"],
        's(1) + "a"': ["wrong_operands"],
    }.items():
        second = decision("d", needs + literal(text))
        assert [code for _, code in codes(X, service, second, first)] == expected, text


# --- item definitions --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<typeRef>number</typeRef><allowedValues id='v'><text>1, > 5, [7..8]</text></allowedValues>", []),
        ("<typeRef>number</typeRef><allowedValues id='v'><text>1, \"a\"</text></allowedValues>", ["v never_fits"]),
        ("<typeRef>string</typeRef><allowedValues id='v'><text>string length(?) &gt; \"a\"</text></allowedValues>", ["v incomparable"]),
        ("<typeRef>string</typeRef><allowedValues id='v'><text>lenght(?) &gt; 1</text></allowedValues>", ["v unknown_function"]),
        (
            "<itemComponent name='a'><typeRef>number</typeRef><allowedValues id='v'><text>\"a\"</text></allowedValues></itemComponent>",
            ["v never_fits"],
        ),
        (
            "<typeRef>number</typeRef><allowedValues><text>&gt; 0</text></allowedValues>"
            "<typeConstraint id='c'><text>count(?) &gt; \"a\"</text></typeConstraint>",
            ["c incomparable"],
        ),
        (
            "<typeRef>number</typeRef><allowedValues id='v'><text>\"a\"</text></allowedValues>"
            "<typeConstraint><text>count(?) &gt; 1</text></typeConstraint>",
            ["v never_fits"],
        ),
        ('<typeRef>tNothing</typeRef><allowedValues><text>1, "a"</text></allowedValues>', []),
    ],
)
def test_allowed_values_of_types(inside: str, expected: list[str]) -> None:
    collection = ' isCollection="true"' if "typeConstraint" in inside else ""
    found = codes(f'<itemDefinition name="t" id="t"{collection}>{inside}</itemDefinition>')
    assert [f"{where} {code}" for where, code in found] == expected


# --- decision tables ---------------------------------------------------------------------------


def drawn(*rows: list[str], columns: tuple[str, ...] = ("x",), outputs: tuple[str, ...] = ("y",), policy: str = "") -> str:
    """A table whose cells have ids: c<row><column>, both from 1."""
    text = table(columns, outputs, rows, policy)
    for number, row in enumerate(rows, 1):
        for column in range(1, len(row) + 1):
            kind = "inputEntry" if column <= len(columns) else "outputEntry"
            text = text.replace(f"<{kind}>", f'<{kind} id="c{number}{column}">', 1)
    return text


@pytest.mark.parametrize(
    ("logic", "expected"),
    [
        (drawn(["< 10", '"low"'], ["-", '"high"']), []),
        (drawn(['"a"', "1"], ["5", "2"]), ["c11 never_fits"]),
        (drawn(["< 10", "x + nothing"]), ["c12 unknown_name"]),
        (drawn(["? > y1", "1"]), ["c11 unknown_name"]),
        (drawn(["-", ""], ["", "-"]), []),
        (drawn(["-", "1"], columns=("x + nothing",)), ["c0 unknown_name"]),
        (drawn(["1", "1"], columns=("string(x)",)), ["c11 never_fits"]),
        (drawn(['"gold"', "1"], ['"glod"', "2"], columns=("grade",)), ["c21 not_allowed"]),
        (drawn(["-", "1"], ["-", '"a"'], outputs=('y="a","c"',)), ["c12 not_allowed"]),
        (drawn(["-", '"a"'], ["-", '"b"'], outputs=('y="a","c"',)), ["c22 not_allowed"]),
        (drawn(["-", '"b"'], outputs=('y="a","c"',)), ["c12 not_allowed"]),
        (drawn(["-", "upper case(grade)"], outputs=('y="a","c"',)), []),
        (drawn(["1", '"a"'], outputs=('y:=1 + "a"',)), ["t wrong_operands"]),
        (drawn(["-", '"a"'], ["-", '"b"'], policy='hitPolicy="COLLECT" aggregation="SUM"'), ["t wrong_argument"]),
        (drawn(["-", '"a"'], ["-", '"b"'], policy='hitPolicy="COLLECT" aggregation="MIN"'), []),
        (drawn(["-", '"a"'], ["-", '"b"'], policy='hitPolicy="COLLECT" aggregation="COUNT"'), []),
    ],
)
def test_table(logic: str, expected: list[str]) -> None:
    logic = logic.replace("<decisionTable", '<decisionTable id="t"')
    parts = [TYPES, X, GRADE, decision("d", logic, ["i_x", "i_grade"])]
    found = codes(*parts)
    assert [f"{where} {code}" for where, code in found] == expected


@pytest.mark.parametrize(
    ("policy", "type_ref", "cell", "expected"),
    [
        ("", "number", '"a"', ["c12 wrong_result"]),
        ("", "number", "1", []),
        ("", "tGrade", '"glod"', ["c12 not_allowed"]),
        ('hitPolicy="RULE ORDER"', "number", "1", []),
        ('hitPolicy="COLLECT"', "tGrade", '"glod"', ["c12 not_allowed"]),
        ('hitPolicy="COLLECT" aggregation="COUNT"', "number", '"a"', []),
        ('hitPolicy="COLLECT" aggregation="COUNT"', "string", '"a"', ["d wrong_result"]),
        ('hitPolicy="COLLECT" aggregation="MAX"', "number", '"a"', ["c12 wrong_result"]),
    ],
)
def test_cells_against_the_type_of_the_decision(policy: str, type_ref: str, cell: str, expected: list[str]) -> None:
    found = codes(TYPES, X, decision("d", drawn(["-", cell], policy=policy), ["i_x"], type_ref))
    assert [f"{where} {code}" for where, code in found] == expected


def test_outputs_of_several_columns_are_entries() -> None:
    logic = drawn(["-", "1", '"a"'], outputs=("total", "lines"))
    assert codes(TYPES, X, decision("d", logic, ["i_x"], "tOrder")) == [("c13", "wrong_result")]
    logic = drawn(["-", "1", '"a"'], outputs=("total", "name"))
    use = decision("use", literal("d.total + d.nmae"), ["d"])
    assert codes(X, decision("d", logic, ["i_x"]), use) == [("use", "unknown_entry")]
    assert codes(TYPES, X, decision("d", logic, ["i_x"], "tOrder")) == [("d", "wrong_result")]


def test_types_of_columns() -> None:
    logic = drawn(["-", "1"]).replace("<inputExpression>", '<inputExpression id="i" typeRef="string">')
    assert codes(X, decision("d", logic, ["i_x"])) == [("i", "wrong_result")]
    logic = drawn(["1", "2"]).replace("<output ", '<output typeRef="string" ')
    assert codes(X, decision("d", logic, ["i_x"])) == [("c12", "wrong_result")]
    logic = drawn(["5", "1"], ["<= 3", "2"]).replace(
        "</inputExpression>", "</inputExpression><inputValues id='v'><text>1, 2, 3</text></inputValues>"
    )
    assert codes(X, decision("d", logic, ["i_x"])) == [("c11", "not_allowed")]
    assert codes(X, decision("d", logic.replace("1, 2, 3", '"a"'), ["i_x"])) == [("v", "never_fits")]
    assert codes(X, decision("d", logic.replace("1, 2, 3", "&lt; x"), ["i_x"])) == []  # which values it allows is not known before


def test_a_column_allows_what_its_input_allows() -> None:
    """Whether or not the column says of which plain type it is."""
    for reference, expected in {
        "string": ["c11 not_allowed"],
        "tGrade": ["c11 not_allowed"],
        "number": ["i wrong_result", "c11 never_fits"],
    }.items():
        logic = drawn(['"glod"', "1"], columns=("grade",)).replace("<inputExpression>", f'<inputExpression id="i" typeRef="{reference}">')
        found = codes(TYPES, GRADE, decision("d", logic, ["i_grade"]))
        assert [f"{where} {code}" for where, code in found] == expected, reference


def test_one_fault_for_one_cell() -> None:
    logic = drawn(["-", "1"], outputs=('y="a","c"',)).replace("<output ", '<output typeRef="string" ')
    assert codes(X, decision("d", logic, ["i_x"])) == [("c12", "wrong_result")]


def test_files_without_ids() -> None:
    """The nearest element around that has an id is told."""
    drawing = decision("d", literal('"a" + 1')).replace(' id="d"', "")
    assert codes(drawing) == [("test", "wrong_operands")]


# --- imports, dialects, bounds -----------------------------------------------------------------

LIBRARY = definitions(
    input_data("rate", "number"),
    decision("base", literal("rate + 1"), ["i_rate"]),
    knowledge("twice", "n", literal("n * 2"), "number"),
    TYPES,
    own="https://example.org/lib",
)


IMPORT = '<import name="{}" namespace="https://example.org/lib" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("lib.base + 1", ""),
        ('lib.base + "a"', "wrong_operands"),
        ("lib.twice(1) + 1", ""),
        ("lib.twice(1, 2)", "wrong_arguments"),
        ("lib.rate + 1", "not_required"),
        ("lib.nothing", "unknown_entry"),
        ("x instance of lib.tOrder", ""),
        ("x instance of lib.tOrdr", "unknown_type"),
    ],
)
def test_imports(text: str, code: str) -> None:
    needs = (
        '<informationRequirement><requiredDecision href="https://example.org/lib#base"/></informationRequirement>'
        '<knowledgeRequirement><requiredKnowledge href="https://example.org/lib#b_twice"/></knowledgeRequirement>'
    )
    found = codes(IMPORT.format("lib"), X, decision("d", needs + literal(text), ["i_x"]), imports=[LIBRARY])
    assert [each for _, each in found] == ([code] if code else [])


def test_an_import_of_which_nothing_is_required() -> None:
    assert codes(IMPORT.format("lib"), decision("d", literal("lib.base + 1")), imports=[LIBRARY]) == [("d", "not_required")]


def test_an_import_without_a_name() -> None:
    needs = '<informationRequirement><requiredDecision href="https://example.org/lib#base"/></informationRequirement>'
    for text, expected in {
        "base + 1": [],
        'base + "a"': ["wrong_operands"],
        "rate": ["not_required"],
        "twice(1)": ["not_required"],
    }.items():
        found = codes(IMPORT.format(""), decision("d", needs + literal(text)), imports=[LIBRARY])
        assert [code for _, code in found] == expected, text


def test_faults_of_an_imported_file() -> None:
    library = definitions(decision("base", literal('"a" + 1')), own="https://example.org/lib")
    assert codes(IMPORT.format("lib"), decision("d", literal("1")), imports=[library]) == [("base", "wrong_operands")]


def test_functions_of_a_dialect() -> None:
    dialect = Dialect("test", {"working time": {"add": HostFunction(["from", "duration"], lambda start, _: start)}})
    right = decision("d", literal('working time.add(now(), @"PT8H")'))
    assert faults_of(right, dialect=dialect) == []
    assert [fault.code for fault in faults_of(right)] == ["unknown_name"]


def test_entries_that_a_type_does_not_list() -> None:
    """Values may have more entries than their type asks for: this is doubtful, not certainly wrong."""
    model = load(definitions(TYPES, ORDER, decision("d", literal("order.totl"), ["i_order"])))
    assert model.faults == ()
    (warning,) = model.warnings
    assert warning.code == "unknown_entry"
    assert 'Did you mean "total"?' in warning.en


def test_not_more_faults_than_one_can_read() -> None:
    parts = [decision(f"d{number}", literal("nothing")) for number in range(MAX_FAULTS + 50)]
    assert len(faults_of(*parts)) == MAX_FAULTS


def test_many_names_in_many_expressions() -> None:
    """Thousands of entries that each see those before: every text is only told the names that may stand in it."""
    entries = [entry(f"name {number}", literal(f"name {number - 1} + 1" if number else "1")) for number in range(3_000)]
    assert codes(decision("d", context(*entries, entry("", literal("name 2999 + x"))))) == [("e_", "unknown_name")]


def test_a_type_that_is_unknown_is_said_once() -> None:
    """By those who read the file, not again by those who check it."""
    assert codes(decision("d", literal("1"), type_ref="tNothing")) == []
