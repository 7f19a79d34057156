"""The schema: migrations make what the tables say; what was recorded or published cannot be changed."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine import tables
from engine.bootstrap import Engine
from engine.store.database import reading, writing
from engine.store.migrate import compared, is_current, migrate
from tests.support.bundles import deploy, start, two_steps
from tests.support.looking import evidence
from tests.support.people import People


def test_the_migrations_make_what_the_tables_say(engine: Engine) -> None:
    with engine.database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": compared})
        assert compare_metadata(context, tables.metadata) == []
    assert is_current(engine.database)
    migrate(engine.database)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_entry SET kind = 'nothing'",
        "DELETE FROM evidence_entry",
        "UPDATE procedure_version SET checksum = ''",
        "DELETE FROM procedure_version",
        "UPDATE bundle_file SET path = ''",
        "DELETE FROM bundle_file",
        "DELETE FROM evidence_stream",
        "UPDATE evidence_stream SET count = 0",
        "INSERT OR REPLACE INTO evidence_entry SELECT * FROM evidence_entry",
        "TRUNCATE evidence_entry",
    ],
)
def test_what_was_recorded_or_published_stays(engine: Engine, people: People, statement: str) -> None:
    sqlite = engine.database.dialect.name == "sqlite"
    if (("REPLACE" in statement) != sqlite and ("REPLACE" in statement or "TRUNCATE" in statement)) or (sqlite and "TRUNCATE" in statement):
        pytest.skip("the other database's statement")
    clerk = people.hire("li", "clerk")
    deploy(engine, two_steps())
    case = start(engine, "two_steps", clerk).instance_id
    before = evidence(engine, case)
    with pytest.raises(DBAPIError, match=r"insert-only|only grows"), writing(engine.database) as db:
        db.execute(text(statement))
    assert evidence(engine, case) == before


def test_a_reader_writes_nothing(engine: Engine) -> None:
    with reading(engine.database) as db:
        try:
            db.execute(text("INSERT INTO number_series (series, year, last) VALUES ('x', 2026, 1)"))
        except DBAPIError:
            return
    with reading(engine.database) as db:
        assert db.execute(text("SELECT count(*) FROM number_series")).scalar() == 0
