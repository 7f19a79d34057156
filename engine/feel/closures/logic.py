"""``and``, ``or``, ``if``, ``between``: three-valued logic (DMN 1.5, table 50)."""

from __future__ import annotations

from typing import Any

from engine.feel.closures.compiler import Closure, Compiler, rule
from engine.feel.closures.simple import compare
from engine.feel.evaluation.state import Env
from engine.feel.outcome import Place
from engine.feel.syntax import ast
from engine.feel.texts import say
from engine.feel.values.kinds import kind_words


@rule(ast.Logic)
def logic(compiler: Compiler, node: ast.Logic) -> Closure:
    operands = tuple(compiler(operand) for operand in node.operands)
    word, place = node.operator, compiler.place(node)
    decisive = word == "or"  # one such operand decides

    def combined(env: Env) -> bool | None:
        result: bool | None = not decisive
        for operand in operands:
            value = operand(env)
            if value is decisive:
                return decisive
            if value is not True and value is not False:
                result = None
                if value is not None:
                    env.state.problem(place, say("not_boolean_beside", word=word, given=kind_words(value)))
        return result

    return combined


@rule(ast.If)
def conditional(compiler: Compiler, node: ast.If) -> Closure:
    condition, then, otherwise = compiler(node.condition), compiler(node.then), compiler(node.otherwise)
    place = compiler.place(node.condition)

    def choose(env: Env) -> object:
        value = condition(env)
        if value is True:
            return then(env)
        if value is not False and value is not None:
            _not_boolean(env, value, place)
        return otherwise(env)

    return choose


def chosen_by(env: Env, value: object, then: Closure, otherwise: Closure, place: Place) -> object:
    """A boxed conditional, whose condition must be a truth value (10.2.1.8), unlike that of the textual ``if`` (table 49).

    ``then`` for true, ``otherwise`` for false and null; anything else is null.
    """
    if value is True:
        return then(env)
    if value is False or value is None:
        return otherwise(env)
    return _not_boolean(env, value, place)


def _not_boolean(env: Env, value: object, place: Place) -> Any:
    return env.state.problem(place, say("not_boolean_after", word="if", given=kind_words(value)))


@rule(ast.Between)
def between(compiler: Compiler, node: ast.Between) -> Closure:
    operand, low, high = compiler(node.operand), compiler(node.low), compiler(node.high)
    place = compiler.place(node)

    def inside(env: Env) -> bool | None:
        value = operand(env)
        above = compare(env, ">=", value, low(env), place)
        below = compare(env, "<=", value, high(env), place)
        if above is False or below is False:
            return False
        return None if above is None or below is None else True

    return inside
