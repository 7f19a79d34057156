"""Databases that release 0.1.0 wrote, each as it was: on SQLite its own file, on PostgreSQL its rows in its own schema."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import zstandard

from engine.store.database import open_database, writing
from engine.store.migrate import Patience, migrate
from tests.golden.release_0_1_0.make import DATA, POSTGRESQL, SQLITE
from tests.golden.rows import unpack
from tests.support.empty import empty_postgresql

SCHEMA = "0001"
"""The revision of release 0.1.0."""


def data_folder(folder: Path) -> Path:
    """The attachments."""
    with zipfile.ZipFile(DATA) as archive:
        archive.extractall(folder / "data")
    return folder / "data"


def on_sqlite(folder: Path) -> str:
    """The URL of a copy of its file."""
    path = folder / "release.db"
    path.write_bytes(zstandard.ZstdDecompressor().decompress(SQLITE.read_bytes(), max_output_size=64 * 1024 * 1024))
    return f"sqlite:///{path}"


@contextmanager
def on_postgresql() -> Iterator[str]:
    """The URL of a new database with its schema and its rows."""
    with empty_postgresql() as url:
        database = open_database(url)
        migrate(database, Patience(), SCHEMA)
        with writing(database) as connection:
            unpack(connection, POSTGRESQL.read_bytes())
        database.dispose()
        yield url
