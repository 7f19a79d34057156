"""Verification reads whatever it finds: what cannot be read is a finding or a sentence, never a traceback."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from cli.console import main
from cli.first_start import OPERATOR
from engine.bootstrap import Engine
from engine.evidence.rules import hash_of
from engine.evidence.verification import EvidenceFault
from engine.kernel.errors import Broken
from engine.queries.evidence.verify import VerifyEvidence
from engine.store.base import metadata
from tests.integration.evidence.tampering import unguarded
from tests.integration.evidence.test_columns import HELD, NOT_HELD

STRANGE = ("x'ff00fe'", "CAST(x'ff41' AS TEXT)", "'no such thing'", "1.5", "9223372036854775807", "'{'", "'[[1e400]]'", "-1", "NULL", "''")
"""Values that SQLite takes in any column."""


def faults(engine: Engine) -> tuple[EvidenceFault, ...]:
    return engine.ask(VerifyEvidence(), actor=OPERATOR).faults


def test_any_value_in_any_column(sqlite_history: Engine) -> None:
    """Each strange value meets each kind of column; each is taken back."""
    turn, silent = count(), []
    columns = [(table, column) for table in metadata.tables.values() for column in table.c]
    for table, column in columns:
        strange = STRANGE[next(turn) % len(STRANGE)]
        if not _changes(sqlite_history, table.name, column.name, strange):
            continue
        found = faults(sqlite_history)
        held = any(each.table is table for each in HELD) or table.name in ("evidence_entry", "evidence_stream")
        if not found and held and (table.name, column.name) not in NOT_HELD:
            silent.append(f"{table.name}.{column.name} = {strange}")
        _take_back(sqlite_history, table.name)
    assert silent == []


def _changes(engine: Engine, table: str, column: str, strange: str) -> bool:
    """Whether the value could be put into the first rows; what was there is kept."""
    try:
        with unguarded(engine) as db:
            db.execute(text(f'CREATE TABLE kept AS SELECT rowid AS kept_row, * FROM "{table}"'))
            where = f'rowid IN (SELECT rowid FROM "{table}" WHERE "{column}" IS NOT NULL ORDER BY rowid DESC LIMIT 1)'
            where += f' AND "{column}" IS NOT {strange}'
            done = db.execute(text(f'UPDATE "{table}" SET "{column}" = {strange} WHERE {where}')).rowcount > 0
    except IntegrityError:
        return False
    if not done:
        _take_back(engine, table)
    return done


def _take_back(engine: Engine, table: str) -> None:
    names = ", ".join(f'"{column.name}"' for column in metadata.tables[table].c)
    with unguarded(engine) as db:
        db.execute(text(f'DELETE FROM "{table}"'))
        db.execute(text(f'INSERT INTO "{table}" (rowid, {names}) SELECT kept_row, {names} FROM kept'))
        db.execute(text("DROP TABLE kept"))


@pytest.mark.parametrize("table", [held.table.name for held in HELD] + ["evidence_entry", "evidence_stream", "number_series"])
def test_a_table_that_is_gone(sqlite_history: Engine, table: str) -> None:
    with unguarded(sqlite_history) as db:
        db.execute(text(f'ALTER TABLE "{table}" RENAME TO elsewhere'))
    assert "unreadable" in {fault.code for fault in faults(sqlite_history)}


def test_a_table_that_is_gone_on_each_database(history: Engine) -> None:
    with unguarded(history) as db:
        db.execute(text("ALTER TABLE incident RENAME TO elsewhere"))
    found = faults(history)
    with unguarded(history) as db:
        db.execute(text("ALTER TABLE elsewhere RENAME TO incident"))
    assert {fault.code for fault in found} == {"unreadable"}, "and the other parts were looked at all the same"


def test_a_body_that_fits_its_hash_and_says_nothing(sqlite_history: Engine) -> None:
    """Somebody who rewrites the chain may write anything into it."""
    for body in (b"{}", b"[]", b"null", b"\xff", b'{"kind":1}'):
        with unguarded(sqlite_history) as db:
            row = {"body": body, "hash": hash_of(body)}
            db.execute(text("UPDATE evidence_entry SET body = :body, hash = :hash WHERE stream = 'organisation' AND position = 1"), row)
        assert faults(sqlite_history)


@pytest.mark.parametrize(
    "content", [b"no database at all, but a long enough text of some kind" * 100, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_database_file_that_is_none(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none.db"
    path.write_bytes(content)
    monkeypatch.setenv("ZHIDU_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("ZHIDU_DATA_DIR", str(tmp_path))
    assert main(["evidence", "verify"]) == 1
    told = capsys.readouterr().err
    assert "Expected" in told
    assert "Traceback" not in told


def test_pages_of_the_file_that_are_spoiled(sqlite_history: Engine) -> None:
    path = Path(str(sqlite_history.database.url.database))
    with sqlite_history.database.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    sqlite_history.database.dispose()
    content = bytearray(path.read_bytes())
    for start in range(40 * 4096, len(content), 9 * 4096):
        content[start : start + 512] = b"\xa5" * 512
    path.write_bytes(content)
    try:
        assert "unreadable" in {fault.code for fault in faults(sqlite_history)}
    except Broken as sentence:
        assert "damaged" in sentence.text.en  # where not even the list of tables can be read
