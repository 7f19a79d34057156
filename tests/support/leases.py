"""Leases run out by the clock of the database, which no test can move: so they are moved instead."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import update

from engine.bootstrap import Engine
from engine.jobs.tables import job
from engine.store.database import writing


def expire_leases(engine: Engine) -> None:
    """As if nobody had renewed any for as long as they last."""
    with writing(engine.database) as db:
        db.execute(update(job).where(job.c.locked_until.is_not(None)).values(locked_until=datetime(2000, 1, 1, tzinfo=UTC)))
