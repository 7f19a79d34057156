"""Reading events back from what stands in the evidence, whichever version it was recorded in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from engine.events import clocks, definitions, instances, organisation, tasks, work  # noqa: F401  all classes are known before the first is read
from engine.events.base import VERSION, ElementFacts, Event, event_class
from engine.events.texts import say
from engine.kernel.errors import Broken
from engine.kernel.texts import Text


class UnknownEvent(Broken):
    """An entry of a kind, version or shape that this release does not know: a newer one recorded it."""

    code = "event_unknown"


def version_of(details: Mapping[str, Any]) -> int:
    """The version of the event whose details these are."""
    return int(details.get(VERSION, 1))


def read_event(kind: str, version: int, details: Mapping[str, Any], element: Mapping[str, Any] | None = None) -> Event:
    """The event that ``details`` and ``element`` of an entry tell of, in the newest version of its kind.

    Its values are plain JSON, as they were stored: times and decimals are texts. Raises ``UnknownEvent``.
    """
    try:
        event = _made(event_class(kind, version), {name: value for name, value in details.items() if name != VERSION}, element)
    except KeyError as reason:
        raise UnknownEvent(say("event_unknown", kind=kind, version=version)) from reason
    while (newer := event.newer()) is not None:
        event = newer
    return event


def _made(cls: type[Event], details: Mapping[str, Any], element: Mapping[str, Any] | None) -> Event:
    """Raises ``UnknownEvent`` where the details are not those of the class."""
    known = {field.name: field for field in fields(cls)}
    stray = details.keys() - known.keys()
    if stray:
        raise UnknownEvent(say("event_shape", kind=cls.kind, version=cls.version, field=min(stray)))
    values = {name: _value(cls, field, details) for name, field in known.items() if name != "element"}
    if "element" in known:
        values["element"] = None if element is None else _element(element)
    return cls(**values)


def _value(cls: type[Event], field: Field[Any], details: Mapping[str, Any]) -> Any:
    """Fields that were None were not written."""
    if field.name in details:
        return details[field.name]
    if field.default is MISSING and not _may_be_none(field):
        raise UnknownEvent(say("event_shape", kind=cls.kind, version=cls.version, field=field.name))
    return None if field.default is MISSING else field.default


def _may_be_none(field: Field[Any]) -> bool:
    return field.type == "object" or "None" in str(field.type)


def _element(facts: Mapping[str, Any]) -> ElementFacts:
    names = [field.name for field in fields(ElementFacts) if field.name != "name"]
    name = Text(facts.get("name_en", ""), facts.get("name_zh", ""))
    return ElementFacts(name=name, **{each: facts[each] for each in names if each in facts})
