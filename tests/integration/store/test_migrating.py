"""Several migrations at once: one is done, the others wait for it; who waits too long is told so."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import func, inspect, select, text

from engine.bootstrap import Engine
from engine.kernel.errors import Conflict
from engine.kernel.settings import Settings
from engine.store import migrate as migrating
from engine.store.database import open_database, writing
from engine.store.migrate import Patience, compared, is_current, migrate
from engine.tables import metadata

TABLES = set(metadata.tables) | {"alembic_version"}


def migration_processes(url: str, folder: Path, count: int) -> list[subprocess.Popen[str]]:
    """As many ``zhidu migrate`` that begin together."""
    environment = {**os.environ, "ZHIDU_DATABASE_URL": url, "ZHIDU_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "cli", "migrate"]
    pipe = subprocess.PIPE
    return [subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True) for _ in range(count)]


def instead(statement: str) -> Callable[[Config, str], object]:
    """A migration that is this one statement."""
    return lambda config, _: config.attributes["connection"].execute(text(statement))


@pytest.mark.parametrize("attempt", range(3))
def test_two_processes_migrate_at_once(empty_url: str, tmp_path: Path, attempt: int) -> None:
    processes = migration_processes(empty_url, tmp_path, 2)
    told = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], told
    assert all("Traceback" not in errors for _, errors in told)
    database = open_database(empty_url)
    assert is_current(database)
    assert {name for name in inspect(database).get_table_names() if compared(None, name, "table")} == TABLES
    database.dispose()


@pytest.mark.parametrize("attempt", range(3))
def test_threads_migrate_at_once(empty_url: str, attempt: int) -> None:
    together = Barrier(3, timeout=60)

    def one() -> bool:
        database = open_database(empty_url)
        together.wait()
        migrate(database)
        done = is_current(database)
        database.dispose()
        return done

    with ThreadPoolExecutor(3) as pool:
        assert all(future.result() for future in [pool.submit(one) for _ in range(3)])


@pytest.mark.postgresql
def test_who_waits_too_long_for_another_migration_is_told(empty_postgresql_url: str) -> None:
    database = open_database(empty_postgresql_url)
    with writing(database) as other:
        other.execute(select(func.pg_advisory_xact_lock(migrating._LOCK)))
        with pytest.raises(Conflict) as refused:
            migrate(database, Patience(turn=0.1))
        assert refused.value.reason_code == "migration_running"
        assert "another migration" in refused.value.sentence("en")
        assert "另一个升级任务" in refused.value.sentence("zh")
    assert inspect(database).get_table_names() == []
    migrate(database, Patience(turn=0.1))
    database.dispose()


@pytest.mark.postgresql
def test_who_needs_no_migration_waits_for_none(empty_postgresql_url: str) -> None:
    database = open_database(empty_postgresql_url)
    migrate(database)
    with writing(database) as other:
        other.execute(select(func.pg_advisory_xact_lock(migrating._LOCK)))
        migrate(database, Patience(turn=0.1))
    database.dispose()


@pytest.mark.postgresql
def test_a_table_in_use_is_not_waited_for_long(empty_postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = open_database(empty_postgresql_url)
    with writing(database) as connection:
        connection.execute(text("CREATE TABLE used (a integer)"))
    monkeypatch.setattr(command, "upgrade", instead("DROP TABLE used"))
    with writing(database) as other:
        other.execute(text("SELECT * FROM used"))
        with pytest.raises(Conflict) as refused:
            migrate(database, Patience(table=0.1))
    assert refused.value.reason_code == "migration_blocked"
    database.dispose()


@pytest.mark.postgresql
def test_a_statement_that_takes_too_long_is_stopped(empty_postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = open_database(empty_postgresql_url)
    monkeypatch.setattr(command, "upgrade", instead("SELECT pg_sleep(30)"))
    with pytest.raises(Conflict) as refused:
        migrate(database, Patience(statement=0.1))
    assert refused.value.reason_code == "migration_too_slow"
    with database.connect() as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar_one() == "1min"  # as for all other transactions
    database.dispose()


def test_the_settings_say_how_long_is_waited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[Patience] = []
    monkeypatch.setattr("engine.bootstrap.migrate", lambda _, patience: waited.append(patience))
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    door = Engine(Settings(database_url=url, migration_wait_seconds=1.5, migration_statement_seconds=2.5))
    door.migrate()
    door.close()
    assert waited == [Patience(turn=1.5, statement=2.5)]
