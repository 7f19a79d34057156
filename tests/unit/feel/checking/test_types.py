"""What is known of a value before it is there."""

from __future__ import annotations

import pytest

from engine.feel.checking.results import described
from engine.feel.checking.shapes import ExactContext, join, kind_of, may_become
from engine.feel.checking.specimens import SPECIMENS, specimen, type_of
from engine.feel.evaluation.conformance import LimitedType
from engine.feel.functions.registry import BUILT_INS
from engine.feel.values.feel_types import ANY, ContextType, FunctionType, ListType, RangeType, Type
from engine.feel.values.kinds import kind
from tests.unit.feel.checking.asking import BOOLEAN, GRADE, LINE, NAMES, NUMBER, ORDER, STRING, checked

NULL = Type("null")


def shown(found: Type) -> str:
    """A type as FEEL writes it."""
    if isinstance(found, ListType | RangeType):
        return f"{kind_of(found)}<{shown(found.item)}>"
    if isinstance(found, ContextType):
        return f"{{{', '.join(f'{name}: {shown(entry)}' for name, entry in found.entries)}}}"
    if isinstance(found, FunctionType):
        return f"({', '.join(map(shown, found.params))}) -> {shown(found.result)}"
    return found.name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", "number"),
        ("null", "null"),
        ('@"P1D"', "days and time duration"),
        ("n + 1", "number"),
        ('x + "a"', "string"),
        ("x ** 2", "number"),
        ("x * 2", "Any"),
        ("d - d", "days and time duration"),
        ("dt + months", "date and time"),
        ("days / days", "number"),
        ("n > x", "boolean"),
        ("b and x", "boolean"),
        ("x instance of number", "boolean"),
        ("if b then 1 else null", "number"),
        ("if b then 1 else s", "Any"),
        ("if b then [1] else []", "list<Any>"),
        ("if b then {a: 1} else {a: 2}", "{a: number}"),
        ("if b then {a: 1} else {b: 2}", "context"),
        ("[1, n]", "list<number>"),
        ("[1, null]", "list<number>"),
        ('[1, "a"]', "list<Any>"),
        ("[]", "list<Any>"),
        ("{a: 1, c: a > 0}", "{a: number, c: boolean}"),
        ("[1..n]", "range<number>"),
        ("(< 5)", "range"),
        ("order.lines", "list<{quantity: number, article: string}>"),
        ("order.lines.quantity", "list<number>"),
        ("order.lines[1]", "{quantity: number, article: string}"),
        ("order.lines[n]", "{quantity: number, article: string}"),
        ("order.lines[quantity > 1]", "list<{quantity: number, article: string}>"),
        ("order.lines[x]", "Any"),
        ("[[{a: 1}]].a", "list<list<number>>"),
        ("d.year", "number"),
        ("t.timezone", "string"),
        ("span.start", "number"),
        ("span.start included", "boolean"),
        ("for i in ns return [i]", "list<list<number>>"),
        ("for i in 1..3 return i", "list<number>"),
        ("for i in d..d return i", "list<date>"),
        ("for i in x..1 return i", "list<number>"),
        ("for i in [1..3] return i", "list<number>"),
        ("for i in ns, j in ss return j", "list<string>"),
        ("every i in ns satisfies i > 1", "boolean"),
        ("function(a: number, c) a", "(number, Any) -> number"),
        ("function(a): string (x)", "(Any) -> string"),
        ("(function(a: number) a)(1)", "number"),
        ("count", "function"),
        ("date(s)", "date"),
        ('duration("P1D")', "days and time duration"),
        ("duration(s)", "Any"),
        ("years and months duration(d, d)", "years and months duration"),
        ("sum(ns)", "number"),
        ("sum([days])", "days and time duration"),
        ("min(ss)", "string"),
        ("max(1, n)", "number"),
        ("abs(days)", "days and time duration"),
        ("append(ns, 1)", "list<number>"),
        ("append(ns, s)", "list<Any>"),
        ("append(list: ns, item: [1])", "Any"),
        ("concatenate(ns, [1], 2)", "list<number>"),
        ("insert before(ss, 1, s)", "list<string>"),
        ("sort(order.lines, function(a, c) true)", "list<{quantity: number, article: string}>"),
        ("reverse(n)", "list<number>"),
        ("flatten([[1], [[2]]])", "list<Any>"),
        ("flatten([[[1]]])", "list<number>"),
        ("get entries(order)", "list<{key: string, value: Any}>"),
        ("split(s, s)", "list<string>"),
        ("now() - now()", "days and time duration"),
    ],
)
def test_type(text: str, expected: str) -> None:
    found, findings = checked(text)
    assert findings == ()
    assert shown(found) == expected


