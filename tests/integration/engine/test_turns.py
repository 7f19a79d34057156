"""Whose turn it is: procedures, cases and outside systems share what there is."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import update

from engine.bootstrap import Engine
from engine.connectors.installed import installed_connectors
from engine.connectors.protocol import Request
from engine.jobs.rules import Kind, Lane
from engine.jobs.tables import job
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.clock import ManualClock
from engine.runner.due_jobs import DueJobs
from engine.runner.outside_calls import OutsideCalls
from engine.store.database import writing
from engine.unit_of_work.shared import Shared
from tests.support.bundles import deploy, end_event, files, flow, service_task, start, start_event, timer, user_task
from tests.support.looking import rows
from tests.support.people import People

SIGNAL = '<bpmn:signal id="S" name="said"/>'


@pytest.fixture
def clerk(people: People) -> Actor:
    return people.hire("li", "clerk")


def saying(process_id: str, times: int) -> dict[str, bytes]:
    """Throws a signal so many times at once."""
    names = [f"say{number}" for number in range(times)]
    throws = "".join(
        f'<bpmn:intermediateThrowEvent id="{name}" name="{name}"><bpmn:signalEventDefinition signalRef="S"/></bpmn:intermediateThrowEvent>'
        for name in names
    )
    path = ["start", *names, "end"]
    flows = "".join(flow(*pair) for pair in pairwise(path))
    return files(process_id, start_event() + throws + end_event() + flows, before=SIGNAL)


def in_turn(engine: Engine, column: str, limit: int = 100) -> list[str]:
    found = engine.ask(DueJobs(limit), actor=SYSTEM)
    by_id = {row.id: getattr(row, column) for row in rows(engine, job)}
    return [by_id[each.id] for each in found]


def test_procedures_take_turns(engine: Engine, clerk: Actor) -> None:
    """A flood of one procedure comes first by time; each other has the next turn but one all the same."""
    for name, times in (("flood", 30), ("small", 2), ("other", 1)):
        deploy(engine, saying(name, times))
        start(engine, name, clerk)
    assert Counter(in_turn(engine, "procedure_id", 5)) == {"flood": 2, "small": 2, "other": 1}
    assert len(in_turn(engine, "procedure_id")) == 33


def test_cases_of_a_procedure_take_turns(engine: Engine, clerk: Actor) -> None:
    deploy(engine, saying("flood", 10))
    first, second = (start(engine, "flood", clerk).instance_id for _ in range(2))
    assert in_turn(engine, "instance_id", 4) == [first, second, first, second]


def test_the_longest_due_comes_first_in_its_turn(engine: Engine, clerk: Actor, clock: ManualClock) -> None:
    body = start_event() + user_task("work") + end_event() + flow("start", "wait") + flow("wait", "work") + flow("work", "end")
    wait = f'<bpmn:intermediateCatchEvent id="wait" name="wait">{timer("timeDuration", "PT1H")}</bpmn:intermediateCatchEvent>'
    deploy(engine, files("waiting", body + wait))
    cases = []
    for _ in range(3):
        cases.append(start(engine, "waiting", clerk).instance_id)
        clock.advance(timedelta(minutes=1))
    clock.advance(timedelta(hours=2))
    assert in_turn(engine, "instance_id") == cases


def test_jobs_of_the_release_before_are_run_in_the_lane_of_their_kind(engine: Engine, clerk: Actor) -> None:
    deploy(engine, saying("said", 1))
    start(engine, "said", clerk)
    with writing(engine.database) as db:
        db.execute(update(job).values(lane=None, peer=None, impulse_id=None, hops=None))
    for kind, lane in ((Kind.SIGNAL, Lane.INSIDE), (Kind.TIMER, Lane.TIMERS), (Kind.CONNECTOR, Lane.OUTSIDE)):
        with writing(engine.database) as db:
            db.execute(update(job).values(kind=kind.value))
        assert [len(engine.ask(DueJobs(9, each), actor=SYSTEM)) for each in Lane] == [int(each is lane) for each in Lane]


def test_a_kind_of_a_later_release_is_left_alone(engine: Engine, clerk: Actor) -> None:
    deploy(engine, saying("said", 2))
    start(engine, "said", clerk)
    first = rows(engine, job)[0]
    with writing(engine.database) as db:
        db.execute(update(job).where(job.c.id == first.id).values(kind="of_a_later_release"))
    assert engine.run_due_jobs() == 1


class Slow:
    """Waits until it is told to go on; says which systems are being called."""

    type = "slow"
    inline = False

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Event()
        self.called: list[str] = []

    def peer(self, inputs: Mapping[str, Any], _headers: Mapping[str, str]) -> str:
        return str(inputs["to"])

    def call(self, request: Request) -> Mapping[str, Any]:
        self.called.append(request.inputs["to"])
        self.begun.release()
        assert self.go_on.wait(30)
        return {}


def calling(name: str) -> dict[str, bytes]:
    """Calls the system of the same name."""
    call = service_task("call", "slow", {"to": f'="{name}"'})
    return files(name, start_event() + call + end_event() + flow("start", "call") + flow("call", "end"))


def test_calls_outside_have_a_lane_of_their_own(engine: Engine, clerk: Actor) -> None:
    slow = Slow()
    slow.go_on.set()
    engine.shared = Shared(installed_connectors(slow))
    deploy(engine, calling("quick"))
    start(engine, "quick", clerk)
    assert [engine.run_due_jobs(lane=lane) for lane in Lane] == [0, 0, 1]


@contextmanager
def at_work(engine: Engine) -> Iterator[OutsideCalls]:
    calls = OutsideCalls(engine)
    try:
        yield calls
    finally:
        calls.stop()


def test_a_slow_system_leaves_room_for_others(engine: Engine, clerk: Actor) -> None:
    slow = Slow()
    engine.shared = Shared(installed_connectors(slow))
    engine.settings = replace(engine.settings, outside_calls=4, outside_calls_per_peer=2)
    for name in ("drips", "quick"):
        deploy(engine, calling(name))
    for _ in range(6):
        start(engine, "drips", clerk)
    with at_work(engine) as calls:
        assert calls.begin_due() == 2
        assert calls.begin_due() == 0
        start(engine, "quick", clerk)
        assert calls.begin_due() == 1
        for _ in range(3):
            assert slow.begun.acquire(timeout=30)
        assert Counter(slow.called) == {"drips": 2, "quick": 1}
        slow.go_on.set()
    assert engine.run_due_jobs() == 4
    assert Counter(slow.called) == {"drips": 6, "quick": 1}
    assert {row.state for row in rows(engine, job)} == {"done"}
