"""Whether a value is of a type: what ``instance of``, parameters and item definitions ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from engine.feel.evaluation.state import State
from engine.feel.values.feel_types import ANY, ContextType, FunctionType, ListType, NamedTypes, RangeType, Type, resolve
from engine.feel.values.functions import Function
from engine.feel.values.kinds import kind
from engine.feel.values.ranges import Range


def _anything(_value: object, _state: State) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class LimitedType(Type):
    """Another type whose values must also pass a test (allowed values of an item definition)."""

    base: Type = ANY
    allowed: Callable[[object, State], bool] = field(default=_anything, compare=False)
    """Takes the value and the state of the evaluation, whose budget it uses."""
    sentence: str = ""


def conforms(value: object, wanted: Type, state: State) -> bool:
    """Whether the value may stand where the type is asked for. null conforms to every type (DMN 1.5, 10.3.2.9.2)."""
    return value is None or _fits(value, wanted, state, limited=True)


def instance_of(value: object, wanted: Type, state: State) -> bool:
    """FEEL's ``instance of``: null is an instance of ``Null`` alone; allowed values do not count."""
    return _fits(value, wanted, state, limited=False)


def _fits(value: object, wanted: Type, state: State, *, limited: bool) -> bool:
    """``limited``: whether allowed values count."""
    wanted = resolve(wanted, state.types)
    if isinstance(wanted, LimitedType):
        return _fits(value, wanted.base, state, limited=limited) and (not limited or wanted.allowed(value, state))
    if value is None:
        return wanted.name == "null"
    structured = _STRUCTURED.get(type(wanted))
    if structured is not None:
        return structured(value, wanted, state, limited)
    return wanted.name == "Any" or kind(value) == wanted.name


def _inside(value: object, wanted: Type, state: State, limited: bool) -> bool:
    return value is None or _fits(value, wanted, state, limited=limited)


def _is_list(value: object, wanted: ListType, state: State, limited: bool) -> bool:
    if type(value) is not list:
        return False
    state.charge(len(value))
    return all(_inside(item, wanted.item, state, limited) for item in value)


def _is_range(value: object, wanted: RangeType, state: State, limited: bool) -> bool:
    return type(value) is Range and all(_inside(side, wanted.item, state, limited) for side in (value.start, value.end))


def _is_context(value: object, wanted: ContextType, state: State, limited: bool) -> bool:
    if type(value) is not dict:
        return False
    state.charge(len(wanted.entries))
    return all(name in value and _inside(value[name], entry, state, limited) for name, entry in wanted.entries)


def _is_function(value: object, wanted: FunctionType, state: State, _limited: bool) -> bool:
    if not isinstance(value, Function) or len(value.params) != len(wanted.params):
        return False
    signature = getattr(value, "signature", None)
    return signature is None or conforms_to(signature, wanted, state.types)


_STRUCTURED: dict[type, Callable[..., bool]] = {
    ListType: _is_list,
    RangeType: _is_range,
    ContextType: _is_context,
    FunctionType: _is_function,
}


def conforms_to(given: Type, wanted: Type, named: NamedTypes) -> bool:
    """Whether every value of the one type is one of the other (DMN 1.5, 10.3.2.9.2); unknown types do not."""
    same = given == wanted  # perhaps of a type that mentions itself
    given, wanted = resolve(given, named), resolve(wanted, named)
    if same or wanted.name == "Any" or given.name == "null":
        return True
    if isinstance(given, LimitedType):
        return given == wanted or conforms_to(given.base, wanted, named)
    if isinstance(given, ListType | RangeType) and type(given) is type(wanted):
        return conforms_to(given.item, wanted.item, named)
    if isinstance(given, ContextType) and isinstance(wanted, ContextType):
        return all(name in given.by_name and conforms_to(given.by_name[name], entry, named) for name, entry in wanted.entries)
    if isinstance(given, FunctionType) and isinstance(wanted, FunctionType):
        return (
            len(given.params) == len(wanted.params)
            and all(conforms_to(theirs, ours, named) for ours, theirs in zip(given.params, wanted.params, strict=True))
            and conforms_to(given.result, wanted.result, named)
        )
    return type(given) is type(wanted) and given.name == wanted.name
