"""Tables of procedures and their immutable versions."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from engine.store.base import Id, JsonData, Key, Name, Text, UtcTime, bilingual, id_column, metadata, version_column

procedure = Table(
    "procedure",
    metadata,
    Column("id", Key, primary_key=True),  # the BPMN process id
    *bilingual("name"),
    Column("owner_role", Key),
    Column("active_version_id", Id),
    Column("created_at", UtcTime, nullable=False),
    version_column(),
)

procedure_version = Table(
    "procedure_version",
    metadata,
    id_column(),
    Column("procedure_id", Key, nullable=False, index=True),
    Column("number", Integer, nullable=False),  # 1, 2, 3 … within the procedure
    Column("version_tag", Key),
    *bilingual("name"),
    Column("checksum", String(64), nullable=False),  # SHA-256 over the sorted "path checksum" lines of its files
    Column("metadata", JsonData, nullable=False),  # procedure.toml as read
    Column("dialect", Integer, nullable=False, server_default="1"),  # which functions its expressions are lent (engine/library/dialect)
    Column("note", Text),
    Column("deployed_at", UtcTime, nullable=False),  # of one that was reviewed: when it was put forward, and by whom
    Column("deployed_by", Id),
    UniqueConstraint("procedure_id", "number"),
)

version_review = Table(
    "version_review",
    metadata,
    Column("version_id", Id, primary_key=True),  # none for a version that was deployed at once
    Column("procedure_id", Key, nullable=False, index=True),
    Column("state", Key, nullable=False),  # engine.definitions.publishing.State
    Column("based_on", Id),  # the version that was active when it was put forward
    Column("submitted_at", UtcTime, nullable=False),
    Column("submitted_by", Id, nullable=False),
    Column("decided_at", UtcTime),  # when it was approved, rejected or withdrawn
    Column("decided_by", Id),
    Column("remarks", Text),  # what was said then
)

bundle_file = Table(
    "bundle_file",
    metadata,
    id_column(),
    Column("version_id", Id, nullable=False),
    Column("path", Name, nullable=False),
    Column("kind", Key, nullable=False),  # diagram | decision | form | metadata | scenarios | other
    Column("checksum", String(64), nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("version_id", "path"),
)

start_subscription = Table(
    "start_subscription",
    metadata,
    id_column(),
    Column("procedure_id", Key, nullable=False, index=True),
    Column("version_id", Id, nullable=False),
    Column("element_id", Key, nullable=False),
    Column("kind", Key, nullable=False),  # message | signal (start timers are jobs)
    Column("name", Name, nullable=False),
    Index(None, "kind", "name"),
)
