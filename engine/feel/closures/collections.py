"""Lists, contexts, paths and filters (DMN 1.5, 10.3.2.5 and 10.3.2.6)."""

from __future__ import annotations

from decimal import Decimal

from engine.feel import ast
from engine.feel.closures.compiler import Closure, Compiler, rule
from engine.feel.outcome import Place
from engine.feel.properties import PROPERTIES
from engine.feel.state import Env, State
from engine.feel.values import kind_words


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
    names = [name for name, _ in entries]
    duplicate = next((name for name in names if names.count(name) > 1), None) if len(names) < 1000 else None
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
    return lambda env: env.state.problem(
        place, f'Expected each name once in a context, but "{duplicate}" is there twice.', f"上下文中“{duplicate}”重复。"
    )


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
        return state.problem(place, f'Expected an entry "{name}", but the context has none.', f"上下文中没有“{name}”。")
    if type(value) is list:
        state.sized(len(value))
        return [member(state, item, name, place) for item in value]
    read = PROPERTIES.get(type(value), {}).get(name)
    if read is not None:
        return read(value)
    en, zh = kind_words(value)
    return state.problem(place, f'Expected something that has "{name}", but it is {en}.', f"{zh}没有“{name}”。")


@rule(ast.Filter)
def list_filter(compiler: Compiler, node: ast.Filter) -> Closure:
    operand, place = compiler(node.operand), compiler.place(node)
    index = _constant_index(node.condition)
    if index is not None:
        return lambda env: pick(env.state, operand(env), index, place)
    with compiler.inside("item"):
        condition = compiler(node.condition)
    cost = ast.size(node.condition)
    return lambda env: select(env, operand(env), condition, cost, place)


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
    return state.problem(
        place,
        f"Expected a position from 1 to {len(items)} (or from the end: -1), but it is {index}.",
        f"位置应在 1 至 {len(items)} 之间，实际为 {index}。",
    )


def _as_list(value: object) -> list[object]:
    if type(value) is list:
        return value
    return [] if value is None else [value]


def item_scope(env: Env, item: object) -> Env:
    """The scope of one entry: ``item``, and the entries of a context by their names."""
    inner = Env({"item": item}, env, env.state)
    return Env(item, inner, env.state) if type(item) is dict else inner


def select(env: Env, value: object, condition: Closure, cost: int, place: Place) -> object:
    """The entries for which the condition is true; a condition that is a number is a position."""
    state = env.state
    items = _as_list(value)
    if not items:
        return _select_nothing(env, value, condition, place)
    chosen: list[object] = []
    for number, item in enumerate(items):
        state.charge(cost)
        outcome = condition(item_scope(env, item))
        if outcome is True:
            chosen.append(item)
        elif number == 0 and type(outcome) is Decimal:
            return pick(state, items, outcome, place)
        elif outcome is not False and outcome is not None:
            en, zh = kind_words(outcome)
            return state.problem(
                place,
                f"Expected a filter to be true or false, or one position, but it is {en}.",
                f"筛选条件应为真或假，或一个位置，实际为{zh}。",
            )
    return chosen


def _select_nothing(env: Env, value: object, condition: Closure, place: Place) -> object:
    """An empty list stays one, but a position in it is null; so is a filter of null."""
    known = len(env.state.problems)
    outcome = condition(item_scope(env, None))
    del env.state.problems[known:]  # what an entry that does not exist lacks is no problem
    if type(outcome) is Decimal:
        return pick(env.state, [], outcome, place)
    return None if value is None else []
