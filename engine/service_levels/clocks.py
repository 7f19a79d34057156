"""Service clocks and calendars as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, insert, or_, select, update

from engine.calendars import BusinessCalendar, calendar_data, calendar_from
from engine.kernel.canonical_json import timestamp
from engine.kernel.clock_names import LISTED_UNLESS_SAID
from engine.kernel.ids import new_id
from engine.service_levels.rules import Hold, Segment, ServiceClock
from engine.service_levels.tables import business_calendar, catalogue_service, service_clock


@dataclass(frozen=True, slots=True)
class StoredClock:
    """A clock with the row that it came from."""

    row_id: str
    instance_id: str
    calendar_id: str
    clock: ServiceClock


def clocks_of(db: Connection, instance_id: str) -> tuple[StoredClock, ...]:
    """All clocks of an instance, in the order in which they began. The instance's own lock guards them."""
    query = select(service_clock).where(service_clock.c.instance_id == instance_id).order_by(service_clock.c.id)
    return tuple(stored_clock(row) for row in db.execute(query).mappings())


def clock_rows(db: Connection, instance_id: str) -> tuple[dict[str, object], ...]:
    """The columns of all clocks of an instance, without the row's own id: what evidence tells a digest of."""
    query = select(*(column for column in service_clock.c if column.name != "id")).where(service_clock.c.instance_id == instance_id)
    return tuple(dict(row) for row in db.execute(query).mappings())


def clock_named(db: Connection, instance_id: str, name: str) -> StoredClock | None:
    """The instance's clock of that name."""
    condition = (service_clock.c.instance_id == instance_id, service_clock.c.name == name)
    row = db.execute(select(service_clock).where(*condition)).mappings().one_or_none()
    return None if row is None else stored_clock(row)


def calendar_row(db: Connection, calendar_id: str) -> RowMapping | None:
    """The row of a business calendar."""
    return db.execute(select(business_calendar).where(business_calendar.c.id == calendar_id)).mappings().one_or_none()


def calendar_named(db: Connection, calendar_id: str) -> BusinessCalendar | None:
    """The business calendar of that id."""
    row = calendar_row(db, calendar_id)
    return None if row is None else calendar_from(data_of(row))


def service_calendar_id(db: Connection, service: str) -> str | None:
    """The id of the calendar of a catalogue service, which is named by its id or its code."""
    named = (catalogue_service.c.id == service) | (catalogue_service.c.code == service)
    return db.execute(select(catalogue_service.c.calendar_id).where(named)).scalars().first()


def data_of(row: RowMapping) -> dict[str, object]:
    """A calendar's row as the data that a clock keeps."""
    return calendar_data(row["time_zone"], row["weekly"], row["exceptions"])


def listed_clock(instance_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """The clock of a case that lists show, as a condition to join by: at most one for each case."""
    by_name = and_(service_clock.c.listed.is_(None), service_clock.c.name == LISTED_UNLESS_SAID)
    return and_(service_clock.c.instance_id == instance_id, or_(service_clock.c.listed.is_(True), by_name))


def add_clock(
    db: Connection, instance_id: str, clock: ServiceClock, *, calendar_id: str, calendar: Mapping[str, object], listed: bool
) -> None:
    """Insert a clock that began. ``listed``: lists show this one of the case's clocks."""
    fixed = {"id": new_id(), "instance_id": instance_id, "name": clock.name, "calendar_id": calendar_id, "calendar": dict(calendar)}
    db.execute(insert(service_clock), fixed | {"listed": listed} | _columns(clock))


def keep_clock(db: Connection, stored: StoredClock, clock: ServiceClock) -> None:
    """Write what became of a clock."""
    db.execute(update(service_clock).where(service_clock.c.id == stored.row_id).values(**_columns(clock)))


def stored_clock(row: RowMapping | Mapping[str, Any]) -> StoredClock:
    """The clock that a row of ``service_clock`` describes."""
    clock = ServiceClock(
        name=row["name"],
        calendar=calendar_from(row["calendar"]),
        target_seconds=row["target_seconds"],
        state=row["state"],
        started_at=row["started_at"],
        running_since=row["running_since"],
        elapsed_seconds=row["elapsed_seconds"],
        due_at=row["due_at"],
        ended_at=row["ended_at"],
        holds=tuple(Hold(each["wait"], each["element"]) for each in row["pausing"]),
        segments=tuple(_segment(each) for each in row["segments"]),
    )
    return StoredClock(row["id"], row["instance_id"], row["calendar_id"], clock)


def _columns(clock: ServiceClock) -> dict[str, object]:
    return {
        "target_seconds": clock.target_seconds,
        "state": clock.state,
        "started_at": clock.started_at,
        "running_since": clock.running_since,
        "elapsed_seconds": clock.elapsed_seconds,
        "due_at": clock.due_at,
        "ended_at": clock.ended_at,
        "pausing": [{"wait": hold.wait_id, "element": hold.element_id} for hold in clock.holds],
        "segments": [_segment_data(segment) for segment in clock.segments],
    }


def _segment_data(segment: Segment) -> dict[str, object]:
    return {
        "from": timestamp(segment.start),
        "to": None if segment.end is None else timestamp(segment.end),
        "state": segment.state,
        "element": segment.element_id,
        "target_seconds": segment.target_seconds,
        "working_seconds": segment.working_seconds,
    }


def _segment(data: Mapping[str, Any]) -> Segment:
    return Segment(
        start=datetime.fromisoformat(data["from"]),
        end=None if data["to"] is None else datetime.fromisoformat(data["to"]),
        state=data["state"],
        element_id=data["element"],
        target_seconds=data["target_seconds"],
        working_seconds=data["working_seconds"],
    )
