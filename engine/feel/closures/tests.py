"""``in``, unary tests and ranges: does a value fit?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.feel import ast
from engine.feel.closures.compiler import Closure, Compiler, rule
from engine.feel.closures.simple import compare
from engine.feel.operators import compare as order
from engine.feel.operators import equal, in_range
from engine.feel.outcome import Place
from engine.feel.state import Env
from engine.feel.values import Range, kind_words

Fit = Callable[[Env, object], "bool | None"]
# In a cell these are conditions of their own, not values to compare with (unless the tested value is a boolean).
_PREDICATES = (ast.Comparison, ast.Logic, ast.Between, ast.In, ast.Quantified, ast.InstanceOf, ast.Call)


@rule(ast.RangeOf)
def interval(compiler: Compiler, node: ast.RangeOf) -> Closure:
    start, end, place = compiler(node.start), compiler(node.end), compiler.place(node)
    start_included, end_included = node.start_included, node.end_included

    def build(env: Env) -> object:
        low, high = start(env), end(env)
        if low is not None and high is not None:
            direction = order(low, high)
            if direction is None:
                one, other = kind_words(low), kind_words(high)
                return env.state.problem(
                    place,
                    f"Expected a range between two comparable values, but they are {one[0]} and {other[0]}.",
                    f"区间两端必须可比较，实际为{one[1]}和{other[1]}。",
                )
        return Range(low, high, start_included and low is not None, end_included and high is not None)

    return build


@rule(ast.Test)
def comparison_range(compiler: Compiler, node: ast.Test) -> Closure:
    """``(< 10)`` outside a test is a range."""
    operand, operator = compiler(node.operand), node.operator

    def build(env: Env) -> Range:
        bound = operand(env)
        if operator in ("=", "!="):
            return Range(bound, bound, True, True, operator)
        if operator.startswith("<"):
            return Range(None, bound, False, operator == "<=", operator)
        return Range(bound, None, operator == ">=", False, operator)

    return build


@rule(ast.In)
def membership(compiler: Compiler, node: ast.In) -> Closure:
    operand = compiler(node.operand)
    fits = tuple(fitting(compiler, test) for test in node.tests)

    def contained(env: Env) -> object:
        value = operand(env)
        return any_fit(env, value, fits)

    return contained


@rule(ast.Tests)
def unary_tests(compiler: Compiler, node: ast.Tests) -> Closure:
    """The tested value is ``?`` in the innermost scope."""
    with compiler.inside("?"):
        fits = tuple(fitting(compiler, test, asked=True) for test in node.tests)
    negated = node.negated

    def tested(env: Env) -> object:
        if not fits:
            return True
        result = any_fit(env, env.names["?"], fits)
        return result if not negated or result is None else not result

    return tested


def any_fit(env: Env, value: object, fits: tuple[Fit, ...]) -> bool | None:
    """Disjunction of the tests in three-valued logic."""
    result: bool | None = False
    for fit in fits:
        outcome = fit(env, value)
        if outcome is True:
            return True
        if outcome is None:
            result = None
    return result


def fitting(compiler: Compiler, node: ast.Node, *, asked: bool = False) -> Fit:
    """One test as a function of scope and value. ``asked``: a cell, where an expression may be about ``?``."""
    place = compiler.place(node)
    if isinstance(node, ast.Test):
        operand, operator = compiler(node.operand), node.operator
        return lambda env, value: compare(env, operator, value, operand(env), place)
    expression = compiler(node)
    about_input = asked and _mentions_input(node)
    predicate = asked and isinstance(node, _PREDICATES)

    def fit(env: Env, value: object) -> bool | None:
        wanted = expression(env)
        if about_input:
            return wanted if wanted is True or wanted is False else _not_boolean(env, wanted, place)
        if predicate and type(wanted) is bool and type(value) is not bool:
            return wanted
        return value_fits(env, value, wanted, place)

    return fit


def value_fits(env: Env, value: object, wanted: object, place: Place) -> bool | None:
    """``value in wanted``: equal to it, inside its range, or one of its list."""
    if type(wanted) is Range:
        result = in_range(value, wanted, env.state)
        return _incomparable(env, value, wanted, place) if result is None else result
    if type(wanted) is list:
        return _in_list(env, value, wanted)
    return compare(env, "=", value, wanted, place)


def _in_list(env: Env, value: object, wanted: list[object]) -> bool | None:
    env.state.charge(len(wanted))
    for item in wanted:
        if type(item) is Range and type(value) is not Range:
            if in_range(value, item, env.state):
                return True
        elif equal(value, item, env.state):
            return True
    return type(value) is list and equal(value, wanted, env.state) is True


def _incomparable(env: Env, value: object, wanted: Range, place: Place) -> Any:
    if value is None:
        return env.state.problem(place, "Expected a value to compare with a range, but it is null.", "与区间比较的值为空。")
    one, other = kind_words(value), kind_words(wanted.start if wanted.start is not None else wanted.end)
    return env.state.problem(
        place,
        f"Expected a value that can lie in a range of {other[0]}, but it is {one[0]}.",
        f"区间的端点是{other[1]}，而值是{one[1]}。",
    )


def _not_boolean(env: Env, value: object, place: Place) -> Any:
    en, zh = kind_words(value)
    return env.state.problem(place, f"Expected the test to be true or false, but it is {en}.", f"判断结果应为真或假，实际为{zh}。")


def _mentions_input(node: ast.Node) -> bool:
    if isinstance(node, ast.Name):
        return node.name == "?"
    return any(_mentions_input(child) for child in ast.children(node))
