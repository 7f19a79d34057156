"""Health says what is so: the database, its schema, the disk, whether writes fail, and when jobs were looked for."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from api.app import create_app
from engine.bootstrap import Engine
from engine.commands.tasks.complete_task import CompleteTask
from engine.health.report import Health, HealthWatch
from engine.health.vitals import Vitals
from engine.kernel.errors import Unavailable
from engine.kernel.settings import Settings
from engine.store import database as store
from engine.store.database import writing
from engine.store.failures import Failure, told
from tests.support.bundles import deploy, loop, start
from tests.support.looking import open_task
from tests.support.people import People

AWAY = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"


class Hand:
    """A clock that the test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def vitals(hand: Hand) -> Vitals:
    return Vitals(hand)


@pytest.fixture
def watch(engine: Engine, vitals: Vitals, hand: Hand) -> HealthWatch:
    return HealthWatch(replace(engine.settings, scheduler=True), vitals, hand)


def test_all_is_well(engine: Engine, tmp_path: Path) -> None:
    answer = create_app(engine, dist=tmp_path).test_client().get("/api/v1/health")
    assert answer.status_code == 200
    assert answer.get_json() | {"version": "", "schema_version": ""} == {
        "status": "ok",
        "version": "",
        "database": "ok",
        "schema": "current",
        "schema_version": "",
        "disk": "ok",
        "failing": None,
        "scheduler": "off",
        "scheduler_idle_seconds": None,
    }


def test_a_database_that_is_away(tmp_path: Path) -> None:
    away = Engine(Settings(database_url=AWAY, data_dir=tmp_path))
    answer = create_app(away, dist=tmp_path).test_client().get("/api/v1/health")
    assert (answer.status_code, answer.get_json()["status"], answer.get_json()["database"]) == (503, "unavailable", "unavailable")
    away.close()


@pytest.mark.parametrize(
    ("revision", "schema", "able"), [("0001", "older", False), ("9999_of_tomorrow", "newer", True), (None, "missing", False)]
)
def test_the_schema(engine: Engine, watch: HealthWatch, revision: str | None, schema: str, able: bool) -> None:
    with writing(engine.database) as db:
        first = db.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        if revision is None:
            db.execute(text("ALTER TABLE alembic_version RENAME TO elsewhere"))
        else:
            db.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    try:
        found = watch.report()
        assert (found.schema, found.schema_version, found.able) == (schema, revision, able)
    finally:
        with writing(engine.database) as db:
            if revision is None:
                db.execute(text("ALTER TABLE elsewhere RENAME TO alembic_version"))
            db.execute(text("UPDATE alembic_version SET version_num = :first"), {"first": first})


@pytest.mark.parametrize(("flag", "free", "disk"), [(os.ST_RDONLY, 10**12, "read_only"), (0, 10**6, "full"), (0, 10**9, "ok")])
def test_the_disk(watch: HealthWatch, monkeypatch: pytest.MonkeyPatch, flag: int, free: int, disk: str) -> None:
    monkeypatch.setattr("engine.health.probe.os.statvfs", lambda _: SimpleNamespace(f_flag=flag, f_bavail=free, f_frsize=1))
    found = watch.report()
    assert (found.disk, found.able) == (disk, disk == "ok")


@pytest.fixture
def failing_commits(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """While there is an error in the list, it ends each commit."""
    commit, errors = store._commit, list[Exception]()

    def failing(transaction: Any) -> None:
        if errors:
            raise errors[0]
        commit(transaction)

    monkeypatch.setattr(store, "_commit", failing)
    yield errors


def test_writes_that_fail_are_known_until_one_succeeds(engine: Engine, people: People, failing_commits: list[Exception]) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, loop())
    task = open_task(engine, start(engine, "looping", clerk).instance_id)
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    failing_commits.append(OperationalError("COMMIT", {}, full))
    with pytest.raises(Unavailable) as refused:
        engine.execute(CompleteTask(task.id, {"text": "on"}), actor=clerk)
    assert refused.value.reason_code == "disk_full"
    found = engine.health()
    assert (found.able, found.failing) == (False, "disk_full")
    failing_commits.clear()
    engine.execute(CompleteTask(task.id, {"text": "on"}), actor=clerk)
    assert engine._vitals.failing is None


def test_where_nobody_writes_any_more_a_failure_is_forgotten(watch: HealthWatch, vitals: Vitals, hand: Hand) -> None:
    vitals.failed(told(Failure.READ_ONLY))  # type: ignore[arg-type]
    assert watch.report().failing == "storage_read_only"
    hand.now = 31
    assert watch.report().able


def test_a_lock_is_no_failure_of_the_disk(vitals: Vitals) -> None:
    vitals.failed(told(Failure.BUSY))  # type: ignore[arg-type]
    assert vitals.failing is None


def test_a_scheduler_that_is_late_is_told_and_keeps_nobody_from_working(watch: HealthWatch, vitals: Vitals, hand: Hand) -> None:
    assert watch.report().scheduler == "running"
    hand.now = 61
    found = watch.report()
    assert (found.scheduler, found.scheduler_idle_seconds, found.able) == ("late", 61, True)
    vitals.ran()
    hand.now = 63
    assert (watch.report().scheduler, watch.report().scheduler_idle_seconds) == ("running", 2)


def test_who_runs_due_jobs_is_noticed(engine: Engine, hand: Hand) -> None:
    engine._vitals = Vitals(hand)
    hand.now = 100
    engine.run_due_jobs()
    assert engine._vitals.idle_seconds == 0


def test_however_many_ask_there_is_one_look_in_a_second(watch: HealthWatch, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    look = watch._look

    def counted() -> Health:
        looks.append(1)
        return look()

    monkeypatch.setattr(watch, "_look", counted)
    for _ in range(50):
        watch.report()
    assert len(looks) == 1
    hand.now = 1
    watch.report()
    assert len(looks) == 2


def test_who_asks_while_another_looks_gets_an_answer_at_once(watch: HealthWatch, hand: Hand) -> None:
    before = watch.report()
    watch._looking.acquire()  # another one's look that does not come back
    hand.now = 5
    assert watch.report() == before
    hand.now = 11
    assert (watch.report().able, watch.report().database) == (False, "unavailable")
    watch._looking.release()
    assert watch.report().able
