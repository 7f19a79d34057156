"""The audit trail: what happened, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from engine.evidence.reading import read_body
from engine.evidence.tables import evidence_entry
from engine.identity.rules import require
from engine.instances.tables import process_instance
from engine.kernel.permissions import Permission
from engine.queries.keyset import newest_first
from engine.queries.pages import Page
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One evidence entry. ``hash`` is over the stored bytes, of which ``details`` is the part that tells of the event."""

    event_id: str
    stream: str
    position: int
    kind: str
    at: datetime
    actor_kind: str
    actor_id: str | None
    actor_name: str
    instance_id: str | None
    instance_number: str | None
    procedure_id: str | None
    element_id: str | None
    details: Mapping[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True)
class AuditTrail(Query[Page[AuditEntry]]):
    """Every entry of all streams that the filters let through. ``since`` is inside, ``until`` outside the period."""

    kind: str | None = None
    actor_id: str | None = None
    instance_id: str | None = None
    instance_number: str | None = None
    procedure_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    cursor: str | None = None
    limit: int = 50

    def answer(self, ctx: ReadContext) -> Page[AuditEntry]:
        require(ctx.actor, Permission.EVIDENCE_READ)
        keys = newest_first(evidence_entry.c.at, evidence_entry.c.event_id)
        rows, behind = keys.page(ctx.db, self._filtered(_audit_query()), self.cursor, self.limit)
        return Page(tuple(_entry(row) for row in rows), behind)

    def _filtered(self, query: Select[Any]) -> Select[Any]:
        wanted = {"kind": self.kind, "actor_id": self.actor_id, "instance_id": self.instance_id, "procedure_id": self.procedure_id}
        for name, value in wanted.items():
            if value is not None:
                query = query.where(evidence_entry.c[name] == value)
        if self.instance_number is not None:
            query = query.where(process_instance.c.number == self.instance_number)
        if self.since is not None:
            query = query.where(evidence_entry.c.at >= self.since)
        if self.until is not None:
            query = query.where(evidence_entry.c.at < self.until)
        return query


def _audit_query() -> Select[Any]:
    source = evidence_entry.outerjoin(process_instance, process_instance.c.id == evidence_entry.c.instance_id)
    return select(evidence_entry, process_instance.c.number.label("instance_number")).select_from(source)


def _entry(row: Row[Any]) -> AuditEntry:
    told = read_body(row.body)
    return AuditEntry(
        event_id=row.event_id,
        stream=row.stream,
        position=row.position,
        kind=row.kind,
        at=row.at,
        actor_kind=told.actor["kind"],
        actor_id=row.actor_id,
        actor_name=told.actor.get("name", ""),
        instance_id=row.instance_id,
        instance_number=row.instance_number,
        procedure_id=row.procedure_id,
        element_id=row.element_id,
        details=told.details,
        previous=row.previous,
        hash=row.hash,
    )
