"""The report of health: who is to send work here, and what is wrong. At most one look in a second, however many ask."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy.exc import SQLAlchemyError

from engine.health.probe import Disk, Probe, Schema, disk_of, folders_of
from engine.health.vitals import Vitals
from engine.kernel.settings import Settings
from engine.store.database import ERRORS

Database = Literal["ok", "read_only", "unavailable"]

_FRESH = 1.0
_STALE = 10.0
"""Seconds: a look that has been going on for longer has found something, whatever it is."""
_LATE = 60.0


@dataclass(frozen=True, slots=True)
class Health:
    """``able``: whether work can be sent here. A scheduler that is late does not keep people from working."""

    able: bool
    database: Database
    schema: Schema | None
    schema_version: str | None
    disk: Disk
    failing: str | None
    """Why the last write failed, by the code of its refusal."""
    scheduler: Literal["running", "late", "off"]
    scheduler_idle_seconds: int | None


class HealthWatch:
    """Looks when somebody asks; who asks while another one looks gets what was found before."""

    def __init__(self, settings: Settings, vitals: Vitals, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings, self._vitals, self._clock = settings, vitals, clock
        self._probe = Probe(settings.database_url)
        self._looking = threading.Lock()
        self._last: tuple[float, Health] | None = None

    def report(self) -> Health:
        """What is so now, or was a moment ago. Answers within seconds, whatever is locked, away or full."""
        last = self._last
        if last is not None and self._clock() - last[0] < _FRESH:
            return last[1]
        if not self._looking.acquire(blocking=last is None):
            assert last is not None
            return self._before(*last)
        try:
            found = self._last
            if found is None or found is last:
                found = self._last = (self._clock(), self._look())
            return found[1]
        finally:
            self._looking.release()

    def _before(self, at: float, found: Health) -> Health:
        """What was found before, unless looking takes suspiciously long."""
        return found if self._clock() - at < _STALE else replace(found, able=False, database="unavailable")

    def _look(self) -> Health:
        disk = disk_of(folders_of(self._settings.database_url, self._settings.data_dir))
        try:
            takes_changes, schema, revision = self._probe.look()
        except (*ERRORS, SQLAlchemyError):
            return self._report("unavailable", None, None, disk)
        return self._report("ok" if takes_changes else "read_only", schema, revision, disk)

    def _report(self, database: Database, schema: Schema | None, revision: str | None, disk: Disk) -> Health:
        failing = self._vitals.failing
        able = database == "ok" and schema in ("current", "newer") and disk == "ok" and failing is None
        idle = self._vitals.idle_seconds
        if not self._settings.scheduler:
            return Health(able, database, schema, revision, disk, failing, "off", None)
        late = idle > max(_LATE, 10 * self._settings.scheduler_interval)
        return Health(able, database, schema, revision, disk, failing, "late" if late else "running", round(idle))
