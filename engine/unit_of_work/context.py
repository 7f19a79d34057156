"""What a verb has at hand while it is carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy import Engine as Database

from engine.bpmn import Pace
from engine.events import Event
from engine.evidence.append import append_to_organisation, insert_entries
from engine.evidence.rules import Entry, Head, actor_facts, make_entry
from engine.feel import Meter
from engine.jobs.rules import Impulse
from engine.kernel.actor import Actor
from engine.kernel.canonical_json import Encoded
from engine.kernel.settings import Settings
from engine.store.database import pipelined, reading
from engine.unit_of_work.receipts import Receipt
from engine.unit_of_work.rows import Rows
from engine.unit_of_work.shared import Shared


def _application_version() -> str:
    try:
        return version("zhidu")
    except PackageNotFoundError:
        return "unknown"


APPLICATION = _application_version()


class Chain(Protocol):
    """Whatever has a chain of evidence of its own, with the chain's head in its row."""

    id: str
    evidence_count: int
    evidence_head: str

    @property
    def procedure_facts(self) -> Mapping[str, object]:
        """What evidence says of the version by which it lives."""
        ...

    def touch(self) -> None:
        """The row must be written with this command."""


class Part(Protocol):
    """What a room above keeps for the length of a command."""

    def settle(self, ctx: Context) -> None:
        """Decide what depends on all that the command collected, before any of it is written."""

    def write(self, ctx: Context) -> None:
        """Write the rows on which those collected in ``ctx.rows`` and the evidence depend."""


P = TypeVar("P", bound=Part)


@dataclass(slots=True)
class ReadContext:
    """For queries: a connection, the one who asks, and the time, fixed for the whole query."""

    db: Connection
    actor: Actor
    now: datetime
    settings: Settings
    shared: Shared = field(default_factory=Shared)
    meter: Meter = field(default_factory=Meter)
    """What all expressions of this command or query may cost together."""
    pace: Pace = field(default_factory=Pace)
    """What all cases of this command have done together."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a verb has at hand before its transaction begins: nobody waits for it, and nothing can be written."""

    actor: Actor
    now: datetime
    settings: Settings
    shared: Shared
    database: Database

    @contextmanager
    def reading(self) -> Iterator[ReadContext]:
        """For what must be looked up. What is long is done after it: what was read may be different when the command is carried out."""
        with reading(self.database) as db:
            yield ReadContext(db, self.actor, self.now, self.settings, self.shared)


@dataclass
class Context(ReadContext):
    """For commands: besides, what is to be written when the command has been carried out.

    Rows and evidence are collected and written together by ``flush``, so that a command needs few
    statements; receipts are known at once, because the head of each chain is.
    """

    idempotency_key: str | None = None
    impulse: Impulse = field(default_factory=Impulse)
    """What this command is due to: the command itself, unless it works a job."""
    rows: Rows = field(default_factory=Rows)
    parts: dict[type[Part], Part] = field(default_factory=dict)
    receipts: list[Receipt] = field(default_factory=list)
    _entries: list[Entry] = field(default_factory=list)

    def part(self, kind: type[P]) -> P:
        """What a room above keeps for this command, made when it first asks."""
        found: Any = self.parts.get(kind)  # Any: a cast would cost a call on the hot path
        if found is None:
            found = self.parts[kind] = kind()
        return found  # type: ignore[no-any-return]

    def record(self, event: Event, chain: Chain | None = None, *, concerning: str | None = None) -> Receipt:
        """Append ``event`` to ``chain``, or to the organisation's; gives what proves it.

        ``concerning``: a case in whose audit trail an entry of the organisation is found, too.
        """
        entry = self._of_organisation(event, concerning) if chain is None else self._of_chain(event, chain)
        receipt = Receipt(entry.event_id, entry.hash, entry.position)
        self.receipts.append(receipt)
        return receipt

    def _of_organisation(self, event: Event, concerning: str | None) -> Entry:
        return append_to_organisation(self.db, event, at=self.now, actor=self.actor, context=self._command_facts, concerning=concerning)

    def _of_chain(self, event: Event, chain: Chain) -> Entry:
        about = event.about
        entry = make_entry(
            Head(chain.evidence_count, chain.evidence_head),
            stream=chain.id,
            kind=event.kind,
            at=self.now,
            actor=self._actor_facts,
            instance_id=chain.id,
            procedure=chain.procedure_facts,
            element=None if about is None else about.facts(),
            details=event.details(),
            context=self._command_facts,
        )
        chain.evidence_count = entry.position
        chain.evidence_head = entry.hash
        # The head of the chain stands in the row: an entry without the row written would break the chain.
        chain.touch()
        self._entries.append(entry)
        return entry

    def flush(self) -> None:
        """Write what was collected. Called by the engine at the end of each command."""
        for part in tuple(self.parts.values()):
            part.settle(self)
        with pipelined(self.db):
            for part in self.parts.values():
                part.write(self)
            self.rows.flush(self.db)
            insert_entries(self.db, self._entries)
        self._entries = []

    @cached_property
    def _actor_facts(self) -> Mapping[str, object]:
        return Encoded(actor_facts(self.actor))

    @cached_property
    def _command_facts(self) -> Mapping[str, object]:
        facts: dict[str, object] = {"application": APPLICATION}
        if self.idempotency_key is not None:
            facts["idempotency_key"] = self.idempotency_key
        return Encoded(facts)
