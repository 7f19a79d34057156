"""List functions (DMN 1.5, 10.3.4.4, and sort in 10.3.4.9). None changes the list that it is given."""

from __future__ import annotations

from decimal import Decimal

from engine.feel.builtins.positions import index, portion
from engine.feel.errors import FeelProblem
from engine.feel.evaluation.operators import equal
from engine.feel.evaluation.state import State
from engine.feel.functions.calling import invoke_function
from engine.feel.functions.registry import BuiltIn, built_in
from engine.feel.texts import say
from engine.feel.values.functions import Function


@built_in("list contains", "list:list, element:any?")
def list_contains(state: State, values: list[object], element: object) -> bool:
    state.charge(len(values))
    return any(equal(value, element, state) for value in values)


@built_in("sublist", "list:list, start position:number, length:number=")
def sublist(state: State, values: list[object], start: Decimal, length: Decimal | None) -> list[object]:
    part = portion(start, length, len(values), "sublist")
    state.sized(part.stop - part.start)
    return values[part]


@built_in("append", "list:list, item:any?*")
def append(state: State, values: list[object], items: list[object]) -> list[object]:
    state.sized(len(values) + len(items))
    return [*values, *items]


@built_in("concatenate", "list:list*")
def concatenate(state: State, lists: list[object]) -> list[object]:
    joined: list[object] = []
    for part in lists:
        if part is None:
            raise FeelProblem(say("list_expected"))
        addition = part if isinstance(part, list) else [part]
        state.sized(len(joined) + len(addition), len(addition))
        joined += addition
    return joined


@built_in("insert before", "list:list, position:number, newItem:any?")
def insert_before(state: State, values: list[object], position: Decimal, item: object) -> list[object]:
    at = index(position, len(values), "insert before")
    state.sized(len(values) + 1)
    return [*values[:at], item, *values[at:]]


@built_in("remove", "list:list, position:number")
def remove(state: State, values: list[object], position: Decimal) -> list[object]:
    at = index(position, len(values), "remove")
    state.sized(len(values))
    return [*values[:at], *values[at + 1 :]]


@built_in("list replace", "list:list, position:number, newItem:any?")
def list_replace(state: State, values: list[object], position: Decimal, item: object) -> list[object]:
    at = index(position, len(values), "list replace")
    state.sized(len(values))
    return [*values[:at], item, *values[at + 1 :]]


@built_in("list replace", "list:list, match:function, newItem:any?")
def list_replace_matching(state: State, values: list[object], match: Function, item: object) -> list[object]:
    """Replace the entries for which ``match(entry, newItem)`` is true."""
    _of_two(match, "match")
    state.sized(len(values))
    replaced: list[object] = []
    for value in values:
        hit = invoke_function(state, match, [value, item])
        if not isinstance(hit, bool):
            raise FeelProblem(say("function_not_boolean", name="match"))
        replaced.append(item if hit else value)
    return replaced


@built_in("reverse", "list:list")
def reverse(state: State, values: list[object]) -> list[object]:
    state.sized(len(values))
    return values[::-1]


@built_in("index of", "list:list, match:any?")
def index_of(state: State, values: list[object], match: object) -> list[object]:
    state.sized(len(values))
    return [Decimal(number) for number, value in enumerate(values, 1) if equal(value, match, state)]


def _distinct(values: list[object], state: State) -> list[object]:
    """In the order of first appearance. Numbers and strings by hash, the rest one against all."""
    seen: set[object] = set()
    others: list[object] = []
    kept: list[object] = []
    for value in values:
        if isinstance(value, Decimal | str) or value is None or isinstance(value, bool):
            key = (type(value), value)
            if key not in seen:
                seen.add(key)
                kept.append(value)
            continue
        state.charge(len(others))
        if not any(equal(value, other, state) for other in others):
            others.append(value)
            kept.append(value)
    return kept


@built_in("union", "list:list*")
def union(state: State, lists: list[object]) -> list[object]:
    return _distinct(concatenate(state, lists), state)


@built_in("distinct values", "list:list")
def distinct_values(state: State, values: list[object]) -> list[object]:
    state.sized(len(values))
    return _distinct(values, state)


@built_in("flatten", "list:list")
def flatten(state: State, values: list[object]) -> list[object]:
    flat: list[object] = []
    _flatten(values, flat, state)
    return flat


def _flatten(values: list[object], flat: list[object], state: State) -> None:
    state.charge(len(values) + 1)
    for value in values:
        if isinstance(value, list):
            _flatten(value, flat, state)
        else:
            flat.append(value)
            state.sized(len(flat), 0)


@built_in("sort", "list:list, precedes:function")
def sort(state: State, values: list[object], precedes: Function) -> list[object]:
    """Stable; ``precedes(x, y)`` says whether x comes before y."""
    _of_two(precedes, "precedes")

    class Key:
        __slots__ = ("value",)

        def __init__(self, value: object) -> None:
            self.value = value

        def __lt__(self, other: Key) -> bool:
            first = invoke_function(state, precedes, [self.value, other.value])
            if not isinstance(first, bool):
                raise FeelProblem(say("function_not_boolean", name="precedes"))
            return first

    state.sized(len(values))
    return sorted(values, key=Key)


def _of_two(function: Function, name: str) -> None:
    """What the standard's functions take is known when they are called."""
    if len(function.params) != 2 and not isinstance(function, BuiltIn):
        raise FeelProblem(say("function_of_two", name=name))
