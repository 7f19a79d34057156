"""A lock that somebody holds keeps up, for a bounded time, those alone who need it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, select, text
from sqlalchemy.pool import NullPool

from api.app import create_app
from engine.bootstrap import Engine
from engine.commands.tasks.complete_task import CompleteTask
from engine.identity.tables import session
from engine.kernel.actor import Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Unavailable
from engine.queries.tasks.inbox import Inbox
from engine.store.database import reading
from engine.tasks.rules import View
from tests.api.support import browser, ok, problem
from tests.support.bundles import deploy, loop, start
from tests.support.looking import open_task
from tests.support.people import People


@pytest.fixture
def impatient(engine: Engine, clock: ManualClock) -> Iterator[Engine]:
    """A process that waits for a moment only."""
    opened = Engine(replace(engine.settings, lock_wait_seconds=0.1), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def clerk(people: People) -> Actor:
    return people.hire("li", "clerk")


@pytest.fixture
def tasks(engine: Engine, clerk: Actor) -> list[Any]:
    deploy(engine, loop())
    return [open_task(engine, start(engine, "looping", clerk).instance_id) for _ in range(2)]


@contextmanager
def locked(engine: Engine, instance_id: str) -> Iterator[None]:
    """Somebody outside holds the case (PostgreSQL), or the file's one lock for writers (SQLite)."""
    other = create_engine(engine.settings.database_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with other.connect() as connection:
        if other.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("BEGIN")
            connection.execute(text("SELECT 1 FROM process_instance WHERE id = :id FOR UPDATE"), {"id": instance_id})
        yield
        connection.exec_driver_sql("ROLLBACK")
    other.dispose()


def test_who_needs_it_is_told_to_ask_again_and_all_others_go_on(engine: Engine, impatient: Engine, tasks: list[Any], clerk: Actor) -> None:
    held, free = tasks
    with locked(engine, held.instance_id):
        with pytest.raises(Unavailable) as refused:
            impatient.execute(CompleteTask(held.id, {"text": "on"}), actor=clerk)
        assert refused.value.reason_code == "busy"
        assert refused.value.facts["retry_after"] == 1
        assert {row.task_id for row in impatient.ask(Inbox(View.ROLES), actor=clerk).items} == {held.id, free.id}
        assert impatient.health().able
        if engine.database.dialect.name == "postgresql":
            impatient.execute(CompleteTask(free.id, {"text": "on"}), actor=clerk)
    impatient.execute(CompleteTask(held.id, {"text": "on"}), actor=clerk)


def test_a_pool_without_a_free_connection_is_not_waited_for_long(impatient: Engine, tasks: list[Any], clerk: Actor) -> None:
    taken: list[Connection] = []
    with pytest.raises(Unavailable) as refused:
        while len(taken) < 100:
            taken.append(impatient._until_done(impatient.database.connect))
    for connection in taken:
        connection.close()
    assert refused.value.reason_code == "busy"
    assert len(taken) == 30
    assert impatient.health().able


def test_a_reader_whose_visit_would_be_noted_does_not_wait_for_a_writer(
    engine: Engine, clerk: Actor, clock: ManualClock, tmp_path: Path
) -> None:
    app = create_app(engine, dist=tmp_path)
    caller = browser(app, engine, clerk)
    clock.advance(timedelta(minutes=5))
    with locked_sessions(engine):
        ok(caller.get("/inbox"))
    with reading(engine.database) as db:
        seen = db.execute(select(session.c.last_seen_at)).scalar_one()
    assert seen == clock.now() - timedelta(minutes=5)
    ok(caller.get("/inbox"))
    with reading(engine.database) as db:
        assert db.execute(select(session.c.last_seen_at)).scalar_one() == clock.now()


@contextmanager
def locked_sessions(engine: Engine) -> Iterator[None]:
    other = create_engine(engine.settings.database_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with other.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if other.dialect.name == "sqlite" else "BEGIN")
        if other.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT 1 FROM session FOR UPDATE")
        yield
        connection.exec_driver_sql("ROLLBACK")
    other.dispose()


def test_over_http_it_is_503_with_a_time(impatient: Engine, tasks: list[Any], clerk: Actor, tmp_path: Path) -> None:
    app = create_app(impatient, dist=tmp_path)
    caller = browser(app, impatient, clerk)
    with locked(impatient, tasks[0].instance_id):
        answer = caller.post(f"/tasks/{tasks[0].id}/complete", {"submission": {"text": "on"}})
        assert problem(answer, 503, "busy")["retry_after"] == 1
        assert answer.headers["Retry-After"] == "1"
        assert caller.get("/health").status_code == 200
