"""Every chain against its head; what an intact one tells is heard on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from itertools import chain, groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, select, type_coerce
from sqlalchemy.types import NullType

from engine.evidence.reading import read_body
from engine.evidence.rules import Head
from engine.evidence.tables import evidence_entry, evidence_stream
from engine.evidence.verification import EvidenceFault, StoredEntry, faults_of, headless, is_intact
from engine.instances.tables import process_instance
from engine.queries.evidence.plain_values import Unreadable, plain, shown
from engine.queries.evidence.texts import say
from engine.retelling.state import Retold
from engine.retelling.streams import Case, Organisation, Said
from engine.unit_of_work.context import ReadContext

FETCHED = 1_000
"""Rows that are held at once of a long answer."""
_COLUMNS = tuple(evidence_entry.c[each.name] for each in fields(StoredEntry))


@dataclass(slots=True)
class Chains:
    """Counts what was looked at and gathers what is wrong."""

    ctx: ReadContext
    streams: int = 0
    entries: int = 0
    faults: list[EvidenceFault] = field(default_factory=list)

    def check(self, condition: ColumnElement[bool], *, of_instances: bool) -> dict[str, Retold]:
        """Every stream whose head the condition selects. Gives what those tell whose chain is intact."""
        rows = self.ctx.db.execute(_with_heads(condition, of_instances=of_instances), execution_options={"yield_per": FETCHED})
        told: dict[str, Retold] = {}
        damaged: list[str] = []
        for stream, group in groupby(rows, key=lambda row: shown(row.stream_id)):
            heard = self._heard(stream, group, of_instances=of_instances)
            if heard is None:
                damaged.append(stream)
            else:
                told[stream] = heard
        for stream in damaged:
            self._look_closely(stream, of_instances=of_instances)
        return told

    def headless(self) -> set[str]:
        """Streams whose head is gone: somebody deleted the instance's row and left its evidence."""
        of_instance = exists().where(process_instance.c.id == evidence_entry.c.stream)
        of_other = exists().where(evidence_stream.c.stream == evidence_entry.c.stream)
        query = select(evidence_entry.c.stream, func.count()).where(and_(~of_instance, ~of_other)).group_by(evidence_entry.c.stream)
        found = {shown(stream): count for stream, count in self.ctx.db.execute(query)}
        self.faults.extend(headless(stream, count) for stream, count in found.items())
        return set(found)

    def _heard(self, stream: str, group: Iterable[Row[Any]], *, of_instances: bool) -> Retold | None:
        """What the stream tells; None where it is not as it was written."""
        self.streams += 1
        rows = iter(group)
        first = next(rows)
        listener = Case(Retold(stream)) if of_instances else Organisation(Retold(stream))
        try:
            intact = is_intact(self._told_to(listener, first, rows), _head(first))
        except (ValueError, KeyError, TypeError, AttributeError) as reason:
            # Bytes that fit their hash and still say nothing that can be understood: no release wrote them.
            self.faults.append(EvidenceFault.of(stream, None, None, "unreadable", say("entry_meaningless", stream=stream, reason=reason)))
            intact = True
        return listener.conclude() if intact else None

    def _told_to(self, listener: Case | Organisation, first: Row[Any], others: Iterator[Row[Any]]) -> Iterator[StoredEntry]:
        for row in chain((first,), others):
            if row.event_id is None:
                return
            self.entries += 1
            entry = _stored(row)
            yield entry
            # Asked for the next one: this one is what was written.
            listener.hear(Said(entry.position, entry.event_id, entry.at, read_body(entry.body)))

    def _look_closely(self, stream: str, *, of_instances: bool) -> None:
        """The whole stream again, in one statement with its head."""
        key = process_instance.c.id if of_instances else evidence_stream.c.stream
        rows = self.ctx.db.execute(_with_heads(key == stream, of_instances=of_instances)).all()
        if rows:
            entries = [_stored(row) for row in rows if row.event_id is not None]
            self.faults.extend(faults_of(stream, entries, _head(rows[0])))


def _head(row: Row[Any]) -> Head:
    """A head that is no head matches no chain."""
    return Head(row.head_count if isinstance(row.head_count, int) else -1, row.head_hash if isinstance(row.head_hash, str) else "")


def _with_heads(condition: ColumnElement[bool], *, of_instances: bool) -> Select[Any]:
    """Entries beside the head of their stream; a head without entries gives one row of NULLs."""
    if of_instances:
        key, count, head = process_instance.c.id, process_instance.c.evidence_count, process_instance.c.evidence_head
    else:
        key, count, head = evidence_stream.c.stream, evidence_stream.c["count"], evidence_stream.c["head"]
    source = key.table.outerjoin(evidence_entry, evidence_entry.c.stream == key)
    named = {"stream_id": key, "head_count": count, "head_hash": head, **{column.name: column for column in _COLUMNS}}
    untyped: list[Any] = [type_coerce(column, NullType()).label(name) for name, column in named.items()]
    order = (key, evidence_entry.c.position, evidence_entry.c.event_id)
    return select(*untyped).select_from(source).where(condition).order_by(*order)


def _stored(row: Row[Any]) -> StoredEntry:
    """What cannot stand in its column fits no body, so the chain's own rules find it."""
    return StoredEntry(*(_value(getattr(row, column.name), column) for column in _COLUMNS))


def _value(value: Any, column: Any) -> Any:
    found = plain(column, value)
    if not isinstance(found, Unreadable):
        return found
    if column.name == "position":
        return 0
    return b"" if column.name == "body" else shown(found)
