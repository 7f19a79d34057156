"""What a network does between a node and PostgreSQL: nothing is lost, nothing is done twice, and nobody is told otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import make_url

from engine.bootstrap import Engine
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Unavailable
from engine.queries.evidence.verify import VerifyEvidence
from engine.queries.tasks.inbox import Inbox
from engine.tasks.rules import View
from tests.support.bundles import deploy, loop, start
from tests.support.looking import evidence, open_task
from tests.support.people import People
from tests.support.proxy import Proxy, proxy_to

pytestmark = pytest.mark.postgresql


@pytest.fixture
def database_url(postgres_databases: Any) -> Any:
    with postgres_databases.fresh() as url:
        yield url


@pytest.fixture
def network(database_url: str) -> Iterator[Proxy]:
    url = make_url(database_url)
    with proxy_to(url.host or "127.0.0.1", url.port or 5432) as made:
        yield made


@dataclass
class Far:
    """``node`` is an engine beyond ``network``; ``near`` is beside the database."""

    near: Engine
    node: Engine
    network: Proxy


@pytest.fixture
def far(engine: Engine, network: Proxy, clock: ManualClock) -> Iterator[Far]:
    url = make_url(engine.settings.database_url).set(host="127.0.0.1", port=network.port).render_as_string(hide_password=False)
    node = Engine(replace(engine.settings, database_url=url), clock=clock)
    yield Far(engine, node, network)
    node.close()


@pytest.fixture
def clerk(people: People) -> Actor:
    return people.hire("li", "clerk")


@pytest.fixture
def task(engine: Engine, clerk: Actor) -> Any:
    deploy(engine, loop())
    return open_task(engine, start(engine, "looping", clerk).instance_id)


def complete(engine: Engine, task: Any, clerk: Actor, key: str | None = None) -> Any:
    return engine.execute(CompleteTask(task.id, {"text": "on"}), actor=clerk, idempotency_key=key)


def completed(engine: Engine, task: Any) -> list[str]:
    assert engine.ask(VerifyEvidence(), actor=SYSTEM).intact
    return [body["details"]["task"] for body in evidence(engine, task.instance_id, "task.completed")]


def test_connections_that_were_cut_are_made_anew(far: Far, task: Any, clerk: Actor) -> None:
    far.node.ask(Inbox(View.ROLES), actor=clerk)
    far.network.cut()
    complete(far.node, task, clerk)
    far.network.cut()
    assert far.node.ask(Inbox(View.ROLES), actor=clerk).items
    assert completed(far.near, task) == [task.id]


def test_a_database_beyond_reach_is_told_and_found_again(far: Far, task: Any, clerk: Actor) -> None:
    far.node.ask(Inbox(View.ROLES), actor=clerk)
    far.network.refuse()
    far.network.cut()
    for work in (lambda: complete(far.node, task, clerk), lambda: far.node.ask(Inbox(View.ROLES), actor=clerk)):
        with pytest.raises(Unavailable) as refused:
            work()
        assert refused.value.reason_code == "database_away"
    assert not far.node.health().able
    far.network.refuse(refusing=False)
    complete(far.node, task, clerk)
    assert completed(far.near, task) == [task.id]


def is_commit(piece: bytes) -> bool:
    return b"COMMIT" in piece


@pytest.mark.parametrize("key", [None, "a key"])
def test_the_answer_to_a_commit_is_lost(far: Far, task: Any, clerk: Actor, key: str | None) -> None:
    far.node.ask(Inbox(View.ROLES), actor=clerk)
    far.network.lose(is_commit, arrives=True)
    try:
        assert complete(far.node, task, clerk, key).task_id == task.id
    except Unavailable as refused:  # asked before the commit was through, which nobody can know
        assert key is None
        assert refused.reason_code == "outcome_unknown"
    assert completed(far.near, task) == [task.id]


@pytest.mark.parametrize("key", [None, "a key"])
def test_a_commit_is_lost_on_its_way(far: Far, task: Any, clerk: Actor, key: str | None) -> None:
    far.node.ask(Inbox(View.ROLES), actor=clerk)
    far.network.lose(is_commit, arrives=False)
    if key is None:
        with pytest.raises(Unavailable) as refused:
            complete(far.node, task, clerk)
        assert refused.value.reason_code == "outcome_unknown"
        assert completed(far.near, task) == []
    complete(far.node, task, clerk, key)
    assert completed(far.near, task) == [task.id]


@pytest.mark.parametrize("number", range(10))
def test_each_piece_of_a_command_is_lost_in_turn(far: Far, task: Any, clerk: Actor, number: int) -> None:
    far.node.ask(Inbox(View.ROLES), actor=clerk)
    sent: list[bytes] = []

    def at(piece: bytes) -> bool:
        sent.append(piece)
        return len(sent) == number + 1

    far.network.lose(at, arrives=number % 2 == 0)
    complete(far.node, task, clerk, "a key")
    assert completed(far.near, task) == [task.id]
