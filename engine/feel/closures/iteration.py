"""``for``, ``some``, ``every`` (DMN 1.5, 10.3.2.14)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from engine.feel.closures.compiler import Closure, Compiler, makes_functions, rule
from engine.feel.errors import FeelLimitExceeded, FeelProblem
from engine.feel.evaluation.state import Env, State
from engine.feel.outcome import Place
from engine.feel.syntax import ast
from engine.feel.texts import say
from engine.feel.values.kinds import kind_words
from engine.feel.values.moments import Date
from engine.feel.values.numbers import counted
from engine.feel.values.ranges import Range

Source = tuple[str, Closure, Closure | None]
Visit = Callable[[Env, str, Sequence[object]], bool]


@rule(ast.For)
def for_each(compiler: Compiler, node: ast.For) -> Closure:
    sources, body = _parts(compiler, node.iterators, node.body, "partial")
    cost, place = ast.size(node.body), compiler.place(node)
    wants_partial, keeps_scope = _mentions(node.body, "partial"), makes_functions(node.body)
    return lambda env: collect(env, sources, body, cost, place, wants_partial=wants_partial, keeps_scope=keeps_scope)


def collect(
    env: Env, sources: Sequence[Source], body: Closure, cost: int, place: Place, *, wants_partial: bool, keeps_scope: bool = True
) -> list[object] | None:
    """The body's value for each combination of the sources' entries; null when a source is no list or range.

    ``keeps_scope``: whether the body may make functions, which keep the scope that they were made in.
    """
    state = env.state
    results: list[object] = []

    def visit(around: Env, name: str, items: Sequence[object]) -> bool:
        state.charge(cost * len(items))
        if len(results) + len(items) > state.limits.collection_size:
            raise FeelLimitExceeded("collection_size", state.limits.collection_size)
        scope: dict[str, object] = {}
        inner = Env(scope, around, state)
        for item in items:
            if keeps_scope:
                scope = {}
                inner = Env(scope, around, state)
            if wants_partial:
                state.charge(len(results))
                scope["partial"] = list(results)
            scope[name] = item
            results.append(body(inner))
        return True

    return results if _walk(env, sources, visit, place) is not None else None


@rule(ast.Quantified)
def quantified(compiler: Compiler, node: ast.Quantified) -> Closure:
    sources, body = _parts(compiler, node.iterators, node.body)
    cost, place, every, keeps_scope = ast.size(node.body), compiler.place(node), node.every, makes_functions(node.body)
    return lambda env: quantify(env, sources, body, cost, place, every=every, keeps_scope=keeps_scope)


def quantify(
    env: Env, sources: Sequence[Source], body: Closure, cost: int, place: Place, *, every: bool, keeps_scope: bool = True
) -> bool | None:
    """``every`` or ``some``: one deciding entry ends it; without one, an undecided entry makes it null."""
    state = env.state
    decisive = not every
    outcome: bool | None = every

    def visit(around: Env, name: str, items: Sequence[object]) -> bool:
        nonlocal outcome
        scope: dict[str, object] = {}
        inner = Env(scope, around, state)
        for item in items:
            state.charge(cost)
            if keeps_scope:
                scope = {}
                inner = Env(scope, around, state)
            scope[name] = item
            value = body(inner)
            if value is decisive:
                outcome = decisive
                return False
            if value is not every:
                outcome = None
                state.problem(place, say("not_boolean_after", word="satisfies", given=kind_words(value)))
        return True

    return None if _walk(env, sources, visit, place) is None else outcome


def _parts(compiler: Compiler, iterators: Iterable[ast.Iterator], body: ast.Node, *names: str) -> tuple[tuple[Source, ...], Closure]:
    sources: list[Source] = []
    declared: list[str] = list(names)
    first = True
    for iterator in iterators:
        if first:
            parts = _source(compiler, iterator)
        else:
            with compiler.inside(*declared):
                parts = _source(compiler, iterator)
        first = False
        sources.append((iterator.name, *parts))
        declared.append(iterator.name)
    with compiler.inside(*declared):
        return tuple(sources), compiler(body)


def _source(compiler: Compiler, iterator: ast.Iterator) -> tuple[Closure, Closure | None]:
    return compiler(iterator.source), None if iterator.end is None else compiler(iterator.end)


def _walk(env: Env, sources: Sequence[Source], visit: Visit, place: Place) -> bool | None:
    """Visit all combinations, the last source fastest; None after a problem, False when the visitor has seen enough."""
    (name, source, end), rest = sources[0], sources[1:]
    state = env.state
    try:
        items = entries(source(env), state) if end is None else steps(source(env), end(env), state)
    except FeelProblem as problem:
        state.problem(place, problem.text)
        return None
    if not rest:
        return visit(env, name, items)
    for item in items:
        state.charge(1)
        going = _walk(Env({name: item}, env, state), rest, visit, place)
        if not going:
            return going
    return True


def entries(value: object, state: State) -> Sequence[object]:
    """What an iteration over the value visits: a list's entries, a closed range's steps, or the one value."""
    if type(value) is list:
        return value
    if type(value) is Range and value.comparison is None:
        return _range_steps(value, state)
    if value is None:
        raise FeelProblem(say("nothing_to_go_through"))
    return [value]


def _range_steps(interval: Range, state: State) -> Sequence[object]:
    items = steps(interval.start, interval.end, state)
    first = 0 if interval.start_included else 1
    return items[first : len(items) if interval.end_included else -1]


def steps(start: object, end: object, state: State) -> Sequence[object]:
    """Whole numbers or days from start to end, both included, up or down."""
    if type(start) is Decimal and type(end) is Decimal:
        return list(map(Decimal, _counted(_whole(start, state), _whole(end, state), state)))
    if type(start) is Date and type(end) is Date:
        return list(map(Date.from_days, _counted(start.days(), end.days(), state)))
    raise FeelProblem(say("cannot_count_between", start=kind_words(start), end=kind_words(end)))


def _whole(number: Decimal, state: State) -> int:
    if number != number.to_integral_value():
        raise FeelProblem(say("count_not_whole", number=number))
    try:
        return counted(number)
    except OverflowError as error:
        raise FeelLimitExceeded("collection_size", state.limits.collection_size) from error


def _counted(first: int, last: int, state: State) -> range:
    state.sized(abs(last - first) + 1)
    return range(first, last + 1) if first <= last else range(first, last - 1, -1)


def _mentions(node: ast.Node, name: str) -> bool:
    if isinstance(node, ast.Name) and node.name == name:
        return True
    return any(_mentions(child, name) for child in ast.children(node))
