"""On PostgreSQL one role owns and migrates, another one runs: it does all that the product does, and cannot touch what was recorded."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from cli.first_start import OPERATOR
from engine.bootstrap import Engine
from engine.kernel.clock import ManualClock
from engine.kernel.errors import InvalidInput
from engine.kernel.settings import Settings
from engine.queries.evidence.verify import VerifyEvidence
from engine.store.database import writing
from tests.integration.evidence.history import played
from tests.support.databases import SERVER
from tests.support.empty import empty_postgresql

pytestmark = pytest.mark.postgresql

TAMPERING = (
    "UPDATE evidence_entry SET kind = 'nothing'",
    "DELETE FROM evidence_entry",
    "TRUNCATE evidence_entry",
    "UPDATE evidence_record SET kind = 'nothing'",
    "DELETE FROM evidence_stream",
    "TRUNCATE evidence_stream",
    "UPDATE procedure_version SET checksum = ''",
    "DELETE FROM bundle_file",
    "UPDATE bundle_file SET content = ''",
    "ALTER TABLE evidence_entry DISABLE TRIGGER USER",
    "DROP TRIGGER evidence_entry_no_change ON evidence_entry",
    "DROP TABLE evidence_entry",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica",
    "UPDATE alembic_version SET version_num = ''",
    "CREATE TABLE mine (id int)",
)


@pytest.fixture
def runner(tmp_path: Path, clock: ManualClock) -> Iterator[Engine]:
    """An engine of the running role, after the owner has migrated."""
    name = f"zhidu_runner_{uuid.uuid4().hex[:8]}"
    admin = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with empty_postgresql() as owner_url:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE ROLE {name} LOGIN PASSWORD 'runs'"))
        url = make_url(owner_url).set(username=name, password="runs").render_as_string(hide_password=False)
        settings = Settings(database_url=url, migration_database_url=owner_url, data_dir=tmp_path / "data", scheduler=False)
        door = Engine(settings, clock=clock)
        door.migrate()
        yield door
        door.close()
    with admin.connect() as connection:
        connection.execute(text(f"DROP ROLE {name}"))
    admin.dispose()


def test_it_runs_everything_and_changes_nothing_that_was_recorded(runner: Engine) -> None:
    played(runner)
    runner.sweep()
    assert runner.seal() is not None
    assert runner.ask(VerifyEvidence(), actor=OPERATOR).faults == ()
    runner.migrate()  # once more, as with each upgrade
    for statement in TAMPERING:
        with pytest.raises(DBAPIError) as refused, writing(runner.database) as db:
            db.execute(text(statement))
        assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege), statement
    assert runner.ask(VerifyEvidence(), actor=OPERATOR).faults == ()


def test_sqlite_has_no_roles(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'zhidu.db'}"
    door = Engine(Settings(database_url=url, migration_database_url=url, data_dir=tmp_path))
    with pytest.raises(InvalidInput, match="PostgreSQL"):
        door.migrate()
    door.close()
