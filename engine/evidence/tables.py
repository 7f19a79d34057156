"""Tables of evidence: insert-only, guarded by triggers (see the migrations).

A stream is one hash chain. Each process instance has its own (its head stands in the instance's
row, which is locked anyway); what happens outside instances is the stream ``organisation``.
A later log over all streams gets tables of its own and points here.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from engine.store.base import Id, Key, UtcTime, metadata

evidence_entry = Table(
    "evidence_entry",
    metadata,
    Column("event_id", Id, primary_key=True),
    Column("stream", Id, nullable=False),
    Column("position", Integer, nullable=False),  # 1, 2, 3 … within the stream
    Column("kind", Key, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("instance_id", Id),
    Column("procedure_id", Key),
    Column("element_id", Key),
    Column("actor_id", Id),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),  # canonical JSON: the bytes that were hashed
    UniqueConstraint("stream", "position"),
    Index(None, "at"),
    Index(None, "kind", "at"),
    Index(None, "actor_id", "at"),
)

evidence_stream = Table(
    "evidence_stream",
    metadata,
    Column("stream", Id, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("head", String(64), nullable=False),
)
