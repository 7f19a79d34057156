"""Opens the database and says how transactions begin: the one place that knows which database it is."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import psycopg
from sqlalchemy import URL, Connection, Engine, Executable, RootTransaction, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from engine.kernel.errors import Fault, InvalidInput
from engine.store.failures import Failure, OutcomeUnknown, failure_of
from engine.store.texts import say
from engine.store.turns import Turns

WRITES = "zhidu_writes"
"""Execution option of a connection whose transaction will write."""

ERRORS = (DBAPIError, psycopg.Error, sqlite3.Error)
"""What a statement may raise; a pipeline of them, and what prepares a connection, raise what the driver does."""

_TURNS, _WAITS, _CONNECTIONS = "zhidu_turns", "zhidu_waits", "zhidu_connections"
_IN_MEMORY = (None, "", ":memory:")
_POOL: dict[str, Any] = {"pool_size": 10, "max_overflow": 20}
"""Connections for every thread that may be at work at once, and some in reserve."""
_FREE = 0.05
"""Seconds that somebody waits who would rather not."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long is waited, in seconds.

    ``lock``: for what others have locked, and for a free connection. PostgreSQL alone: ``statement``: for one statement to be done,
    ``connect``: for a new connection.
    """

    lock: float = 5.0
    statement: float = 60.0
    connect: int = 5


def open_database(url: str, waits: Waits = Waits(), *, pooled: bool = True) -> Engine:
    """An engine for ``url`` (SQLite or PostgreSQL through psycopg). Nothing is migrated. Raises ``InvalidInput`` for other databases.

    ``pooled``: whether connections are kept, for the next one who needs one.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise _unknown(url.partition(":")[0][:40]) from None
    kept = {"pool_timeout": waits.lock, **_POOL} if pooled else {"poolclass": NullPool}
    if parsed.drivername in ("sqlite", "sqlite+pysqlite"):
        return _open_sqlite(parsed, waits, kept)
    if parsed.drivername != "postgresql+psycopg":
        raise _unknown(parsed.drivername)
    connections = Connections()
    options = _options(waits, **{_CONNECTIONS: connections})
    database = create_engine(parsed, connect_args=_postgresql_arguments(parsed, waits), **kept, **options)
    event.listen(database, "connect", connections.made)
    event.listen(database, "checkout", connections.handed_out)
    return database


def _unknown(driver: str) -> InvalidInput:
    return InvalidInput(
        say("database_unknown", driver=driver),
        faults=[Fault("ZHIDU_DATABASE_URL", "database_unknown", say("use_known_database"))],
    )


def _open_sqlite(url: URL, waits: Waits, kept: dict[str, Any]) -> Engine:
    in_file = url.database not in _IN_MEMORY
    if in_file:
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    database = create_engine(url, **(kept if in_file else {}), **_options(waits, **{_TURNS: Turns()}))
    event.listen(database, "connect", _prepare_sqlite(waits))
    event.listen(database, "begin", _begin_sqlite)
    return database


def _options(waits: Waits, **kept: object) -> dict[str, Any]:
    return {"json_serializer": _dump_json, "json_deserializer": orjson.loads, "execution_options": {_WAITS: waits, **kept}}


def _postgresql_arguments(url: URL, waits: Waits) -> dict[str, Any]:
    """What the URL does not say itself: bounds for what the server waits for, and for noticing on both sides that the other one is gone."""
    bounds = {
        "lock_timeout": round(waits.lock * 1000),
        "statement_timeout": round(waits.statement * 1000),
        "idle_in_transaction_session_timeout": round(waits.statement * 1000),
        "tcp_keepalives_idle": 10,
        "tcp_keepalives_interval": 5,
        "tcp_keepalives_count": 3,
    }
    client = {
        "connect_timeout": waits.connect,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 15_000,
    }
    ours = " ".join(f"-c {name}={value}" for name, value in bounds.items())
    options = f"{ours} {url.query.get('options', '')}".strip()  # what comes later counts
    return {name: value for name, value in client.items() if name not in url.query} | {"options": options}


