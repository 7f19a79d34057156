"""Migrations add first: what the release before this one uses stays until no release uses it (docs/decisions/0020)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import event

from engine.store.database import open_database, writing
from engine.store.migrate import configuration

ALLOWED: Mapping[str, Mapping[str, str]] = {
    "0002": {
        "ALTER TABLE evidence_record RENAME TO evidence_entry": "a view of the old name takes what release 0.1.0 writes",
        "ALTER TABLE evidence_entry RENAME CONSTRAINT": "no statement names a constraint",
    },
}
"""Revision → the beginning of a statement that takes something away → why the release before does not miss it.

Where a release has stopped using something, the reason names that release: "nothing reads it since 0.3.0".
"""

_NAME = r'(?:"?[\w.]+"?)'
_TAKES_AWAY = re.compile(
    rf"""\bDROP\s+(TABLE|COLUMN|VIEW|TYPE|SCHEMA|CONSTRAINT)\b
    |\bDROP\s+(?:\w+\s+)?DEFAULT\b
    |\bALTER\s+(TABLE|VIEW)\s+{_NAME}\s+RENAME\b
    |\bALTER\s+COLUMN\s+{_NAME}\s+(SET\s+NOT\s+NULL|(SET\s+DATA\s+)?TYPE)\b
    |\bADD\s+(COLUMN\s+)?(?!CONSTRAINT){_NAME}\s+(?:(?!,\s*ADD|DEFAULT).)*\bNOT\s+NULL(?!.*\bDEFAULT\b)
    |^TRUNCATE\b""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_TIGHTENS = re.compile(
    rf"""\bALTER\s+TABLE\s+(?P<altered>{_NAME})\s+ADD\s+CONSTRAINT\b
    |\bCREATE\s+UNIQUE\s+INDEX\s+.*?\sON\s+(?P<indexed>{_NAME})""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_MAKES = re.compile(rf"\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?P<name>{_NAME})", re.IGNORECASE)


def taken_away(statements: list[str], allowed: Mapping[str, str]) -> Iterator[str]:
    """The statements of one script that the release before might miss something after. What the script made itself, nobody used."""
    made: set[str] = set()
    for statement in statements:
        text = " ".join(statement.split())
        made |= {found["name"].strip('"') for found in _MAKES.finditer(text)}
        tightens = _TIGHTENS.search(text)
        narrowed = tightens is not None and (tightens["altered"] or tightens["indexed"]).strip('"') not in made
        if (_TAKES_AWAY.search(text) or narrowed) and not any(text.startswith(beginning) for beginning in allowed):
            yield text


@pytest.mark.postgresql
def test_no_script_takes_away_what_the_release_before_uses(empty_postgresql_url: str) -> None:
    database = open_database(empty_postgresql_url)
    for script in reversed(list(ScriptDirectory.from_config(configuration()).walk_revisions())):
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any, into: list[str] = statements) -> None:
            into.append(statement)

        event.listen(database, "before_cursor_execute", note)
        with writing(database) as connection:
            command.upgrade(configuration(connection), script.revision)
        event.remove(database, "before_cursor_execute", note)
        assert any("alembic_version" in statement for statement in statements)
        missed = list(taken_away(statements, ALLOWED.get(script.revision, {})))
        assert missed == [], f"{script.revision}: {missed} (docs/decisions/0020; ALLOWED in {__name__})"
        unused = [each for each in ALLOWED.get(script.revision, {}) if not any(" ".join(s.split()).startswith(each) for s in statements)]
        assert unused == []
    database.dispose()


def test_every_exception_has_a_reason() -> None:
    revisions = {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}
    assert ALLOWED.keys() <= revisions
    assert all(len(reason) > 20 for reasons in ALLOWED.values() for reason in reasons.values())


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE job",
        "ALTER TABLE job DROP COLUMN due_at",
        "ALTER TABLE job RENAME TO work",
        "ALTER TABLE job RENAME due_at TO due",
        "ALTER TABLE job RENAME COLUMN due_at TO due",
        "ALTER TABLE job ALTER COLUMN due_at SET NOT NULL",
        "ALTER TABLE job ALTER COLUMN wait_id TYPE VARCHAR(10)",
        "ALTER TABLE job ALTER COLUMN version DROP DEFAULT",
        "ALTER TABLE job ADD COLUMN shard INTEGER NOT NULL",
        'ALTER TABLE job ADD "shard" INTEGER NOT NULL',
        "ALTER TABLE job ADD CONSTRAINT uq_job_wait UNIQUE (wait_id)",
        "ALTER TABLE job DROP CONSTRAINT pk_job",
        "CREATE UNIQUE INDEX ix_job_wait ON job (wait_id)",
        "DROP VIEW evidence_record",
        "TRUNCATE job",
    ],
)
def test_what_takes_away_is_noticed(statement: str) -> None:
    assert list(taken_away([statement], {})) == [statement]
    assert list(taken_away([statement], {statement: "nothing reads it since 0.3.0"})) == []


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE fresh (id INTEGER NOT NULL)",
        "ALTER TABLE fresh ADD CONSTRAINT ck_fresh CHECK (id > 0)",
        "CREATE UNIQUE INDEX ix_fresh_id ON fresh (id)",
        "CREATE INDEX ix_job_due_at ON job (due_at)",
        "DROP INDEX ix_job_due_at",
        "ALTER INDEX ix_job_due_at RENAME TO ix_job_due",
        "ALTER TABLE job ADD COLUMN shard INTEGER",
        "ALTER TABLE job ADD COLUMN shard INTEGER DEFAULT '1' NOT NULL",
        "ALTER TABLE job ADD COLUMN shard INTEGER NOT NULL DEFAULT 1",
        "ALTER TABLE job ALTER COLUMN due_at DROP NOT NULL",
        "UPDATE job SET state = 'ready'",
    ],
)
def test_what_adds_is_let_through(statement: str) -> None:
    assert list(taken_away(["CREATE TABLE fresh (id INTEGER NOT NULL)", statement], {})) == []
