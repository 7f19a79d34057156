"""``in``, unary tests and ranges: does a value fit?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.feel.closures.compiler import Closure, Compiler, rule
from engine.feel.closures.simple import compare
from engine.feel.evaluation.operators import compare as order
from engine.feel.evaluation.operators import equal, in_range
from engine.feel.evaluation.state import Env
from engine.feel.outcome import Place
from engine.feel.syntax import ast
from engine.feel.texts import say
from engine.feel.values.kinds import kind_words
from engine.feel.values.ranges import Range

Fit = Callable[[Env, object], "bool | None"]


@rule(ast.RangeOf)
def interval(compiler: Compiler, node: ast.RangeOf) -> Closure:
    start, end, place = compiler(node.start), compiler(node.end), compiler.place(node)
    start_included, end_included = node.start_included, node.end_included

    def build(env: Env) -> object:
        low, high = start(env), end(env)
        if low is not None and high is not None:
            direction = order(low, high)
            if direction is None or direction > 0:
                return _no_range(env, low, high, place)
        return Range(low, high, start_included and low is not None, end_included and high is not None)

    return build


def _no_range(env: Env, low: object, high: object, place: Place) -> Any:
    """The ends must be of one kind and in order (10.3.2.7)."""
    one, other = kind_words(low), kind_words(high)
    if one is not other:
        return env.state.problem(place, say("range_of_kinds", start=one, end=other))
    return env.state.problem(place, say("range_backwards"))


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
        fits = tuple(fitting(compiler, test, cell=True) for test in node.tests)
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


def fitting(compiler: Compiler, node: ast.Node, *, cell: bool = False) -> Fit:
    """One test as a function of scope and value. ``cell``: ``?`` is the tested value already; behind ``in`` a condition makes it so."""
    place = compiler.place(node)
    if isinstance(node, ast.Test):
        operand, operator = compiler(node.operand), node.operator
        return lambda env, value: compare(env, operator, value, operand(env), place)
    if isinstance(node, ast.RangeOf):
        return _range_test(compiler(node), place)
    if cell:
        return _cell_test(compiler, node, place)
    if ast.asks(node) and isinstance(node, ast.CONDITIONS):
        with compiler.inside("?"):
            condition = compiler(node)
        return lambda env, value: _truth(env, condition(Env({"?": value}, env, env.state)), place)
    wanted = compiler(node)
    return lambda env, value: value_fits(env, value, wanted(env), place)


def _range_test(interval: Closure, place: Place) -> Fit:
    """Nothing fits what is no range, and null is not what it is."""

    def fit(env: Env, value: object) -> bool | None:
        wanted = interval(env)
        return None if wanted is None and value is None else value_fits(env, value, wanted, place)

    return fit


def _cell_test(compiler: Compiler, node: ast.Node, place: Place) -> Fit:
    """An expression in a cell is a condition if it is about ``?``, or if it looks like one and no truth value is tested."""
    expression, about_input, condition = compiler(node), ast.asks(node), isinstance(node, ast.CONDITIONS)

    def fit(env: Env, value: object) -> bool | None:
        wanted = expression(env)
        if type(wanted) is bool and (about_input or (condition and type(value) is not bool)):
            return wanted
        if about_input and wanted is None:
            return _truth(env, wanted, place)
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
        return env.state.problem(place, say("null_in_range"))
    bound = kind_words(wanted.start if wanted.start is not None else wanted.end)
    return env.state.problem(place, say("not_in_range_of", bound=bound, given=kind_words(value)))


def _truth(env: Env, value: object, place: Place) -> bool | None:
    if value is True or value is False:
        return value
    env.state.problem(place, say("test_not_boolean", given=kind_words(value)))
    return None
