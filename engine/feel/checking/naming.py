"""Constants and names."""

from __future__ import annotations

from itertools import chain

from engine.feel.builtins import BUILT_INS
from engine.feel.checking.checker import Checker, rule
from engine.feel.checking.scope import Scope
from engine.feel.checking.shapes import FUNCTION, ExactContext, Signature
from engine.feel.checking.specimens import type_of
from engine.feel.checking.texts import say
from engine.feel.syntax import ast
from engine.feel.values.feel_types import ANY, Type
from engine.feel.values.functions import HostFunction


@rule(ast.Literal)
def literal(checker: Checker, node: ast.Literal, _scope: Scope) -> Type:
    if node.problem is not None:
        return checker.report(node, "malformed_literal", node.problem)
    return type_of(node.value)


@rule(ast.Name)
def name(checker: Checker, node: ast.Name, scope: Scope) -> Type:
    return look_up(checker, node, scope, "unknown_name")


def look_up(checker: Checker, node: ast.Name, scope: Scope, code: str) -> Type:
    """What the name means: something in scope, a built-in function, or what the dialect grants. Nothing is a finding of this code."""
    found = scope.find(node.name)
    if found is not None:
        return found
    if node.name in BUILT_INS:
        return FUNCTION
    granted = checker.dialect.function(node.name)
    if granted is not None:
        return granted_type(granted)
    return _unknown(checker, node, scope, code)


def granted_type(granted: object) -> Type:
    """Of a function of the dialect, or of a name space of them."""
    if isinstance(granted, HostFunction):
        return Signature("function", (ANY,) * len(granted.params), ANY, granted.params, granted.optional)
    assert isinstance(granted, dict)
    return ExactContext("context", tuple((name, granted_type(function)) for name, function in granted.items()))


def _unknown(checker: Checker, node: ast.Name, scope: Scope, code: str) -> Type:
    wanted = node.name
    if scope.comes_later(wanted):
        return checker.report(node, "later_name", say("later_name", name=wanted))
    reason = scope.why_absent(wanted)
    if reason is not None:
        return checker.report(node, reason.code, reason.text)
    function = code == "unknown_function"
    known = chain(BUILT_INS if function else (), checker.dialect.functions, scope.known())
    said = say(code, name=wanted, hint=checker.hint(wanted, known))
    return checker.report(node, code, said, certain=not scope.may_have_more())
