"""Tables of process instances, what they wait for, and their numbers."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from engine.store.base import DERIVED, Id, JsonData, Key, Name, Pieces, Text, UtcTime, id_column, metadata, version_column

process_instance = Table(
    "process_instance",
    metadata,
    id_column(),
    Column("number", Key, nullable=False, unique=True),
    Column("procedure_id", Key, nullable=False),
    Column("version_id", Id, nullable=False, index=True),
    Column("business_key", Name, index=True),
    Column("state", Key, nullable=False),  # engine.instances.rules.State
    Column("end_kind", Key),  # completed | terminated | error | cancelled
    Column("title", Name, nullable=False),
    Column("customer_id", Id),
    Column("department", Key),
    Column("requester_id", Id),  # the person the case is for: sees it in the portal
    Column("started_by", Id),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("parent_instance_id", Id, index=True),
    Column("parent_wait_id", Key),
    Column("root_instance_id", Id, nullable=False, index=True),
    Column("depth", Integer, nullable=False, default=0),
    Column("facts", JsonData, nullable=False),  # the variables that procedure.toml shows in lists
    Column("search_text", Text, nullable=False),  # in normal form (engine.kernel.searching): number, title, facts
    Column("snapshot", LargeBinary, nullable=False),
    Column("open_incidents", Integer, nullable=False, default=0),
    Column("evidence_count", Integer, nullable=False, default=0),
    Column("evidence_head", String(64), nullable=False, default=""),
    version_column(),
    Index(None, "procedure_id", "started_at"),
    Index(None, "state", "started_at"),
    Index(None, "requester_id", "started_at"),
    Index(None, "started_by", "started_at"),
    Index(None, "customer_id", "started_at"),
)

# What finds cases by a part of their text. On SQLite the virtual table case_text_index follows this one by triggers; PostgreSQL
# has a GIN index. The row's number is kept, for SQLite numbers rows anew when it packs a table that has none of its own.
case_text = Table(
    "case_text",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("instance_id", Id, nullable=False, unique=True),
    Column("pieces", Pieces, nullable=False),
    info={DERIVED: True},
)

subscription = Table(
    "subscription",
    metadata,
    id_column(),
    Column("instance_id", Id, nullable=False),
    Column("wait_id", Key, nullable=False),
    Column("element_id", Key, nullable=False),
    Column("kind", Key, nullable=False),  # message | signal
    Column("name", Name, nullable=False),
    Column("correlation_key", Name),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("instance_id", "wait_id"),
    Index(None, "kind", "name", "correlation_key"),
)

number_series = Table(
    "number_series",
    metadata,
    Column("series", Key, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("actor_id", Id, primary_key=True),
    Column("key", Key, primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("answer", JsonData, nullable=False),
    Column("created_at", UtcTime, nullable=False, index=True),
)
