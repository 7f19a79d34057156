"""Where streams stand: for sealing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engine.evidence.rules import Head
from engine.evidence.tables import evidence_entry, evidence_stream
from engine.identity.rules import require
from engine.instances.tables import process_instance
from engine.kernel.permissions import Permission
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True)
class Heads(Query[dict[str, Head]]):
    """The heads of all streams, or of those alone that have an entry of ``since`` or later. Empty streams have none."""

    since: datetime | None = None

    def answer(self, ctx: ReadContext) -> dict[str, Head]:
        require(ctx.actor, Permission.EVIDENCE_READ)
        cases = select(process_instance.c.id, process_instance.c.evidence_count, process_instance.c.evidence_head)
        others = select(evidence_stream.c.stream, evidence_stream.c["count"], evidence_stream.c.head)
        if self.since is not None:
            grown = select(evidence_entry.c.stream).where(evidence_entry.c.at >= self.since).distinct()
            cases, others = cases.where(process_instance.c.id.in_(grown)), others.where(evidence_stream.c.stream.in_(grown))
        return {stream: Head(count, head) for query in (cases, others) for stream, count, head in ctx.db.execute(query) if count}
