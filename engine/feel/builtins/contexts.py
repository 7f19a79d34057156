"""Context functions (DMN 1.5, 10.3.4.10), ``is`` and ``not``."""

from __future__ import annotations

from engine.feel.errors import FeelProblem
from engine.feel.evaluation.state import State
from engine.feel.functions.registry import built_in
from engine.feel.texts import say
from engine.feel.values.kinds import kind_words


@built_in("not", "negand:any?")
def negation(value: object) -> bool | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return not value
    raise FeelProblem(say("not_of_boolean", given=kind_words(value)))


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
        raise FeelProblem(say("key_not_string", given=kind_words(key)))
    return key


@built_in("get value", "m:context, key:string")
def get_value(context: dict[str, object], key: str) -> object:
    return _entry(context, key)


@built_in("get value", "context:context, keys:list")
def get_nested_value(context: dict[str, object], keys: list[object]) -> object:
    value: object = context
    if not keys:
        raise FeelProblem(say("no_keys", function="get value"))
    for key in keys:
        if not isinstance(value, dict):
            raise FeelProblem(say("no_context_with", key=key, given=kind_words(value)))
        value = _entry(value, _text_key(key))
    return value


def _entry(context: dict[str, object], key: str) -> object:
    if key not in context:
        raise FeelProblem(say("no_entry", name=key))
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
            raise FeelProblem(say("entry_without_key"))
        key = _text_key(entry["key"])
        if key in context:
            raise FeelProblem(say("duplicate_key", key=key))
        context[key] = entry["value"]
    return context


@built_in("context put", "context:context, key:string, value:any?")
def context_put(state: State, context: dict[str, object], key: str, value: object) -> dict[str, object]:
    state.sized(len(context) + 1)
    return {**context, key: value}


@built_in("context put", "context:context, keys:list, value:any?")
def context_put_nested(state: State, context: dict[str, object], keys: list[object], value: object) -> dict[str, object]:
    if not keys:
        raise FeelProblem(say("no_keys", function="context put"))
    key = _text_key(keys[0])
    if len(keys) == 1:
        return context_put(state, context, key, value)
    inner = context.get(key)
    if not isinstance(inner, dict):
        raise FeelProblem(say("entry_no_context", key=key, given=kind_words(inner)))
    return context_put(state, context, key, context_put_nested(state, inner, keys[1:], value))


@built_in("context merge", "contexts:list")
def context_merge(state: State, contexts: list[object]) -> dict[str, object]:
    """Later entries win over earlier ones of the same name."""
    merged: dict[str, object] = {}
    for context in contexts:
        if not isinstance(context, dict):
            raise FeelProblem(say("context_expected", given=kind_words(context)))
        state.sized(len(merged) + len(context), len(context))
        merged.update(context)
    return merged
