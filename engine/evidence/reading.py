"""An entry's body, read: who did what, in the classes of events whatever version they were recorded in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson

from engine.events.base import Event
from engine.events.reading import UnknownEvent, read_event, version_of

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Told:
    """What the body of an entry says. ``details`` is as it was recorded, for whoever shows it; ``event`` is for whoever understands it."""

    kind: str
    actor: Mapping[str, Any]
    procedure: Mapping[str, Any]
    element: Mapping[str, Any] | None
    details: Mapping[str, Any]
    state: Mapping[str, Any] | None = None
    """What the command that this entry is the last of left behind in the rows of its stream."""

    @property
    def event(self) -> Event:
        """The event, in the newest version of its kind. Raises ``UnknownEvent``."""
        return read_event(self.kind, version_of(self.details), self.details, self.element)

    def event_of(self, cls: type[E]) -> E:
        """The event, which is known to be of this class. Raises ``UnknownEvent``."""
        event = self.event
        assert isinstance(event, cls), f"{cls} is not the newest of {self.kind}"
        return event

    def newest_details(self) -> dict[str, Any]:
        """The details as today's class of the event has them; as they were recorded where this release does not know the event."""
        try:
            return self.event.details()
        except UnknownEvent:
            return dict(self.details)


def read_body(body: bytes) -> Told:
    """What the stored bytes say. They are not verified here."""
    read = orjson.loads(body)
    return Told(read["kind"], read["actor"], read.get("procedure") or {}, read.get("element"), read["details"], read.get("state"))
