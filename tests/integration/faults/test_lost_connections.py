"""Connections of PostgreSQL that are cut: before the commit the work is done again, during it only where that is known to do no harm."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.pool import NullPool

from engine.bootstrap import Engine
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.errors import Unavailable
from engine.queries.evidence.verify import VerifyEvidence
from engine.store import database as store
from engine.store.failures import OutcomeUnknown
from tests.support.bundles import deploy, loop, start
from tests.support.looking import evidence, open_task
from tests.support.people import People

pytestmark = pytest.mark.postgresql


@pytest.fixture
def database_url(postgres_databases: Any) -> Any:
    with postgres_databases.fresh() as url:
        yield url


@pytest.fixture
def clerk(people: People) -> Actor:
    return people.hire("li", "clerk")


@pytest.fixture
def task(engine: Engine, clerk: Actor) -> Any:
    deploy(engine, loop())
    return open_task(engine, start(engine, "looping", clerk).instance_id)


def cut_others(engine: Engine) -> None:
    """Every connection to the test's database but the one that does it."""
    other = create_engine(engine.settings.database_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with other.connect() as connection:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(text(f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE {others}"))
    other.dispose()


def complete(engine: Engine, task: Any, clerk: Actor, key: str | None = None) -> Any:
    return engine.execute(CompleteTask(task.id, {"text": "on"}), actor=clerk, idempotency_key=key)


def completed_once(engine: Engine, task: Any) -> bool:
    intact = engine.ask(VerifyEvidence(), actor=SYSTEM).intact
    return intact and [body["details"]["task"] for body in evidence(engine, task.instance_id, "task.completed")] == [task.id]


def test_connections_that_were_cut_while_nobody_used_them(engine: Engine, task: Any, clerk: Actor) -> None:
    ready = threading.Barrier(6)

    def use() -> None:
        with engine.database.connect():
            ready.wait()

    threads = [threading.Thread(target=use) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cut_others(engine)
    complete(engine, task, clerk)
    assert completed_once(engine, task)
    cut_others(engine)
    assert engine.ask(VerifyEvidence(), actor=SYSTEM).intact


@pytest.mark.parametrize("number", range(12))
def test_a_connection_cut_before_any_statement(engine: Engine, task: Any, clerk: Actor, number: int) -> None:
    """Each statement of the command in turn finds its connection gone."""
    sent: list[str] = []

    def cut(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)
        if len(sent) == number + 1:
            cut_others(engine)

    event.listen(engine.database, "before_cursor_execute", cut)
    complete(engine, task, clerk)
    event.remove(engine.database, "before_cursor_execute", cut)
    assert completed_once(engine, task)


def at_commit(monkeypatch: pytest.MonkeyPatch, do: Callable[[Any], None]) -> None:
    """``do`` instead of the first commit."""
    commit, left = store._commit, [do]
    monkeypatch.setattr(store, "_commit", lambda transaction: left.pop()(transaction) if left else commit(transaction))


@pytest.mark.parametrize("key", [None, "a key"])
def test_a_connection_cut_just_before_the_commit(
    engine: Engine, task: Any, clerk: Actor, monkeypatch: pytest.MonkeyPatch, key: str | None
) -> None:
    commit = store._commit

    def cut(transaction: Any) -> None:
        cut_others(engine)
        commit(transaction)

    at_commit(monkeypatch, cut)
    if key is None:
        with pytest.raises(Unavailable) as refused:
            complete(engine, task, clerk)
        assert refused.value.reason_code == "outcome_unknown"
        assert evidence(engine, task.instance_id, "task.completed") == []
    complete(engine, task, clerk, key)
    assert completed_once(engine, task)


@pytest.mark.parametrize("key", [None, "a key"])
def test_a_connection_cut_just_after_the_commit(
    engine: Engine, task: Any, clerk: Actor, monkeypatch: pytest.MonkeyPatch, key: str | None
) -> None:
    """The evidence tells that it was committed, or the key does: nothing is done twice, and the answer is the right one."""
    commit = store._commit

    def cut(transaction: Any) -> None:
        commit(transaction)
        cut_others(engine)
        raise OutcomeUnknown

    at_commit(monkeypatch, cut)
    answer = complete(engine, task, clerk, key)
    assert answer.task_id == task.id
    assert completed_once(engine, task)
