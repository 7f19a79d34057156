"""Where variables live: one process scope shared by all tokens, and local scopes where the diagram asks for one.

A local scope belongs to an activity or sub-process with input mappings and to each instance of a
multi-instance activity. A name is looked up from the inside out. A result goes to the innermost
scope outside the activity that has the name, and to the process scope when none has.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from engine.bpmn.machine.tokens import Token
from engine.bpmn.outcome import Json, VariablesChanged
from engine.bpmn.texts import say
from engine.kernel.errors import InvalidInput
from engine.kernel.storable import LARGEST_INTEGER, is_storable
from engine.kernel.texts import Text

_DEEPEST = 100


def layers(token: Token) -> list[dict[str, Json]]:
    """The variable scopes that the token sees, innermost first; the last is the process scope."""
    found: list[dict[str, Json]] = []
    inner: Token | None = token
    while inner is not None:
        if inner.local is not None:
            found.append(inner.local)
        inner = inner.scope
    found.append(token.workflow.variables)
    return found


def merged(token: Token) -> dict[str, Json]:
    """All that the token sees as one mapping."""
    variables: dict[str, Json] = {}
    for layer in reversed(layers(token)):
        variables.update(layer)
    return variables


def assign(start: Token, changes: Mapping[str, Json], element_id: str | None) -> None:
    """Set each name in the innermost scope from ``start`` outward that has it, else in the process scope."""
    if not changes:
        return
    shared: dict[str, Json] = {}
    for name, value in changes.items():
        owner = _owner(start, name)
        if owner is None:
            shared[name] = value
        else:
            assert owner.local is not None
            owner.local[name] = value
            owner.workflow.has_changed = True
    if shared:
        assign_process(start, shared, element_id)


def _owner(start: Token, name: str) -> Token | None:
    scope: Token | None = start
    while scope is not None:
        if scope.local is not None and (name in scope.local or name in scope.task_spec.declared):
            return scope
        scope = scope.scope
    return None


def assign_process(token: Token, changes: Mapping[str, Json], element_id: str | None) -> None:
    """Set process variables and record those that got another value."""
    execution = token.workflow
    variables = execution.variables
    new: dict[str, Json] = {}
    old: dict[str, Json] = {}
    for name, value in changes.items():
        if name not in variables:
            new[name] = value
        elif not same(variables[name], value):
            new[name], old[name] = value, variables[name]
    if new:
        variables.update(new)
        execution.has_changed = True
        execution.record(VariablesChanged(element_id, new, old))


def same(one: Json, other: Json) -> bool:
    """Equal as JSON: 1 is not true, and 1 is 1.0."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(left, right) for left, right in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    return one == other


def put(into: dict[str, Json], path: tuple[str, ...], value: Json) -> None:
    """Set ``a.b.c``: contexts on the way are copied, never changed in place; what is no context is replaced by one."""
    for name in path[:-1]:
        inside = into.get(name)
        into[name] = dict(inside) if isinstance(inside, Mapping) else {}
        into = into[name]  # type: ignore[assignment]
    into[path[-1]] = value


def plain(variables: Mapping[str, object]) -> dict[str, Json]:
    """A copy that is plain JSON for certain. Raises ``InvalidInput`` for NaN, integers beyond 2**53 - 1 and foreign types."""
    return {_name(name): _plain(value, _DEEPEST) for name, value in variables.items()}


def _plain(value: object, depth: int) -> Json:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return _number(value)
    if depth == 0:
        _refuse(say("found_levels", most=_DEEPEST))
    if isinstance(value, Mapping):
        return {_name(name): _plain(item, depth - 1) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, depth - 1) for item in value]
    return _refuse(say("found_type", type=type(value).__name__))


def _number(value: float) -> Json:
    if isinstance(value, float) and not isfinite(value):
        _refuse(say("found_infinite"))
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        _refuse(say("found_integer", largest=LARGEST_INTEGER))
    return value


def _text(text: str) -> str:
    if not is_storable(text):
        _refuse(say("found_unstorable"))
    return text


def _name(name: object) -> str:
    return _text(name) if isinstance(name, str) else str(_refuse(say("found_name", name=name)))


def _refuse(found: Text) -> Json:
    raise InvalidInput(say("refused_variables", found=found), code="variables_not_json", found=found.en)
