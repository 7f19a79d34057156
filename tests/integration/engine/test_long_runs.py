"""A long automatic run is done in shares, each in a transaction of its own, so that no lock is held for long."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.bootstrap import Engine
from engine.commands.cases.administer_instance import CancelInstance, ResumeInstance, SuspendInstance
from engine.commands.cases.send_message import BroadcastSignal
from engine.commands.cases.settle_incident import RetryIncident
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.permissions import Permission
from tests.support.bundles import boundary, deploy, end_event, files, flow, start, start_event, user_task
from tests.support.looking import assert_rows_fit, evidence, incidents, instance, jobs, open_task, open_tasks, run_of, variables
from tests.support.people import People

AT_ONCE = 20
ROUNDS = 40


@pytest.fixture
def short(engine: Engine) -> Engine:
    """An engine that does little at once."""
    engine.settings = replace(engine.settings, max_steps_at_once=AT_ONCE)
    return engine


@pytest.fixture
def clerk(people: People) -> Actor:
    return people.hire("li", "clerk", permissions=(Permission.INCIDENTS_MANAGE,))


def counting(*, beside: str = "") -> dict[str, bytes]:
    """Counts to ``ROUNDS``, then ``check``; ``beside``: what else begins at once."""
    script = '<zeebe:script expression="=if n = null then 1 else n + 1" resultVariable="n"/>'
    count = f'<bpmn:scriptTask id="count" name="count"><bpmn:extensionElements>{script}</bpmn:extensionElements></bpmn:scriptTask>'
    gateways = '<bpmn:exclusiveGateway id="again"/><bpmn:exclusiveGateway id="enough" default="enough_again"/>'
    flows = flow("start", "again") + flow("again", "count") + flow("count", "enough") + flow("enough", "again")
    flows += flow("enough", "check", f"=n &gt;= {ROUNDS}") + flow("check", "end")
    return files("counting", start_event() + count + gateways + user_task("check") + end_event() + flows + beside)


def states(engine: Engine, case: str) -> list[str]:
    return [row.state for row in jobs(engine, case, kind="go_on")]


def test_a_long_run_goes_on_as_jobs_and_comes_to_the_same(short: Engine, clerk: Actor) -> None:
    deploy(short, counting())
    case = start(short, "counting", clerk).instance_id
    assert states(short, case) == ["ready"]
    assert open_tasks(short, case) == []
    shares = short.run_due_jobs(1000)
    assert shares == len(states(short, case)) > 3
    assert variables(short, case) == {"n": ROUNDS}
    assert open_task(short, case).element_id == "check"
    steps = [len(each["details"]["path"]) for each in evidence(short, case, "instance.advanced")]
    assert max(steps) <= 2 * AT_ONCE
    assert_rows_fit(short, case)
    short.execute(CompleteTask(open_task(short, case).id), actor=clerk)
    assert instance(short, case).state == "completed"


def test_somebody_who_comes_in_between_finds_the_case_as_it_stands(short: Engine, clerk: Actor) -> None:
    """Another branch's task is completed while the run is under way: nothing is lost, and one job is enough."""
    beside = user_task("aside") + end_event("end2") + flow("start", "aside") + flow("aside", "end2")
    deploy(short, counting(beside=beside))
    case = start(short, "counting", clerk).instance_id
    short.execute(CompleteTask(open_task(short, case, "aside").id), actor=clerk)
    assert states(short, case) == ["ready"]
    short.run_due_jobs(1000)
    assert variables(short, case) == {"n": ROUNDS}
    assert open_task(short, case).element_id == "check"
    assert_rows_fit(short, case)


def test_a_run_rests_with_its_case_and_ends_with_it(short: Engine, clerk: Actor) -> None:
    deploy(short, counting())
    case = start(short, "counting", clerk).instance_id
    short.execute(SuspendInstance(case, "looking"), actor=SYSTEM)
    assert short.run_due_jobs() == 0
    short.execute(ResumeInstance(case), actor=SYSTEM)
    assert short.run_due_jobs(1) == 1
    short.execute(CancelInstance(case, "a mistake"), actor=SYSTEM)
    assert short.run_due_jobs() == 0
    assert not [row for row in jobs(short, case) if row.ended_at is None]


def test_all_shares_together_have_the_ceiling_on_steps(short: Engine, clerk: Actor) -> None:
    """And who tries again begins anew."""
    short.settings = replace(short.settings, max_steps=50)
    deploy(short, counting())
    case = start(short, "counting", clerk).instance_id
    short.run_due_jobs(1000)
    (found,) = incidents(short, case)
    assert (found.code, states(short, case).count("ready")) == ("steps_limit", 0)
    first = variables(short, case)["n"]
    short.execute(RetryIncident(found.id), actor=clerk)
    short.run_due_jobs(1000)
    (found,) = incidents(short, case)
    assert first < variables(short, case)["n"] <= 2 * first + 1


def test_what_is_left_to_run_survives_in_the_snapshot(short: Engine, clerk: Actor) -> None:
    deploy(short, counting())
    case = start(short, "counting", clerk).instance_id
    snapshot = instance(short, case).snapshot
    assert snapshot[0] == 2
    assert run_of(short, case).snapshot() == snapshot
    short.run_due_jobs(1000)
    assert instance(short, case).snapshot[0] == 1


def script(id: str) -> str:
    inner = '<zeebe:script expression="=1" resultVariable="one"/>'
    return f'<bpmn:scriptTask id="{id}" name="{id}"><bpmn:extensionElements>{inner}</bpmn:extensionElements></bpmn:scriptTask>'


def two_circles() -> dict[str, bytes]:
    """Two sub-processes beside each other go round by themselves; the signal ``stop`` takes the first away."""
    parts = []
    for name in ("first", "second"):
        inner = start_event(f"{name}_in") + script(f"{name}_a") + flow(f"{name}_in", f"{name}_a") + flow(f"{name}_a", f"{name}_a")
        parts.append(f'<bpmn:subProcess id="{name}" name="{name}">{inner}</bpmn:subProcess>' + flow("start", name) + flow(name, "end"))
    stop = boundary("stop", "first", '<bpmn:signalEventDefinition signalRef="S"/>') + end_event("stopped") + flow("stop", "stopped")
    return files("circles", start_event() + "".join(parts) + end_event() + stop, before='<bpmn:signal id="S" name="stop"/>')


def test_all_that_was_left_to_run_has_one_incident(short: Engine, clerk: Actor) -> None:
    """What stands behind it goes on when it is tried again, and has an incident of its own when the first is taken away."""
    short.settings = replace(short.settings, max_steps=50)
    deploy(short, two_circles())
    case = start(short, "circles", clerk).instance_id
    short.run_due_jobs(1000)
    (found,) = incidents(short, case)
    assert found.element_id == "first_a"
    short.execute(RetryIncident(found.id), actor=clerk)
    short.run_due_jobs(1000)
    assert len(incidents(short, case)) == 1
    short.execute(BroadcastSignal("stop"), actor=SYSTEM)
    (left,) = incidents(short, case)
    assert left.element_id == "second_a"
    assert_rows_fit(short, case)
    short.execute(RetryIncident(left.id), actor=clerk)
    assert states(short, case).count("ready") == 1
