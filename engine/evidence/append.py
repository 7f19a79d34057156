"""Writing evidence: rows into the insert-only table, and the stream of the organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from engine.events import Event
from engine.evidence.rules import ORGANISATION, Entry, Head, actor_facts, make_entry
from engine.evidence.tables import evidence_entry, evidence_stream
from engine.kernel.actor import Actor
from engine.store.prepared import Prepared

_INSERT = Prepared(insert(evidence_entry))


def insert_entries(db: Connection, entries: Iterable[Entry]) -> None:
    """Insert ``entries`` in one statement. The stream's head is the caller's: an instance keeps it in its row."""
    rows = [entry.row() for entry in entries]
    if rows:
        _INSERT.run_many(db, rows)


def append_to_organisation(
    db: Connection,
    event: Event,
    *,
    at: datetime,
    actor: Actor,
    context: Mapping[str, object] | None = None,
    concerning: str | None = None,
) -> Entry:
    """Append one entry to the stream ``organisation`` and move its head, which stays locked until the transaction ends.

    ``concerning``: the case whose audit trail shows it, too.
    """
    head = lock_organisation(db)
    entry = make_entry(
        head,
        stream=ORGANISATION,
        kind=event.kind,
        at=at,
        actor=actor_facts(actor),
        instance_id=concerning,
        details=event.details(),
        context=context,
    )
    insert_entries(db, (entry,))
    db.execute(update(evidence_stream).where(evidence_stream.c.stream == ORGANISATION).values(count=entry.position, head=entry.hash))
    return entry


def lock_organisation(db: Connection) -> Head:
    """The head of the stream, locked: who comes second sees what the first one wrote.

    The row is made by the first append; where two make it at once, one waits and its command is tried again.
    """
    row = db.execute(
        select(evidence_stream.c.count, evidence_stream.c.head).where(evidence_stream.c.stream == ORGANISATION).with_for_update()
    ).one_or_none()
    if row is None:
        head = Head()
        db.execute(insert(evidence_stream).values(stream=ORGANISATION, count=head.count, head=head.hash))
        return head
    count, head_hash = row
    return Head(count, head_hash)
