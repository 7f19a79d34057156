"""The table of attachments. The content is stored once for each checksum, outside the database."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, text

from engine.store.base import Id, Key, Name, UtcTime, id_column, metadata

attachment = Table(
    "attachment",
    metadata,
    id_column(),
    Column("checksum", String(64), nullable=False, index=True),
    Column("file_name", Name, nullable=False),
    Column("media_type", Key, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("uploaded_by", Id, nullable=False),
    Column("uploaded_at", UtcTime, nullable=False),
    Column("instance_id", Id, index=True),  # None until a form that names it is submitted
    Column("task_id", Id),
    Column("field", Name),
    # What no form has taken up: counted at each upload.
    Index(
        "ix_attachment_loose",
        "uploaded_by",
        "uploaded_at",
        sqlite_where=text("instance_id IS NULL"),
        postgresql_where=text("instance_id IS NULL"),
    ),
)
