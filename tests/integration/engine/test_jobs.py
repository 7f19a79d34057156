"""Timers, connectors as jobs, retries, leases, start timers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from engine.bootstrap import Engine
from engine.commands.cases.administer_instance import ResumeInstance, SuspendInstance
from engine.commands.cases.settle_incident import ResolveIncident, RetryIncident, RetryJob
from engine.commands.jobs.work_job import DoJob, FinishJob, TakeJob
from engine.commands.tasks.complete_task import CompleteTask
from engine.connectors.installed import installed_connectors
from engine.connectors.protocol import BpmnError, ConnectorFailed, Request
from engine.instances.tables import process_instance
from engine.jobs.tables import job
from engine.kernel.actor import CONNECTOR, SYSTEM, TIMER
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Forbidden
from engine.kernel.permissions import Permission
from engine.kernel.texts import Text
from engine.notifications.tables import notice
from engine.unit_of_work.shared import Shared
from tests.support.bundles import (
    accepts,
    boundary,
    deploy,
    end_event,
    files,
    flow,
    form,
    service_task,
    start,
    start_event,
    timer,
    two_steps,
    user_task,
)
from tests.support.leases import expire_leases
from tests.support.looking import assert_rows_fit, evidence, incidents, instance, jobs, open_task, open_tasks, rows, variables
from tests.support.people import People


class Outside:
    """A connector that reaches outside, as a test wants it to go."""

    type = "outside"
    inline = False

    def __init__(self) -> None:
        self.calls: list[Request] = []
        self.raises: Exception | None = None
        self.gives: Mapping[str, Any] = {"answer": 42}

    def call(self, request: Request) -> Mapping[str, Any]:
        self.calls.append(request)
        if self.raises is not None:
            raise self.raises
        return self.gives


@pytest.fixture
def outside(engine: Engine, people: People) -> Outside:
    people.role("clerk")
    connector = Outside()
    engine.shared = Shared(installed_connectors(connector))
    return connector


def calling(retries: int = 3) -> dict[str, bytes]:
    """start → ``call`` (outside; ``answer`` is kept) → ``check`` → end; the error E1 leads to ``repair``."""
    body = "".join(
        [
            start_event(),
            service_task("call", "outside", {"question": '="why"'}, outputs={"answer": "=answer"}, retries=retries),
            boundary("failed", "call", '<bpmn:errorEventDefinition errorRef="E1"/>'),
            user_task("check"),
            user_task("repair"),
            end_event(),
            end_event("end2"),
            flow("start", "call"),
            flow("call", "check"),
            flow("check", "end"),
            flow("failed", "repair"),
            flow("repair", "end2"),
        ]
    )
    return files("calling", body, before='<bpmn:error id="E1" name="E1" errorCode="E1"/>')


def reminding(interrupting: bool) -> dict[str, bytes]:
    body = "".join(
        [
            start_event(),
            user_task("work"),
            boundary("late", "work", timer("timeDuration", "PT1H"), interrupting=interrupting),
            user_task("remind"),
            end_event(),
            end_event("end2"),
            flow("start", "work"),
            flow("work", "end"),
            flow("late", "remind"),
            flow("remind", "end2"),
        ]
    )
    return files("reminding", body)


def test_a_timer_fires_when_it_is_due_and_not_before(engine: Engine, people: People, clock: ManualClock) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, reminding(interrupting=False))
    case = start(engine, "reminding", clerk).instance_id
    clock.advance(timedelta(minutes=59))
    assert engine.run_due_jobs() == 0
    clock.advance(timedelta(minutes=1))
    assert engine.run_due_jobs() == 1
    assert {row.element_id for row in open_tasks(engine, case)} == {"work", "remind"}
    assert engine.run_due_jobs() == 0
    (caught,) = evidence(engine, case, "event.caught")
    assert caught["actor"]["kind"] == "timer"


def test_an_interrupting_timer_takes_the_task_away(engine: Engine, people: People, clock: ManualClock) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, reminding(interrupting=True))
    case = start(engine, "reminding", clerk).instance_id
    clock.advance(timedelta(hours=2))
    assert engine.run_due_jobs() == 1
    assert [row.element_id for row in open_tasks(engine, case)] == ["remind"]
    assert len(evidence(engine, case, "task.cancelled")) == 1


def test_a_timer_of_a_completed_task_never_fires(engine: Engine, people: People, clock: ManualClock) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, reminding(interrupting=False))
    case = start(engine, "reminding", clerk).instance_id
    engine.execute(CompleteTask(open_task(engine, case).id), actor=clerk)
    (row,) = jobs(engine, case)
    assert row.state == "cancelled"
    clock.advance(timedelta(hours=2))
    assert engine.run_due_jobs() == 0


def test_an_outside_call_happens_after_the_commit_with_the_jobs_id_as_key(engine: Engine, people: People, outside: Outside) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, calling())
    case = start(engine, "calling", clerk).instance_id
    assert outside.calls == []
    assert engine.run_due_jobs() == 1
    (request,) = outside.calls
    (row,) = jobs(engine, case)
    assert (request.key, dict(request.inputs), row.state) == (row.id, {"question": "why"}, "done")
    assert variables(engine, case) == {"answer": 42}
    assert open_task(engine, case).element_id == "check"
    (called,) = evidence(engine, case, "connector.called")
    assert called["details"]["job"] == row.id


def test_a_failed_call_is_tried_again_later_and_later_and_then_is_an_incident(
    engine: Engine, people: People, outside: Outside, clock: ManualClock
) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, calling())
    case = start(engine, "calling", clerk).instance_id
    outside.raises = ConnectorFailed(Text.same("Expected an answer, but there was none."))
    pauses = []
    for _ in range(2):
        assert engine.run_due_jobs() == 1
        (row,) = jobs(engine, case)
        pauses.append((row.due_at - clock.now()).total_seconds())
        assert engine.run_due_jobs() == 0
        clock.set(row.due_at)
    assert pauses == [10, 20]
    engine.run_due_jobs()
    (row,) = jobs(engine, case)
    assert (row.state, row.attempts, row.retries_left) == ("failed", 3, 0)
    (found,) = incidents(engine, case)
    assert (found.job_id, found.code) == (row.id, "connector_failed")
    assert instance(engine, case).open_incidents == 1


def failed_call(engine: Engine, people: People, outside: Outside, error: Exception) -> str:
    deploy(engine, calling(retries=1))
    case = start(engine, "calling", people.hire("li", "clerk")).instance_id
    outside.raises = error
    engine.run_due_jobs()
    return case


def test_retrying_an_incident_runs_the_job_again(engine: Engine, people: People, outside: Outside) -> None:
    case = failed_call(engine, people, outside, RuntimeError("password=hunter2"))
    (found,) = incidents(engine, case)
    assert "hunter2" not in found.message_en
    outside.raises = None
    with pytest.raises(Forbidden):
        engine.execute(RetryIncident(found.id), actor=people.hire("wu", "clerk"))
    engine.execute(RetryIncident(found.id), actor=people.hire("admin", permissions=(Permission.INCIDENTS_MANAGE,)))
    assert engine.run_due_jobs() == 1
    assert incidents(engine, case) == []
    assert instance(engine, case).open_incidents == 0
    assert open_task(engine, case).element_id == "check"


def test_retrying_a_job_settles_its_incident(engine: Engine, people: People, outside: Outside) -> None:
    case = failed_call(engine, people, outside, RuntimeError("no"))
    outside.raises = None
    (row,) = jobs(engine, case)
    engine.execute(RetryJob(row.id), actor=people.hire("admin", permissions=(Permission.INCIDENTS_MANAGE,)))
    assert incidents(engine, case) == []
    engine.run_due_jobs()
    assert open_task(engine, case).element_id == "check"


def test_an_incident_may_be_settled_by_hand(engine: Engine, people: People, outside: Outside) -> None:
    case = failed_call(engine, people, outside, RuntimeError("no"))
    (found,) = incidents(engine, case)
    admin = people.hire("admin", permissions=(Permission.INCIDENTS_MANAGE,))
    engine.execute(ResolveIncident(found.id, "asked by telephone", {"answer": 7}), actor=admin)
    assert variables(engine, case) == {"answer": 7}
    assert engine.run_due_jobs() == 0
    (resolved,) = evidence(engine, case, "incident.resolved")
    assert resolved["details"]["resolution"] == "asked by telephone"
    assert resolved["details"]["changes"] == [{"name": "answer", "new": 7}]


def test_a_business_error_goes_the_way_that_the_diagram_says(engine: Engine, people: People, outside: Outside) -> None:
    case = failed_call(engine, people, outside, BpmnError("E1", Text.same("no such customer")))
    assert open_task(engine, case).element_id == "repair"
    assert incidents(engine, case) == []


def test_a_lease_keeps_others_away_until_it_runs_out(engine: Engine, people: People, outside: Outside, clock: ManualClock) -> None:
    deploy(engine, calling())
    case = start(engine, "calling", people.hire("li", "clerk")).instance_id
    (row,) = jobs(engine, case)
    assert engine.execute(TakeJob(row.id, "a worker that dies"), actor=CONNECTOR) is not None
    assert engine.execute(TakeJob(row.id, "another"), actor=CONNECTOR) is None
    assert engine.run_due_jobs() == 0
    clock.advance(timedelta(minutes=6))  # a host's clock says nothing of a lease
    assert engine.run_due_jobs() == 0
    expire_leases(engine)
    assert engine.run_due_jobs() == 1
    assert open_task(engine, case).element_id == "check"


def test_what_a_suspended_case_opens_rests_with_it(engine: Engine, people: People, outside: Outside, clock: ManualClock) -> None:
    """The call was under way when the case was suspended: its answer is taken, and what it leads to waits."""
    body = [start_event(), service_task("call", "outside"), user_task("work"), boundary("late", "work", timer("timeDuration", "PT1H"))]
    body += [
        end_event(),
        end_event("end2"),
        *(flow(*pair) for pair in (("start", "call"), ("call", "work"), ("work", "end"), ("late", "end2"))),
    ]
    clerk = people.hire("li", "clerk")
    deploy(engine, files("resting", "".join(body)))
    case = start(engine, "resting", clerk).instance_id
    (row,) = jobs(engine, case)
    engine.execute(TakeJob(row.id, "w"), actor=CONNECTOR)
    engine.execute(SuspendInstance(case, "audit"), actor=SYSTEM)
    assert engine.execute(FinishJob(row.id, {}), actor=CONNECTOR) is True
    clock.advance(timedelta(hours=2))
    assert engine.run_due_jobs() == 0
    assert_rows_fit(engine, case)
    engine.execute(ResumeInstance(case), actor=SYSTEM)
    assert engine.run_due_jobs() == 1
    assert instance(engine, case).state == "completed"


def test_a_result_that_comes_twice_counts_once(engine: Engine, people: People, outside: Outside) -> None:
    deploy(engine, calling())
    case = start(engine, "calling", people.hire("li", "clerk")).instance_id
    (row,) = jobs(engine, case)
    engine.execute(TakeJob(row.id, "w"), actor=CONNECTOR)
    assert engine.execute(FinishJob(row.id, {"answer": 1}), actor=CONNECTOR) is True
    assert engine.execute(FinishJob(row.id, {"answer": 2}), actor=CONNECTOR) is False
    assert variables(engine, case) == {"answer": 1}


def test_people_cannot_do_the_engines_jobs(engine: Engine, people: People, clock: ManualClock) -> None:
    clerk = people.hire("li", "clerk", permissions=(Permission.INSTANCES_ADMINISTER, Permission.INCIDENTS_MANAGE))
    deploy(engine, reminding(interrupting=True))
    case = start(engine, "reminding", clerk).instance_id
    clock.advance(timedelta(hours=2))
    (row,) = jobs(engine, case)
    with pytest.raises(Forbidden):
        engine.execute(DoJob(row.id), actor=clerk)
    assert engine.execute(DoJob(row.id), actor=TIMER) is True
    assert engine.execute(DoJob(row.id), actor=TIMER) is False


def test_a_procedure_starts_by_time_again_and_again(engine: Engine, people: People, clock: ManualClock) -> None:
    people.role("clerk")
    body = "".join(
        [start_event(inner=timer("timeCycle", "R/PT24H")), user_task("work"), end_event(), flow("start", "work"), flow("work", "end")]
    )
    content = files("daily", body)
    deploy(engine, content)
    for day in range(1, 4):
        clock.advance(timedelta(hours=24))
        assert engine.run_due_jobs() == 1
        assert len(rows(engine, process_instance)) == day
    deploy(engine, {**content, "scenarios.yaml": b"# another version"})
    assert len(rows(engine, job, kind="start_timer", state="ready")) == 1


def test_a_notice_is_kept_for_the_role(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    tell = service_task("tell", "notify", {"to": '="role:clerk"', "subject": '="Look at " + case.number'})
    deploy(engine, files("telling", "".join([start_event(), tell, end_event(), flow("start", "tell"), flow("tell", "end")])))
    case = start(engine, "telling", clerk)
    (row,) = rows(engine, notice)
    assert (row.recipient, row.subject, row.instance_id) == ("role:clerk", f"Look at {case.number}", case.instance_id)
    assert instance(engine, case.instance_id).state == "completed"


def test_what_an_inline_connector_refuses_is_an_incident_that_can_be_tried_again(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    tell = service_task("tell", "notify", {"to": '="user:wu"', "subject": '="Look"'})
    deploy(engine, files("telling", "".join([start_event(), tell, end_event(), flow("start", "tell"), flow("tell", "end")])))
    case = start(engine, "telling", clerk).instance_id
    (found,) = incidents(engine, case)
    assert found.code == "recipient_unknown"
    people.hire("wu", "clerk")
    engine.execute(RetryIncident(found.id), actor=people.hire("admin", permissions=(Permission.INCIDENTS_MANAGE,)))
    assert instance(engine, case).state == "completed"
    assert incidents(engine, case) == []


def test_starting_another_procedure_without_waiting(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, two_steps(tables=accepts("starting", start=("text",))))
    begin = service_task(
        "begin", "start_procedure", {"procedure_id": '="two_steps"', "variables": "={text: topic}"}, outputs={"other": "=number"}
    )
    body = "".join(
        [start_event(), user_task("say", form="said"), begin, end_event(), flow("start", "say"), flow("say", "begin"), flow("begin", "end")]
    )
    deploy(engine, files("starting", body, forms={"said": form("said", "topic")}))
    case = start(engine, "starting", clerk).instance_id
    engine.execute(CompleteTask(open_task(engine, case).id, {"topic": "water"}), actor=clerk)
    assert engine.run_due_jobs() == 1
    assert variables(engine, case)["other"] == "T-TWO_STEPS-2026-0001"
    (other,) = rows(engine, process_instance, procedure_id="two_steps")
    assert variables(engine, other.id) == {"text": "water"}
    assert other.parent_instance_id is None
    assert instance(engine, case).state == "completed"


def test_very_much_inline_work_becomes_jobs(engine: Engine, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """No command holds its locks for long, however many connectors stand in a row."""
    monkeypatch.setattr("engine.cases.waits._MOST_INLINE", 2)
    clerk = people.hire("li", "clerk")
    names = [f"tell{place}" for place in range(4)]
    tasks = [service_task(name, "notify", {"to": '="role:clerk"', "subject": f'="{name}"'}) for name in names]
    flows = [flow(one, two) for one, two in zip(["start", *names], [*names, "end"], strict=True)]
    deploy(engine, files("talking", "".join([start_event(), *tasks, end_event(), *flows])))
    case = start(engine, "talking", clerk).instance_id
    assert [row.subject for row in rows(engine, notice)] == names[:2]
    assert engine.run_due_jobs() > 0
    assert [row.subject for row in rows(engine, notice)] == names
    assert instance(engine, case).state == "completed"
