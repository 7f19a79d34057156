"""Databases for tests: migrated once for each session, copied for each test."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

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


class PostgresTemplates:
    """Makes databases on the test server; a copy of a template takes a fraction of a migration's time."""

    def __init__(self, server: str = SERVER) -> None:
        self._url = make_url(server)
        self._admin = create_engine(self._url, isolation_level="AUTOCOMMIT")
        self._template = f"zhidu_t_{uuid.uuid4().hex[:12]}"

    def prepare(self) -> None:
        self._run(f'CREATE DATABASE "{self._template}"')
        database = open_database(self._named(self._template).render_as_string(hide_password=False))
        migrate(database)
        database.dispose()

    @contextmanager
    def copy(self) -> Iterator[str]:
        name = f"zhidu_c_{uuid.uuid4().hex[:12]}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{self._template}"')
        try:
            yield self._named(name).render_as_string(hide_password=False)
        finally:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def close(self) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{self._template}" WITH (FORCE)')
        self._admin.dispose()

    def reachable(self) -> str | None:
        """None, or why the server cannot be used."""
        try:
            with self._admin.connect():
                return None
        except OperationalError as reason:
            return str(reason.orig).strip()

    def _named(self, name: str) -> URL:
        return self._url.set(database=name)

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


def skip_or_fail(reason: str) -> None:
    """Skips the test, or fails it where servers are required (ZHIDU_REQUIRE_SERVERS=1)."""
    message = f"PostgreSQL is not reachable at {SERVER}: {reason}. Set ZHIDU_TEST_POSTGRESQL."
    if SERVERS_REQUIRED:
        pytest.fail(message)
    pytest.skip(message)
