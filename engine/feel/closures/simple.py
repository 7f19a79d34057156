"""Constants, names, arithmetic, comparison, ``instance of``."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any

from engine.feel.closures.compiler import Closure, Compiler, rule
from engine.feel.errors import FeelProblem
from engine.feel.evaluation.arithmetic import calculate
from engine.feel.evaluation.conformance import instance_of
from engine.feel.evaluation.operators import equal, order_holds
from engine.feel.evaluation.state import Env
from engine.feel.functions.registry import BUILT_INS
from engine.feel.outcome import Place
from engine.feel.syntax import ast
from engine.feel.syntax.hints import hint_for_name
from engine.feel.texts import say
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.feel_types import Type, is_known, parts
from engine.feel.values.kinds import kind_words
from engine.feel.values.moments import DateTime, Time
from engine.feel.values.numbers import ARITHMETIC, power


@rule(ast.Literal)
def literal(compiler: Compiler, node: ast.Literal) -> Closure:
    value, problem = node.value, node.problem
    if problem is None:
        return lambda _env: value
    place = compiler.place(node)
    return lambda env: env.state.problem(place, problem)


@rule(ast.Name)
def name(compiler: Compiler, node: ast.Name) -> Closure:
    wanted, place = node.name, compiler.place(node)
    if not compiler.declared(wanted) and (wanted not in BUILT_INS or wanted in compiler.shadowing):
        compiler.free.add(wanted)
    return _outer_name(wanted, place) if compiler.locals is None else _inner_name(wanted, place)


def _outer_name(wanted: str, place: Place) -> Closure:
    def look_up(env: Env) -> object:
        try:
            return env.names[wanted]
        except KeyError:
            return _built_in(env, wanted, place)

    return look_up


def _inner_name(wanted: str, place: Place) -> Closure:
    def look_up(env: Env) -> object:
        scope = env
        while scope.parent is not None:
            names = scope.names
            if wanted in names:
                return names[wanted]
            scope = scope.parent
        try:
            return scope.names[wanted]
        except KeyError:
            return _built_in(env, wanted, place)

    return look_up


def _built_in(env: Env, wanted: str, place: Place) -> object:
    function = BUILT_INS.get(wanted) or env.state.dialect.function(wanted)
    if function is not None:
        return function
    return env.state.problem(place, say("unknown_name", name=wanted, hint=hint_for_name(wanted)))


_OPPOSITES: dict[type, Callable[..., object]] = {
    Decimal: ARITHMETIC.minus,
    DaysTimeDuration: operator.neg,
    YearsMonthsDuration: operator.neg,
}


@rule(ast.Negation)
def negation(compiler: Compiler, node: ast.Negation) -> Closure:
    operand, place = compiler(node.operand), compiler.place(node)

    def negate(env: Env) -> object:
        value = operand(env)
        opposite = _OPPOSITES.get(type(value))
        if opposite is not None:
            return opposite(value)
        return env.state.problem(place, say("cannot_negate", given=kind_words(value)))

    return negate


@rule(ast.Operation)
def operation(compiler: Compiler, node: ast.Operation) -> Closure:
    closure = compiler(node.first)
    if len(node.rest) == 1:
        operator, at, right = node.rest[0]
        return _binary(operator, closure, compiler(right), compiler.place_at(at))
    steps = tuple((operator, compiler(right), compiler.place_at(at)) for operator, at, right in node.rest)

    def chain(env: Env) -> object:
        value = closure(env)
        for operator, right, place in steps:
            value = _combine(env, operator, value, right(env), place)
        return value

    return chain


_NUMBERS = {"+": ARITHMETIC.add, "-": ARITHMETIC.subtract, "*": ARITHMETIC.multiply, "/": ARITHMETIC.divide, "**": power}


def _binary(operator: str, left: Closure, right: Closure, place: Place) -> Closure:
    quick = _NUMBERS[operator]

    def combine(env: Env) -> object:
        one, other = left(env), right(env)
        if type(one) is Decimal and type(other) is Decimal:
            try:
                return quick(one, other)
            except DecimalException:
                pass  # the long way below finds the words for it
        return _combine(env, operator, one, other, place)

    return combine


def _combine(env: Env, operator: str, left: object, right: object, place: Place) -> object:
    try:
        return calculate(operator, left, right, env.state)
    except FeelProblem as problem:
        return env.state.problem(place, problem.text)


@rule(ast.Comparison)
def comparison(compiler: Compiler, node: ast.Comparison) -> Closure:
    """Two numbers or two strings need no table."""
    left, right = compiler(node.left), compiler(node.right)
    sign, place = node.operator, compiler.place(node)
    quick = _QUICK[sign]

    def compared(env: Env) -> object:
        one, other = left(env), right(env)
        kind = type(one)
        if kind is type(other) and (kind is Decimal or kind is str):
            return quick(one, other)
        return compare(env, sign, one, other, place)

    return compared


_QUICK: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compare(env: Env, operator: str, left: object, right: object, place: Place) -> bool | None:
    """Any of the six comparisons; null with a problem when the two cannot be compared."""
    if operator in {"=", "!="}:
        result = equal(left, right, env.state)
        if result is not None:
            return result if operator == "=" else not result
    else:
        result = order_holds(operator, left, right)
        if result is not None:
            return result
    one, other = kind_words(left), kind_words(right)
    if isinstance(left, Time | DateTime) and one is other:
        text = say("cannot_compare_zones", operator=operator, left=one, right=other)
    else:
        text = say("cannot_compare", operator=operator, left=one, right=other)
    env.state.problem(place, text)
    return None


_NEED_PARAMETERS = {
    "list": "list<Any>",
    "range": "range<number>",
    "context": "context<name: string>",
    "function": "function<number> -> Any",
}


@rule(ast.InstanceOf)
def is_instance(compiler: Compiler, node: ast.InstanceOf) -> Closure:
    operand, wanted, place = compiler(node.operand), node.type, compiler.place(node)
    made_of = tuple(parts(wanted))
    bare = next((part.name for part in made_of if type(part) is Type and part.name in _NEED_PARAMETERS), "")
    if bare:
        whole = _NEED_PARAMETERS[bare]
        return lambda env: env.state.problem(place, say("type_not_whole", whole=whole, bare=bare))

    def check(env: Env) -> object:
        env.state.charge(len(made_of))
        unknown = next((part.name for part in made_of if not is_known(part, env.state.types)), None)
        if unknown is not None:
            return env.state.problem(place, say("unknown_type", name=unknown))
        return instance_of(operand(env), wanted, env.state)

    return check
