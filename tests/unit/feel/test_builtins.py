"""The built-in functions of DMN 1.5 as a whole; what each of them does is in ``builtins/``."""

from __future__ import annotations

import pytest

from engine.feel import parse
from engine.feel.functions.registry import BUILT_INS
from tests.unit.feel.asking import outcome, value

# As DMN 1.5, 10.3.4.1 to 10.3.4.11, writes them. Ours takes more in two places: number(from), get value(context, keys).
SIGNATURES = {
    "date": ("(from)", "(year, month, day)"),
    "date and time": ("(from)", "(date, time)"),
    "time": ("(from)", "(hour, minute, second, offset?)"),
    "number": ("(from, grouping separator?, decimal separator?)",),
    **dict.fromkeys(("string", "duration", "range"), ("(from)",)),
    "years and months duration": ("(from, to)",),
    "not": ("(negand)",),
    "substring": ("(string, start position, length?)",),
    **dict.fromkeys(("string length", "upper case", "lower case"), ("(string)",)),
    **dict.fromkeys(("substring before", "substring after", "contains", "starts with", "ends with"), ("(string, match)",)),
    "replace": ("(input, pattern, replacement, flags?)",),
    "matches": ("(input, pattern, flags?)",),
    "split": ("(string, delimiter)",),
    "string join": ("(list, delimiter?)",),
    "list contains": ("(list, element)",),
    **dict.fromkeys(("count", "reverse", "distinct values", "flatten"), ("(list)",)),
    **dict.fromkeys(("min", "max"), ("(list) or (c1, c2 …)",)),
    **dict.fromkeys(("sum", "mean", "product", "median", "stddev", "mode"), ("(list) or (n1, n2 …)",)),
    **dict.fromkeys(("all", "any"), ("(list) or (b1, b2 …)",)),
    "sublist": ("(list, start position, length?)",),
    "append": ("(list, item …)",),
    **dict.fromkeys(("concatenate", "union"), ("(list …)",)),
    "insert before": ("(list, position, newItem)",),
    "remove": ("(list, position)",),
    "list replace": ("(list, position, newItem)", "(list, match, newItem)"),
    "index of": ("(list, match)",),
    "sort": ("(list, precedes)",),
    **dict.fromkeys(("decimal", "round up", "round down", "round half up", "round half down"), ("(n, scale)",)),
    **dict.fromkeys(("floor", "ceiling"), ("(n, scale?)",)),
    "abs": ("(n)",),
    "modulo": ("(dividend, divisor)",),
    **dict.fromkeys(("sqrt", "log", "exp", "odd", "even"), ("(number)",)),
    "is": ("(value1, value2)",),
    **dict.fromkeys(("before", "after"), ("(point1, point2)", "(point, range)", "(range, point)", "(range1, range2)")),
    **dict.fromkeys(("meets", "met by", "overlaps", "overlaps before", "overlaps after"), ("(range1, range2)",)),
    **dict.fromkeys(("finishes", "during", "starts"), ("(point, range)", "(range1, range2)")),
    **dict.fromkeys(("finished by", "includes", "started by"), ("(range, point)", "(range1, range2)")),
    "coincides": ("(point1, point2)", "(range1, range2)"),
    **dict.fromkeys(("day of year", "day of week", "month of year", "week of year"), ("(date)",)),
    "get value": ("(m, key)", "(context, keys)"),
    "get entries": ("(m)",),
    "context": ("(entries)",),
    "context put": ("(context, key, value)", "(context, keys, value)"),
    "context merge": ("(contexts)",),
    **dict.fromkeys(("now", "today"), ("()",)),
}


def test_all_functions_of_the_standard_are_here_with_their_parameters() -> None:
    assert {name: tuple(signature.words() for signature in function.signatures) for name, function in BUILT_INS.items()} == SIGNATURES


@pytest.mark.parametrize("name", sorted(SIGNATURES))
def test_too_many_arguments_and_wrong_names_say_what_is_right(name: str) -> None:
    variable = "…" in SIGNATURES[name][0]
    calls = [f"{name}(zzz: 1)"] if variable else [f"{name}(zzz: 1)", f"{name}(1, 1, 1, 1, 1, 1)"]
    for call in calls:
        found = outcome(call)
        assert found.value is None
        assert " or ".join(SIGNATURES[name]) in found.problems[0].en
        assert " 或 ".join(SIGNATURES[name]) in found.problems[0].zh


def test_an_argument_may_be_named_once() -> None:
    assert outcome("abs(n: 1, n: 2)").value is None


def test_functions_are_values() -> None:
    assert value('{f: upper case, g: [abs, floor], r: f("a") + string(g[1](-1))}.r') == "A1"
    assert parse("abs").evaluate().value is BUILT_INS["abs"]
