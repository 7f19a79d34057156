"""The one table of what goes wrong with a database or a disk, and what it means for whoever was at work."""

from __future__ import annotations

import errno
import sqlite3
from enum import StrEnum

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from engine.kernel.errors import Broken, Unavailable, ZhiduError
from engine.store.texts import say
from engine.store.turns import TurnMissed


class OutcomeUnknown(Exception):
    """The connection or the disk failed while a transaction was being committed: it may have happened, or not. The cause is chained."""


class Failure(StrEnum):
    """What kind of failure it is. Each value but the first two is the code that people and machines are told."""

    RACE = "race"
    """Lost against another transaction and rolled back: the same again may succeed at once."""
    DUPLICATE = "duplicate"
    """A row with the same key was there already."""
    BUSY = "busy"
    """Somebody else had it for as long as is waited for."""
    AWAY = "database_away"
    FULL = "disk_full"
    READ_ONLY = "storage_read_only"
    DISK = "storage_failed"
    """Reading, writing or flushing failed."""
    DAMAGED = "database_damaged"
    UNKNOWN_OUTCOME = "outcome_unknown"


RETRY_AFTER = {
    Failure.BUSY: 1,
    Failure.UNKNOWN_OUTCOME: 1,
    Failure.AWAY: 5,
    Failure.FULL: 30,
    Failure.READ_ONLY: 30,
    Failure.DISK: 30,
}
"""Seconds after which it is worth asking again."""

# https://www.postgresql.org/docs/current/errcodes-appendix.html: a whole state, or its class of two characters
_POSTGRESQL = {
    "40001": Failure.RACE,  # serialization_failure
    "40P01": Failure.RACE,  # deadlock_detected
    "23505": Failure.DUPLICATE,  # unique_violation
    "55P03": Failure.BUSY,  # lock_not_available
    "57014": Failure.BUSY,  # query_canceled: statement_timeout
    "53": Failure.BUSY,  # insufficient resources: memory, connections
    "53100": Failure.FULL,  # disk_full
    "08": Failure.AWAY,  # connection exception
    "57P": Failure.AWAY,  # shut down, crashed, cannot connect now, database dropped
    "25P03": Failure.AWAY,  # idle_in_transaction_session_timeout
    "25006": Failure.READ_ONLY,  # read_only_sql_transaction
    "58": Failure.DISK,  # system error: input and output, files missing
    "XX001": Failure.DAMAGED,  # data_corrupted
    "XX002": Failure.DAMAGED,  # index_corrupted
}

# https://www.sqlite.org/rescode.html: an extended code, or its lowest byte
_SQLITE = {
    sqlite3.SQLITE_BUSY_SNAPSHOT: Failure.RACE,
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: Failure.DUPLICATE,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: Failure.DUPLICATE,
    sqlite3.SQLITE_BUSY: Failure.BUSY,
    sqlite3.SQLITE_LOCKED: Failure.BUSY,
    sqlite3.SQLITE_PROTOCOL: Failure.BUSY,
    sqlite3.SQLITE_NOMEM: Failure.BUSY,
    sqlite3.SQLITE_FULL: Failure.FULL,
    sqlite3.SQLITE_READONLY: Failure.READ_ONLY,
    sqlite3.SQLITE_IOERR: Failure.DISK,
    sqlite3.SQLITE_CANTOPEN: Failure.DISK,
    sqlite3.SQLITE_CORRUPT: Failure.DAMAGED,
    sqlite3.SQLITE_NOTADB: Failure.DAMAGED,
}

_FILES = {
    errno.ENOSPC: Failure.FULL,
    errno.EDQUOT: Failure.FULL,
    errno.EROFS: Failure.READ_ONLY,
    errno.EIO: Failure.DISK,
    errno.EMFILE: Failure.BUSY,
    errno.ENFILE: Failure.BUSY,
}


def failure_of(error: BaseException) -> Failure | None:
    """What ``error`` means; None for what is no failure of a database or a disk, but a fault of the program."""
    if isinstance(error, OutcomeUnknown):
        return Failure.UNKNOWN_OUTCOME
    if isinstance(error, TurnMissed | PoolExhausted):
        return Failure.BUSY
    if isinstance(error, DBAPIError) and error.connection_invalidated and error.orig is None:
        return Failure.AWAY
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause)
    if isinstance(cause, psycopg.Error):
        return _of_postgresql(cause)
    return _FILES.get(cause.errno or 0) if isinstance(cause, OSError) else None


def told(failure: Failure) -> ZhiduError:
    """What whoever asked is told of it: ``Unavailable`` with the time after which to ask again; ``Broken`` for what no waiting mends."""
    if failure is Failure.DAMAGED:
        return Broken(say("database_damaged"), code=failure.value)
    code = Failure.BUSY if failure is Failure.RACE else failure
    return Unavailable(say(code.value), code=code.value, retry_after=RETRY_AFTER[code])


def _of_sqlite(cause: sqlite3.Error) -> Failure | None:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        return None
    return _SQLITE.get(code) or _SQLITE.get(code & 0xFF)


def _of_postgresql(cause: psycopg.Error) -> Failure | None:
    state = cause.sqlstate
    if state is None:
        # The driver's own: it could not connect, or what it was connected to went away.
        lost = isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError) and not isinstance(
            cause, psycopg.errors.PipelineAborted
        )
        return Failure.AWAY if lost else None
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:3]) or _POSTGRESQL.get(state[:2])
