"""Allowed values of item definitions: a test of one value, without anything else in scope."""

from __future__ import annotations

from collections.abc import Callable

from engine.dmn.xml import Element, identity
from engine.feel.errors import FeelLimitExceeded, FeelSyntaxError
from engine.feel.expression import parse_unary_tests
from engine.kernel.errors import Fault


def allowed_values(source: str, at: Element, faults: list[Fault]) -> Callable[[object], bool]:
    """True for values that pass; null always passes. What does not parse is a fault."""
    try:
        tests = parse_unary_tests(source)
    except (FeelSyntaxError, FeelLimitExceeded) as error:
        faults.append(
            Fault(identity(at), error.reason_code, f'In "{source[:80]}": {error.message}', f"“{source[:80]}”：{error.message_zh}")
        )
        return _passes
    return lambda value: value is None or tests.test(value).value is True


def _passes(_value: object) -> bool:
    return True
