"""Who looked into a case by a right, and not by a part in it: written down once in a while, not with every look."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from engine.events.organisation import CaseRead
from engine.evidence.reading import read_body
from engine.evidence.tables import evidence_entry

NOTED_AGAIN_AFTER = timedelta(minutes=15)
"""Looks of one person at one case, or at one file, within this time are one look."""


def noted_lately(db: Connection, actor_id: str | None, read: CaseRead, now: datetime) -> bool:
    """Whether evidence has such a look by ``actor_id`` already. One statement, along the index of what somebody did."""
    own = evidence_entry.c
    lately = select(own.body).where(own.actor_id == actor_id, own.at > now - NOTED_AGAIN_AFTER, own.at <= now)
    same = lately.where(own.kind == CaseRead.kind, own.instance_id == read.case)
    return any(read_body(body).event_of(CaseRead) == read for (body,) in db.execute(same))
