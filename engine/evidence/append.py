"""Writing evidence: rows into the insert-only table, and the stream of the organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from engine.events import Event
from engine.evidence.rules import ORGANISATION, Head, Record, actor_facts, make_record
from engine.evidence.tables import evidence_record, evidence_stream
from engine.kernel.actor import Actor


def insert_records(db: Connection, records: Iterable[Record]) -> None:
    """Insert ``records`` in one statement. The stream's head is the caller's: an instance keeps it in its row."""
    rows = [record.row() for record in records]
    if rows:
        db.execute(insert(evidence_record), rows)


def append_to_organisation(
    db: Connection, event: Event, *, at: datetime, actor: Actor, context: Mapping[str, object] | None = None
) -> Record:
    """Append one record to the stream ``organisation`` and move its head, which stays locked until the transaction ends."""
    head = _locked_head(db)
    record = make_record(
        head, stream=ORGANISATION, kind=event.kind, at=at, actor=actor_facts(actor), details=event.details(), context=context
    )
    insert_records(db, (record,))
    db.execute(update(evidence_stream).where(evidence_stream.c.stream == ORGANISATION).values(count=record.position, head=record.hash))
    return record


def _locked_head(db: Connection) -> Head:
    """The head, locked. The row is made by the first append; where two make it at once, one waits and its command is tried again."""
    row = db.execute(
        select(evidence_stream.c.count, evidence_stream.c.head).where(evidence_stream.c.stream == ORGANISATION).with_for_update()
    ).one_or_none()
    if row is None:
        head = Head()
        db.execute(insert(evidence_stream).values(stream=ORGANISATION, count=head.count, head=head.hash))
        return head
    count, head_hash = row
    return Head(count, head_hash)
