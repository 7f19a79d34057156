"""Service clocks driven by diagrams: started, paused while the case waits, stopped, explained."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from engine.bootstrap import Engine
from engine.commands.cases.administer_instance import CancelInstance
from engine.commands.organisation.save_calendar import SaveCalendar
from engine.commands.organisation.set_up_organisation import SetUpOrganisation
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import InvalidInput, NotFound
from engine.kernel.permissions import Permission
from engine.kernel.texts import Text
from engine.queries.cases.case_list import ShowInstance
from engine.queries.cases.clocks import ClockFacts, InstanceClocks
from engine.queries.tasks.inbox import Inbox
from engine.queries.tasks.one_task import ShowTask
from engine.service_levels.tables import service_clock
from engine.store.database import writing
from engine.tasks.rules import View
from tests.support.bundles import boundary, deploy, end_event, files, flow, service_task, start, start_event, timer, user_task
from tests.support.looking import evidence, incidents, open_task, open_tasks, variables
from tests.support.people import People

ZONE = ZoneInfo("Asia/Shanghai")
HOUR = 3600
SECONDS = {"name": '="resolution"'}
START = SECONDS | {"target": '="PT4H"', "calendar": '="office"'}
OUTPUTS = {"due": "=due_at"}
STOPPED = {"met": "=met", "seconds": "=elapsed_seconds"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=ZONE)


def line(*elements: str, ids: tuple[str, ...]) -> str:
    """Elements one after another, between start and end."""
    whole = ("start", *ids, "end")
    return start_event() + "".join(elements) + end_event() + "".join(flow(one, two) for one, two in pairwise(whole))


@pytest.fixture
def desk(engine: Engine, people: People) -> Actor:
    """A clerk in an organisation that has its calendars: nine to twelve and one to six on working days."""
    engine.execute(SetUpOrganisation(Text("Sample", "示例"), "Asia/Shanghai", "admin", "one time only!"), actor=SYSTEM)
    return people.hire("li", "clerk", permissions=(Permission.CASES_READ_ALL, Permission.INSTANCES_ADMINISTER))


def run_line(engine: Engine, clerk: Actor, *elements: str, ids: tuple[str, ...]) -> str:
    deploy(engine, files("timed", line(*elements, ids=ids)))
    return start(engine, "timed", clerk).instance_id


def complete(engine: Engine, clerk: Actor, instance_id: str, element: str) -> None:
    engine.execute(CompleteTask(open_task(engine, instance_id, element).id), actor=clerk)


def clock_of(engine: Engine, clerk: Actor, instance_id: str) -> ClockFacts:
    (found,) = engine.ask(InstanceClocks(instance_id), actor=clerk)
    return found


def kinds(engine: Engine, instance_id: str) -> list[str]:
    return [body["kind"] for body in evidence(engine, instance_id) if body["kind"].startswith("clock.")]


def waiting_case(engine: Engine, clerk: Actor) -> str:
    """Starts a clock, is worked on, waits for the requester (the clock rests), is worked on again, stops the clock."""
    return run_line(
        engine,
        clerk,
        service_task("begin", "clock.start", START, outputs=OUTPUTS),
        user_task("work"),
        user_task("wait", properties={"zhidu:pausesClock": "resolution"}),
        user_task("finish"),
        service_task("done", "clock.stop", SECONDS, outputs=STOPPED),
        ids=("begin", "work", "wait", "finish", "done"),
    )


def test_a_clock_rests_while_the_case_waits(engine: Engine, desk: Actor, clock: ManualClock) -> None:
    case = waiting_case(engine, desk)
    assert variables(engine, case)["due"] == "2026-03-02T06:00:00Z", "nine o'clock and four hours, over lunch"
    clock.set(at("02 10:00"))
    complete(engine, desk, case, "work")
    resting = clock_of(engine, desk, case)
    assert (resting.state, resting.elapsed_seconds, resting.due_at) == ("paused", HOUR, None)
    clock.set(at("03 17:00"))
    complete(engine, desk, case, "wait")
    running = clock_of(engine, desk, case)
    assert (running.state, running.due_at, running.remaining_seconds) == ("running", at("04 11:00"), 3 * HOUR)
    clock.set(at("04 11:00"))
    complete(engine, desk, case, "finish")
    assert (variables(engine, case)["met"], variables(engine, case)["seconds"]) == (True, 4 * HOUR)
    assert kinds(engine, case) == ["clock.started", "clock.paused", "clock.resumed", "clock.met"]


def test_a_missed_target_is_seen_while_it_runs_and_recorded_when_it_stops(engine: Engine, desk: Actor, clock: ManualClock) -> None:
    case = waiting_case(engine, desk)
    clock.set(at("02 14:00:01"))
    assert clock_of(engine, desk, case).overdue
    for element in ("work", "wait", "finish"):
        complete(engine, desk, case, element)
    ended = clock_of(engine, desk, case)
    assert (ended.state, ended.overdue, ended.remaining_seconds) == ("missed", False, -1)
    assert kinds(engine, case)[-1] == "clock.missed"
    assert variables(engine, case)["met"] is False


def test_the_segments_add_up(engine: Engine, desk: Actor, clock: ManualClock) -> None:
    case = waiting_case(engine, desk)
    clock.set(at("02 11:00"))
    complete(engine, desk, case, "work")
    clock.set(at("02 14:00"))
    complete(engine, desk, case, "wait")
    clock.set(at("02 15:30"))
    found = clock_of(engine, desk, case)
    shown = [(each["state"], each["element"], each["working_seconds"]) for each in found.segments]
    assert shown == [("running", None, 2 * HOUR), ("paused", "wait", 2 * HOUR), ("running", None, 1.5 * HOUR)]
    assert found.elapsed_seconds == 3.5 * HOUR
    for each in found.segments:
        assert sum(period["seconds"] for period in each["periods"]) == each["working_seconds"]
    assert [(period["from"], period["to"]) for period in found.segments[1]["periods"]] == [
        (at("02 11:00"), at("02 12:00")),
        (at("02 13:00"), at("02 14:00")),
    ]


def test_a_calendar_changed_later_does_not_rewrite_a_running_clock(engine: Engine, desk: Actor, clock: ManualClock) -> None:
    case = waiting_case(engine, desk)
    engine.execute(SaveCalendar("office", "x", "x", "Asia/Shanghai", {"sun": [["00:00", "24:00"]]}, {}), actor=SYSTEM)
    clock.set(at("02 11:00"))
    assert clock_of(engine, desk, case).elapsed_seconds == 2 * HOUR


def test_starting_again_gives_the_new_target(engine: Engine, desk: Actor, clock: ManualClock) -> None:
    case = run_line(
        engine,
        desk,
        service_task("begin", "clock.start", START),
        user_task("work"),
        service_task("again", "clock.start", START | {"target": '="PT2H"'}, outputs=OUTPUTS),
        user_task("more"),
        ids=("begin", "work", "again", "more"),
    )
    clock.set(at("02 10:00"))
    complete(engine, desk, case, "work")
    found = clock_of(engine, desk, case)
    assert (found.target_seconds, found.due_at, found.elapsed_seconds) == (2 * HOUR, at("02 11:00"), HOUR)
    assert kinds(engine, case) == ["clock.started", "clock.retargeted"]


@pytest.mark.parametrize(("inputs", "state"), [({"go_on": "=true"}, "running"), ({}, "met")])
def test_a_stopped_clock_goes_on_where_the_diagram_says_so(
    engine: Engine, desk: Actor, clock: ManualClock, inputs: dict[str, str], state: str
) -> None:
    case = run_line(
        engine,
        desk,
        service_task("begin", "clock.start", START),
        user_task("work"),
        service_task("done", "clock.stop", SECONDS),
        user_task("confirm"),
        service_task("reopen", "clock.start", START | inputs),
        user_task("more"),
        ids=("begin", "work", "done", "confirm", "reopen", "more"),
    )
    clock.set(at("02 10:00"))
    complete(engine, desk, case, "work")
    clock.set(at("02 16:00"))
    complete(engine, desk, case, "confirm")
    found = clock_of(engine, desk, case)
    assert (found.state, found.elapsed_seconds) == (state, HOUR)


def test_a_call_that_came_before_counts_from_then(engine: Engine, desk: Actor, clock: ManualClock) -> None:
    clock.set(at("02 11:00"))
    begin = service_task("begin", "clock.start", START | {"from": '=date and time("2026-03-02T09:30:00+08:00")'})
    case = run_line(engine, desk, begin, user_task("work"), ids=("begin", "work"))
    found = clock_of(engine, desk, case)
    assert (found.elapsed_seconds, found.due_at) == (1.5 * HOUR, at("02 14:30"))


def test_clocks_end_with_the_case(engine: Engine, desk: Actor) -> None:
    case = waiting_case(engine, desk)
    engine.execute(CancelInstance(case, "no longer needed"), actor=desk)
    assert clock_of(engine, desk, case).state == "cancelled"


def test_cancelling_a_clock_that_never_began_is_no_fault(engine: Engine, desk: Actor) -> None:
    case = run_line(engine, desk, service_task("off", "clock.cancel", SECONDS), user_task("work"), ids=("off", "work"))
    assert incidents(engine, case) == []
    assert engine.ask(InstanceClocks(case), actor=desk) == ()


@pytest.mark.parametrize(
    ("type_", "inputs", "code"),
    [
        ("clock.start", SECONDS | {"target": '="soon"', "calendar": '="office"'}, "clock_target"),
        ("clock.start", SECONDS | {"target": '="PT4H"', "calendar": '="nowhere"'}, "calendar_unknown"),
        ("clock.start", SECONDS | {"target": '="PT4H"'}, "calendar_unknown"),
        ("clock.start", START | {"name": "=1"}, "clock_name"),
        ("clock.start", START | {"from": '="yesterday"'}, "clock_from"),
        ("clock.stop", SECONDS, "clock_unknown"),
    ],
)
def test_a_mistake_in_the_diagram_is_an_incident(engine: Engine, desk: Actor, type_: str, inputs: dict[str, str], code: str) -> None:
    case = run_line(engine, desk, service_task("clock", type_, inputs), user_task("work"), ids=("clock", "work"))
    (found,) = incidents(engine, case)
    assert found.code == code
    assert engine.ask(InstanceClocks(case), actor=desk) == ()


def test_clocks_are_for_those_who_see_the_case(engine: Engine, desk: Actor, people: People) -> None:
    case = waiting_case(engine, desk)
    with pytest.raises(NotFound):
        engine.ask(InstanceClocks(case), actor=people.hire("zhao", "guard"))


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (
            '=string(working time.add(date and time("2026-03-02T17:00:00+08:00"), duration("PT2H"), "office"))',
            "2026-03-03T10:00:00@Asia/Shanghai",
        ),
        ('=string(working time.add days(date and time("2026-03-06T16:30:00+08:00"), 1, "office"))', "2026-03-09T16:30:00@Asia/Shanghai"),
        (
            '=string(working time.duration(@"2026-03-02T09:00:00+08:00", @"2026-03-03T10:00:00+08:00", "office"))',
            "PT9H",
        ),
        ('=string(working time.next opening(@"2026-03-06T19:00:00+08:00", "office"))', "2026-03-09T09:00:00@Asia/Shanghai"),
        ('=for t in ["12:59:59", "13:00"] return working time.is open(date and time("2026-03-06T" + t), "office")', [False, True]),
        ('=working time.add(now(), duration("PT2H"), "nowhere") = null', True),
        ('=working time.add days(now(), 1.5, "office") = null', True),
    ],
)
def test_expressions_count_working_time(engine: Engine, desk: Actor, expression: str, value: Any) -> None:
    notify = service_task("tell", "notify", {"to": '="role:clerk"', "subject": '="x"', "text": '="x"'}, outputs={"found": expression})
    case = run_line(engine, desk, notify, user_task("work"), ids=("tell", "work"))
    assert variables(engine, case)["found"] == value


def test_a_boundary_timer_in_working_time_fires_when_it_is_due(engine: Engine, desk: Actor, clock: ManualClock) -> None:
    when = timer("timeDate", '=working time.add(now(), duration("PT16H"), "office")')
    elements = user_task("work") + boundary("late", "work", when) + end_event("gave_up") + flow("late", "gave_up")
    case = run_line(engine, desk, elements, ids=("work",))
    clock.set(at("03 17:59:59"))
    assert engine.run_due_jobs() == 0
    clock.advance(timedelta(seconds=1))
    assert engine.run_due_jobs() == 1
    assert open_tasks(engine, case) == []


def two_clocks(lists: str) -> dict[str, bytes]:
    """Clocks called resolution and repair, by calendars of their own, and a task with a due time."""
    elements = (
        service_task("one", "clock.start", START),
        service_task("two", "clock.start", START | {"name": '="repair"', "calendar": '="always"'}),
        user_task("work", due='=date and time("2026-03-03T01:00:00Z")'),
    )
    return files("timed", line(*elements, ids=("one", "two", "work")), tables=lists)


@pytest.mark.parametrize(
    ("lists", "hours"),
    [("", 8), ('[lists]\nclock = "resolution"', 8), ('[lists]\nclock = "repair"', 24)],
    ids=["unless said", "resolution", "repair"],
)
def test_lists_count_by_the_clock_that_the_procedure_names(engine: Engine, desk: Actor, lists: str, hours: int) -> None:
    deploy(engine, two_clocks(lists))
    case = start(engine, "timed", desk).instance_id
    (listed,) = engine.ask(Inbox(View.ALL), actor=desk).items
    (on_page,) = engine.ask(ShowInstance(case), actor=desk).tasks
    shown = engine.ask(ShowTask(listed.task_id), actor=desk)
    assert {listed.due_working_seconds, on_page.due_working_seconds, shown.due_working_seconds} == {hours * HOUR}


def test_clocks_of_the_release_before_are_listed_by_their_name(engine: Engine, desk: Actor) -> None:
    deploy(engine, two_clocks('[lists]\nclock = "repair"'))
    start(engine, "timed", desk)
    with writing(engine.database) as db:
        db.execute(update(service_clock).values(listed=None))
    (listed,) = engine.ask(Inbox(View.ALL), actor=desk).items
    assert listed.due_working_seconds == 8 * HOUR


@pytest.mark.parametrize(("name", "refused"), [("repair", False), ("response", True)])
def test_the_clock_of_lists_is_one_that_the_diagram_starts(engine: Engine, desk: Actor, name: str, refused: bool) -> None:
    content = two_clocks(f'[lists]\nclock = "{name}"')
    if not refused:
        assert deploy(engine, content).new
        return
    with pytest.raises(InvalidInput) as refusal:
        deploy(engine, content)
    assert [(fault.where, fault.code) for fault in refusal.value.faults] == [("lists.clock", "clock_unknown")]
    told_later = content | {"timed.bpmn": content["timed.bpmn"].replace(b"'=\"repair\"'", b'"=which"')}
    assert deploy(engine, told_later).new, "a name that only a case knows may be the one"
