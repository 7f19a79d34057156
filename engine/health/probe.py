"""Looking at the database and the disk from outside of everybody's work: a connection of its own, and seconds at most."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Literal

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url, text

from engine.store.database import ERRORS, Waits, open_database
from engine.store.failures import failure_of
from engine.store.migrate import configuration

Disk = Literal["ok", "full", "read_only"]
Schema = Literal["current", "older", "newer", "missing"]

LEAST_FREE = 16 * 1024 * 1024
"""Bytes that must be free where files are kept."""
_WAITS = Waits(lock=1.0, statement=1.0, connect=2)


class Probe:
    """Asks the database of ``url`` whether it answers, takes changes, and which schema it has."""

    def __init__(self, url: str) -> None:
        self._database = open_database(url, _WAITS, pooled=False)

    def look(self) -> tuple[bool, Schema, str | None]:
        """Whether it takes changes, the state of its schema, and its revision. Raises what the driver does where it does not answer."""
        with self._database.connect() as connection:
            return _takes_changes(connection), *self._schema(connection)

    def _schema(self, connection: Connection) -> tuple[Schema, str | None]:
        try:
            revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
        except ERRORS as error:
            if failure_of(error) is not None:
                raise
            return "missing", None  # there is no such table
        if revision == self._revisions[0]:
            return "current", revision
        return ("older" if revision in self._revisions else "newer"), revision

    @cached_property
    def _revisions(self) -> tuple[str, ...]:
        """Those that this release knows, the newest first."""
        return tuple(script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions())


def disk_of(folders: Iterable[Path]) -> Disk:
    """The worst of the folders, or of the nearest above that is there."""
    found = {_disk(next(path for path in (folder, *folder.absolute().parents) if path.exists())) for folder in folders}
    return "read_only" if "read_only" in found else "full" if "full" in found else "ok"


def folders_of(url: str, data_dir: Path) -> list[Path]:
    """Where files are kept: attachments, and the database where it is a file."""
    parsed = make_url(url)
    in_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return [data_dir, Path(parsed.database or "").parent] if in_file else [data_dir]


def _disk(folder: Path) -> Disk:
    there = os.statvfs(folder)
    if there.f_flag & os.ST_RDONLY or not os.access(folder, os.W_OK):
        return "read_only"
    return "full" if there.f_bavail * there.f_frsize < LEAST_FREE else "ok"


def _takes_changes(connection: Connection) -> bool:
    if connection.dialect.name == "sqlite":
        return True  # what its disk says counts
    standby = text("SELECT NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off'")
    return bool(connection.execute(standby).scalar_one())
