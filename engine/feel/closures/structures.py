"""Lists, contexts, paths and filters (DMN 1.5, 10.3.2.5 and 10.3.2.6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.feel.closures.compiler import Closure, Compiler, makes_functions, rule
from engine.feel.evaluation.state import Env, State
from engine.feel.outcome import Place
from engine.feel.syntax import ast
from engine.feel.texts import say
from engine.feel.values.kinds import kind_words
from engine.feel.values.properties import PROPERTIES


@rule(ast.ListOf)
def list_of(compiler: Compiler, node: ast.ListOf) -> Closure:
    items = tuple(compiler(item) for item in node.items)

    def build(env: Env) -> list[object]:
        env.state.sized(len(items))
        return [item(env) for item in items]

    return build


@rule(ast.ContextOf)
def context_of(compiler: Compiler, node: ast.ContextOf) -> Closure:
    """Each entry sees the ones before it; a function in an entry also sees itself when it is called."""
    entries = []
    with compiler.inside():
        for name, expression in node.entries:
            entries.append((name, compiler(expression)))
            compiler.locals = (compiler.locals or frozenset()) | {name}
    names: set[str] = set()
    duplicate = next((name for name, _ in entries if name in names or names.add(name)), None)  # type: ignore[func-returns-value]  # add is None
    place = compiler.place(node)

    def build(env: Env) -> object:
        env.state.sized(len(entries))
        context: dict[str, object] = {}
        inner = Env(context, env, env.state)
        for name, entry in entries:
            context[name] = entry(inner)
        return context

    if duplicate is None:
        return build
    return lambda env: env.state.problem(place, say("duplicate_entry", name=duplicate))


@rule(ast.Path)
def path(compiler: Compiler, node: ast.Path) -> Closure:
    operand, name, place = compiler(node.operand), node.name, compiler.place(node)

    def follow(env: Env) -> object:
        value = operand(env)
        if type(value) is dict and name in value:
            return value[name]
        return member(env.state, value, name, place)

    return follow


def member(state: State, value: object, name: str, place: Place) -> object:
    """``value.name``: of a context, of each entry of a list, or a property of a date, duration or range."""
    if type(value) is dict:
        if name in value:
            return value[name]
        return state.problem(place, say("no_entry", name=name))
    if type(value) is list:
        state.sized(len(value))
        return [item[name] if type(item) is dict and name in item else member(state, item, name, place) for item in value]
    read = PROPERTIES.get(type(value), {}).get(name)
    if read is not None:
        return read(value)
    return state.problem(place, say("no_property", name=name, given=kind_words(value)))


@rule(ast.Filter)
def list_filter(compiler: Compiler, node: ast.Filter) -> Closure:
    operand, place = compiler(node.operand), compiler.place(node)
    index = _constant_index(node.condition)
    if index is not None:
        return lambda env: pick(env.state, operand(env), index, place)
    with compiler.inside("item"):
        condition = compiler(node.condition)
    cost, keeps_scope = ast.size(node.condition), makes_functions(node.condition)
    return lambda env: select(env, operand(env), condition, cost, place, keeps_scope=keeps_scope)


def _constant_index(node: ast.Node) -> Decimal | None:
    sign = 1
    if isinstance(node, ast.Negation):
        node, sign = node.operand, -1
    if isinstance(node, ast.Literal) and isinstance(node.value, Decimal):
        return node.value * sign
    return None


def pick(state: State, value: object, index: Decimal, place: Place) -> object:
    """The entry at a position that counts from 1, or from the end when negative."""
    items = _as_list(value)
    if index == index.to_integral_value() and 1 <= abs(index) <= len(items):
        return items[int(index) - 1 if index > 0 else int(index)]
    if not items:
        return state.problem(place, say("empty_list", position=index))
    return state.problem(place, say("no_position", size=len(items), position=index))


def _as_list(value: object) -> list[object]:
    if type(value) is list:
        return value
    return [] if value is None else [value]


def select(env: Env, value: object, condition: Closure, cost: int, place: Place, *, keeps_scope: bool = True) -> object:
    """The entries for which the condition is true; a condition that is a number is a position.

    An empty list stays one, and a filter of null is null. ``keeps_scope``: whether the condition may make
    functions, which keep the scope that they were made in.
    """
    state = env.state
    items = _as_list(value)
    unpaid = len(items) - 1
    state.charge(cost)
    chosen: list[object] = []
    for item, outcome in zip(items, map(condition, _scopes(env, items, keeps_scope=keeps_scope)), strict=True):
        if outcome is True:
            chosen.append(item)
        elif outcome is not False and outcome is not None:
            return _at_position(env, items, condition, outcome, place)
        if unpaid:  # only now it is clear that the condition is no position
            state.charge(cost * unpaid)
            unpaid = 0
    if not items and type(position := _silently(env, condition)) is Decimal:
        return pick(state, items, position, place)
    return None if value is None else chosen


def _scopes(env: Env, items: list[object], *, keeps_scope: bool) -> Iterator[Env]:
    """The scope of each entry: ``item``, and the entries of a context by their names. The same one again and again, unless kept."""
    names: dict[str, object] = {}
    plain = Env(names, env, env.state)
    context = Env({}, plain, env.state)
    for item in items:
        if keeps_scope:
            names = {}
            plain = Env(names, env, env.state)
            context = Env({}, plain, env.state)
        names["item"] = item
        if type(item) is dict:
            context.names = item
            yield context
        else:
            yield plain


def _at_position(env: Env, items: list[object], condition: Closure, outcome: object, place: Place) -> object:
    """The condition was no truth value for an entry: it is a position if it is a number where the filter stands (table 68)."""
    position = _silently(env, condition) if type(outcome) is Decimal else None
    if type(position) is Decimal:
        return pick(env.state, items, position, place)
    return env.state.problem(place, say("wrong_filter", given=kind_words(outcome)))


def _silently(env: Env, condition: Closure) -> object:
    """The condition outside of any entry; what it lacks there is no problem."""
    known = len(env.state.problems)
    outcome = condition(env)
    del env.state.problems[known:]
    return outcome