class Connections:
    """Which of the pool's connections may be dead: those made before one was found cut. Spares a question before each transaction."""

    def __init__(self) -> None:
        self._cut_at = float("-inf")

    def cut(self) -> None:
        """One was found cut."""
        self._cut_at = time.monotonic()

    def made(self, _connection: object, record: ConnectionPoolEntry) -> None:
        record.info["made_at"] = time.monotonic()

    def handed_out(self, _connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        """Raises ``DisconnectionError`` for one that may be dead: the pool makes another one."""
        if record.info["made_at"] <= self._cut_at:
            raise DisconnectionError


def note_cut(database: Engine) -> None:
    """A connection was found cut: the others that lie in the pool may be dead, too."""
    connections = database.get_execution_options().get(_CONNECTIONS)
    if connections is not None:
        connections.cut()


@contextmanager
def writing(database: Engine, *, if_free: bool = False) -> Iterator[Connection]:
    """A connection inside a transaction that may write; committed when the block ends, rolled back when it raises.

    On SQLite each process lets its writers in one by one; ``if_free``: rather not at all than wait for them. Raises ``TurnMissed``, and
    ``OutcomeUnknown`` where nobody can tell whether it was committed.
    """
    options = database.get_execution_options()
    turns, waits = options.get(_TURNS), options[_WAITS]
    turn = turns.taken(_FREE if if_free else waits.lock) if turns else nullcontext()
    with turn, database.connect().execution_options(**{WRITES: True}) as connection:
        transaction = connection.begin()
        try:
            yield connection
        except BaseException:
            with suppress(*ERRORS):  # a connection that is gone: what was refused before is what counts
                transaction.rollback()
            raise
        _commit(transaction)


def _commit(transaction: RootTransaction) -> None:
    try:
        transaction.commit()
    except ERRORS as error:
        if failure_of(error) in (Failure.AWAY, Failure.DISK):
            raise OutcomeUnknown from error
        raise


@contextmanager
def reading(database: Engine, *, one_moment: bool = False) -> Iterator[Connection]:
    """A connection inside a transaction that only reads. ``one_moment``: all of its statements see the same (on SQLite they always do)."""
    level = {"isolation_level": "REPEATABLE READ"} if one_moment and database.dialect.name == "postgresql" else {}
    with database.connect().execution_options(postgresql_readonly=True, **level) as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


# A pipeline that failed raises what went wrong; that its rest was thrown away need not be logged besides, each time.
logging.getLogger("psycopg").setLevel(logging.ERROR)


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


def insert_if_absent(db: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Insert ``row`` unless one with its key is there; whether it was inserted. Waits for whoever is just inserting the same key."""
    return db.execute(_inserting(table, db.dialect.name), row).rowcount == 1


@cache
def _inserting(table: Table, dialect: str) -> Executable:
    statement = sqlite.insert(table).on_conflict_do_nothing() if dialect == "sqlite" else postgresql.insert(table).on_conflict_do_nothing()
    return statement.execution_options(preserve_rowcount=True)


def _dump_json(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode("utf-8")


def _prepare_sqlite(waits: Waits) -> Callable[[Any, object], None]:
    def prepare(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself: it would begin them late and not IMMEDIATE.
        connection.isolation_level = None
        cursor = connection.cursor()
        # For writers of other processes: those of this one take turns.
        cursor.execute(f"PRAGMA busy_timeout={round(waits.lock * 1000)}")
        # Readers do not wait for the writer, nor the writer for readers.
        cursor.execute("PRAGMA journal_mode=WAL")
        # FULL: an answer that was given survives a power cut, as evidence must.
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        # Without it INSERT OR REPLACE would pass the triggers that guard the evidence.
        cursor.execute("PRAGMA recursive_triggers=ON")
        cursor.close()

    return prepare


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE takes the write lock at once: a transaction that reads first and writes later could not be given it.
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
