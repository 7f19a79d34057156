"""The table of jobs: machine work that is due now or later. The row is the truth."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from engine.store.base import Id, JsonData, Key, Name, UtcTime, id_column, metadata

job = Table(
    "job",
    metadata,
    id_column(),
    Column("kind", Key, nullable=False),  # engine.jobs.rules.Kind
    Column("state", Key, nullable=False),  # engine.jobs.rules.State
    Column("instance_id", Id),
    Column("procedure_id", Key),
    Column("wait_id", Key),
    Column("element_id", Key),
    Column("due_at", UtcTime, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("retries_left", Integer, nullable=False, default=3),
    Column("locked_by", Key),
    Column("locked_until", UtcTime),
    Column("payload", JsonData, nullable=False),
    Column("last_error", JsonData),
    Column("created_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("impulse_id", Id),  # what it is due to; null: it is an impulse itself, when it is due
    Column("hops", Integer),  # engine.jobs.rules.Impulse
    Column("held_by", Id),  # the incident that holds it
    Column("lane", Key),  # engine.jobs.rules.Lane; null in jobs of the release before
    Column("peer", Name),  # of an outside call: which system is called
    Index(None, "state", "due_at"),
    Index(None, "instance_id", "state"),
    Index(None, "procedure_id", "kind", "state"),
    Index(None, "impulse_id", "state"),
    Index(None, "held_by"),
)
