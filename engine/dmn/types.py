"""Item definitions → types of FEEL, and texts → values where a type asks for a date, time or duration."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.dmn.xml import Element, attribute, child, children, identity, text
from engine.feel.errors import FeelProblem
from engine.feel.state import State
from engine.feel.temporal_text import date_from, date_time_from, duration_from, time_from
from engine.feel.types import (
    ANY,
    ContextType,
    FunctionType,
    LimitedType,
    ListType,
    Type,
    built_in,
)
from engine.feel.values import kind
from engine.kernel.errors import Fault

Allowed = Callable[[str, Element], Callable[[object, State], bool]]


class ItemTypes:
    """The types of one file. ``known`` holds those of imported files already, as ``import.name``."""

    def __init__(self, root: Element, known: Mapping[str, Type], allowed: Allowed, faults: list[Fault]) -> None:
        self.named: dict[str, Type] = dict(known)
        self._definitions = {attribute(item, "name"): item for item in children(root, "itemDefinition")}
        self._allowed = allowed
        self._faults = faults
        self._open: set[str] = set()
        for name in self._definitions:
            self._defined(name)

    def find(self, reference: str, at: Element) -> Type | None:
        """The type that an attribute ``typeRef`` means; None when there is none. Unknown ones are faults."""
        if not reference:
            return None
        plain = reference.strip()
        local = plain.rpartition(":")[2]
        for name in (plain, local):
            found = built_in(name) or self.named.get(name) or (self._defined(name) if name in self._definitions else None)
            if found is not None:
                return found
        self._fault(at, "unknown_type", f'Expected a known type, but "{reference}" is none.', f"类型“{reference}”不存在。")
        return ANY

    def _defined(self, name: str) -> Type:
        if name in self.named:
            return self.named[name]
        item = self._definitions[name]
        if name in self._open:
            self._fault(
                item, "circular_type", f'Expected types that end somewhere, but "{name}" contains itself.', f"类型“{name}”包含自身。"
            )
            return ANY
        self._open.add(name)
        self.named[name] = found = self._type(item, name)
        self._open.discard(name)
        return found

    def _type(self, item: Element, name: str) -> Type:
        found = self._plain(item, name)
        allowed = child(item, "allowedValues")
        if allowed is not None and text(allowed):
            found = LimitedType(name, found, self._allowed(text(allowed), allowed), text(allowed))
        if attribute(item, "isCollection") == "true":
            found = ListType(name, found)
        constraint = child(item, "typeConstraint")
        if constraint is not None and text(constraint):
            found = LimitedType(name, found, self._allowed(text(constraint), constraint), text(constraint))
        return found

    def _plain(self, item: Element, name: str) -> Type:
        function = child(item, "functionItem")
        if function is not None:
            return self._function(function, name)
        components = list(children(item, "itemComponent"))
        if components:
            entries = ((attribute(part, "name"), self._type(part, attribute(part, "name"))) for part in components)
            return ContextType(name, tuple(entries))
        reference = child(item, "typeRef")
        return self.find("" if reference is None else (reference.text or ""), item) or ANY

    def _function(self, function: Element, name: str) -> Type:
        params = tuple(self.find(attribute(part, "typeRef"), part) or ANY for part in children(function, "parameters"))
        return FunctionType(name, params, self.find(attribute(function, "outputTypeRef"), function) or ANY)

    def _fault(self, at: Element, code: str, en: str, zh: str) -> None:
        self._faults.append(Fault(identity(at), code, en, zh))


def component_names(named: Mapping[str, Type]) -> set[str]:
    """The names of all entries of all context types: what may follow a dot."""
    found: set[str] = set()
    for wanted in named.values():
        _collect(wanted, found)
    return found


def _collect(wanted: Type, found: set[str]) -> None:
    if isinstance(wanted, LimitedType):
        _collect(wanted.base, found)
    elif isinstance(wanted, ListType):
        _collect(wanted.item, found)
    elif isinstance(wanted, ContextType):
        for name, entry in wanted.entries:
            found.add(name)
            _collect(entry, found)


_FROM_TEXT: dict[str, Callable[[str], object]] = {
    "date": date_from,
    "time": time_from,
    "date and time": date_time_from,
    "days and time duration": duration_from,
    "years and months duration": duration_from,
}


def from_text(value: object, wanted: Type) -> object:
    """JSON has no dates: a text where the type asks for a date, time or duration is read as one.

    What cannot be read so stays as it is; the check of the type then says what is wrong.
    """
    if isinstance(wanted, LimitedType):
        return from_text(value, wanted.base)
    if isinstance(wanted, ListType) and isinstance(value, list):
        return [from_text(item, wanted.item) for item in value]
    if isinstance(wanted, ContextType) and isinstance(value, dict):
        entries = dict(wanted.entries)
        return {name: from_text(item, entries[name]) if name in entries else item for name, item in value.items()}
    if not isinstance(value, str) or wanted.name not in _FROM_TEXT:
        return value
    try:
        read = _FROM_TEXT[wanted.name](value)
    except FeelProblem:
        return value
    return read if kind(read) == wanted.name else value
