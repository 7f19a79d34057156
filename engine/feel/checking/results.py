"""What the built-in functions give, as far as their names and arguments tell.

A rule takes one type per parameter: of what it is given, ``ANY`` for what is left out, and the join of all that a
parameter gathers. Functions that are not listed, or whose result hangs on values (``duration``), give ``ANY``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.feel.checking.shapes import BOOLEAN, CONTEXT, NUMBER, STRING, ExactContext, bare, item_of, join, kind_of, list_of
from engine.feel.values.feel_types import ANY, ListType, Type

Given = Sequence[Type]


def _same_list(given: Given) -> Type:
    return list_of(item_of(given[0]))


def _one_entry(given: Given) -> Type:
    return item_of(given[0])


def _total(given: Given) -> Type:
    """Numbers add up to a number, durations to a duration."""
    return bare(item_of(given[0]))


def _with_entry(given: Given) -> Type:
    """A list and, as last argument, one more entry."""
    return list_of(join((item_of(given[0]), given[-1])))


def _flat(given: Given) -> Type:
    item = bare(item_of(given[0]))
    while isinstance(item, ListType):
        item = bare(item.item)
    return list_of(ANY if kind_of(item) == "list" else item)


_DATE, _DATE_AND_TIME, _TIME = Type("date"), Type("date and time"), Type("time")
_ENTRY = ExactContext("context", (("key", STRING), ("value", ANY)))
_OF_ONE_TYPE: dict[Type, str] = {
    BOOLEAN: "not, is, contains, starts with, ends with, matches, list contains, all, any, odd, even, before, after, meets, met by, "
    "overlaps, overlaps before, overlaps after, finishes, finished by, includes, during, starts, started by, coincides",
    NUMBER: "number, string length, count, product, mean, median, stddev, decimal, floor, ceiling, round up, round down, round half up, "
    "round half down, modulo, sqrt, log, exp, day of year, week of year",
    STRING: "string, substring, upper case, lower case, substring before, substring after, replace, string join, "
    "day of week, month of year",
    CONTEXT: "context, context put, context merge",
    _DATE: "date, today",
    _DATE_AND_TIME: "date and time, now",
    _TIME: "time",
    Type("years and months duration"): "years and months duration",
    Type("range"): "range",
    list_of(NUMBER): "index of, mode",
    list_of(STRING): "split",
    list_of(_ENTRY): "get entries",
    ANY: "duration, get value",
}
_RULES: dict[str, Callable[[Given], Type]] = {
    **dict.fromkeys(("sublist", "remove", "reverse", "sort", "distinct values", "concatenate", "union"), _same_list),
    **dict.fromkeys(("append", "insert before", "list replace"), _with_entry),
    **dict.fromkeys(("min", "max"), _one_entry),
    "sum": _total,
    "abs": lambda given: bare(item_of(given[0])),
    "flatten": _flat,
}
_TYPES = {name: found for found, names in _OF_ONE_TYPE.items() for name in names.split(", ")}


def result_of(function: str, given: Given) -> Type:
    """The type of what the function gives for arguments of these types."""
    rule = _RULES.get(function)
    return _TYPES.get(function, ANY) if rule is None else rule(given)


def described() -> frozenset[str]:
    """The names of the functions that are listed here."""
    return frozenset((*_TYPES, *_RULES))