def test_all_built_in_functions_have_a_result() -> None:
    assert described() == set(BUILT_INS)


def test_specimens_are_of_their_kind() -> None:
    assert {name: kind(value) for name, value in SPECIMENS.items()} == {name: name for name in SPECIMENS}
    for of in NAMES.values():
        if kind_of(of) != "Any":
            assert kind(specimen(of)) == kind_of(of)
    assert shown(type_of(specimen(ListType("list", ListType("list", NUMBER))))) == "list<list<number>>"


@pytest.mark.parametrize(
    ("given", "wanted", "fits"),
    [
        (NUMBER, NUMBER, True),
        (NUMBER, STRING, False),
        (ANY, STRING, True),
        (NUMBER, ANY, True),
        (NULL, STRING, True),
        (GRADE, STRING, True),
        (STRING, GRADE, True),
        (NUMBER, GRADE, False),
        (NUMBER, ListType("t", NUMBER), True),
        (STRING, ListType("t", NUMBER), False),
        (ListType("t", NUMBER), NUMBER, True),
        (ListType("t", STRING), NUMBER, False),
        (ListType("t", ListType("t", NUMBER)), NUMBER, False),
        (ListType("t", ANY), NUMBER, True),
        (Type("list"), NUMBER, True),
        (Type("list"), ListType("t", NUMBER), True),
        (ListType("t", NUMBER), Type("list"), True),
        (FunctionType("t", (), ANY), Type("function"), True),
        (NUMBER, Type("list"), True),
        (ListType("t", STRING), ListType("t", NUMBER), False),
        (ListType("t", NUMBER), LimitedType("t", ListType("t", NUMBER)), True),
        (Type("date"), Type("date and time"), True),
        (Type("date and time"), Type("date"), False),
        (Type("date"), STRING, False),
        (STRING, Type("date and time"), False),
        (ListType("t", Type("date")), ListType("t", Type("date and time")), False),
        (LINE, LINE, True),
        (Type("context"), LINE, True),
        (LINE, Type("context"), True),
        (LINE, ORDER, True),  # its values may have the other entries, too
        (ExactContext("context", (("quantity", NUMBER),)), LINE, False),
        (ExactContext("context", (("quantity", NUMBER), ("article", STRING), ("more", ANY))), LINE, True),
        (ExactContext("context", (("quantity", STRING), ("article", STRING))), LINE, False),
        (RangeType("range", NUMBER), RangeType("range", STRING), False),
        (RangeType("range", NUMBER), Type("range"), True),
        (FunctionType("function", (NUMBER,), ANY), FunctionType("t", (STRING,), ANY), True),
        (FunctionType("function", (NUMBER,), ANY), FunctionType("t", (), ANY), False),
        (Type("function"), FunctionType("t", (), ANY), True),
        (Type("tUnknown"), NUMBER, True),
    ],
)
def test_what_may_stand_where(given: Type, wanted: Type, fits: bool) -> None:
    assert may_become(given, wanted) is fits


def test_types_that_hold_each_other_many_times_are_compared_in_bounded_time() -> None:
    """Twice in each step: two to the power of sixty pairs, if all were looked at."""
    one: Type = NUMBER
    other: Type = NUMBER
    for _ in range(60):
        one, other = (ContextType("t", (("a", each), ("b", each))) for each in (one, other))
    assert may_become(one, other)


def test_join() -> None:
    assert join([]) == NULL
    assert join([NULL, NUMBER]) == NUMBER
    assert join([GRADE, GRADE]) is GRADE
    assert join([GRADE, STRING]) == STRING
    assert join([LINE, LINE]) is LINE
    assert join([LINE, ORDER]) == Type("context")
    assert join([NUMBER, BOOLEAN]) == ANY
    assert join([RangeType("range", NUMBER), RangeType("range", NUMBER)]) == RangeType("range", NUMBER)
