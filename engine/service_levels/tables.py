"""Tables of business calendars, catalogue services and the clocks of cases."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, Table, UniqueConstraint

from engine.store.base import Id, JsonData, Key, Text, UtcTime, bilingual, id_column, metadata, version_column

business_calendar = Table(
    "business_calendar",
    metadata,
    Column("id", Key, primary_key=True),
    *bilingual("name"),
    Column("time_zone", Key, nullable=False),
    Column("weekly", JsonData, nullable=False),  # {"mon": [["09:00", "18:00"]], …}
    Column("exceptions", JsonData, nullable=False),  # {"2026-10-01": [], "2026-10-10": [["09:00", "18:00"]]}
    version_column(),
)

catalogue_service = Table(
    "catalogue_service",
    metadata,
    id_column(),
    Column("code", Key, nullable=False, unique=True),
    *bilingual("name"),
    *bilingual("description", Text, nullable=True),
    Column("calendar_id", Key, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    version_column(),
)

service_clock = Table(
    "service_clock",
    metadata,
    id_column(),
    Column("instance_id", Id, nullable=False),
    Column("name", Key, nullable=False),  # response | resolution | a procedure's own
    Column("calendar_id", Key, nullable=False),
    Column("calendar", JsonData, nullable=False),  # as it was when the clock started: later edits do not rewrite the past
    Column("target_seconds", Integer, nullable=False),  # working time
    Column("state", Key, nullable=False),  # running | paused | met | missed | cancelled
    Column("started_at", UtcTime, nullable=False),
    Column("running_since", UtcTime),
    Column("elapsed_seconds", Integer, nullable=False, default=0),  # working time up to running_since
    Column("due_at", UtcTime),  # None while paused
    Column("ended_at", UtcTime),
    Column("pausing", JsonData, nullable=False),  # wait ids that hold it
    Column("segments", JsonData, nullable=False),  # [{"from", "to", "state", "element", "working_seconds"}], what a person can check
    Column("listed", Boolean),  # the lists of its procedure show it; null in rows of release 0.1: see clocks.listed_clock
    UniqueConstraint("instance_id", "name"),
    Index(None, "state", "due_at"),
)
