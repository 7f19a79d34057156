"""Short ways to ask FEEL in tests."""

from __future__ import annotations

import datetime as stdlib
from collections.abc import Mapping

from engine.feel import Evaluation, evaluate

NOW = stdlib.datetime(2026, 3, 14, 9, 26, 53, tzinfo=stdlib.UTC)


def value(text: str, scope: Mapping[str, object] | None = None) -> object:
    return evaluate(text, scope, now=NOW).value


def outcome(text: str, scope: Mapping[str, object] | None = None) -> Evaluation:
    return evaluate(text, scope, now=NOW)


def same(left: str, right: str, scope: Mapping[str, object] | None = None) -> bool:
    """Whether two expressions have the same value, in every part, and that is not null."""
    found = value(f"is({left}, {right})", scope)
    return found is True and value(left, scope) is not None


def fits(tests: str, tested: object, scope: Mapping[str, object] | None = None) -> object:
    return evaluate(tests, scope, unary=True, value=tested, now=NOW).value
