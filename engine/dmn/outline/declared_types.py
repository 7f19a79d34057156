"""Item definitions as they are declared, for screens: what kind of value stands where, and which values are allowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from engine.dmn.elements import Element, attribute, child, children, text
from engine.feel.values.feel_types import built_in

MOST_FIELDS = 100
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Field:
    """A plain value inside a type. ``path``: the names on the way to it; ``type``: a built-in type ("" when unknown)."""

    path: tuple[str, ...]
    type: str
    allowed: str


class DeclaredTypes:
    """The item definitions of some files. The first file that knows a name counts."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._items: dict[str, Element] = {}
        for root in roots:
            for item in children(root, "itemDefinition"):
                self._items.setdefault(attribute(item, "name"), item)

    def allowed(self, reference: str) -> str:
        """The allowed values of a type, as unary tests; "" where all are."""
        first = next(self._fields(reference, (), 0), None)
        return "" if first is None or first.path else first.allowed

    def fields(self, reference: str) -> tuple[Field, ...]:
        """What a value of this type is made of, a plain one of itself. At most ``MOST_FIELDS``."""
        return tuple(islice(self._fields(reference, (), 0), MOST_FIELDS))

    def _fields(self, reference: str, path: tuple[str, ...], depth: int) -> Iterator[Field]:
        plain = reference.strip()
        for name in (plain, plain.rpartition(":")[2], plain.partition(".")[2]):  # with a prefix; of an import
            known = built_in(name)
            if known is not None:
                yield Field(path, known.name, "")
                return
            if name in self._items and depth < _DEEPEST:
                yield from self._inside(self._items[name], path, depth + 1)
                return
        yield Field(path, "", "")

    def _inside(self, item: Element, path: tuple[str, ...], depth: int) -> Iterator[Field]:
        """The fields of an item definition or of a component of one."""
        parts = list(children(item, "itemComponent"))
        if attribute(item, "isCollection") == "true":
            yield Field(path, "list", "")
        elif parts and depth < _DEEPEST:
            for part in parts:
                yield from self._inside(part, (*path, attribute(part, "name")), depth + 1)
        else:
            own = text(child(item, "allowedValues")) or text(child(item, "typeConstraint"))
            for field in self._fields(text(child(item, "typeRef")), path, depth + 1):
                yield Field(field.path, field.type, (field.path == path and own) or field.allowed)
