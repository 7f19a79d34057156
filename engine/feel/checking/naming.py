"""Constants and names."""

from __future__ import annotations

from itertools import chain

from engine.feel.builtins import BUILT_INS
from engine.feel.checking.checker import Checker, rule
from engine.feel.checking.scope import Scope
from engine.feel.checking.shapes import FUNCTION, ExactContext, Signature
from engine.feel.checking.specimens import type_of
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
        en = f'Expected an entry to use only what stands before it, but "{wanted}" comes only now or later.'
        return checker.report(node, "later_name", (en, f"“{wanted}”在后面才定义，上下文的条目只能使用它之前的条目。"))
    reason = scope.why_absent(wanted)
    if reason is not None:
        return checker.report(node, reason.code, (reason.en, reason.zh))
    function = code == "unknown_function"
    known = chain(BUILT_INS if function else (), checker.dialect.functions, scope.known())
    hint, hint_zh = checker.hint(wanted, known)
    what, what_zh = ("a function that is known", "函数") if function else ("known", "数据")
    said = f'Expected "{wanted}" to be {what}, but nothing has this name.{hint}', f"没有名为“{wanted}”的{what_zh}。{hint_zh}"
    return checker.report(node, code, said, certain=not scope.may_have_more())
