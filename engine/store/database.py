"""Opens the database and says how transactions begin: the one place that knows which database it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from engine.kernel.errors import Fault, InvalidInput
from engine.store.texts import say

WRITES = "zhidu_writes"
"""Execution option of a connection whose transaction will write."""

ERRORS = (DBAPIError, psycopg.Error)
"""What a statement, or a pipeline of them, may raise."""

_BUSY_TIMEOUT_MS = 10_000
_RETRIED_SQLSTATES = frozenset({"40001", "40P01", "55P03"})  # serialization failure, deadlock, lock not available


def open_database(url: str) -> Engine:
    """An engine for ``url`` (SQLite or PostgreSQL through psycopg). Nothing is migrated. Raises ``InvalidInput`` for other databases."""
    parsed = make_url(url)
    options: dict[str, Any] = {"json_serializer": _dump_json, "json_deserializer": orjson.loads}
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        database = create_engine(parsed, **options)
        event.listen(database, "connect", _prepare_sqlite)
        event.listen(database, "begin", _begin_sqlite)
        return database
    if parsed.drivername != "postgresql+psycopg":
        raise InvalidInput(
            say("database_unknown", driver=parsed.drivername),
            faults=[Fault("ZHIDU_DATABASE_URL", "database_unknown", say("use_known_database"))],
        )
    return create_engine(parsed, pool_pre_ping=True, pool_size=10, max_overflow=20, **options)


@contextmanager
def writing(database: Engine) -> Iterator[Connection]:
    """A connection inside a transaction that may write; committed when the block ends, rolled back when it raises."""
    with database.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def reading(database: Engine) -> Iterator[Connection]:
    """A connection inside a transaction that only reads."""
    with database.connect().execution_options(postgresql_readonly=True) as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@contextmanager
def pipelined(connection: Connection) -> Iterator[None]:
    """Statements whose results nobody reads: PostgreSQL gets them without waiting for the answer to each.

    What goes wrong is raised when the block ends, by the driver itself (see ``ERRORS``).
    """
    pipeline = getattr(connection.connection.driver_connection, "pipeline", None)
    if pipeline is None:
        yield
        return
    with pipeline():
        yield


def is_transient(error: Exception) -> bool:
    """Whether the same transaction may succeed when it is tried again: deadlock, serialization, a locked SQLite file."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.OperationalError):
        return "locked" in str(cause) or "busy" in str(cause)
    return getattr(cause, "sqlstate", None) in _RETRIED_SQLSTATES


def is_duplicate(error: Exception) -> bool:
    """Whether a row with the same key was there already."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(cause, sqlite3.IntegrityError | psycopg.errors.UniqueViolation)


def _dump_json(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode("utf-8")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: it would begin them late and not IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    # FULL: an answer that was given survives a power cut, as evidence must.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # Without it INSERT OR REPLACE would pass the triggers that guard the evidence.
    cursor.execute("PRAGMA recursive_triggers=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE takes the write lock at once: a transaction that reads first and writes later could not be given it.
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
