"""A database that release 0.1.0 wrote is opened, migrated, verified, and its cases go on to their end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import MetaData, func, inspect, select
from sqlalchemy.schema import CreateTable

from cli.first_start import OPERATOR
from engine.attachments.tables import attachment
from engine.bootstrap import Engine
from engine.evidence.reading import read_body
from engine.evidence.tables import evidence_entry, evidence_stream
from engine.instances.tables import process_instance
from engine.kernel.clock import ManualClock
from engine.kernel.settings import Settings
from engine.queries.cases.attachments import AttachmentContent
from engine.queries.evidence.verify import VerifyEvidence
from engine.service_levels.tables import service_clock
from engine.store.database import open_database
from engine.store.migrate import Patience, is_current, migrate
from engine.tasks.tables import form_draft
from tests.golden.finishing import Finish
from tests.golden.opening import SCHEMA, data_folder, on_postgresql, on_sqlite
from tests.support.looking import assert_rows_fit, rows

RECORDED = 673
"""How many entries of evidence the release wrote."""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def release_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield on_sqlite(tmp_path)
        return
    with on_postgresql() as url:
        yield url


@pytest.fixture
def engine(release_url: str, tmp_path: Path, clock: ManualClock) -> Iterator[Engine]:
    """Today's code on the release's database, migrated, a minute later."""
    opened = Engine(Settings(database_url=release_url, data_dir=data_folder(tmp_path), scheduler=False), clock=clock)
    assert not is_current(opened.database)
    opened.migrate()
    with opened.database.connect() as connection:
        clock.set(connection.execute(select(func.max(evidence_entry.c.at))).scalar_one() + timedelta(minutes=1))
    yield opened
    opened.close()


def test_its_cases_rest_in_every_state(engine: Engine) -> None:
    """Otherwise the tests below would show little."""
    cases = rows(engine, process_instance)
    assert {row.state for row in cases} == {"running", "suspended", "completed", "cancelled"}
    assert {row.state for row in rows(engine, service_clock)} >= {"running", "paused", "met", "cancelled"}
    assert any(row.parent_instance_id for row in cases)
    assert sum(row.open_incidents for row in cases) == 1
    assert len(rows(engine, form_draft)) == 1


def test_what_it_recorded_is_intact_and_understood(engine: Engine) -> None:
    report = engine.ask(VerifyEvidence(), actor=OPERATOR)
    assert report.intact, report.faults
    entries = rows(engine, evidence_entry)
    assert len(entries) == report.entries == RECORDED
    for row in entries:
        told = read_body(row.body)
        assert told.event.kind == row.kind
        assert told.details.items() <= told.newest_details().items()


def test_its_cases_go_on_to_their_end(engine: Engine, clock: ManualClock) -> None:
    before = {row.event_id: row.body for row in rows(engine, evidence_entry)}
    for row in rows(engine, process_instance):
        assert_rows_fit(engine, row.id)
    Finish(engine, clock).all()
    for row in rows(engine, process_instance):
        assert_rows_fit(engine, row.id)
    after = {row.event_id: row.body for row in rows(engine, evidence_entry)}
    assert before.items() <= after.items()
    assert len(after) > RECORDED + 200
    report = engine.ask(VerifyEvidence(), actor=OPERATOR)
    assert report.intact, report.faults
    assert {row._mapping["count"] for row in rows(engine, evidence_stream)} != {0}


def test_its_attachments_are_read(engine: Engine) -> None:
    (row,) = rows(engine, attachment)
    content = engine.ask(AttachmentContent(row.id), actor=OPERATOR)
    assert content.content == "打印机型号 E-13\n".encode()


def test_its_schema_is_still_what_the_first_migration_makes(tmp_path: Path) -> None:
    """A migration that was released stays as it is."""
    made = open_database(f"sqlite:///{tmp_path / 'made.db'}")
    migrate(made, Patience(), SCHEMA)
    release = open_database(on_sqlite(tmp_path))
    schemas = []
    for database in (made, release):
        metadata = MetaData()
        metadata.reflect(database)
        indexes = {name: sorted(str(each) for each in inspect(database).get_indexes(name)) for name in metadata.tables}
        with database.connect() as connection:
            triggers = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name").all()
        schemas.append(({name: str(CreateTable(table)) for name, table in metadata.tables.items()}, indexes, triggers))
        database.dispose()
    assert schemas[0] == schemas[1]
