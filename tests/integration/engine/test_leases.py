"""Whose a job is: the worker's that took it, as long as it lives, whatever the clocks of hosts say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, cast

import pytest

from engine.bootstrap import Engine
from engine.commands.jobs.work_job import FinishJob, RenewLeases, TakeJob
from engine.connectors.installed import installed_connectors
from engine.connectors.protocol import Request
from engine.kernel.actor import CONNECTOR, Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Unavailable
from engine.kernel.texts import Text
from engine.runner.due_jobs import DueJobs
from engine.runner.leases import Leases
from engine.runner.results import stored
from engine.runner.running import WORKER, run_job
from engine.unit_of_work.shared import Shared
from tests.support.bundles import deploy, end_event, files, flow, service_task, start, start_event
from tests.support.leases import expire_leases
from tests.support.looking import incidents, instance, jobs
from tests.support.people import People


class During:
    """A connector during whose call a test does something."""

    type = "during"
    inline = False

    def __init__(self) -> None:
        self.calls = 0
        self.does: Callable[[], object] = lambda: None

    def call(self, _request: Request) -> Mapping[str, Any]:
        self.calls += 1
        does, self.does = self.does, lambda: None
        does()
        return {}


@pytest.fixture
def during(engine: Engine, people: People) -> During:
    people.role("clerk")
    connector = During()
    engine.shared = Shared(installed_connectors(connector))
    body = start_event() + service_task("call", "during") + end_event() + flow("start", "call") + flow("call", "end")
    deploy(engine, files("calling", body))
    return connector


@pytest.fixture
def another(engine: Engine, during: During) -> Iterator[Engine]:
    """A second node, whose clock is six minutes ahead."""
    found = Engine(engine.settings, clock=ManualClock(engine.clock.now() + timedelta(minutes=6)), connectors=installed_connectors(during))
    yield found
    found.close()


@pytest.fixture
def case(engine: Engine, people: People, during: During) -> str:
    del during
    return start(engine, "calling", people.hire("li", "clerk")).instance_id


def test_two_nodes_whose_clocks_differ_call_once(engine: Engine, another: Engine, during: During, case: str) -> None:
    ran: list[int] = []
    during.does = lambda: ran.append(another.run_due_jobs())
    assert engine.run_due_jobs() == 1
    assert (ran, during.calls) == ([0], 1)
    assert instance(engine, case).state == "completed"


def test_who_lives_keeps_what_it_works_at(engine: Engine, another: Engine, during: During, case: str) -> None:
    """The call takes longer than a lease: the worker renews it."""
    ran: list[int] = []

    def long_call() -> None:
        expire_leases(engine)
        engine.shared.part(Leases).renew(engine, WORKER)
        ran.append(another.run_due_jobs())

    during.does = long_call
    assert engine.run_due_jobs() == 1
    assert (ran, during.calls) == ([0], 1)
    assert instance(engine, case).state == "completed"


def test_what_a_dead_worker_had_is_taken_over(engine: Engine, during: During, case: str) -> None:
    (row,) = jobs(engine, case)
    engine.execute(TakeJob(row.id, "dead"), actor=CONNECTOR)
    assert engine.run_due_jobs() == 0
    expire_leases(engine)
    assert engine.run_due_jobs() == 1
    assert during.calls == 1


def test_a_lease_that_another_has_now_is_not_renewed(engine: Engine, case: str) -> None:
    (row,) = jobs(engine, case)
    engine.execute(TakeJob(row.id, "late"), actor=CONNECTOR)
    expire_leases(engine)
    assert engine.execute(TakeJob(row.id, "quick"), actor=CONNECTOR) is not None
    assert engine.execute(RenewLeases("late", (row.id,)), actor=CONNECTOR) == 0
    assert engine.execute(RenewLeases("quick", (row.id,)), actor=CONNECTOR) == 1


class Away:
    """An engine whose database is away for the first ``times`` commands."""

    def __init__(self, engine: Engine, times: int) -> None:
        self.engine, self.left = engine, times
        self.shared, self.settings, self.clock = engine.shared, engine.settings, engine.clock

    def execute(self, command: FinishJob, *, actor: Actor) -> bool:
        if self.left:
            self.left -= 1
            raise Unavailable(Text.same("Expected the database to answer, but it is away."))
        return self.engine.execute(command, actor=actor)


def test_a_result_waits_for_a_database_that_is_away(engine: Engine, during: During, case: str) -> None:
    """The call is not made again: its result is stored as soon as it can be."""
    (row,) = jobs(engine, case)
    engine.execute(TakeJob(row.id, WORKER), actor=CONNECTOR)
    pauses: list[float] = []
    assert stored(Away(engine, 5), FinishJob(row.id), pauses.append)
    assert pauses == [0.1, 0.2, 0.5, 1.0, 1.0]
    assert instance(engine, case).state == "completed"
    assert during.calls == 0


def test_a_database_that_is_away_is_no_failure_of_the_job(engine: Engine, during: During, case: str) -> None:
    """However often: no attempt is counted, and no incident comes of it."""
    away = Away(engine, 10)
    (due,) = engine.ask(DueJobs(1), actor=CONNECTOR)
    for _ in range(10):
        with pytest.raises(Unavailable):
            run_job(cast("Engine", away), due)
    assert during.calls == 0
    assert [(row.attempts, row.state) for row in jobs(engine, case)] == [(0, "ready")]
    assert incidents(engine, case) == []
