"""What is said of decision tables before they run, in the words in which people read it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from lxml import etree

from engine.dmn.analysis import analyse, findings
from engine.dmn.analysis.budget import Allowance, Budget
from engine.feel import Dialect
from engine.feel.values.feel_types import ANY, ListType, Type
from tests.unit.dmn.analysis.drawing import LEVEL, PERSON, Drawn, declared

NONE: list[str] = []


def said(columns: Sequence[str], cells: Sequence[str], policy: str = "UNIQUE") -> list[str]:
    """Of a table whose rules stand in one text each, cells separated by ``|``, and give their numbers."""
    rules = [[*(cell.strip() for cell in row.split("|")), str(number)] for number, row in enumerate(cells, 1)]
    return Drawn(columns, rules, policy).sentences()


# --- overlaps -------------------------------------------------------------------------------------


def test_rules_that_overlap() -> None:
    drawn = Drawn(["amount: number", "region: string"], [["-", "-", "1"], [">= 1000", '"EU"', "2"]])
    (fault,) = drawn.findings()
    assert (fault.where, fault.code) == ("r2", "table_rules_overlap")
    assert fault.en == 'Rules 1 and 2 both match, for example when amount = 1000 and region = "EU"; with hit policy unique only one may.'
    assert fault.zh == '规则 1 和 2 会同时匹配（例如 amount = 1000 且 region = "EU"）；命中策略“唯一”只允许一条规则匹配。'
    assert fault.facts == {"rules": [1, 2], "both": [1, 2], "example": {"amount": 1000, "region": "EU"}}


def test_overlaps_are_gathered_around_the_rule_that_has_the_most() -> None:
    drawn = Drawn(["x: boolean", "y: number"], [["true", "< 5", "1"], ["true", ">= 5", "2"], ["false", "-", "3"], ["-", "-", "4"]])
    (fault,) = drawn.findings()
    assert fault.where == "r4"
    assert fault.en.startswith("Rule 4 overlaps with rules 1 to 3. Rules 1 and 4 both match, for example when x = true and y = 4;")
    assert fault.zh.startswith("规则 4 与规则 1 至 3 重叠。规则 1 和 4 会同时匹配（例如 x = true 且 y = 4）；")


def test_many_overlaps_are_counted() -> None:
    found = Drawn(["x: number"], [["-", str(number)] for number in range(40)]).findings()
    assert len(found) == 11
    assert found[-1].en == "435 more pairs of rules overlap."
    assert found[-1].zh == "另有 435 对规则重叠。"
    assert found[-1].facts == {"more": 435}


@pytest.mark.parametrize(
    ("outputs", "overlap"),
    [
        (['"a"', '"a"'], False),
        (['"a"', '"b"'], True),
        (["1", "1.0"], False),
        (["1", '"1"'], True),
        (["x", '"b"'], False),
        (['date("2026-01-01")', '@"2026-01-02"'], True),
    ],
)
def test_any_allows_overlaps_that_agree(outputs: list[str], overlap: bool) -> None:
    found = Drawn(["x: number"], [["-", outputs[0]], ["> 3", outputs[1]]], "ANY").sentences()
    expected = ["Rules 1 and 2 both match, for example when x = 4; with hit policy any both must give the same, but they do not."]
    assert found == (expected if overlap else NONE)


def test_outputs_that_are_compared_have_their_types() -> None:
    rules = [["-", '"a"'], ["> 3", '"b"']]
    assert Drawn(["x: number"], rules, "ANY", ["result: number"]).sentences() == NONE  # both are null
    assert len(Drawn(["x: number"], rules, "ANY", ["result: string"]).sentences()) == 1


def test_a_value_of_any_kind_is_no_example() -> None:
    (fault,) = Drawn(["x", "y: boolean"], [["not(null)", "true", "1"], ["-", "-", "2"]]).findings()
    assert fault.en == "Rules 1 and 2 both match, for example when x = anything but null and y = true; with hit policy unique only one may."
    assert fault.zh.startswith("规则 1 和 2 会同时匹配（例如 x 不为空 且 y = true）")
    assert fault.facts["example"] == {"y": True}


def test_a_rule_for_null_overlaps_with_one_for_anything() -> None:
    assert said(["x: boolean"], ["null", "-"]) == [
        "Rules 1 and 2 both match, for example when x = null; with hit policy unique only one may."
    ]


def test_no_columns() -> None:
    assert Drawn([], [["1"], ["2"]]).sentences() == ["Rules 1 and 2 both match whatever the input; with hit policy unique only one may."]
    assert Drawn([], [["1"]]).sentences() == NONE


@pytest.mark.parametrize("policy", ["RULE ORDER", "OUTPUT ORDER", "COLLECT"])
def test_policies_of_many_hits_want_no_more_than_rules_that_can_match(policy: str) -> None:
    assert said(["x: number"], ["1", "-", "-"], policy) == NONE
    assert said(["x: number = > 0"], ["-1"], policy) == ["Rule 1 can never match: no allowed value of x fulfils “-1”."]


# --- gaps -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "cells", "region", "example"),
    [
        ("x: number", ["<= 5", ">= 6"], "x in (5..6), for example when x = 5.5", 5.5),
        ("x: number", ["< 5", "> 5"], "x = 5", 5),
        ("x: number", ["[1..5)", "[5..9]"], "x < 1 or > 9, for example when x = 0", 0),
        ("x: number", ["5"], "x is not 5, for example when x = 4", 4),
        ("x: number", ["<= 0.1", "> 0.125"], "x in (0.1..0.125], for example when x = 0.11", 0.11),
        ("x: number", ["<= 1000", "> 5000"], "x in (1000..5000], for example when x = 3000", 3000),
        ("x: number = [0..10]", ["< 5"], "x in [5..10], for example when x = 5", 5),
        ("x: number = 1, 2, 3", ["1"], "x = 2 or 3, for example when x = 2", 2),
        ("x: number = ? >= 0 and ? = floor(?)", ["<= 5", ">= 8"], "x in (5..8), for example when x = 6", 6),
        ("x: string", ['"a"', '"b"'], 'x is none of "a", "b", for example when x = any other text', "other"),
        ("x: string", ['"other"'], 'x is not "other", for example when x = any other text', "other_"),
        ("x: string", ['not("a", "b")'], 'x = "a" or "b", for example when x = "a"', "a"),
        ("x: string", ['< "b"', '> "b"'], 'x = "b"', "b"),
        ('x: string = "a", "b"', ['"a"'], 'x = "b"', "b"),
        ("x: tLevel", ['"low"'], 'x = "high"', "high"),
        ("x: boolean", ["true"], "x = false", False),
        ("x", ["true"], "x = false", False),
        (
            "x: date",
            ['<= @"2026-01-01"', '>= @"2026-01-04"'],
            "x in (2026-01-01..2026-01-04), for example when x = 2026-01-03",
            "2026-01-03",
        ),
        ("x: time", ['<= @"17:00:00"', '> @"17:01:00"'], "x in (17:00:00..17:01:00], for example when x = 17:00:30", "17:00:30"),
        (
            "x: date and time",
            ['< @"2026-01-01T00:00:00Z"', '>= date and time("2026-01-03T00:00:00Z")'],
            "x in [2026-01-01T00:00:00Z..2026-01-03T00:00:00Z), for example when x = 2026-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z",
        ),
        ("x: days and time duration", ['< duration("P1D")', '> @"P1D"'], "x = P1D", "P1D"),
        ("x: years and months duration", ['<= @"P1Y"', '>= @"P3Y"'], "x in (P1Y..P3Y), for example when x = P2Y", "P2Y"),
    ],
)
def test_a_gap(column: str, cells: list[str], region: str, example: object) -> None:
    found = Drawn([column], [[cell, "1"] for cell in cells]).findings()
    assert [fault.en for fault in found] == [f"No rule matches when {region}."]
    assert found[0].where == "table"
    assert found[0].code == "table_rules_missing"
    assert found[0].facts == {"example": {"x": example}}


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("x: number", ["<= 5", "> 5"]),
        ("x: number", ["-"]),
        ("x: number", ["< 5", "[5..7]", "(7..9)", "not(< 9)"]),
        ("x: number = ? >= 0 and ? = floor(?)", ["<= 5", ">= 6"]),
        ("x: number = modulo(?, 1) = 0", ["<= 5", ">= 6"]),
        ("x: number = [0..10]", ["[0..10]"]),
        ("x: date", ['<= @"2026-01-01"', '>= @"2026-01-02"']),
        ("x: years and months duration", ['<= @"P1Y"', '>= @"P1Y1M"']),
        ("x: boolean", ["true", "false"]),
        ("x: tLevel", ['"low"', '"high"']),
        ("x: string", ['"a"', 'not("a")']),
        ("x: string", ['? = "a" or ? = "b"', '? != "a" and ? != "b"']),
    ],
)
def test_no_gap(column: str, cells: list[str]) -> None:
    assert said([column], cells) == NONE


def test_a_condition_that_gives_a_value_to_compare_with() -> None:
    assert said(["x: string"], ['if ? = "x" then "a" else "b"', '"b"']) == [
        'Rules 1 and 2 both match, for example when x = "b"; with hit policy unique only one may.',
        'No rule matches when x is not "b", for example when x = "a".',
    ]


def test_constants_of_another_kind() -> None:
    assert said(["x: string"], ['not("a", 5)', '"b"']) == ['No rule matches when x is not "b", for example when x = "a".']
    assert said(["x: string"], ["not(5)", '"b"']) == ['No rule matches when x is not "b", for example when x = any other text.']


def test_null_is_no_gap() -> None:
    assert said(["x: boolean"], ["true", "false"]) == NONE
    assert said(["x: string"], ["null", "not(null)"]) == NONE


def test_gaps_are_few_and_wide() -> None:
    found = said(["a: string", "b: string", "c: boolean"], ['"x" | "y" | true', '"z" | "y" | true'])
    assert found == [
        "No rule matches when c = false.",
        'No rule matches when b is not "y", for example when b = any other text.',
        'No rule matches when a is none of "x", "z", for example when a = any other text.',
    ]


def test_no_gap_is_told_twice() -> None:
    columns = [f"{name}: number = 1, 2, 3" for name in "abc"]
    assert Drawn(columns, [["3", "3", "-", "1"], ["1", "3", "3", "2"]]).sentences() == [
        "No rule matches when b = 1 or 2, for example when b = 1.",
        "No rule matches when a = 2.",
        "No rule matches when a = 1 or 2, and c = 1 or 2, for example when a = 1 and c = 1.",
    ]


def test_what_belongs_together_is_clear() -> None:
    drawn = Drawn(["a: number", "b: boolean"], [["< 5", "-", "1"], ["-", "true", "2"], ["[6..7]", "-", "3"]], "FIRST")
    found = [fault for fault in drawn.findings() if fault.code == "table_rules_missing"]
    assert [fault.en for fault in found] == [
        "No rule matches when a in [5..6) or > 7, and b = false, for example when a = 5 and b = false."
    ]
    assert found[0].zh == "没有规则匹配以下输入：a 在 [5..6) 内 或 > 7，且 b = false（例如 a = 5 且 b = false）。"


def test_many_gaps_are_counted() -> None:
    rules = [[f"{number}", f"{number}", "1"] for number in range(40)]
    found = Drawn(["a: number", "b: number"], rules).findings()
    assert len(found) == 11
    assert found[-1].code == "table_rules_missing"
    assert found[-1].en.endswith(" more groups of inputs have no rule.")
    assert found[-1].facts["more"] == 31


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "FIRST", "PRIORITY"])
def test_a_default_fills_the_gaps(policy: str) -> None:
    assert len(Drawn(["x: number"], [["1", "1"]], policy).findings()) == 1
    assert Drawn(["x: number"], [["1", "1"]], policy, ["r := 5"]).findings() == []


# --- rules that do nothing ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("x: number", "[5..1]", "no value of x fulfils “[5..1]”"),
        ("x: number", "(5..5]", "no value of x fulfils “(5..5]”"),
        ("x: number", "? > 5 and ? < 3", "no value of x fulfils “? > 5 and ? < 3”"),
        ("x: number", '"a"', 'no value of x fulfils “"a"”'),
        ("x: number = >= 5", "< 3", "no allowed value of x fulfils “< 3”"),
        ('x: string = "high", "low"', '"urgent"', 'no allowed value of x fulfils “"urgent"”'),
        ("x: tLevel", '"urgent"', 'no allowed value of x fulfils “"urgent"”'),
        ("x: number = ? = floor(?)", "0.5", "no allowed value of x fulfils “0.5”"),
        ("x: date", '(@"2026-01-01"..@"2026-01-02")', 'no value of x fulfils “(@"2026-01-01"..@"2026-01-02")”'),
        ("x: boolean", "not(true, false, null)", "no value of x fulfils “not(true, false, null)”"),
    ],
)
def test_a_cell_that_is_never_true(column: str, cell: str, sentence: str) -> None:
    drawn = Drawn([column], [["-", "1"], [cell, "2"]], "COLLECT")
    (fault,) = drawn.findings()
    assert (fault.where, fault.code) == ("r2", "table_rule_never_matches")
    assert fault.en == f"Rule 2 can never match: {sentence}."
    assert fault.facts == {"rules": [2], "input": "x", "cells": [cell]}


def test_two_columns_that_ask_for_the_same() -> None:
    assert said(["x: number", "x: number"], ["> 5 | < 3", "- | -"], "FIRST") == [
        "Rule 1 can never match: no value of x fulfils “> 5” and “< 3” at once."
    ]
    assert said(["x: number", "x: number"], ["<= 5 | -", "- | > 5"]) == NONE


@pytest.mark.parametrize(
    ("columns", "cells", "hidden"),
    [
        (
            ["x: number"],
            ["< 10", "[1..5]", "-"],
            "Rule 2 never applies: rule 1 above it matches all of its inputs, for example when x = 1.",
        ),
        (
            ["x: number"],
            ["< 5", ">= 5", "[1..9]", "-"],
            "Rule 3 never applies: rules 1 and 2 above it together match all of its inputs, for example when x = 1.",
        ),
        (["x: boolean"], ["-", "true"], "Rule 2 never applies: rule 1 above it matches all of its inputs, for example when x = true."),
        (["x: boolean"], ["-", "-"], "Rule 2 never applies: rule 1 above it matches all of its inputs."),
        (
            ["x: boolean", "y: boolean"],
            ["true | true", "true | false", "- | -", "true | not(null)"],
            "Rule 4 never applies: rule 3 above it matches all of its inputs, for example when x = true and y = false.",
        ),
        (
            ["x: boolean", "y: boolean"],
            ["true | true", "- | false", "true | not(null)", "- | -"],
            "Rule 3 never applies: rules 1 and 2 above it together match all of its inputs, for example when x = true and y = true.",
        ),
        (["x: tLevel"], ['"low"', '"high"', "not(null)", "-"], None),
        (["x", "y * 2: number"], ["- | < 5", "- | < 3", "- | -"], "Rule 2 never applies: rule 1 above it matches all of its inputs."),
        (["x"], ["-", "unknown name"], "Rule 2 never applies: rule 1 above it matches all of its inputs."),
    ],
)
def test_a_rule_that_others_hide(columns: list[str], cells: list[str], hidden: str | None) -> None:
    found = said(columns, cells, "FIRST")
    assert found == [hidden] if hidden else "Rule 3 never applies: rules 1 and 2 above it together match" in found[0]


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        (["x: boolean"], ["true", "false", "-"]),  # the third is for null
        (["x: number"], ["< 5", "> 5", "-"]),
        (["x: number"], ["? = floor(?)", "not(null)", "-"]),  # the second is for fractions
        (["x: time"], ['< @"12:00:00"', '>= @"12:00:00"', "not(null)"]),  # the third is for times with a zone
        (["x"], ["< 5", ">= 5", "not(null)"]),  # the third is for what is no number
        (["x", "y: number"], ["- | > limit", "- | > 5", "- | -"]),
        (["x: number = ? = floor(?) or ? > 100"], ["<= 200", ">= 201", "not(null)"]),  # the third is for 200.5
        (["x: number = ? = floor(?), > 100"], ["<= 200", ">= 201", "not(null)"]),
    ],
)
def test_a_rule_that_is_not_hidden(columns: list[str], cells: list[str]) -> None:
    assert said(columns, cells, "FIRST") == NONE


def test_many_hidden_rules_are_counted() -> None:
    found = said(["x: number"], ["-", *["< 5"] * 30], "FIRST")
    assert len(found) == 11
    assert found[-1] == "20 more rules never apply."


def test_rules_of_higher_priority_hide_others() -> None:
    rules = [["[1..9]", '"low"'], ["< 5", '"high"'], [">= 5", '"high"'], ["-", '"none"']]
    found = Drawn(["x: number"], rules, "PRIORITY", ['level = "high", "low", "none"']).findings()
    assert [fault.en for fault in found] == [
        "Rule 1 never applies: rules 2 and 3 of higher priority together match all of its inputs, for example when x = 1."
    ]
    assert found[0].zh == "规则 1 永远不会生效：它的全部输入都已由优先的规则 2 和 3 匹配（例如 x = 1）。"
    assert Drawn(["x: number"], rules, "PRIORITY", ['level = "none", "low", "high"']).sentences() == [
        "Rule 1 never applies: rule 4 of higher priority matches all of its inputs, for example when x = 1.",
        "Rule 2 never applies: rule 4 of higher priority matches all of its inputs, for example when x = 0.",
        "Rule 3 never applies: rule 4 of higher priority matches all of its inputs, for example when x = 5.",
    ]


def test_a_priority_that_is_computed_proves_nothing() -> None:
    rules = [["-", "x"], ["[1..9]", '"low"']]
    assert Drawn(["x: number"], rules, "PRIORITY", ['level = "high", "low"']).sentences() == NONE
    assert Drawn(["x: number"], rules, "PRIORITY", ["level = values()"]).sentences() == NONE
    assert Drawn(["x: number"], [["[1..9]", "x"], ["-", '"low"']], "PRIORITY", ['level = "high", "low"']).sentences() == NONE
    assert len(Drawn(["x: number"], rules, "PRIORITY", ["level"]).sentences()) == 1  # without an order the first rule wins


# --- what cannot be told --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        (["x: number"], ["< limit", "> 5"]),  # another name
        (["x: number"], ["? * 2 > 5", "> 5"]),  # arithmetic on the input
        (["x: string"], ['starts with(?, "a")', '"abc"']),  # a function of the input
        (["x: date"], ["< today()", "> today()"]),  # the clock
        (["x: time"], ['< @"25:00:00"', '< @"12:00:00"', '>= @"12:00:00"']),  # what is wrong with a constant, others tell
        (["x: number", "x + 1: number"], ["< 5 | < 6", "- | >= 6"]),  # columns that depend on each other
        (["string length(x): number"], [">= 0"]),  # a computed value has limits that cannot be told
        (["count(list): number"], ["0", "> 0"]),
        (["when.year: number"], [">= 0", "< -1"]),
        (["person", "person.age: number"], ["null | < 5", "- | >= 5"]),  # a part of another column
        (["x: number = < limit"], ["< 5"]),
        (["x"], ['["a", "b"]', 'not("a")']),  # a list of constants may equal a list
        (["x: list"], ['"a"', '"a"']),
        (["x"], ["{a: 1}", "{a: 1}"]),  # a context, of which there are many
    ],
)
def test_what_cannot_be_told_proves_nothing(columns: list[str], cells: list[str]) -> None:
    assert said(columns, cells) == NONE


def test_what_cannot_be_told_does_not_hide_what_can() -> None:
    assert said(["x: number", "y: boolean"], ["< limit | true", "> 5 | true"]) == ["No rule matches when y = false."]
    assert (
        said(["x: number", "y + 1: number"], ["< 5 | -", "< 9 | -", ">= 5 | > 0"])
        == [
            "Rules 1 and 2 both match, for example when x = 4; with hit policy unique only one may.",
            "No rule matches when x >= 9, for example when x = 9.",
        ][:1]
    )


def test_an_example_is_only_given_where_it_is_certain() -> None:
    drawn = Drawn(["x: number", "y * 2: number"], [["< 5", "-", "1"], ["< 3", "> 0", "2"], ["-", "-", "3"]], "FIRST")
    (fault,) = drawn.findings()
    assert fault.en == "Rule 2 never applies: rule 1 above it matches all of its inputs."
    assert "example" not in fault.facts


def test_a_cell_in_another_language() -> None:
    drawn = Drawn(["x: number"], [["< 5", "1"], ["< 6", "2"], [">= 6", "3"]]).table("UNIQUE")
    foreign = drawn.replace("<inputEntry>", '<inputEntry expressionLanguage="https://example.org/other">', 2)
    assert len(findings(etree.fromstring(drawn), declared, {"x": ANY})) == 1
    assert findings(etree.fromstring(foreign), declared, {"x": ANY}) == []


def test_a_name_that_hides_a_built_in_function() -> None:
    cells = ['< date("2026-01-02")', '> date("2026-01-03")']
    assert len(said(["x: date"], cells)) == 1
    assert Drawn(["x: date"], [[cell, "1"] for cell in cells], names={"date": ANY}).sentences() == NONE


# --- types ----------------------------------------------------------------------------------------


def test_the_type_of_the_input_limits_it() -> None:
    drawn = Drawn(["level: string"], [['"low"', "1"]], names={"level": LEVEL})
    assert drawn.sentences() == ['No rule matches when level = "high".']
    entry = Drawn(["person.level"], [['"low"', "1"], ['"urgent"', "2"]], names={"person": PERSON})
    assert entry.sentences() == [
        'Rule 2 can never match: no allowed value of person.level fulfils “"urgent"”.',
        'No rule matches when person.level = "high".',
    ]


def test_types_that_contradict_each_other_tell_nothing() -> None:
    assert Drawn(["x: string"], [['"a"', "1"]], names={"x": Type("number")}).sentences() == NONE
    assert Drawn(["x"], [['"a"', "1"]], names={"x": ListType("list", Type("string"))}).sentences() == NONE


def test_an_entry_that_is_called_like_a_part_of_a_date() -> None:
    cells = [["< 5", "1"], ["> 5", "2"]]
    assert Drawn(["order.year: number"], cells).sentences() == NONE
    entries = {"order": type(PERSON)("tOrder", (("year", Type("number")),))}
    assert Drawn(["order.year: number"], cells, names=entries).sentences() == ["No rule matches when order.year = 5."]


def test_times_without_seconds_are_for_the_dialect_to_allow() -> None:
    cells = [['< time("10:30")', "1"], ['> time("10:30")', "2"]]
    assert Drawn(["x: time"], cells).sentences() == NONE
    dialect = Dialect("ours", short_times=True)
    assert Drawn(["x: time"], cells, dialect=dialect).sentences() == ["No rule matches when x = 10:30:00."]


# --- tables that are too much ---------------------------------------------------------------------


def test_a_table_that_is_too_large_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [f"c{number}: number" for number in range(8)]
    rules = [[*(f"[{(rule * 7919 + column * 104729) % 1009}..2000]" for column in range(8)), "1"] for rule in range(40)]
    assert "table_too_large_to_check" not in {fault.code for fault in Drawn(columns, rules[:5]).findings()}
    monkeypatch.setattr(analyse, "Budget", lambda within: Budget(20_000, within))
    found = Drawn(columns, rules).findings()
    assert {fault.code for fault in found} == {"table_rules_overlap", "table_too_large_to_check"}
    assert found[-1].where == "table"
    assert found[-1].en == "This table is too large to be checked for missing rules: there may be some that are not told here."
    assert found[-1].zh == "该决策表过大，未能完成以下检查：规则缺失。可能存在未列出的问题。"
    assert found[-1].facts == {"inputs": 8, "rules": 40}


def test_the_tables_of_a_file_share_what_may_be_spent() -> None:
    rules = [[f"[{number}..9]", "-", f"{number}"] for number in range(9)]
    allowance = Allowance()
    budget, meter = 0, 0
    drawn = Drawn(["a: number", "b: number"], rules)
    for _ in range(2):
        left = allowance.budget._left, allowance.meter.left
        drawn.findings(allowance)
        spent = left[0] - allowance.budget._left, left[1] - allowance.meter.left
        assert spent > (0, 0)
        assert (budget, meter) in ((0, 0), spent)
        budget, meter = spent
    allowance.meter.left = meter // 2
    assert [fault.code for fault in drawn.findings(allowance)] == ["table_too_large_to_check"]


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "FIRST", "PRIORITY"])
def test_each_check_is_bounded(policy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyse, "Budget", lambda within: Budget(3, within))
    rules = [[f"[{number}..9]", "-", f"{number}"] for number in range(9)]
    (fault,) = Drawn(["a: number", "b: number"], rules, policy).findings()
    assert fault.code == "table_too_large_to_check"
    assert fault.en.count("rules") == 2
    assert fault.en.count(",") == 1


@pytest.mark.parametrize(
    ("columns", "rules"),
    [
        ([f"c{number}: number" for number in range(201)], [["-"] * 201]),
        (["x: number"], [[" and ".join(f"? != {number}" for number in range(rule, rule + 1000))] for rule in range(2)]),
    ],
)
def test_reading_is_bounded(columns: list[str], rules: list[list[str]]) -> None:
    found = Drawn(columns, [[*rule, "1"] for rule in rules]).findings()
    assert [fault.code for fault in found] == ["table_too_large_to_check"]


def test_a_constant_that_costs_too_much_is_not_told() -> None:
    assert said(["x: number"], ["for i in 1..1000000 return i", "5", "5"])[0].startswith("Rules 2 and 3 both match")


@pytest.mark.parametrize(
    "broken",
    [
        Drawn(["x: number"], [["1"]]),
        Drawn(["x: number"], []),
        Drawn([": number"], [["1", "1"]]),
    ],
)
def test_a_table_with_faults_in_its_form_is_left_to_others(broken: Drawn) -> None:
    assert broken.findings() == []


@pytest.mark.parametrize("cell", ["< <", "[1..", '"a', "f(", "\x01"[:0] or "not("])
def test_a_cell_that_is_no_feel_is_not_told(cell: str) -> None:
    assert said(["x: number"], [cell, "5"]) == NONE


def test_long_texts_are_shortened() -> None:
    found = said(["x: string"], [f'"{"a" * 200}"'])
    assert len(found[0]) < 200
    assert "…" in found[0]
