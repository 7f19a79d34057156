"""What is said of a table is compared with what the table does, for every input of a small world."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations, product
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dmn import DecisionModel
from engine.dmn.analysis import checks
from engine.dmn.analysis.lines import line_of
from engine.feel import evaluate
from engine.feel.errors import FeelProblem
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.iso8601 import any_from
from engine.feel.values.moments import Date, DateTime, Time
from engine.kernel.errors import Fault
from tests.unit.dmn.analysis.drawing import Drawn, hits

DAYS = [Date(2026, 1, day) for day in (1, 2, 3, 5)]
TIMES = [Time(hour, 0, 0, 0, offset) for offset in (None, 0) for hour in (8, 9, 17)]
# Constants of a kind as they are written in cells, in order, and the values that tell apart all that can be said with them.
KINDS: dict[str, tuple[list[str], list[object]]] = {
    "number": (["-3", "1", "2", "2.5"], [Decimal(n) / 4 for n in range(-16, 16)]),
    "string": (['"a"', '"b"', '"c"'], ["", "a", "aa", "b", "bb", "c", "d"]),
    "boolean": (["true", "false"], [True, False]),
    "date": ([f'@"{day}"' for day in DAYS], [Date.from_days(DAYS[0].days() + n) for n in range(-2, 7)]),
    "time": (
        [f'@"{time}"' for time in TIMES],
        [*TIMES, *(Time(hour, 30, 0, 0, offset) for offset in (None, 0) for hour in (1, 8, 12, 20)), Time(17, 0, 0, 0, 3600)],
    ),
    "date and time": (
        [f'@"{day}T12:00:00"' for day in DAYS[:3]] + ['date and time("2026-01-02T12:00:00Z")'],
        [DateTime(day, Time(hour, 0, 0, 0, offset)) for day in DAYS for hour in (6, 12, 18) for offset in (None, 0)],
    ),
    "days and time duration": (
        ['-duration("P1D")', '@"P1D"', 'duration("P2D")'],
        [DaysTimeDuration(12 * n * 3600 * 10**9) for n in range(-5, 8)],
    ),
    "years and months duration": (['@"P1Y"', '@"P1Y1M"', '@"P1Y3M"'], [YearsMonthsDuration(n) for n in range(10, 18)]),
}
ANYTHING = [None, "other", Decimal(7), True, {"a": Decimal(1)}, [Decimal(1)], Date(2020, 1, 1)]
OUTPUTS = ['"x"', '"y"', '"z"', "1 + 1", "now()"]


def orders(kind: str) -> bool:
    return kind != "boolean"


@st.composite
def constants(draw: st.DrawFn, kind: str, told: bool) -> str:
    """With and without a time zone cannot be compared, so that a range of both cannot be told."""
    return draw(st.sampled_from(_of_one_line(KINDS[kind][0]) if told else KINDS[kind][0]))


def _of_one_line(texts: list[str]) -> list[str]:
    return [text for text in texts if line_of(evaluate(text).value) == line_of(evaluate(texts[0]).value)]


@st.composite
def entries(draw: st.DrawFn, kind: str, told: bool) -> str:
    """One entry of a cell."""
    one, other = sorted((draw(constants(kind, told)), draw(constants(kind, told))), key=KINDS[kind][0].index)
    sign = draw(st.sampled_from(["<", "<=", ">", ">=", "=", "!="] if orders(kind) else ["=", "!="]))
    forms = [one, f"{sign} {one}", "null", f"? {sign} {one}", f"[{one}, {other}]", f"? in ({one}, {other})", f"{one} = ?"]
    forms += [f"? {sign} {one} or ? = {other}", f"? {sign} {one} and not(? = {other})", f"if ? = {one} then true else ? = {other}"]
    if orders(kind):
        opening, closing = draw(st.sampled_from("[(")), draw(st.sampled_from("])"))
        forms += [f"{opening}{one}..{other}{closing}", f"? between {one} and {other}", f"? in {opening}{one}..{other}{closing}"]
        forms += [f"[{opening}{one}..{other}{closing}, {one}]", f"(< {one})"]
    if not told:
        forms += ["string length(string(?)) > 2", f"[? , {one}]", "now() = now()", "elsewhere"]
    return draw(st.sampled_from(forms))


@st.composite
def cells(draw: st.DrawFn, kinds: list[str], told: bool) -> str:
    drawn = [draw(entries(draw(st.sampled_from(kinds)), told)) for _ in range(draw(st.integers(0, 2)))]
    if not drawn:
        return "-"
    return f"not({', '.join(drawn)})" if draw(st.integers(0, 4)) == 0 else ", ".join(drawn)


@st.composite
def columns(draw: st.DrawFn, name: str, told: bool) -> tuple[str, list[str]]:
    """The column as it is drawn, and the kinds of its constants. One without a type may mix kinds."""
    kind = draw(st.sampled_from([*KINDS]))
    if not told and draw(st.integers(0, 3)) == 0:
        return name, [kind, draw(st.sampled_from([*KINDS]))]
    kinds = [kind, *draw(st.lists(st.sampled_from([*KINDS]), max_size=1))]  # a constant of another kind than the column's
    allowed = [draw(constants(kind, told)) for _ in range(draw(st.integers(0, 3)))]
    if not allowed or draw(st.booleans()):
        return f"{name}: {kind}", kinds
    return f"{name}: {kind} = {', '.join(allowed)}", kinds


@st.composite
def tables(draw: st.DrawFn, policies: tuple[str, ...], told: bool) -> tuple[Drawn, list[list[object]]]:
    """A table, and for each column the values that it is tried with (all that it allows, and null)."""
    drawn = [draw(columns(name, told)) for name in ("a", "b")[: draw(st.integers(1, 2))]]
    rules = [[*(draw(cells(kinds, told)) for _, kinds in drawn), draw(st.sampled_from(OUTPUTS))] for _ in range(draw(st.integers(1, 5)))]
    worlds = [[*(value for kind in kinds for value in KINDS[kind][1]), *ANYTHING] for _, kinds in drawn]
    output = draw(st.sampled_from(["r", 'r = "y", "x"', 'r = "z"']))
    table = Drawn([column for column, _ in drawn], rules, draw(st.sampled_from(policies)), [output])
    return table, [_reaching(table, index, world) for index, world in enumerate(worlds)]


def _reaching(table: Drawn, index: int, world: list[object]) -> list[object]:
    """The values that the column lets through to the rules."""
    every = Drawn([table.columns[index]], [["-", "1"], ["null", "1"]]).model()
    name = table.expressions[index]
    return [value for value in world if hits(every, {name: value}) == ({1, 2} if value is None else {1})]


@pytest.fixture(autouse=True, scope="module")
def _all_findings() -> Any:
    most, checks.MOST = checks.MOST, 1_000
    yield
    checks.MOST = most


def told(found: list[Fault], code: str) -> list[Fault]:
    return [fault for fault in found if fault.code == code]


def world(table: Drawn, values: list[list[object]]) -> tuple[DecisionModel, dict[tuple[int, ...], set[int]]]:
    """The table, and the rules that match by the positions of the values."""
    model = table.model()
    every = {
        at: hits(model, dict(zip(table.expressions, point, strict=True)))
        for at, point in zip(product(*(range(len(each)) for each in values)), product(*values), strict=True)
    }
    return model, every


def shown(model: DecisionModel, table: Drawn, fault: Fault) -> set[int]:
    """The rules that match the example. A kind that cannot be told by JSON is told by a value of that kind."""
    example = fault.facts["example"]
    assert isinstance(example, Mapping)
    return hits(model, {name: _typed(example.get(name, {"a": Decimal(1)})) for name in table.expressions})


def _typed(value: object) -> object:
    """JSON has no dates: a text that reads like a date, time or duration is one (no text of this world does)."""
    try:
        return any_from(value) if isinstance(value, str) else value
    except FeelProblem:
        return value


@settings(max_examples=120, deadline=None)
@given(tables(("UNIQUE", "ANY", "FIRST", "PRIORITY"), told=False))
def test_nothing_false_is_said(drawn: tuple[Drawn, list[list[object]]]) -> None:
    table, values = drawn
    model, every = world(table, values)
    found = table.findings()
    for fault in told(found, "table_rules_overlap"):
        assert shown(model, table, fault) >= set(cast("list[int]", fault.facts["both"])), fault
    for fault in told(found, "table_rules_missing"):
        assert not shown(model, table, fault), fault
    for fault in told(found, "table_rule_never_matches"):
        (rule,) = _rules(fault)
        assert not any(rule in matching for matching in every.values()), fault
    for fault in told(found, "table_rule_unreachable"):
        rule, *others = _rules(fault)
        assert not any(rule in matching and not matching & set(others) for matching in every.values()), fault
        if "example" in fault.facts:
            assert shown(model, table, fault) >= {rule, others[0]}, fault


@settings(max_examples=100, deadline=None)
@given(tables(("UNIQUE", "FIRST"), told=True))
def test_nothing_is_missed(drawn: tuple[Drawn, list[list[object]]]) -> None:
    table, values = drawn
    _, every = world(table, values)
    found = table.findings()
    usual = [(at, matching) for at, matching in every.items() if _is_usual(table, values, at)]
    if table.policy == "UNIQUE":
        assert _pairs(found) >= {pair for _, matching in usual for pair in combinations(sorted(matching), 2)}
    assert bool(told(found, "table_rules_missing")) == any(not matching for at, matching in usual if not _has_null(values, at))
    numbers = range(1, len(table.rules) + 1)
    never = {_rules(fault)[0] for fault in told(found, "table_rule_never_matches")}
    assert never == {rule for rule in numbers if not any(rule in matching for matching in every.values())}
    if table.policy == "FIRST":
        reached = {min(matching) for matching in every.values() if matching}
        hidden = {_rules(fault)[0] for fault in told(found, "table_rule_unreachable")}
        assert hidden == {*numbers} - reached - never


def _rules(fault: Fault) -> list[int]:
    return cast("list[int]", fault.facts["rules"])


def _pairs(found: list[Fault]) -> set[tuple[int, int]]:
    pairs = set()
    for fault in told(found, "table_rules_overlap"):
        centre, *others = _rules(fault)
        pairs |= {(min(centre, other), max(centre, other)) for other in others}
    return pairs


def _is_usual(table: Drawn, values: list[list[object]], at: tuple[int, ...]) -> bool:
    """Whether the values are null or of the kinds that cells name: other kinds are no gaps (a time with a zone among times without)."""
    for index, place in enumerate(at):
        texts = [*(rule[index] for rule in table.rules), table.columns[index]]
        constants = [text for written, _ in KINDS.values() for text in written if any(text in each for each in texts)]
        lines = {line_of(evaluate(text).value) for text in constants} & {*map(line_of, values[index])}
        value = values[index][place]
        if value is not None and lines and line_of(value) not in lines:
            return False
    return True


def _has_null(values: list[list[object]], at: tuple[int, ...]) -> bool:
    return any(each[place] is None for each, place in zip(values, at, strict=True))
