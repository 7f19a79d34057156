"""Brings a database to the newest schema, one process at a time. What a script may do: docs/decisions/0020-migrations-add-first.md."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DBAPIError

from engine.kernel.errors import Conflict
from engine.store.database import writing
from engine.store.failures import Failure, failure_of
from engine.store.texts import say

_SCRIPTS = Path(__file__).parent / "migrations"

_LOCK = 0x7A68696475  # "zhidu": the number of the advisory lock of PostgreSQL; every release must use the same
_QUERY_CANCELED = "57014"


_TEXT_INDEX = {"table": "case_text_index", "index": "ix_case_text_pieces"}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a migration waits, in seconds. PostgreSQL only: SQLite has one writer, who is waited for as every command does.

    ``turn``: for another migration to end. ``table``: for a table that others use; short, because everybody who comes later queues
    behind the one that waits. ``statement``: for each statement to be done.
    """

    turn: float = 60
    table: float = 10
    statement: float = 900


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without a file: the scripts' place and the connection to work on."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrate(database: Engine, patience: Patience = Patience(), revision: str = "head") -> None:
    """Run all migrations (up to ``revision``) that the database has not had, in one transaction.

    Several processes may try at once: one does it, the others wait and find it done. Raises ``Conflict`` where it took too long.
    """
    if revision == "head" and is_current(database):
        return
    with _telling_what_took_long(patience), writing(database) as connection:
        _take_turn(connection, patience)
        # Alembic reads the revision now, when nobody else can change it any more.
        command.upgrade(configuration(connection), revision)


def compared(_found: object, name: str | None, kind: str, *_: object) -> bool:
    """Whether metadata and database are compared in this object: the index of texts is made by a script, for each kind of database."""
    return not (name or "").startswith(_TEXT_INDEX[kind]) if kind in _TEXT_INDEX else True


def is_current(database: Engine) -> bool:
    """Whether the database has had all migrations."""
    newest = ScriptDirectory.from_config(configuration()).get_current_head()
    with database.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def _take_turn(connection: Connection, patience: Patience) -> None:
    """Wait for other migrations to end. On SQLite the transaction began with the one write lock there is (BEGIN IMMEDIATE)."""
    if connection.dialect.name != "postgresql":
        return
    _limit(connection, lock_timeout=patience.turn, statement_timeout=0)
    try:
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    except DBAPIError as error:
        if failure_of(error) is Failure.BUSY:
            raise Conflict(say("migration_running", seconds=patience.turn), code="migration_running") from error
        raise
    _limit(connection, lock_timeout=patience.table, statement_timeout=patience.statement)


def _limit(connection: Connection, **seconds: float) -> None:
    """Set PostgreSQL's timeouts until the transaction ends."""
    for name, value in seconds.items():
        connection.execute(select(func.set_config(name, f"{round(value * 1000)}ms", True)))


@contextmanager
def _telling_what_took_long(patience: Patience) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == _QUERY_CANCELED:
            raise Conflict(say("migration_too_slow", seconds=patience.statement), code="migration_too_slow") from error
        if failure_of(error) in (Failure.BUSY, Failure.RACE):
            raise Conflict(say("migration_blocked", seconds=patience.table), code="migration_blocked") from error
        raise
