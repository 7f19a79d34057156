"""The table of notices: what the product tells people, shown in the product."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from engine.store.base import Id, Key, Name, Text, UtcTime, id_column, metadata

notice = Table(
    "notice",
    metadata,
    id_column(),
    Column("recipient", Key, nullable=False),  # "role:service_desk" or "user:<id>", as task candidates
    Column("customer_id", Id),  # scope of the case: a role's holder for another customer does not see it
    Column("department", Key),
    Column("subject", Name, nullable=False),
    Column("text", Text, nullable=False),
    Column("instance_id", Id, index=True),
    Column("element_id", Key),
    Column("created_at", UtcTime, nullable=False),
    Index(None, "recipient", "created_at"),
)

notice_seen = Table(
    "notice_seen",
    metadata,
    Column("user_id", Id, primary_key=True),
    Column("until", UtcTime, nullable=False),  # notices up to here have been on the person's screen
)
