"""The same idempotency key, sent again while the first is at work: the second gets the first one's answer, or is told to ask again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from engine.bootstrap import Engine
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.actor import Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Conflict, Unavailable, ZhiduError
from engine.kernel.texts import Text
from tests.integration.engine.test_one_command_one_transaction import watched
from tests.integration.faults.held import Held, at_the_door
from tests.support.bundles import deploy, loop, start
from tests.support.looking import evidence, open_task
from tests.support.people import People


@pytest.fixture
def clerk(people: People) -> Actor:
    return people.hire("li", "clerk")


@pytest.fixture
def task(engine: Engine, clerk: Actor) -> Any:
    deploy(engine, loop())
    return open_task(engine, start(engine, "looping", clerk).instance_id)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    one = Held(monkeypatch)
    yield one
    one.end()


@pytest.fixture(params=["one process", "two processes"])
def second(request: pytest.FixtureRequest, engine: Engine, clock: ManualClock) -> Iterator[Engine]:
    """Where the repetition arrives. An engine of its own shares nothing with the first but the database."""
    if request.param == "one process":
        yield engine
        return
    other = Engine(engine.settings, clock=clock)
    yield other
    other.close()


def completing(engine: Engine, task: Any, clerk: Actor, *, key: str = "one", text: str = "on") -> Any:
    return engine.execute(CompleteTask(task.id, {"text": text}), actor=clerk, idempotency_key=key)


def test_the_second_waits_and_gets_the_answer_of_the_first(engine: Engine, second: Engine, task: Any, clerk: Actor, held: Held) -> None:
    first = held.held(lambda: completing(engine, task, clerk))
    with at_the_door(second) as wait:
        again = held.beside(lambda: completing(second, task, clerk))
        wait(again)
    held.let_go()
    assert again.result() == first.result()
    assert len(evidence(engine, task.instance_id, "task.completed")) == 1


def test_one_that_waited_long_enough_is_told_to_ask_again(engine: Engine, clock: ManualClock, task: Any, clerk: Actor, held: Held) -> None:
    impatient = Engine(replace(engine.settings, lock_wait_seconds=0.1), clock=clock)
    first = held.held(lambda: completing(engine, task, clerk))
    with pytest.raises(ZhiduError) as refused:
        completing(impatient, task, clerk)
    held.let_go()
    if engine.database.dialect.name == "sqlite":  # one lock for the whole file does not tell who has it
        assert isinstance(refused.value, Unavailable)
        assert refused.value.reason_code == "busy"
    else:
        assert isinstance(refused.value, Conflict)
        assert refused.value.reason_code == "still_at_work"
    assert refused.value.facts["retry_after"] == 1
    assert completing(impatient, task, clerk) == first.result()
    impatient.close()


def test_when_the_first_is_refused_the_second_is_carried_out(engine: Engine, second: Engine, task: Any, clerk: Actor, held: Held) -> None:
    first = held.held(lambda: completing(engine, task, clerk))
    with at_the_door(second) as wait:
        again = held.beside(lambda: completing(second, task, clerk))
        wait(again)
    held.let_go(Conflict(Text.same("no")))
    assert isinstance(first.exception(), Conflict)
    assert again.result().task_id == task.id
    assert len(evidence(engine, task.instance_id, "task.completed")) == 1


_FIRST = """
import sys
import engine.bootstrap
engine.bootstrap.crash_at = lambda point: (print("held", flush=True), sys.stdin.read())
from tests.crash.victim import main
main(*sys.argv[1:])
"""


def test_when_the_first_is_killed_the_second_is_carried_out(engine: Engine, task: Any, clerk: Actor, held: Held) -> None:
    arguments = [engine.settings.database_url, str(engine.settings.data_dir), "complete", task.id, "one", str(clerk.id)]
    with subprocess.Popen([sys.executable, "-c", _FIRST, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == "held\n"
        with at_the_door(engine) as wait:
            again = held.beside(lambda: completing(engine, task, clerk, text="done"))
            wait(again)
        victim.kill()
    assert again.result().task_id == task.id
    assert len(evidence(engine, task.instance_id, "task.completed")) == 1


def test_a_key_costs_two_statements(engine: Engine, task: Any, clerk: Actor) -> None:
    def complete(task: Any, key: str | None) -> Any:
        return engine.execute(CompleteTask(task.id, {"text": "on"}), actor=clerk, idempotency_key=key)

    for _ in range(4):  # the names of both tasks are known
        complete(open_task(engine, task.instance_id), None)
    next_one = open_task(engine, task.instance_id)
    without, _ = watched(engine, lambda: complete(next_one, None))
    following = open_task(engine, task.instance_id)
    with_key, commits = watched(engine, lambda: complete(following, "two"))
    assert (with_key - without, commits) == (2, 1)
