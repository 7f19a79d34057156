"""The base of all events, and the registry of their kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import ClassVar

from engine.kernel.texts import NO_TEXT, Text

VERSION = "event_version"
"""Where the details of an entry say which version their event had; version 1 is not said."""

Change = dict[str, object]
"""One variable that changed: ``{"name", "old", "new"}``; ``old`` is missing where it was not set before."""


@dataclass(frozen=True, slots=True)
class ElementFacts:
    """The element of the diagram that an event is about. Times are aware UTC."""

    id: str
    name: Text = NO_TEXT
    attempt: int = 1
    due_at: object = None
    started_at: object = None

    def facts(self) -> dict[str, object]:
        """What goes into the evidence entry: no empty fields."""
        found: dict[str, object] = {"id": self.id, **self.name.named("name"), "attempt": self.attempt}
        if self.due_at is not None:
            found["due_at"] = self.due_at
        if self.started_at is not None:
            found["started_at"] = self.started_at
        return found


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. Subclasses are frozen dataclasses with a ``kind`` and JSON-able fields.

    ``version`` counts the shapes that a kind has had. What was recorded stays as it is: a class that changes gets the next version,
    and the old one stays beside it under another name, with ``newer``. Golden files (``tests/golden/entries``) hold it.
    """

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1

    def __init_subclass__(cls) -> None:
        # Not super(): slots make dataclass create the class twice, and the zero-argument form would mean the first.
        if "kind" in cls.__dict__:
            _register(cls)

    @property
    def about(self) -> ElementFacts | None:
        """The element that the event is about, if it is about one."""
        found: ElementFacts | None = getattr(self, "element", None)
        return found

    def newer(self) -> Event | None:
        """The same fact in the shape of the next version; None where this is the newest."""
        return None

    def details(self) -> dict[str, object]:
        """The event's own fields, for the evidence entry. Fields that are None are left out."""
        names = _NAMES.get(type(self))
        if names is None:
            names = _NAMES.setdefault(type(self), tuple(each.name for each in fields(self) if each.name != "element"))
        found = {name: value for name in names if (value := getattr(self, name)) is not None}
        if self.version != 1:
            found[VERSION] = self.version
        return found


_REGISTRY: dict[tuple[str, int], type[Event]] = {}
_NAMES: dict[type[Event], tuple[str, ...]] = {}


def _register(cls: type[Event]) -> None:
    """Raises ``TypeError`` where another class has the kind and version already."""
    other = _REGISTRY.setdefault((cls.kind, cls.version), cls)
    # By name: slots make dataclass create the class twice.
    if (other.__module__, other.__name__) != (cls.__module__, cls.__name__):
        raise TypeError(f"Expected one class for version {cls.version} of {cls.kind}, but there are {other} and {cls}.")
    _REGISTRY[cls.kind, cls.version] = cls


def registered() -> Mapping[tuple[str, int], type[Event]]:
    """All classes of events that have been imported, by kind and version."""
    return dict(_REGISTRY)


def event_class(kind: str, version: int) -> type[Event]:
    """The class of a kind in a version. Raises ``KeyError`` for what no part of the product records, or ever recorded."""
    return _REGISTRY[kind, version]


def changes(new: Mapping[str, object], old: Mapping[str, object], names: Iterable[str] | None = None) -> list[Change]:
    """The changes from ``old`` to ``new``, in the order of ``new`` (or only ``names``)."""
    found: list[Change] = []
    for name in new if names is None else names:
        change: Change = {"name": name, "new": new.get(name)}
        if name in old:
            change["old"] = old[name]
        found.append(change)
    return found
