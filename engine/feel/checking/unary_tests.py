"""``in`` and unary tests: can a value fit?"""

from __future__ import annotations

from engine.feel.checking.checker import Checker, rule
from engine.feel.checking.operators import can_compare, date_hint, either, only_allowed
from engine.feel.checking.scope import Scope
from engine.feel.checking.shapes import BOOLEAN, bare, is_unknown, kind_of
from engine.feel.checking.specimens import words
from engine.feel.checking.texts import say
from engine.feel.syntax import ast
from engine.feel.values.feel_types import ANY, ListType, RangeType, Type

_VALUES = (ast.Test, ast.RangeOf, ast.ListOf)
"""Tests that hold values to compare with even when they are about ``?``."""


@rule(ast.In)
def membership(checker: Checker, node: ast.In, scope: Scope) -> Type:
    value = checker(node.operand, scope)
    for test in node.tests:
        if ast.asks(test) and isinstance(test, ast.CONDITIONS):
            _condition(checker, test, checker(test, Scope({"?": value}, scope)))
        else:
            _fits(checker, test, value, scope)
    return BOOLEAN


@rule(ast.Tests)
def unary_tests(checker: Checker, node: ast.Tests, scope: Scope) -> Type:
    """``?`` in the scope says what is tested."""
    value = scope.find("?") or ANY
    for test in node.tests:
        if ast.asks(test) and not isinstance(test, _VALUES):
            _condition(checker, test, checker(test, scope))
        else:
            _fits(checker, test, value, scope, cell=True)
    return BOOLEAN


def _condition(checker: Checker, test: ast.Node, found: Type) -> None:
    if not is_unknown(found) and kind_of(found) not in ("boolean", "null"):
        checker.report(test, "not_boolean", say("test_not_boolean", given=words(found)))


def _fits(checker: Checker, test: ast.Node, value: Type, scope: Scope, *, cell: bool = False) -> None:
    """One test that no value of the type can pass is a finding."""
    if isinstance(test, ast.Test):
        _comparable(checker, test, value, test.operator, checker(test.operand, scope))
        return
    wanted = bare(checker(test, scope))
    if cell and isinstance(test, ast.CONDITIONS) and kind_of(wanted) == "boolean" and kind_of(value) != "boolean":
        return
    if kind_of(wanted) == "range":
        _in_range(checker, test, value, wanted)
    elif kind_of(wanted) == "list":
        if kind_of(value) != "list" and isinstance(wanted, ListType):
            _in_list(checker, test, value, bare(wanted.item))
    else:
        _comparable(checker, test, value, "=", wanted)


def _in_range(checker: Checker, test: ast.Node, value: Type, wanted: Type) -> None:
    if isinstance(wanted, RangeType):
        _comparable(checker, test, value, "<=", wanted.item)


def _in_list(checker: Checker, test: ast.Node, value: Type, item: Type) -> None:
    if kind_of(item) == "range":
        _in_range(checker, test, value, item)
    else:
        _comparable(checker, test, value, "=", item)


def _comparable(checker: Checker, test: ast.Node, value: Type, operator: str, wanted: Type) -> None:
    if can_compare(operator, value, wanted):
        if operator == "=":
            only_allowed(checker, test, test.operand if isinstance(test, ast.Test) else test, value)
        return
    hint = date_hint(test.operand if isinstance(test, ast.Test) else test, value)
    checker.report(test, "never_fits", say("never_fits", value=either(value), wanted=either(wanted), hint=hint))
