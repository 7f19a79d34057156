"""A played history on each database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.bootstrap import Engine
from engine.kernel.clock import ManualClock
from engine.kernel.settings import Settings
from tests.integration.evidence.history import played
from tests.support.databases import copied_sqlite
from tests.support.fixtures import MONDAY_NINE


@pytest.fixture
def history(engine: Engine) -> Engine:
    return played(engine)


@pytest.fixture(scope="session")
def sqlite_played(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database and the data of a played history, to be copied."""
    folder = tmp_path_factory.mktemp("history")
    door = Engine(_settings(folder, copied_sqlite(sqlite_template, folder / "zhidu.db")), clock=ManualClock(MONDAY_NINE))
    played(door)
    with door.database.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    door.close()
    return folder


@pytest.fixture
def sqlite_history(sqlite_played: Path, tmp_path: Path) -> Iterator[Engine]:
    """The same on SQLite alone, in no time."""
    shutil.copytree(sqlite_played, tmp_path / "history")
    folder = tmp_path / "history"
    door = Engine(_settings(folder, f"sqlite:///{folder / 'zhidu.db'}"), clock=ManualClock(MONDAY_NINE))
    yield door
    door.close()


def _settings(folder: Path, url: str) -> Settings:
    return Settings(database_url=url, data_dir=folder / "data", scheduler=False)
