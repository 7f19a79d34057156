"""What a verb has at hand while it is carried out."""

from __future__ import annotations

from collections import Counter
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

    def told(self, ctx: Context) -> Mapping[str, object]:
        """What this command has left behind in its rows and not told yet: stands in the last entry."""
        ...


class Part(Protocol):
    """What a room above keeps for the length of a command."""

    def settle(self, ctx: Context) -> None:
        """Decide what depends on all that the command collected, before any of it is written."""

    def write(self, ctx: Context) -> None:
        """Write the rows on which those collected in ``ctx.rows`` and the evidence depend."""


P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class _Recorded:
    """An event that has no entry yet. ``place``: where its receipt belongs."""

    place: int
    kind: str
    element: Mapping[str, object] | None
    details: Mapping[str, object]
    chain: Chain


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
    statements. Entries are made when the receipts are asked for, at the latest by ``flush``: the last one
    of each chain tells what the command left behind.
    """

    idempotency_key: str | None = None
    impulse: Impulse = field(default_factory=Impulse)
    """What this command is due to: the command itself, unless it works a job."""
    rows: Rows = field(default_factory=Rows)
    parts: dict[type[Part], Part] = field(default_factory=dict)
    _receipts: list[Receipt | None] = field(default_factory=list)
    _recorded: list[_Recorded] = field(default_factory=list)
    _entries: list[Entry] = field(default_factory=list)

    def part(self, kind: type[P]) -> P:
        """What a room above keeps for this command, made when it first asks."""
        found: Any = self.parts.get(kind)  # Any: a cast would cost a call on the hot path
        if found is None:
            found = self.parts[kind] = kind()
        return found  # type: ignore[no-any-return]

    def record(self, event: Event, chain: Chain | None = None, *, concerning: str | None = None) -> None:
        """Append ``event`` to ``chain``, or to the organisation's.

        ``concerning``: a case in whose audit trail an entry of the organisation is found, too.
        """
        if chain is None:
            self._receipts.append(_receipt(self._of_organisation(event, concerning)))
            return
        chain.touch()
        about = event.about
        # Encoded at once: what an event names may go on changing until the entry is made.
        details = Encoded(event.details())
        self._recorded.append(_Recorded(len(self._receipts), event.kind, None if about is None else about.facts(), details, chain))
        self._receipts.append(None)

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """What proves each event recorded so far, in order."""
        self._chain_up()
        return tuple(receipt for receipt in self._receipts if receipt is not None)

    def _chain_up(self) -> None:
        """Make the entries of all events recorded so far."""
        recorded, self._recorded = self._recorded, []
        whole = Counter(each.chain.id for each in recorded)
        left = whole.copy()
        for each in recorded:
            left[each.chain.id] -= 1
            # The last one says what its command left behind, and how many entries are the command's.
            state = {"entries": whole[each.chain.id], **each.chain.told(self)} if left[each.chain.id] == 0 else None
            entry = self._of_chain(each, state)
            self._receipts[each.place] = _receipt(entry)
            self._entries.append(entry)

    def _of_organisation(self, event: Event, concerning: str | None) -> Entry:
        return append_to_organisation(self.db, event, at=self.now, actor=self.actor, context=self._command_facts, concerning=concerning)

    def _of_chain(self, recorded: _Recorded, state: Mapping[str, object] | None) -> Entry:
        chain = recorded.chain
        entry = make_entry(
            Head(chain.evidence_count, chain.evidence_head),
            stream=chain.id,
            kind=recorded.kind,
            at=self.now,
            actor=self._actor_facts,
            instance_id=chain.id,
            procedure=chain.procedure_facts,
            element=recorded.element,
            details=recorded.details,
            context=self._command_facts,
            state=state,
        )
        # The head of the chain stands in the row: an entry without the row written would break the chain.
        chain.evidence_count = entry.position
        chain.evidence_head = entry.hash
        return entry

    def flush(self) -> None:
        """Write what was collected. Called by the engine at the end of each command."""
        for part in tuple(self.parts.values()):
            part.settle(self)
        self._chain_up()
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


def _receipt(entry: Entry) -> Receipt:
    return Receipt(entry.event_id, entry.hash, entry.position)
