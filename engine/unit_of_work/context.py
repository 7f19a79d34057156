"""What a verb has at hand while it is carried out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from engine.connectors.protocol import Registry
from engine.events import Event
from engine.evidence.append import append_to_organisation, insert_entries
from engine.evidence.rules import Entry, Head, actor_facts, make_entry
from engine.feel import Meter
from engine.kernel.actor import Actor
from engine.kernel.canonical_json import Encoded
from engine.kernel.settings import Settings
from engine.store.database import pipelined
from engine.unit_of_work.receipts import Receipt
from engine.unit_of_work.rows import Rows

if TYPE_CHECKING:
    from engine.cases.call_activities import Step
    from engine.cases.instance import Instance
    from engine.library.bundles import Bundle


def _application_version() -> str:
    try:
        return version("zhidu")
    except PackageNotFoundError:
        return "unknown"


APPLICATION = _application_version()


@dataclass(slots=True)
class Shared:
    """What commands of one process share: things that never change once they are known."""

    connectors: Registry = field(default_factory=Registry)
    bundles: dict[str, Bundle] = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)
    """Ids of roles that were seen to exist; roles are never removed."""


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


@dataclass
class Context(ReadContext):
    """For commands: besides, the instances worked on, and what is to be written when the command has been carried out.

    Rows and evidence are collected and written together by ``flush``, so that a command needs few
    statements; receipts are known at once, because the head of each chain is.
    """

    idempotency_key: str | None = None
    instances: dict[str, Instance] = field(default_factory=dict)
    rows: Rows = field(default_factory=Rows)
    begun: list[Step] = field(default_factory=list)
    """Instances that a connector began and that ``advance`` still has to move on."""
    opened_tasks: list[str] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    inline_calls: int = 0
    _entries: list[Entry] = field(default_factory=list)

    def record(self, event: Event, instance: Instance | None = None) -> Receipt:
        """Append ``event`` to the chain of ``instance``, or of the organisation; gives what proves it."""
        entry = self._of_organisation(event) if instance is None else self._of_instance(event, instance)
        receipt = Receipt(entry.event_id, entry.hash, entry.position)
        self.receipts.append(receipt)
        return receipt

    def _of_organisation(self, event: Event) -> Entry:
        return append_to_organisation(self.db, event, at=self.now, actor=self.actor, context=self._command_facts)

    def _of_instance(self, event: Event, instance: Instance) -> Entry:
        about = event.about
        entry = make_entry(
            Head(instance.evidence_count, instance.evidence_head),
            stream=instance.id,
            kind=event.kind,
            at=self.now,
            actor=self._actor_facts,
            instance_id=instance.id,
            procedure=instance.bundle.facts,
            element=None if about is None else about.facts(),
            details=event.details(),
            context=self._command_facts,
        )
        instance.evidence_count = entry.position
        instance.evidence_head = entry.hash
        # The head of the chain stands in the row: an entry without the row written would break the chain.
        instance.touch()
        self._entries.append(entry)
        return entry

    def flush(self) -> None:
        """Write what was collected. Called by the engine at the end of each command."""
        with pipelined(self.db):
            for instance in self.instances.values():
                instance.write(self)
            self.rows.flush(self.db, self.instances)
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
