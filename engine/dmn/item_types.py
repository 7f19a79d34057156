"""Item definitions → types of FEEL (DMN 1.5, 7.3.2 and 7.3.3), and texts → values where a type asks for a date, time or duration."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from engine.dmn.elements import Element, attribute, child, children, identity, namespace_of, text
from engine.dmn.texts import say
from engine.feel.errors import FeelProblem
from engine.feel.evaluation.conformance import LimitedType
from engine.feel.evaluation.state import State
from engine.feel.syntax.lexer import normal_name
from engine.feel.values.feel_types import ANY, ContextType, FunctionType, ListType, RangeType, Type, built_in
from engine.feel.values.iso8601 import date_from, date_time_from, duration_from, time_from
from engine.feel.values.kinds import kind
from engine.kernel.errors import Fault

Allowed = Callable[[str, Element], Callable[[object, State], bool]]
MAX_TYPE_DEPTH = 64
MAX_TYPE_SIZE = 10_000
"""Entries of a type written out in full: types that hold each other twice double with each step."""


class ItemTypes:
    """The types of one file.

    own: those that it defines. named: these and those of imported files (``known``), as ``import.name``. ``imported``
    says the names of the imports by name space, for references that are written with a prefix, as in DMN 1.1.
    """

    def __init__(
        self, root: Element, known: Mapping[str, Type], imported: Mapping[str, str], allowed: Allowed, faults: list[Fault]
    ) -> None:
        self.own: dict[str, Type] = {}
        self._known = known
        self._definitions: dict[str, Element] = {}
        self._imported = imported
        self._allowed = allowed
        self._faults = faults
        self._open: set[str] = set()
        self._extents: dict[int, tuple[Type, int, int]] = {}
        for item in children(root, "itemDefinition"):
            name = _name(item)
            if not name or name in self._definitions:
                self._fault(item, "unnamed", says="type_unnamed")
            self._definitions.setdefault(name, item)
        for name in self._definitions:
            self._defined(name)
        self.named: Mapping[str, Type] = {**known, **self.own}

    def find(self, reference: str, at: Element) -> Type | None:
        """The type that an attribute ``typeRef`` means; None when there is none. Unknown ones are faults."""
        if not reference:
            return None
        plain = normal_name(reference)
        found = self._called(plain) or self._called(self._unprefixed(plain, at))
        if found is None:
            self._fault(at, "unknown_type", reference=reference)
        return found or ANY

    def _called(self, name: str) -> Type | None:
        return built_in(name) or (self._defined(name) if name in self._definitions else self._known.get(name))

    def _unprefixed(self, name: str, at: Element) -> str:
        prefix, _, local = name.rpartition(":")
        owner = self._imported.get(namespace_of(prefix, at), "")
        return f"{owner}.{local}" if owner else local

    def _defined(self, name: str) -> Type:
        if name in self.own:
            return self.own[name]
        item = self._definitions[name]
        if name in self._open:
            self._fault(item, "circular_type", name=name)
            return ANY
        if len(self._open) >= MAX_TYPE_DEPTH:
            return self._refuse(item, name)
        self._open.add(name)
        self.own[name] = found = self._bounded(self._type(item, name), item, name)
        self._open.discard(name)
        return found

    def _type(self, item: Element, name: str) -> Type:
        found = self._plain(item, name)
        allowed = child(item, "allowedValues")
        if allowed is not None and text(allowed):
            found = LimitedType(name, found, self._allowed(text(allowed), allowed), text(allowed))
        if attribute(item, "isCollection") in ("true", "1"):
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
            return ContextType(name, tuple((_name(part), self._type(part, _name(part))) for part in components))
        return self.find(text(child(item, "typeRef")), item) or ANY

    def _function(self, function: Element, name: str) -> Type:
        params = tuple(self.find(attribute(part, "typeRef"), part) or ANY for part in children(function, "parameters"))
        return FunctionType(name, params, self.find(attribute(function, "outputTypeRef"), function) or ANY)

    # --- types that would never end --------------------------------------------------------------

    def _bounded(self, found: Type, item: Element, name: str) -> Type:
        depth, size = self._extent(found)
        return self._refuse(item, name) if depth > MAX_TYPE_DEPTH or size > MAX_TYPE_SIZE else found

    def _extent(self, wanted: Type) -> tuple[int, int]:
        """How deep the type is, and how many entries it has when it is written out."""
        known = self._extents.get(id(wanted))
        if known is None:
            parts = [self._extent(part) for part in inner_types(wanted)]
            depth, size = 1 + max((part[0] for part in parts), default=0), 1 + sum(part[1] for part in parts)
            known = self._extents[id(wanted)] = wanted, depth, size  # holds the type, so that no other takes its id
        return known[1], known[2]

    def _refuse(self, item: Element, name: str) -> Type:
        self._fault(item, "type_too_large", name=name, size=MAX_TYPE_SIZE, depth=MAX_TYPE_DEPTH)
        return ANY

    def _fault(self, at: Element, code: str, *, says: str = "", **words: object) -> None:
        """With the sentence of the code, or with that of ``says``; ``words`` fill it."""
        self._faults.append(Fault(identity(at), code, say(says or code, **words)))


def _name(item: Element) -> str:
    return normal_name(attribute(item, "name"))


def component_names(root: Element) -> set[str]:
    """The names of all entries of all context types of a file: what may follow a dot."""
    return {_name(part) for part in root.iter("{*}itemComponent")} - {""}


def inner_types(wanted: Type) -> Iterator[Type]:
    """The types that this one is made of."""
    if isinstance(wanted, LimitedType):
        yield wanted.base
    elif isinstance(wanted, ListType | RangeType):
        yield wanted.item
    elif isinstance(wanted, ContextType):
        yield from (entry for _, entry in wanted.entries)
    elif isinstance(wanted, FunctionType):
        yield from (*wanted.params, wanted.result)


def is_list_type(wanted: Type) -> bool:
    """Whether its values are lists."""
    return is_list_type(wanted.base) if isinstance(wanted, LimitedType) else isinstance(wanted, ListType) or wanted.name == "list"


def from_text(value: object, wanted: Type, *, short: bool = False) -> object:
    """JSON has no dates: a text where the type asks for a date, time or duration is read as one (``short``: times without seconds, too).

    What cannot be read so stays as it is; the check of the type then says what is wrong.
    """
    if isinstance(wanted, LimitedType):
        return from_text(value, wanted.base, short=short)
    if isinstance(wanted, ListType) and isinstance(value, list):
        return [from_text(each, wanted.item, short=short) for each in value]
    if isinstance(wanted, ListType):
        return from_text(value, wanted.item, short=short)
    if isinstance(wanted, ContextType) and isinstance(value, dict):
        known = {name: from_text(value[name], entry, short=short) for name, entry in wanted.entries if name in value}
        return {**value, **known}
    return _read(value, wanted.name, short=short) if isinstance(value, str) else value


def _read(text: str, wanted: str, *, short: bool) -> object:
    read: object = text
    with suppress(FeelProblem):
        if wanted == "date":
            read = date_from(text)
        elif wanted == "time":
            read = time_from(text, short=short)
        elif wanted == "date and time":
            read = date_time_from(text, short=short)
        elif wanted in ("days and time duration", "years and months duration"):
            read = duration_from(text)
    return read if kind(read) == wanted else text
