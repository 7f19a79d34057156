"""FEEL, the expression language of DMN 1.5: pure, bounded, and usable alone.

    >>> from engine.feel import evaluate
    >>> evaluate("sum(prices) * 2", {"prices": [1, 2.5]}).value
    Decimal('7.0')

``docs/feel.md`` is the guide for programmers, ``docs/expressions.md`` for those who write expressions. An error
inside an expression is ``null`` with a problem that says why and where; only broken syntax
(``FeelSyntaxError``) and spent budgets (``FeelLimitExceeded``) raise.
"""

from __future__ import annotations

import datetime as stdlib
from collections.abc import Mapping

from engine.feel import temporal
from engine.feel.dialect import STANDARD, Dialect
from engine.feel.errors import FeelLimitExceeded, FeelProblem, FeelSyntaxError
from engine.feel.expression import Expression, parse
from engine.feel.limits import DEFAULT_LIMITS, Limits, Meter
from engine.feel.outcome import Evaluation, Problem
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.functions import Function, HostFunction
from engine.feel.values.jsonable import from_json, to_json
from engine.feel.values.moments import Date, DateTime, Time
from engine.feel.values.ranges import Range

__all__ = [
    "DEFAULT_LIMITS",
    "STANDARD",
    "Date",
    "DateTime",
    "DaysTimeDuration",
    "Dialect",
    "Evaluation",
    "Expression",
    "FeelLimitExceeded",
    "FeelProblem",
    "FeelSyntaxError",
    "Function",
    "HostFunction",
    "Limits",
    "Meter",
    "Problem",
    "Range",
    "Time",
    "YearsMonthsDuration",
    "evaluate",
    "from_json",
    "parse",
    "temporal",
    "to_json",
]


def evaluate(
    text: str,
    context: Mapping[str, object] | None = None,
    *,
    now: stdlib.datetime | None = None,
    unary: bool = False,
    value: object = None,
    limits: Limits = DEFAULT_LIMITS,
    dialect: Dialect = STANDARD,
) -> Evaluation:
    """Parse (cached) and evaluate: an expression or, if ``unary``, unary tests of ``value``.

    ``now`` (aware) must be given for ``now()`` and ``today()``. Raises like ``parse``.
    """
    names = context if context is not None else {}
    expression = parse(text, names=tuple(names), unary=unary, limits=limits)
    return expression.evaluate(names, now=now, value=value, limits=limits, dialect=dialect)
