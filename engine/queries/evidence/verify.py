"""Is the evidence as it was written, and is the rest as evidence tells it?

Every stream is held against its head, every row and file against what the streams tell, every case against the numbers that were
given out. A part of the database that cannot be read is a finding, and the others are looked at all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from engine.definitions.tables import procedure_version
from engine.evidence.rules import ORGANISATION
from engine.evidence.seals.folder import SealFolder
from engine.evidence.tables import evidence_entry, evidence_stream
from engine.evidence.verification import EvidenceFault
from engine.identity.rules import require
from engine.identity.tables import organisation
from engine.instances.tables import number_series, process_instance
from engine.kernel.errors import NotFound, ZhiduError
from engine.kernel.permissions import Permission
from engine.queries.evidence.chains import Chains
from engine.queries.evidence.derived_columns import tell_what_files_say
from engine.queries.evidence.held_files import HeldFiles
from engine.queries.evidence.held_rows import HeldRows
from engine.queries.evidence.held_seals import HeldSeals, SealsReport, seal_folder
from engine.queries.evidence.plain_values import forgiving, shown
from engine.queries.evidence.texts import say
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query

_BATCH = 200
"""Instances whose entries and rows are read together."""


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """What was looked at, and what is wrong with it.

    ``partly_told``: streams of which an earlier release recorded too little to hold every row against them.
    """

    intact: bool
    streams: int
    entries: int
    faults: tuple[EvidenceFault, ...]
    rows: int = 0
    files: int = 0
    partly_told: int = 0
    seals: SealsReport | None = None


@dataclass(frozen=True)
class VerifyEvidence(Query[EvidenceReport]):
    """One case (by id or number), or everything.

    Head and entries of a stream are read by one statement: a case that goes on meanwhile is no fault of its chain.
    """

    instance_id: str | None = None
    instance_number: str | None = None
    seals: Path | None = None
    """The folder of seals that everything is held against; None: that of the settings."""
    public_key: str | None = None
    """With which they were signed; None: the installation's own."""

    def answer(self, ctx: ReadContext) -> EvidenceReport:
        require(ctx.actor, Permission.EVIDENCE_READ)
        with forgiving(ctx.db):
            return self._verified(ctx)

    def _verified(self, ctx: ReadContext) -> EvidenceReport:
        verification = _Verification(ctx)
        one = self._one(ctx)
        if one is not None:
            verification.cases(one, one)
        else:
            verification.everything()
            verification.against_seals(seal_folder(ctx, self.seals), self.public_key)
        return verification.report()

    def _one(self, ctx: ReadContext) -> str | None:
        if self.instance_id is None and self.instance_number is None:
            return None
        wanted = process_instance.c.id == self.instance_id if self.instance_id else process_instance.c.number == self.instance_number
        found: str | None = ctx.db.execute(select(process_instance.c.id).where(wanted)).scalar_one_or_none()
        if found is None:
            named = self.instance_number or self.instance_id
            raise NotFound(say("case_unknown", named=named))
        return found


class _Verification:
    """One look at the whole, part by part."""

    def __init__(self, ctx: ReadContext) -> None:
        self._ctx = ctx
        self._chains, self._rows, self._files = Chains(ctx), HeldRows(ctx), HeldFiles(ctx)
        self._faults: list[EvidenceFault] = []
        self._partly_told = 0
        self._seals: SealsReport | None = None

    def against_seals(self, folder: SealFolder, public_key: str | None) -> None:
        with self._part(evidence_entry.name):
            held = HeldSeals(self._ctx, folder)
            self._seals = held.hold(public_key)
            self._faults.extend(held.faults)

    def everything(self) -> None:
        with self._part(evidence_stream.name):
            self._organisation()
        with self._part(process_instance.name):
            for first, last in _batches(self._ctx):
                self.cases(first, last)
        headless: set[str] = set()
        with self._part(process_instance.name):
            headless = self._chains.headless()
        with self._part(process_instance.name):
            self._rows.orphans(headless)
        with self._part(number_series.name):
            self._faults.extend(_missing_numbers(self._ctx))

    def cases(self, first: str, last: str) -> None:
        """The cases whose ids lie between, both included."""
        with self._part(process_instance.name):
            told = self._chains.check(process_instance.c.id.between(first, last), of_instances=True)
            self._partly_told += sum(bool(retold.partial or retold.unknown) for retold in told.values())
            self._files.of_cases(told.values())
            self._rows.of_cases(told, first, last)

    def report(self) -> EvidenceReport:
        faults = (*self._chains.faults, *self._rows.faults, *self._files.faults, *self._faults)
        counted = (self._rows.rows, self._files.files, self._partly_told)
        return EvidenceReport(not faults, self._chains.streams, self._chains.entries, faults, *counted, self._seals)

    def _organisation(self) -> None:
        told = self._chains.check(evidence_stream.c.stream.is_not(None), of_instances=False)
        retold = told.get(ORGANISATION)
        if retold is None:
            if not self._chains.faults and self._ctx.db.execute(select(func.count()).select_from(organisation)).scalar_one():
                self._faults.append(EvidenceFault.of(ORGANISATION, None, None, "stream_gone", say("stream_gone", stream=ORGANISATION)))
            return
        self._partly_told += bool(retold.partial or retold.unknown)
        as_told = self._files.of_procedures(retold)
        with self._part(procedure_version.name):
            tell_what_files_say(self._ctx, retold, as_told)
        self._rows.of_organisation(retold)

    @contextmanager
    def _part(self, table: str) -> Iterator[None]:
        """What cannot be read is told, and does not keep the others from being looked at."""
        try:
            with self._ctx.db.begin_nested():
                yield
        except (SQLAlchemyError, psycopg.Error, ValueError, TypeError, KeyError, AttributeError, ZhiduError) as reason:
            # Whatever somebody made of it: what cannot be understood is a finding as well.
            text = say("part_unreadable", table=table, reason=shown(str(reason).partition("\n")[0]))
            self._faults.append(EvidenceFault.of(ORGANISATION, None, None, "unreadable", text, table=table))


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
        if max(there, default=0) > last:
            text = say("numbers_again", series=f"{series}-{year}", last=last, highest=max(there))
            yield EvidenceFault.of(f"{series}-{year}", last, None, "number_series", text, table=number_series.name)
