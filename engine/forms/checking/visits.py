"""A walk through a form beside the data that was submitted: which fields are there for this person, with which values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.forms.checking.scope import Scope
from engine.forms.model import Component, leaves
from engine.forms.values.tree import ABSENT, Place, get, path_text, put, put_copied


@dataclass(frozen=True, slots=True)
class Visit:
    """One field that is visible and may be filled in (or is computed), at its place in the data."""

    component: Component
    place: Place
    scope: Scope

    @property
    def where(self) -> str:
        return path_text(self.place)

    def find(self, values: Mapping[str, Any]) -> Any:
        """The field's value; None without one."""
        value = get(values, self.place)
        return None if value is ABSENT else value


@dataclass(slots=True)
class Walk:
    """``taken`` are the submitted values of the fields that are granted and visible; all else is left behind."""

    taken: dict[str, Any] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)

    @classmethod
    def through(cls, components: tuple[Component, ...], data: Mapping[str, Any], scope: Scope | None) -> Walk:
        """Walk with the conditions decided in ``scope``; without a scope every field that is not locked for good counts as visible."""
        walk = cls()
        walk._level(components, _At(data, walk.taken, (), scope, ()))
        return walk

    def _level(self, components: tuple[Component, ...], at: _At) -> None:
        for component in components:
            if component.hide is not None and at.scope is not None and at.scope.truth(component.hide):
                continue
            if component.type == "group":
                self._group(component, at)
            elif component.type == "dynamiclist":
                self._list(component, at)
            elif component.path and not at.locks(component):
                self._leaf(component, at)

    def _leaf(self, component: Component, at: _At) -> None:
        if component.formula is None:
            value = get(at.data, component.path)
            if value is not ABSENT:
                put(at.out, component.path, value)
        if at.scope is not None:
            self.visits.append(Visit(component, (*at.place, *component.path), at.scope))

    def _group(self, component: Component, at: _At) -> None:
        inner = get(at.data, component.path)
        if inner is ABSENT or inner is None:
            inner = {}
        if not isinstance(inner, dict) and component.path:
            put(at.out, component.path, inner)  # the type check will say what is wrong with it
            return
        out = at.out
        for key in component.path:
            out = out.setdefault(key, {})
        place = (*at.place, *component.path)
        self._level(component.children, _At(inner if component.path else at.data, out, place, at.scope, at.indexes))

    def _list(self, component: Component, at: _At) -> None:
        entries = get(at.data, component.path)
        if entries is ABSENT:
            return
        if not isinstance(entries, list):
            put(at.out, component.path, entries)
            return
        kept: list[Any] = [{} if isinstance(entry, dict) else entry for entry in entries]
        put(at.out, component.path, kept)
        for index, entry in enumerate(entries):
            if isinstance(entry, dict):
                self._level(component.children, at.entry(component, index, entry, kept[index]))


@dataclass(frozen=True, slots=True)
class _At:
    """Where the walk stands."""

    data: Any
    out: dict[str, Any]
    place: Place
    scope: Scope | None
    indexes: tuple[int, ...]

    def locks(self, component: Component) -> bool:
        locked = component.locked
        if isinstance(locked, bool):
            return locked
        return self.scope is not None and self.scope.truth(locked)

    def entry(self, component: Component, index: int, entry: Any, out: dict[str, Any]) -> _At:
        indexes = (*self.indexes, index + 1)
        place = (*self.place, *component.path, index)
        scope = self.scope.of_entry(get(self.scope.data, place), indexes) if self.scope is not None else None
        return _At(entry, out, place, scope, indexes)


def starting_data(components: Iterable[Component]) -> dict[str, Any]:
    """What the form holds before anybody touches it."""
    data: dict[str, Any] = {}
    for path, component in leaves(components):
        put(data, path, [] if component.type == "dynamiclist" else component.default)
    return data


def granted(components: Iterable[Component], variables: Mapping[str, Any]) -> dict[str, Any]:
    """Those of ``variables`` that are values of fields, cut down to what the fields show."""
    data: dict[str, Any] = {}
    for path, component in leaves(components):
        value = get(variables, path)
        if value is ABSENT:
            continue
        if component.type == "dynamiclist":
            entries = value if isinstance(value, list) else []
            value = [granted(component.children, entry) for entry in entries if isinstance(entry, dict)]
        put(data, path, value)
    return data


def named_files(components: Iterable[Component], data: Any, base: Place = ()) -> Iterator[tuple[str, str]]:
    """The files that checked values name: field path and attachment id."""
    for path, component in leaves(components):
        value = get(data, path)
        if component.type == "filepicker":
            yield from ((path_text((*base, *path)), each) for each in (value if isinstance(value, list) else ()))
        elif component.type == "dynamiclist":
            for index, entry in enumerate(value if isinstance(value, list) else ()):
                yield from named_files(component.children, entry, (*base, *path, index))


def with_formulas(components: Iterable[Component], node: Mapping[str, Any], scope: Scope, indexes: tuple[int, ...] = ()) -> dict[str, Any]:
    """A copy of ``node`` in which the computed fields hold what ``scope`` gives them."""
    out = dict(node)
    for path, component in leaves(components):
        if component.formula is not None:
            put_copied(out, path, scope.json(component.formula))
        elif component.type == "dynamiclist" and isinstance(entries := get(out, path), list):
            put_copied(out, path, [_entry_with_formulas(component, each, scope, (*indexes, n + 1)) for n, each in enumerate(entries)])
    return out


def _entry_with_formulas(component: Component, entry: Any, scope: Scope, indexes: tuple[int, ...]) -> Any:
    if not isinstance(entry, dict):
        return entry
    return with_formulas(component.children, entry, scope.of_entry(entry, indexes), indexes)
