"""Functions and their calls."""

from __future__ import annotations

from collections.abc import Sequence

from engine.feel.builtins import BUILT_INS
from engine.feel.checking.built_ins import Argument, call_built_in
from engine.feel.checking.checker import Checker, rule
from engine.feel.checking.logic import known_types
from engine.feel.checking.naming import look_up
from engine.feel.checking.scope import Scope
from engine.feel.checking.shapes import Signature, bare, is_unknown, kind_of, settled
from engine.feel.checking.signatures import misfit_of, misfits
from engine.feel.checking.specimens import specimen
from engine.feel.syntax import ast
from engine.feel.values.feel_types import ANY, FunctionType, Type


@rule(ast.Lambda)
def function(checker: Checker, node: ast.Lambda, scope: Scope) -> Type:
    for wanted in (*node.types, node.result):
        if wanted is not None:
            known_types(checker, node, wanted)
    if node.external:
        return ANY
    types = tuple(settled(wanted, checker.named) for wanted in node.types)
    given = checker(node.body, Scope(dict(zip(node.params, types, strict=True)), scope, deferred=True))
    result = settled(node.result, checker.named)
    misfit = misfit_of(given, result, "result")
    if misfit is not None:
        checker.report(node.body, "wrong_result", misfit)
    return Signature("function", types, given if is_unknown(result) else result, node.params)


@rule(ast.Call)
def call(checker: Checker, node: ast.Call, scope: Scope) -> Type:
    called = node.function
    if not isinstance(called, ast.Name):
        return apply(checker, node, checker(called, scope), _arguments(checker, node, scope))
    if called.name in BUILT_INS and not scope.declares(called.name):
        return call_built_in(checker, node, BUILT_INS[called.name], _arguments(checker, node, scope))
    return apply(checker, node, look_up(checker, called, scope, "unknown_function"), _arguments(checker, node, scope))


def _arguments(checker: Checker, node: ast.Call, scope: Scope) -> list[Argument]:
    return [Argument(each, checker(each, scope)) for each in node.arguments]


def apply(checker: Checker, node: ast.Call, target: Type, arguments: Sequence[Argument]) -> Type:
    """The type of a call of what has this type."""
    found = bare(target)
    if isinstance(found, FunctionType):
        wrong = list(misfits(found, [each.type for each in arguments], node.named, checker.hint))
        for index, code, said in wrong:
            checker.report(node, code, said, at=node.at if index is None else arguments[index].node.at)
        return ANY if wrong else found.result
    if is_unknown(found) or kind_of(found) == "function":
        return ANY
    return checker.attempt(node, ast.Call(node.at, ast.Literal(node.at, specimen(found)), ()), "not_a_function")
