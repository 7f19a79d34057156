"""Fixtures that all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.bootstrap import Engine
from engine.kernel.clock import ManualClock
from engine.kernel.settings import Settings
from tests.support.databases import PostgresDatabases, copied_sqlite, migrated_sqlite, skip_or_fail
from tests.support.people import People

MONDAY_NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday 2 March 2026, 09:00 in Shanghai."""


@pytest.fixture
def clock() -> ManualClock:
    """Stands at Monday 2 March 2026, 09:00 in Shanghai, until a test moves it."""
    return ManualClock(MONDAY_NINE)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated_sqlite(tmp_path_factory.mktemp("template") / "zhidu.db")


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[PostgresDatabases]:
    databases = PostgresDatabases()
    reason = databases.reachable()
    if reason is not None:
        skip_or_fail(reason)
    databases.prepare()
    yield databases
    databases.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated database: every test that asks for it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield copied_sqlite(request.getfixturevalue("sqlite_template"), tmp_path / "zhidu.db")
        return
    databases: PostgresDatabases = request.getfixturevalue("postgres_databases")
    with databases.fresh() as url:
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(database_url=database_url, data_dir=tmp_path / "data", scheduler=False)


@pytest.fixture
def engine(settings: Settings, clock: ManualClock) -> Iterator[Engine]:
    """An engine over a fresh database, on SQLite and on PostgreSQL."""
    opened = Engine(settings, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_engine(sqlite_template: Path, tmp_path: Path, clock: ManualClock) -> Iterator[Engine]:
    """An engine over a fresh SQLite file, for what is the same on every database."""
    url = copied_sqlite(sqlite_template, tmp_path / "only.db")
    opened = Engine(Settings(database_url=url, data_dir=tmp_path / "data", scheduler=False), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def people(engine: Engine) -> People:
    """Hires people into ``engine``."""
    return People(engine)
