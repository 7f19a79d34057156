"""Context functions (DMN 1.5, 10.3.4.10), ``is`` and ``not``."""

from __future__ import annotations

from engine.feel.errors import FeelProblem
from engine.feel.evaluation.state import State
from engine.feel.functions.registry import built_in
from engine.feel.values.kinds import kind_words


@built_in("not", "negand:any?")
def negation(value: object) -> bool | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return not value
    en, zh = kind_words(value)
    raise FeelProblem(f"Expected true or false for not, but it is {en}.", f"not 的参数应为真或假，实际为{zh}。")


@built_in("is", "value1:any?, value2:any?")
def same(state: State, one: object, other: object) -> bool:
    """Whether both are the same in every part; ``=`` would let the same instant in two zones be equal."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list) and isinstance(other, list):
        state.charge(len(one))
        return len(one) == len(other) and all(same(state, a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        state.charge(len(one))
        return one.keys() == other.keys() and all(same(state, value, other[name]) for name, value in one.items())
    return one is other if isinstance(one, type(None)) else one == other


def _text_key(key: object) -> str:
    if not isinstance(key, str):
        raise FeelProblem(f"Expected a string as key, but it is {kind_words(key)[0]}.", f"键应为文本，实际为{kind_words(key)[1]}。")
    return key


@built_in("get value", "m:context, key:string")
def get_value(context: dict[str, object], key: str) -> object:
    return _entry(context, key)


@built_in("get value", "context:context, keys:list")
def get_nested_value(context: dict[str, object], keys: list[object]) -> object:
    value: object = context
    if not keys:
        raise FeelProblem("Expected at least one key for get value, but there is none.", "get value 至少需要一个键。")
    for key in keys:
        if not isinstance(value, dict):
            raise FeelProblem(f'Expected a context that has "{key}", but it is {kind_words(value)[0]}.', f"“{key}”的上级不是上下文。")
        value = _entry(value, _text_key(key))
    return value


def _entry(context: dict[str, object], key: str) -> object:
    if key not in context:
        raise FeelProblem(f'Expected an entry "{key}", but the context has none.', f"上下文中没有“{key}”。")
    return context[key]


@built_in("get entries", "m:context")
def get_entries(state: State, context: dict[str, object]) -> list[object]:
    state.sized(len(context))
    return [{"key": key, "value": value} for key, value in context.items()]


@built_in("context", "entries:list")
def context_from(state: State, entries: list[object]) -> dict[str, object]:
    state.sized(len(entries))
    context: dict[str, object] = {}
    for entry in entries:
        if not isinstance(entry, dict) or "key" not in entry or "value" not in entry:
            raise FeelProblem("Expected entries with a key and a value, but one is not so.", "每一项都应有 key 和 value。")
        key = _text_key(entry["key"])
        if key in context:
            raise FeelProblem(f'Expected each key once, but "{key}" is there twice.', f"键“{key}”重复。")
        context[key] = entry["value"]
    return context


@built_in("context put", "context:context, key:string, value:any?")
def context_put(state: State, context: dict[str, object], key: str, value: object) -> dict[str, object]:
    state.sized(len(context) + 1)
    return {**context, key: value}


@built_in("context put", "context:context, keys:list, value:any?")
def context_put_nested(state: State, context: dict[str, object], keys: list[object], value: object) -> dict[str, object]:
    if not keys:
        raise FeelProblem("Expected at least one key for context put, but there is none.", "context put 至少需要一个键。")
    key = _text_key(keys[0])
    if len(keys) == 1:
        return context_put(state, context, key, value)
    inner = context.get(key)
    if not isinstance(inner, dict):
        raise FeelProblem(f'Expected "{key}" to be a context, but it is {kind_words(inner)[0]}.', f"“{key}”应为上下文。")
    return context_put(state, context, key, context_put_nested(state, inner, keys[1:], value))


@built_in("context merge", "contexts:list")
def context_merge(state: State, contexts: list[object]) -> dict[str, object]:
    """Later entries win over earlier ones of the same name."""
    merged: dict[str, object] = {}
    for context in contexts:
        if not isinstance(context, dict):
            raise FeelProblem(
                f"Expected a list of contexts, but one is {kind_words(context)[0]}.", f"应为上下文列表，其中有{kind_words(context)[1]}。"
            )
        state.sized(len(merged) + len(context), len(context))
        merged.update(context)
    return merged
