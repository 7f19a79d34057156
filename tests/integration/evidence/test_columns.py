"""Whatever column is changed behind the product's back: evidence says otherwise, and the finding names table, row and column."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Integer, LargeBinary, Table, select, update

from cli.first_start import OPERATOR
from engine.bootstrap import Engine
from engine.events import event_class, registered
from engine.queries.evidence.held_rows import CANDIDATES, OF_CASES, OF_ORGANISATION
from engine.queries.evidence.verify import VerifyEvidence
from engine.retelling.state import FOLDS
from engine.store.base import UtcTime, metadata
from engine.store.database import reading
from tests.integration.evidence.tampering import unguarded

NOT_HELD_TABLES = {
    "alembic_version": "says which migrations were run",
    "evidence_entry": "the chains themselves",
    "evidence_stream": "the head of a chain",
    "case_text": "finds cases by their text, and follows from it",
    "task_name": "finds tasks by their name, and follows from it",
    "sign_in_place": "throttling of guesses",
    "form_draft": "what somebody typed and did not submit",
    "idempotency_key": "answers kept for a week",
    "notice": "what was told to people is no record",
    "notice_seen": "what somebody has had on the screen",
    "number_series": "held against the numbers of the cases",
    "session": "who is signed in at the moment",
    "sign_in_attempt": "throttling of guesses",
}
NOT_HELD = {
    ("app_user", "password_hash"): "no password and no hash of one enters evidence",
    ("app_user", "locale"): "a taste, changed without evidence",
    ("api_token", "token_hash"): "no secret and no hash of one enters evidence",
    ("api_token", "last_used_at"): "kept by the minute, of no account",
    ("bundle_file", "id"): "nothing refers to it",
    ("start_subscription", "id"): "nothing refers to it",
    ("service_clock", "id"): "nothing refers to it",
    ("job", "impulse_id"): "counts what follows from one impulse",
    ("job", "hops"): "counts what follows from one impulse",
    ("job", "held_by"): "which incident holds a job is written by commands of other cases",
    ("job", "locked_by"): "a lease",
    ("job", "locked_until"): "a lease",
}
_OF_CHAINS = frozenset({"headless", "deleted", "edited", "added"})
_OF_ROWS = frozenset({"row_added", "row_deleted", "file_changed"})
HELD = (*OF_CASES, CANDIDATES, *OF_ORGANISATION)


def test_every_table_is_held_or_said_not_to_be() -> None:
    assert {held.table.name for held in HELD}.isdisjoint(NOT_HELD_TABLES)
    assert {held.table.name for held in HELD} | NOT_HELD_TABLES.keys() >= metadata.tables.keys()


def test_every_event_tells_or_is_said_to_be_silent() -> None:
    newest = {kind: max(version for other, version in registered() if other == kind) for kind, _ in registered()}
    assert {event_class(kind, version) for kind, version in newest.items()} == FOLDS.keys()


def test_a_played_history_is_intact(history: Engine) -> None:
    report = history.ask(VerifyEvidence(), actor=OPERATOR)
    assert report.faults == ()
    assert report.partly_told == 0
    assert report.rows > 300
    assert report.files > 25


def test_every_column_that_is_changed_is_found(history: Engine) -> None:
    missed, empty = [], []
    for held in HELD:
        for column in held.table.c:
            if (held.table.name, column.name) in NOT_HELD:
                continue
            row = _row_with(history, held.table, column)
            if row is None:
                empty.append(f"{held.table.name}.{column.name}")
            elif not _found(history, held.table, column, row):
                missed.append(f"{held.table.name}.{column.name}")
    assert (missed, empty) == ([], [])


def _row_with(engine: Engine, table: Table, column: Column[Any]) -> dict[str, Any] | None:
    """The newest row of those that evidence tells most of, one whose column has a value if there is any."""
    where = [column.is_not(None)]
    if "instance_id" in table.c:
        where.append(table.c.instance_id.is_not(None))
    if table.name == "job":
        where.append(table.c.impulse_id.is_(None))  # others are held and let go on by commands of other cases
    query = select(table).where(*where).order_by(*(each.desc() for each in table.primary_key.columns))
    with reading(engine.database) as db:
        found = db.execute(query).mappings().first() or db.execute(select(table)).mappings().first()
    return None if found is None else dict(found)


def _found(engine: Engine, table: Table, column: Column[Any], row: dict[str, Any]) -> bool:
    where = [each == row[each.name] for each in table.primary_key.columns]
    other = _other(column, row[column.name])
    with unguarded(engine) as db:
        _set(db, table, column, other, where)
    faults = engine.ask(VerifyEvidence(), actor=OPERATOR).faults
    with unguarded(engine) as db:
        there = [each == (other if each is column else row[each.name]) for each in table.primary_key.columns]
        _set(db, table, column, row[column.name], there)
    if any(fault.code in _OF_CHAINS for fault in faults):
        return True
    return any(fault.table == table.name and (fault.field in (column.name, "*") or fault.code in _OF_ROWS) for fault in faults)


def _set(db: Connection, table: Table, column: Column[Any], value: object, where: list[Any]) -> None:
    db.execute(update(table).where(*where).values({column: value}))


def _other(column: Column[Any], value: Any) -> object:
    """Another value of the column's kind."""
    if isinstance(value, str):
        return value[:-1] + ("x" if value[-1] != "x" else "y") if len(value) >= 30 else value + "x"
    match column.type:
        case UtcTime():
            return (value or datetime.fromisoformat("2026-01-01T00:00:00+00:00")) + timedelta(seconds=1)
        case Boolean() | Integer():
            return not value if isinstance(value, bool) else (value or 0) + 1
        case LargeBinary():
            return bytes(value) + b" "
        case JSON():
            return {"another": True} if isinstance(value, dict) or value is None else [*value, "another"]
    return "another"
