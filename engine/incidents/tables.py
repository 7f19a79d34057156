"""The table of incidents: a job out of retries, or a state that needs a person."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from engine.store.base import Id, JsonData, Key, Text, UtcTime, bilingual, id_column, metadata, version_column

incident = Table(
    "incident",
    metadata,
    id_column(),
    Column("instance_id", Id),
    Column("procedure_id", Key),
    Column("job_id", Id),
    Column("wait_id", Key),
    Column("element_id", Key),
    Column("code", Key, nullable=False),
    *bilingual("message", Text),
    Column("details", JsonData, nullable=False),
    Column("state", Key, nullable=False),  # open | resolved
    Column("created_at", UtcTime, nullable=False),
    Column("resolved_at", UtcTime),
    Column("resolved_by", Id),
    Column("resolution", Text),
    version_column(),
    Index(None, "state", "created_at"),
    Index(None, "instance_id", "state"),
)
