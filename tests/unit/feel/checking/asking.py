"""Short ways to check expressions in tests: names of every type, and values for them."""

from __future__ import annotations

from decimal import Decimal

from engine.feel import Date, DateTime, Time, YearsMonthsDuration, parse
from engine.feel.checking import Finding, check, scope_of
from engine.feel.dialect import STANDARD, Dialect
from engine.feel.evaluation.conformance import LimitedType
from engine.feel.expression import syntax_tree
from engine.feel.values.durations import DaysTimeDuration
from engine.feel.values.feel_types import ANY, ContextType, FunctionType, ListType, RangeType, Type
from engine.feel.values.functions import Function
from engine.feel.values.ranges import Range

NUMBER, STRING, BOOLEAN, DATE = Type("number"), Type("string"), Type("boolean"), Type("date")
LINE = ContextType("tLine", (("quantity", NUMBER), ("article", STRING)))
ORDER = ContextType("tOrder", (("total", NUMBER), ("due", DATE), ("lines", ListType("tLines", LINE))))
GRADE = LimitedType("tGrade", STRING, lambda value, _state: value in ("gold", "silver"), '"gold", "silver"')
NAMES: dict[str, Type] = {
    "n": NUMBER,
    "s": STRING,
    "b": BOOLEAN,
    "d": DATE,
    "t": Type("time"),
    "dt": Type("date and time"),
    "days": Type("days and time duration"),
    "months": Type("years and months duration"),
    "ns": ListType("list", NUMBER),
    "ss": ListType("list", STRING),
    "order": ORDER,
    "grade": GRADE,
    "free": Type("context"),
    "span": RangeType("range", NUMBER),
    "l": Type("list"),
    "callback": FunctionType("tCallback", (NUMBER,), STRING),
    "x": ANY,
    "Monthly Income": NUMBER,
    "pre-approval": BOOLEAN,
}
NAMED = {"tOrder": ORDER, "tLine": LINE, "tGrade": GRADE}

_NOON, _MORNING = Time(12, 0, 0), Time(8, 30, 0, 0, 3600)
_SHANGHAI = Time(1, 2, 3, 0, None, "Asia/Shanghai")
VALUES: dict[str, list[object]] = {
    "null": [None],
    "boolean": [True, False],
    "number": [Decimal(0), Decimal(1), Decimal(-2), Decimal("2.5"), Decimal("1e300")],
    "string": ["", "a", "gold", "2026-01-31", "P1D", "12"],
    "date": [Date(2026, 1, 31), Date(-1, 1, 1)],
    "time": [_NOON, _MORNING, _SHANGHAI],
    "date and time": [DateTime(Date(2026, 1, 31), zone) for zone in (_NOON, _MORNING, _SHANGHAI)],
    "days and time duration": [DaysTimeDuration(0), DaysTimeDuration(-45 * 3600 * 10**9)],
    "years and months duration": [YearsMonthsDuration(0), YearsMonthsDuration(-14)],
    "context": [{}, {"a": Decimal(1)}, {"days": "x", "year": None}],
    "function": [Function(("x",)), Function(())],
    "list": [[], [Decimal(1)], ["a", None], [[Decimal(1)], {}]],
    "range": [Range(Decimal(1), Decimal(5), True, False), Range("a", "b", True, True), Range(None, Decimal(5), False, False, "<")],
}
"""By kind: values that differ in what could matter."""


def found(
    text: str, names: dict[str, Type] | None = None, *, value: Type | None = None, dialect: Dialect = STANDARD
) -> tuple[Finding, ...]:
    """The findings of an expression; of unary tests when the type of the tested value is given."""
    return checked(text, names, value=value, dialect=dialect)[1]


def checked(
    text: str, names: dict[str, Type] | None = None, *, value: Type | None = None, dialect: Dialect = STANDARD
) -> tuple[Type, tuple[Finding, ...]]:
    scope = NAMES if names is None else names
    tree = syntax_tree(text, names=tuple(scope), unary=value is not None)
    return check(tree, scope_of(scope if value is None else {**scope, "?": value}), named=NAMED, dialect=dialect)


def codes(text: str, *, value: Type | None = None) -> list[tuple[str, str]]:
    """Code and quoted part of each finding."""
    findings = found(text, value=value)
    for finding in findings:
        assert finding.en.startswith("Expected"), finding.en
        assert any(ord(sign) > 0x2E80 for sign in finding.zh), finding.zh
    return [(finding.code, finding.quote) for finding in findings]


def value_of(text: str, context: dict[str, object]) -> object:
    return parse(text, names=tuple(context)).evaluate(context).value
