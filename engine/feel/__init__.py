"""FEEL, the expression language of DMN 1.5: pure, bounded, and usable alone.

    >>> from engine.feel import evaluate
    >>> evaluate("sum(prices) * 2", {"prices": [1, 2.5]}).value
    Decimal('7.0')

``docs/feel.md`` is the guide. An error inside an expression is ``null`` with a problem that says why
and where; only broken syntax (``FeelSyntaxError``) and spent budgets (``FeelLimitExceeded``) raise.
"""

from __future__ import annotations

import datetime as stdlib
from collections.abc import Mapping

from engine.feel import temporal
from engine.feel.errors import FeelLimitExceeded, FeelProblem, FeelSyntaxError
from engine.feel.expression import Expression, UnaryTests, parse, parse_unary_tests
from engine.feel.jsonable import from_json, to_json
from engine.feel.limits import DEFAULT_LIMITS, Limits, Meter
from engine.feel.moments import Date, DateTime, Time
from engine.feel.outcome import Evaluation, Problem
from engine.feel.values import Function, HostFunction, Range, YearsMonthsDuration

__all__ = [
    "DEFAULT_LIMITS",
    "Date",
    "DateTime",
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
    "UnaryTests",
    "YearsMonthsDuration",
    "evaluate",
    "from_json",
    "parse",
    "parse_unary_tests",
    "temporal",
    "to_json",
]


def evaluate(
    text: str,
    scope: Mapping[str, object] | None = None,
    *,
    now: stdlib.datetime | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Evaluation:
    """Parse (cached) and evaluate. ``now`` must be given for ``now()`` and ``today()``. Raises like ``parse``."""
    names = scope if scope is not None else {}
    return parse(text, names=tuple(names), limits=limits).evaluate(names, now=now, limits=limits)
