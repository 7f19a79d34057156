"""Functions and their calls, as closures."""

from __future__ import annotations

from engine.feel.closures.compiler import Closure, Compiler, rule
from engine.feel.errors import FeelProblem
from engine.feel.evaluation.state import Env
from engine.feel.functions.calling import UNKNOWN, UserFunction, apply
from engine.feel.functions.registry import BUILT_INS, BuiltIn
from engine.feel.outcome import Place
from engine.feel.syntax import ast
from engine.feel.texts import say
from engine.feel.values.feel_types import Type
from engine.feel.values.kinds import kind


@rule(ast.Lambda)
def function(compiler: Compiler, node: ast.Lambda) -> Closure:
    body, cost = _body(compiler, node)
    params, types, result = node.params, node.types, node.result
    yields = _certain_type(node.body)
    return lambda env: UserFunction(params, types, body, env, cost=cost, result=result, yields=yields, definition=node)


def _body(compiler: Compiler, node: ast.Lambda) -> tuple[Closure, int]:
    """What runs when the function is called, and its cost. Of an external function only that it does not run."""
    if not node.external:
        with compiler.inside(*node.params):
            return compiler(node.body), ast.size(node.body)
    place = compiler.place(node)
    return lambda env: env.state.problem(place, say("external_function")), 1


def _certain_type(body: ast.Node) -> Type:
    """The type of all values of the body if it shows at once, else the one that conforms to every type."""
    if isinstance(body, ast.Comparison | ast.Logic | ast.Between | ast.In | ast.Quantified | ast.InstanceOf):
        return Type("boolean")
    return Type(kind(body.value)) if isinstance(body, ast.Literal) else UNKNOWN


@rule(ast.Call)
def call(compiler: Compiler, node: ast.Call) -> Closure:
    arguments = tuple(compiler(argument) for argument in node.arguments)
    named, place = node.named, compiler.place(node)
    static = _static(compiler, node.function)
    if static is not None:
        return _built_in_call(static, arguments, named, place)
    target = compiler(node.function)

    def invoke(env: Env) -> object:
        value = target(env)
        values = [argument(env) for argument in arguments]
        return apply(env.state, value, values, named, place)

    return invoke


def _static(compiler: Compiler, node: ast.Node) -> BuiltIn | None:
    """The built-in function that is meant, when no name around hides it."""
    if not isinstance(node, ast.Name) or compiler.declared(node.name) or node.name in compiler.shadowing:
        return None
    return BUILT_INS.get(node.name)


def _built_in_call(built_in: BuiltIn, arguments: tuple[Closure, ...], named: tuple[str, ...] | None, place: Place) -> Closure:
    def invoke(env: Env) -> object:
        state = env.state
        values = [argument(env) for argument in arguments]
        state.charge(1)
        try:
            return built_in.call(state, values, named)
        except FeelProblem as problem:
            return state.problem(place, problem.text)

    return invoke
