"""Is the evidence as it was written? Every stream against its head, and every case against the numbers that were given out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, select

from engine.evidence.rules import Head
from engine.evidence.tables import evidence_entry, evidence_stream
from engine.evidence.verification import EvidenceFault, StoredEntry, faults_of, headless, is_intact
from engine.identity.rules import require
from engine.instances.tables import number_series, process_instance
from engine.kernel.errors import NotFound
from engine.kernel.permissions import Permission
from engine.queries.evidence.texts import say
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query

_BATCH = 200
"""Instances whose entries are read with one statement."""
_FETCHED = 1_000
_COLUMNS = tuple(evidence_entry.c[each.name] for each in fields(StoredEntry))


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """What was looked at, and what is wrong with it."""

    intact: bool
    streams: int
    entries: int
    faults: tuple[EvidenceFault, ...]


@dataclass(frozen=True)
class VerifyEvidence(Query[EvidenceReport]):
    """One case (by id or number), or everything.

    Head and entries of a stream are read by one statement: a case that goes on meanwhile is no fault.
    """

    instance_id: str | None = None
    instance_number: str | None = None

    def answer(self, ctx: ReadContext) -> EvidenceReport:
        require(ctx.actor, Permission.EVIDENCE_READ)
        tally = _Tally(ctx)
        one = self._one(ctx)
        if one is not None:
            tally.check(process_instance.c.id == one, of_instances=True)
            return tally.report()
        tally.check(evidence_stream.c.stream.is_not(None), of_instances=False)
        for first, last in _batches(ctx):
            tally.check(process_instance.c.id.between(first, last), of_instances=True)
        tally.faults.extend(_headless(ctx))
        tally.faults.extend(_missing_numbers(ctx))
        return tally.report()

    def _one(self, ctx: ReadContext) -> str | None:
        if self.instance_id is None and self.instance_number is None:
            return None
        wanted = process_instance.c.id == self.instance_id if self.instance_id else process_instance.c.number == self.instance_number
        found: str | None = ctx.db.execute(select(process_instance.c.id).where(wanted)).scalar_one_or_none()
        if found is None:
            named = self.instance_number or self.instance_id
            raise NotFound(say("case_unknown", named=named))
        return found


class _Tally:
    """Counts what was looked at and gathers what is wrong."""

    def __init__(self, ctx: ReadContext) -> None:
        self._ctx = ctx
        self._streams = 0
        self._entries = 0
        self.faults: list[EvidenceFault] = []

    def check(self, condition: ColumnElement[bool], *, of_instances: bool) -> None:
        """Every stream whose head the condition selects."""
        rows = self._ctx.db.execute(_with_heads(condition, of_instances=of_instances), execution_options={"yield_per": _FETCHED})
        damaged = [stream for stream, group in groupby(rows, key=lambda row: str(row.stream_id)) if not self._intact(group)]
        for stream in damaged:
            self._look_closely(stream, of_instances=of_instances)

    def report(self) -> EvidenceReport:
        return EvidenceReport(not self.faults, self._streams, self._entries, tuple(self.faults))

    def _intact(self, group: Iterable[Row[Any]]) -> bool:
        self._streams += 1
        found = iter(group)
        first = next(found)
        head = Head(first.head_count, first.head_hash)
        return is_intact(self._counted(first, found), head)

    def _counted(self, first: Row[Any], others: Iterator[Row[Any]]) -> Iterator[StoredEntry]:
        if first.event_id is not None:
            self._entries += 1
            yield _stored(first)
        for row in others:
            self._entries += 1
            yield _stored(row)

    def _look_closely(self, stream: str, *, of_instances: bool) -> None:
        """The whole stream again, in one statement with its head."""
        key = process_instance.c.id if of_instances else evidence_stream.c.stream
        rows = self._ctx.db.execute(_with_heads(key == stream, of_instances=of_instances)).all()
        if rows:
            head = Head(rows[0].head_count, rows[0].head_hash)
            self.faults.extend(faults_of(stream, [_stored(row) for row in rows if row.event_id is not None], head))


def _with_heads(condition: ColumnElement[bool], *, of_instances: bool) -> Select[Any]:
    """Entries beside the head of their stream; a head without entries gives one row of NULLs."""
    if of_instances:
        key, count, head = process_instance.c.id, process_instance.c.evidence_count, process_instance.c.evidence_head
    else:
        key, count, head = evidence_stream.c.stream, evidence_stream.c["count"], evidence_stream.c["head"]
    source = key.table.outerjoin(evidence_entry, evidence_entry.c.stream == key)
    columns = (key.label("stream_id"), count.label("head_count"), head.label("head_hash"), *_COLUMNS)
    order = (key, evidence_entry.c.position, evidence_entry.c.event_id)
    return select(*columns).select_from(source).where(condition).order_by(*order)


def _stored(row: Row[Any]) -> StoredEntry:
    return StoredEntry(*(getattr(row, column.name) for column in _COLUMNS))


def _batches(ctx: ReadContext) -> Iterator[tuple[str, str]]:
    """The first and the last id of each batch of instances."""
    last = ""
    while True:
        query = select(process_instance.c.id).where(process_instance.c.id > last).order_by(process_instance.c.id).limit(_BATCH)
        found = ctx.db.execute(query).scalars().all()
        if not found:
            return
        last = found[-1]
        yield found[0], last


def _headless(ctx: ReadContext) -> Iterator[EvidenceFault]:
    """Streams whose head is gone: somebody deleted the instance's row and left its evidence."""
    of_instance = exists().where(process_instance.c.id == evidence_entry.c.stream)
    of_other = exists().where(evidence_stream.c.stream == evidence_entry.c.stream)
    query = select(evidence_entry.c.stream, func.count()).where(and_(~of_instance, ~of_other)).group_by(evidence_entry.c.stream)
    for stream, count in ctx.db.execute(query):
        yield headless(stream, count)


def _missing_numbers(ctx: ReadContext) -> Iterator[EvidenceFault]:
    """Numbers are given out without gaps, in the transaction of the start: one that is missing was a case that is gone."""
    for series, year, last in ctx.db.execute(select(number_series.c.series, number_series.c.year, number_series.c.last)):
        prefix = f"{series}-{year}-"
        of_series = process_instance.c.number.startswith(prefix, autoescape=True)
        if ctx.db.execute(select(func.count()).select_from(process_instance).where(of_series)).scalar_one() == last:
            continue
        query = select(process_instance.c.number).where(of_series)
        there = {int(number.removeprefix(prefix)) for number in ctx.db.execute(query).scalars() if number.removeprefix(prefix).isdigit()}
        for missing in sorted(set(range(1, last + 1)) - there):
            text = say("case_deleted", number=f"{prefix}{missing:04}")
            yield EvidenceFault.of(f"{series}-{year}", missing, None, "case_deleted", text)
