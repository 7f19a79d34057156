"""One table says what a failure of the database or the disk means, and what is tried again."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator

import psycopg
import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from engine.kernel.errors import Broken, Unavailable
from engine.store.attempts import until_done
from engine.store.database import open_database
from engine.store.failures import Failure, OutcomeUnknown, failure_of, told
from engine.store.turns import TurnMissed


def sqlite(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("words of the driver")
    error.sqlite_errorcode = code
    return error


def postgresql(state: str) -> psycopg.Error:
    return psycopg.errors.lookup(state)("words of the server")


FOUND = [
    *((postgresql(state), Failure.RACE) for state in ("40001", "40P01")),
    *((postgresql(state), Failure.BUSY) for state in ("55P03", "57014", "53300", "53200")),
    *((postgresql(state), Failure.AWAY) for state in ("08006", "08001", "57P01", "57P02", "57P03", "25P03")),
    (postgresql("53100"), Failure.FULL),
    (postgresql("25006"), Failure.READ_ONLY),
    *((postgresql(state), Failure.DISK) for state in ("58030", "58P01")),
    (postgresql("XX001"), Failure.DAMAGED),
    (postgresql("23505"), Failure.DUPLICATE),
    *((postgresql(state), None) for state in ("23503", "42P01", "22003")),
    (psycopg.OperationalError("server closed the connection unexpectedly"), Failure.AWAY),
    (psycopg.errors.PipelineAborted("pipeline aborted"), None),
    *((sqlite(code), Failure.BUSY) for code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_TIMEOUT, sqlite3.SQLITE_LOCKED)),
    (sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Failure.RACE),
    (sqlite(sqlite3.SQLITE_FULL), Failure.FULL),
    *((sqlite(code), Failure.READ_ONLY) for code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_READONLY_DBMOVED)),
    *((sqlite(code), Failure.DISK) for code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_CANTOPEN)),
    *((sqlite(code), Failure.DAMAGED) for code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)),
    *((sqlite(code), Failure.DUPLICATE) for code in (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)),
    *((sqlite(code), None) for code in (sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, sqlite3.SQLITE_ERROR)),
    (OSError(errno.ENOSPC, "full"), Failure.FULL),
    (OSError(errno.EROFS, "read only"), Failure.READ_ONLY),
    (OSError(errno.EIO, "broken"), Failure.DISK),
    (FileNotFoundError(errno.ENOENT, "nothing there"), None),
    (PoolExhausted("no connection came back"), Failure.BUSY),
    (TurnMissed(), Failure.BUSY),
    (OutcomeUnknown(), Failure.UNKNOWN_OUTCOME),
    (ValueError("a fault of the program"), None),
]


@pytest.mark.parametrize(("error", "failure"), FOUND, ids=lambda each: repr(each)[:40])
def test_the_table(error: Exception, failure: Failure | None) -> None:
    assert failure_of(error) is failure
    if isinstance(error, psycopg.Error | sqlite3.Error):
        assert failure_of(OperationalError("SELECT 1", {}, error)) is failure


@pytest.mark.parametrize("failure", [each for each in Failure if each not in (Failure.DUPLICATE, Failure.DAMAGED)])
def test_what_people_are_told_has_a_time(failure: Failure) -> None:
    error = told(failure)
    assert isinstance(error, Unavailable)
    assert error.facts["retry_after"] in (1, 5, 30)
    assert error.message.startswith("Expected ")
    assert error.message != error.message_zh


class Attempts:
    """Fails with each error in turn, then succeeds; counts."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = list(errors)
        self.made = 0

    def __call__(self) -> str:
        self.made += 1
        if self._errors:
            raise self._errors.pop(0)
        return "done"


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    monkeypatch.setattr("engine.store.attempts.time.sleep", lambda _: None)
    database = open_database("sqlite://")
    yield lambda work, repeatable=False, seconds=60.0: until_done(work, database, seconds=seconds, repeatable=repeatable)
    database.dispose()


@pytest.mark.parametrize("error", [postgresql("40P01"), postgresql("57P01"), sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT)], ids=repr)
def test_what_was_lost_before_its_commit_is_tried_again(at_once: Callable[..., str], error: Exception) -> None:
    work = Attempts(error, error)
    assert at_once(work) == "done"
    assert work.made == 3


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (postgresql("55P03"), "busy"),
        (sqlite(sqlite3.SQLITE_BUSY), "busy"),
        (postgresql("53100"), "disk_full"),
        (OSError(errno.EROFS, ""), "storage_read_only"),
    ],
    ids=repr,
)
def test_what_was_waited_for_or_will_not_mend_is_told_at_once(at_once: Callable[..., str], error: Exception, code: str) -> None:
    work = Attempts(error)
    with pytest.raises(Unavailable) as refused:
        at_once(work)
    assert (work.made, refused.value.reason_code) == (1, code)
    assert refused.value.__cause__ is error


def test_nothing_is_tried_for_ever(at_once: Callable[..., str]) -> None:
    for error, most in ((postgresql("40P01"), 8), (postgresql("57P01"), 5)):
        work = Attempts(*[error] * 100)
        with pytest.raises(Unavailable):
            at_once(work)
        assert work.made == most
    work = Attempts(*[postgresql("40P01")] * 100)
    with pytest.raises(Unavailable):
        at_once(work, seconds=0)
    assert work.made == 1


def test_a_commit_of_unknown_outcome_is_repeated_only_where_that_does_no_harm(at_once: Callable[..., str]) -> None:
    work = Attempts(OutcomeUnknown())
    with pytest.raises(Unavailable) as refused:
        at_once(work)
    assert (work.made, refused.value.reason_code) == (1, "outcome_unknown")
    assert at_once(Attempts(OutcomeUnknown()), repeatable=True) == "done"


def test_damage_is_nothing_that_waiting_mends(at_once: Callable[..., str]) -> None:
    with pytest.raises(Broken):
        at_once(Attempts(sqlite(sqlite3.SQLITE_CORRUPT)))


def test_a_fault_of_the_program_stays_what_it_is(at_once: Callable[..., str]) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable):
        at_once(Attempts(postgresql("42P01")))
    with pytest.raises(psycopg.errors.UniqueViolation):
        at_once(Attempts(*[postgresql("23505")] * 100))
