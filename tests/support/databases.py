"""Databases for tests: migrated once for each session, fresh for each test."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from engine.store.base import metadata
from engine.store.database import open_database
from engine.store.migrate import migrate

SERVER = os.environ.get("ZHIDU_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1/postgres")
SERVERS_REQUIRED = os.environ.get("ZHIDU_REQUIRE_SERVERS") == "1"


def migrated_sqlite(path: Path) -> Path:
    """A new SQLite file with the newest schema."""
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    with database.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return path


def copied_sqlite(template: Path, path: Path) -> str:
    """The URL of a copy of ``template``."""
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


class PostgresDatabases:
    """One database for each test session, emptied between tests: emptying takes milliseconds, making one half a second."""

    def __init__(self, server: str = SERVER) -> None:
        self._server = make_url(server)
        self._admin = create_engine(self._server, isolation_level="AUTOCOMMIT")
        self._name = f"zhidu_t_{uuid.uuid4().hex[:12]}"
        self.url = self._server.set(database=self._name).render_as_string(hide_password=False)

    def prepare(self) -> None:
        self._run(f'CREATE DATABASE "{self._name}"')
        database = open_database(self.url)
        migrate(database)
        database.dispose()
        self._cleaner = create_engine(self.url, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        try:
            yield self.url
        finally:
            self._empty()

    def close(self) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')
        self._admin.dispose()

    def reachable(self) -> str | None:
        """None, or why the server cannot be used."""
        try:
            with self._admin.connect():
                return None
        except OperationalError as reason:
            return str(reason.orig).strip()

    def _empty(self) -> None:
        """All rows go, past the triggers that keep evidence insert-only; what a failed test left connected is cut off."""
        self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._name}'")
        deletes = "".join(f'DELETE FROM "{table.name}";' for table in metadata.tables.values())
        with self._cleaner.connect() as connection:
            connection.exec_driver_sql(f"SET session_replication_role = replica; {deletes}")

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


def skip_or_fail(reason: str) -> None:
    """Skips the test, or fails it where servers are required (ZHIDU_REQUIRE_SERVERS=1)."""
    message = f"PostgreSQL is not reachable at {SERVER}: {reason}. Set ZHIDU_TEST_POSTGRESQL."
    if SERVERS_REQUIRED:
        pytest.fail(message)
    pytest.skip(message)
