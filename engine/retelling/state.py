"""Rows as the evidence of one stream tells them, and which entry said so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from engine.events import Event
from engine.events.reading import UnknownEvent
from engine.evidence.reading import Told


@dataclass(frozen=True, slots=True)
class Digest:
    """A value of which evidence tells the SHA-256 alone (``engine/unit_of_work/left_behind.py``)."""

    sha256: str

    def __str__(self) -> str:
        return f"SHA-256 {self.sha256}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value of which evidence leaves open which of these it is."""

    values: tuple[Any, ...]

    def __str__(self) -> str:
        return " / ".join(map(str, self.values))


@dataclass(frozen=True, slots=True)
class By:
    """The entry that says something. ``at``: RFC 3339 text, as all times here. ``command``: what the entries of one command share."""

    stream: str
    position: int
    at: str
    actor_id: str | None
    procedure: Mapping[str, Any]
    command: object


@dataclass(slots=True)
class RetoldRow:
    """A row. ``values``: the columns that were told, as plain JSON or ``Digest``; ``said``: the position of the entry that said so."""

    table: str
    id: str
    values: dict[str, Any]
    said: dict[str, int]
    began_by: object
    """The command in which it began."""
    changed_by: object
    whole: Digest | None = None
    """Of all columns but the id."""

    def say(self, by: By, values: Mapping[str, Any]) -> None:
        """These columns have these values from now on."""
        self.values.update(values)
        self.said.update(dict.fromkeys(values, by.position))

    def unsay(self, *names: str) -> None:
        """Nobody knows what they are: evidence of an earlier release does not tell."""
        for name in names:
            self.values.pop(name, None)

    def grow(self, by: By) -> None:
        """The row's version: one more with each command. What no command can be named for cannot be counted."""
        if by.command is None:
            self.unsay("version")
        elif by.command != self.changed_by and "version" in self.values:
            self.say(by, {"version": self.values["version"] + 1})
        self.changed_by = by.command


@dataclass(slots=True)
class Retold:
    """All rows that a stream tells of, by table and id."""

    stream: str
    rows: dict[str, dict[str, RetoldRow]] = field(default_factory=dict)
    partial: set[str] = field(default_factory=set)
    """Tables of which there may be rows that nothing tells of: evidence of an earlier release is silent about them."""
    unknown: set[str] = field(default_factory=set)
    """Kinds of events that this release does not know."""
    following: set[str] = field(default_factory=set)
    """Jobs that follow from an impulse: commands of other cases may hold them, and let them go on."""
    last: By | None = None
    version: int | None = None
    """Of the case, after the last command that said it."""

    def begin(self, table: str, key: str, by: By, values: Mapping[str, Any]) -> RetoldRow:
        """A new row."""
        row = RetoldRow(table, key, {}, {}, by.command, by.command)
        row.say(by, values)
        self.rows.setdefault(table, {})[key] = row
        return row

    def find(self, table: str, key: str) -> RetoldRow | None:
        return self.rows.get(table, {}).get(key)

    def change(self, table: str, key: str, by: By, values: Mapping[str, Any]) -> RetoldRow | None:
        """Columns of a row that was told of; of one that was not, nothing can be said."""
        row = self.find(table, key)
        if row is not None:
            row.say(by, values)
        return row

    def end(self, table: str, key: str) -> None:
        """The row is gone."""
        self.rows.get(table, {}).pop(key, None)

    def of(self, table: str) -> tuple[RetoldRow, ...]:
        return tuple(self.rows.get(table, {}).values())

    def where(self, table: str, **wanted: object) -> Iterator[RetoldRow]:
        """Rows whose told columns are so."""
        for row in self.of(table):
            if all(row.values.get(name) == value for name, value in wanted.items()):
                yield row


Fold = Callable[[Retold, By, Any], None]
E = TypeVar("E", bound=Event)

FOLDS: dict[type[Event], Fold] = {}
"""The newest class of each kind of event → what it says of rows."""


def tells(*events: type[Event]) -> Callable[[Fold], Fold]:
    """Declares the fold of an event."""

    def declared(fold: Fold) -> Fold:
        for event in events:
            FOLDS[event] = fold
        return fold

    return declared


def silent(*events: type[Event]) -> None:
    """Events that say nothing of any row, or nothing that the state of their command does not say as well."""
    for event in events:
        FOLDS[event] = lambda _retold, _by, _event: None


def hear(retold: Retold, by: By, told: Told) -> None:
    """One more entry. What it says beyond what this release knows is noted and passed over."""
    retold.last = by
    try:
        event = told.event
    except UnknownEvent:
        retold.unknown.add(told.kind)
        return
    fold = FOLDS.get(type(event))
    if fold is not None:
        fold(retold, by, event)
