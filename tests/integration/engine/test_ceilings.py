"""What follows from one thing is bounded: jobs beyond are held, one incident says so, and a person decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from engine.bootstrap import Engine
from engine.commands.cases.administer_instance import CancelInstance, ResumeInstance, SuspendInstance
from engine.commands.cases.send_message import BroadcastSignal
from engine.commands.cases.settle_incident import ResolveIncident, RetryIncident, RetryJob
from engine.commands.tasks.complete_task import CompleteTask
from engine.incidents.tables import incident
from engine.instances.tables import process_instance
from engine.jobs.tables import job
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Conflict
from engine.kernel.permissions import Permission
from tests.support.bundles import (
    accepts,
    boundary,
    call_activity,
    deploy,
    end_event,
    files,
    flow,
    service_task,
    start,
    start_event,
    timer,
    user_task,
)
from tests.support.looking import assert_rows_fit, evidence, open_task, rows
from tests.support.people import People

HOPS, JOBS = 6, 20
SIGNAL = '<bpmn:signal id="S" name="again"/><bpmn:signal id="T" name="echo"/>'
MESSAGE = '<bpmn:message id="M" name="again"/>'
THROWS_SIGNAL = '<bpmn:signalEventDefinition signalRef="S"/>'
THROWS_ECHO = '<bpmn:signalEventDefinition signalRef="T"/>'
THROWS_MESSAGE = '<bpmn:messageEventDefinition messageRef="M"/>'
ECHO_ACCEPTED = accepts("echo", signals={"again": ()})
CALLED = accepts("circle", start=())


@pytest.fixture
def low(engine: Engine) -> Engine:
    """An engine with low ceilings."""
    engine.settings = replace(engine.settings, max_impulse_hops=HOPS, max_impulse_jobs=JOBS, max_steps_at_once=1_000)
    return engine


@pytest.fixture
def boss(people: People) -> Actor:
    return people.hire("wu", "clerk", permissions=(Permission.INCIDENTS_MANAGE, Permission.INSTANCES_ADMINISTER))


def throw(id: str, inner: str) -> str:
    return f'<bpmn:intermediateThrowEvent id="{id}" name="{id}">{inner}</bpmn:intermediateThrowEvent>'


def catch(id: str, inner: str) -> str:
    return f'<bpmn:intermediateCatchEvent id="{id}" name="{id}">{inner}</bpmn:intermediateCatchEvent>'


def listening(inner: str, *body: str) -> str:
    """An event sub-process that goes on listening: ``in`` (``inner``) → ``body``."""
    begin = f'<bpmn:startEvent id="in" name="in" isInterrupting="false">{inner}</bpmn:startEvent>'
    return f'<bpmn:subProcess id="listen" name="listen" triggeredByEvent="true">{begin}{"".join(body)}</bpmn:subProcess>'


def beside_work(answer: str, before: str) -> dict[str, bytes]:
    """start → ``work`` → end, and ``answer`` beside it."""
    body = start_event() + user_task("work") + end_event() + flow("start", "work") + flow("work", "end")
    return files("circle", body + answer, before=before, tables=ECHO_ACCEPTED)


def collection(count: int, attributes: str = "") -> str:
    """A multi-instance marker."""
    loop = f'<zeebe:loopCharacteristics inputCollection="=for i in 1..{count} return i"/>'
    inner = f"<bpmn:extensionElements>{loop}</bpmn:extensionElements>"
    return f"<bpmn:multiInstanceLoopCharacteristics {attributes}>{inner}</bpmn:multiInstanceLoopCharacteristics>"


def signal_circle() -> dict[str, bytes]:
    """``work`` and beside it: whoever hears the signal throws another, which the procedure ``echo`` answers."""
    return beside_work(listening(THROWS_SIGNAL, end_event("out", THROWS_ECHO), flow("in", "out")), SIGNAL)


def echo() -> dict[str, bytes]:
    answer = listening(THROWS_ECHO, end_event("out", THROWS_SIGNAL), flow("in", "out"))
    accepted = accepts("circle", signals={"echo": ()})
    return files("echo", start_event() + user_task("work") + flow("start", "work") + answer, before=SIGNAL, tables=accepted)


def message_circle() -> dict[str, bytes]:
    answer = listening(THROWS_MESSAGE, end_event("out", THROWS_MESSAGE), flow("in", "out"))
    first = throw("first", THROWS_MESSAGE) + flow("start", "first") + flow("first", "work")
    return files("circle", start_event() + first + user_task("work") + end_event() + flow("work", "end") + answer, before=MESSAGE)


def begins_by_itself(inner: str, before: str) -> dict[str, bytes]:
    """Begins with a message or signal, and throws the same."""
    body = start_event() + start_event("heard", inner) + throw("say", inner) + end_event()
    return files("circle", body + flow("start", "say") + flow("heard", "say") + flow("say", "end"), before=before)


def starts_itself() -> dict[str, bytes]:
    again = service_task("again", "start_procedure", {"procedure_id": '="circle"'})
    return files("circle", start_event() + again + end_event() + flow("start", "again") + flow("again", "end"))


def brief_timer() -> dict[str, bytes]:
    """A signal that throws itself, with a timer in between that lets no time pass."""
    wait = catch("wait", timer("timeDuration", "PT0S"))
    answer = listening(THROWS_SIGNAL, wait, end_event("out", THROWS_SIGNAL), flow("in", "wait"), flow("wait", "out"))
    return files(
        "circle", start_event() + user_task("work") + end_event() + flow("start", "work") + flow("work", "end") + answer, before=SIGNAL
    )


def error_boundary() -> dict[str, bytes]:
    """The called case ends in an error; its handler throws the other signal."""
    call = call_activity("call", "failing") + boundary("failed", "call", '<bpmn:errorEventDefinition errorRef="E"/>')
    flows = flow("in", "call") + flow("call", "fine") + flow("failed", "out")
    answer = listening(THROWS_SIGNAL, call, end_event("fine"), end_event("out", THROWS_ECHO), flows)
    before = SIGNAL + '<bpmn:error id="E" name="E" errorCode="E"/>'
    return files(
        "circle",
        start_event() + user_task("work") + end_event() + flow("start", "work") + flow("work", "end") + answer,
        before=before,
        tables=ECHO_ACCEPTED,
    )


def escalation_boundary() -> dict[str, bytes]:
    """The called case escalates; the boundary event, which does not interrupt, throws the other signal."""
    call = call_activity("call", "escalating")
    call += boundary("told", "call", '<bpmn:escalationEventDefinition escalationRef="X"/>', interrupting=False)
    flows = flow("in", "call") + flow("call", "fine") + flow("told", "out")
    answer = listening(THROWS_SIGNAL, call, end_event("fine"), end_event("out", THROWS_ECHO), flows)
    before = SIGNAL + '<bpmn:escalation id="X" name="X" escalationCode="X"/>'
    return files(
        "circle",
        start_event() + user_task("work") + end_event() + flow("start", "work") + flow("work", "end") + answer,
        before=before,
        tables=ECHO_ACCEPTED,
    )


def failing() -> dict[str, bytes]:
    inner = '<bpmn:errorEventDefinition errorRef="E"/>'
    before = '<bpmn:error id="E" name="E" errorCode="E"/>'
    return files("failing", start_event() + end_event("end", inner) + flow("start", "end"), before=before, tables=CALLED)


def escalating() -> dict[str, bytes]:
    inner = '<bpmn:escalationEventDefinition escalationRef="X"/>'
    before = '<bpmn:escalation id="X" name="X" escalationCode="X"/>'
    return files("escalating", start_event() + end_event("end", inner) + flow("start", "end"), before=before, tables=CALLED)


CIRCLES = {
    "a signal that is answered": signal_circle(),
    "a message that sends itself": message_circle(),
    "a case that a message begins": begins_by_itself(THROWS_MESSAGE, MESSAGE),
    "a case that a signal begins": begins_by_itself(THROWS_SIGNAL, SIGNAL),
    "a procedure that starts itself": starts_itself(),
    "a timer of no time": brief_timer(),
    "an error of a called case": error_boundary(),
    "an escalation of a called case": escalation_boundary(),
}


def set_off(engine: Engine, bundle: dict[str, bytes], clerk: Actor) -> str:
    for other in (failing(), escalating(), echo()):
        deploy(engine, other)
    start(engine, "echo", clerk)
    deploy(engine, bundle)
    case = start(engine, "circle", clerk).instance_id
    if b"isInterrupting" in bundle["circle.bpmn"] and b"signalRef" in bundle["circle.bpmn"]:
        engine.execute(BroadcastSignal("again"), actor=SYSTEM)
    return case


@pytest.mark.parametrize("circle", CIRCLES)
def test_a_circle_ends_in_one_incident_that_says_what_happened(low: Engine, boss: Actor, circle: str) -> None:
    set_off(low, CIRCLES[circle], boss)
    assert low.run_due_jobs(1000) <= JOBS
    assert low.run_due_jobs() == 0
    (said,) = rows(low, incident)
    assert (said.code, said.state) == ("impulse_spent", "open")
    assert said.details["hops"] == HOPS + 1 or said.details["jobs"] == JOBS + 1
    assert said.details["began_in"].startswith("T-CIRCLE-")
    held = rows(low, job, state="held")
    assert held
    assert {each.held_by for each in held} == {said.id}
    assert not rows(low, job, state="ready")
    assert len(evidence(low, said.instance_id, "incident.raised")) == 1


def test_what_a_person_lets_go_on_has_all_its_room_again(low: Engine, boss: Actor) -> None:
    case = set_off(low, signal_circle(), boss)
    low.run_due_jobs(1000)
    for turn in range(1, 4):
        (said,) = rows(low, incident, state="open")
        low.execute(RetryIncident(said.id), actor=boss)
        assert low.run_due_jobs(1000) > HOPS
        assert len(rows(low, incident)) == turn + 1
        assert_rows_fit(low, case)


def test_a_flood_is_ended_with_its_case(low: Engine, boss: Actor) -> None:
    case = set_off(low, signal_circle(), boss)
    low.run_due_jobs(2)
    assert rows(low, job, instance_id=case, state="ready")
    low.execute(CancelInstance(case, "a mistake"), actor=boss)
    assert not [row for row in rows(low, job, instance_id=case) if row.ended_at is None]
    assert low.run_due_jobs() == 0


def test_an_incident_that_holds_nothing_more_ends_with_its_case(low: Engine, boss: Actor) -> None:
    case = set_off(low, signal_circle(), boss)
    low.run_due_jobs(1000)
    low.execute(CancelInstance(case, "a mistake"), actor=boss)
    (said,) = rows(low, incident)
    assert said.instance_id == case
    assert (said.state, said.resolution) == ("resolved", "the case was cancelled")
    assert not [row for row in rows(low, job) if row.ended_at is None]


def test_a_person_may_let_nothing_come_of_it(low: Engine, boss: Actor) -> None:
    set_off(low, signal_circle(), boss)
    low.run_due_jobs(1000)
    (said,) = rows(low, incident)
    low.execute(ResolveIncident(said.id, "a mistake in the diagram"), actor=boss)
    assert not rows(low, job, state="held")
    assert low.run_due_jobs() == 0


def test_a_step_that_a_case_waits_for_is_not_dropped(low: Engine, boss: Actor) -> None:
    set_off(low, starts_itself(), boss)
    low.run_due_jobs(1000)
    (said,) = rows(low, incident)
    with pytest.raises(Conflict) as refused:
        low.execute(ResolveIncident(said.id, "a mistake"), actor=boss)
    assert refused.value.reason_code == "held_jobs_waited_for"
    (held,) = rows(low, job, state="held")
    with pytest.raises(Conflict):
        low.execute(RetryJob(held.id), actor=boss)


def test_what_is_let_go_on_rests_in_a_suspended_case(low: Engine, boss: Actor) -> None:
    case = set_off(low, signal_circle(), boss)
    low.run_due_jobs(1000)
    (said,) = rows(low, incident)
    low.execute(SuspendInstance(case, "looking"), actor=boss)
    low.execute(RetryIncident(said.id), actor=boss)
    assert low.run_due_jobs() == 0
    low.execute(ResumeInstance(case), actor=boss)
    assert low.run_due_jobs(1) == 1


def fan(count: int) -> dict[str, bytes]:
    """Throws ``count`` signals at once that nobody hears."""
    inner = start_event("in") + throw("say", THROWS_SIGNAL) + end_event("out") + flow("in", "say") + flow("say", "out")
    each = f'<bpmn:subProcess id="each" name="each">{inner}{collection(count)}</bpmn:subProcess>'
    body = start_event() + each + user_task("work") + end_event() + flow("start", "each") + flow("each", "work") + flow("work", "end")
    return files("fan", body, before=SIGNAL)


@pytest.mark.parametrize(("count", "held"), [(JOBS, 0), (JOBS + 1, JOBS + 1)])
def test_breadth_is_bounded_too(low: Engine, boss: Actor, count: int, held: int) -> None:
    deploy(low, fan(count))
    start(low, "fan", boss)
    assert len(rows(low, job, state="held")) == held
    assert len(rows(low, incident)) == min(held, 1)


@pytest.mark.parametrize("ceiling", ["max_case_queue", "max_procedure_queue"])
def test_what_waits_for_its_turn_is_bounded(engine: Engine, boss: Actor, ceiling: str) -> None:
    low: dict[str, Any] = {ceiling: 10}
    engine.settings = replace(engine.settings, **low)
    deploy(engine, fan(11))
    cases = [start(engine, "fan", boss).instance_id for _ in range(2)]
    found = rows(engine, incident)
    assert [row.code for row in found] == (["case_queue_full"] * 2 if ceiling == "max_case_queue" else ["procedure_queue_full"])
    assert len(rows(engine, job, state="held")) == 22
    engine.execute(RetryIncident(found[0].id), actor=boss)
    assert engine.run_due_jobs() == (11 if ceiling == "max_case_queue" else 22)
    for case in cases:
        assert_rows_fit(engine, case)


def test_time_and_people_make_a_new_beginning(low: Engine, boss: Actor, clock: ManualClock) -> None:
    """A case that goes round for years: a timer, a message to itself, and a person, again and again."""
    wait = catch("wait", timer("timeDuration", "PT1S"))
    body = start_event() + '<bpmn:exclusiveGateway id="again"/>' + wait + throw("say", THROWS_SIGNAL) + user_task("work")
    flows = flow("start", "again") + flow("again", "wait") + flow("wait", "say") + flow("say", "work") + flow("work", "again")
    deploy(low, files("circle", body + flows, before=SIGNAL))
    case = start(low, "circle", boss).instance_id
    for _ in range(JOBS + HOPS):
        clock.advance(timedelta(seconds=1))
        assert low.run_due_jobs() == 2
        low.execute(CompleteTask(open_task(low, case).id), actor=boss)
    assert not rows(low, incident)


def test_a_start_timer_begins_anew_each_time(low: Engine, boss: Actor, clock: ManualClock) -> None:
    del boss
    body = start_event("daily", timer("timeCycle", "R/PT1H")) + throw("say", THROWS_SIGNAL) + end_event()
    deploy(low, files("hourly", body + flow("daily", "say") + flow("say", "end"), before=SIGNAL))
    for _ in range(JOBS + HOPS):
        clock.advance(timedelta(hours=1))
        low.run_due_jobs()
    assert not rows(low, incident)
    assert len(rows(low, process_instance)) == JOBS + HOPS


def test_steps_of_one_case_are_no_hops(low: Engine, people: People, boss: Actor) -> None:
    """A procedure that starts many others, one after the other, goes through one case only."""
    del people
    deploy(low, files("small", start_event() + end_event() + flow("start", "end"), tables=accepts("many", start=())))
    marker = collection(15, 'isSequential="true"')
    again = service_task("again", "start_procedure", {"procedure_id": '="small"'})
    again = again.replace("</bpmn:serviceTask>", f"{marker}</bpmn:serviceTask>")
    deploy(low, files("many", start_event() + again + end_event() + flow("start", "again") + flow("again", "end")))
    start(low, "many", boss)
    assert low.run_due_jobs() == 15
    assert not rows(low, incident)


def test_a_message_of_a_case_that_has_ended_still_arrives(low: Engine, boss: Actor) -> None:
    accepted = accepts("said", messages={"again": ()})
    deploy(low, files("heard", start_event("in", THROWS_MESSAGE) + end_event() + flow("in", "end"), before=MESSAGE, tables=accepted))
    deploy(low, files("said", start_event() + end_event("out", THROWS_MESSAGE) + flow("start", "out"), before=MESSAGE))
    start(low, "said", boss)
    assert low.run_due_jobs() == 1
    assert len(rows(low, process_instance, procedure_id="heard")) == 1
