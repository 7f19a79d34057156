"""Suspend, resume, cancel, correct variables; incidents of expressions; tasks whose people are not known."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.bootstrap import Engine
from engine.commands.cases.administer_instance import CancelInstance, ResumeInstance, SetVariables, SuspendInstance
from engine.commands.cases.settle_incident import ResolveIncident, RetryIncident
from engine.commands.tasks.assign_task import ClaimTask
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.actor import SYSTEM
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound, StaleVersion
from engine.tasks.tables import task_candidate
from tests.integration.engine.test_jobs import reminding
from tests.support.bundles import deploy, end_event, files, flow, form, start, start_event, two_steps, user_task
from tests.support.looking import evidence, incidents, instance, jobs, open_task, open_tasks, rows, variables
from tests.support.people import People

CHOICE = "".join(
    [
        start_event(),
        '<bpmn:exclusiveGateway id="choose" name="choose"/>',
        user_task("small"),
        user_task("large"),
        end_event(),
        flow("start", "choose"),
        flow("choose", "small", "=amount &lt; 100"),
        flow("choose", "large", "=amount >= 100"),
        flow("small", "end"),
        flow("large", "end"),
    ]
)


def choosing() -> dict[str, bytes]:
    return files("choosing", CHOICE, forms={"new": form("new", "amount:number", "note")}, start_form="new")


def test_administering_is_for_administrators(engine: Engine, people: People) -> None:
    clerk, stranger = people.hire("li", "clerk"), people.hire("zhao", "guard")
    deploy(engine, two_steps())
    case = start(engine, "two_steps", clerk).instance_id
    for command in (SuspendInstance(case, "r"), CancelInstance(case, "r"), SetVariables(case, {"text": "x"}, "r"), ResumeInstance(case)):
        with pytest.raises(Forbidden):
            engine.execute(command, actor=clerk)
        with pytest.raises(NotFound):
            engine.execute(command, actor=stranger)


def test_a_reason_is_asked_for(engine: Engine, people: People) -> None:
    deploy(engine, two_steps(start_roles=(people.role("clerk"),)))
    case = start(engine, "two_steps", SYSTEM).instance_id
    with pytest.raises(InvalidInput):
        engine.execute(CancelInstance(case, " "), actor=SYSTEM)


def test_while_suspended_tasks_rest_and_timers_wait(engine: Engine, people: People, clock: ManualClock) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, reminding(interrupting=False))
    case = start(engine, "reminding", clerk).instance_id
    engine.execute(SuspendInstance(case, "audit"), actor=SYSTEM)
    task = open_task(engine, case)
    for command in (ClaimTask(task.id), CompleteTask(task.id)):
        with pytest.raises(Conflict) as refusal:
            engine.execute(command, actor=clerk)
        assert refusal.value.reason_code == "instance_suspended"
    clock.advance(timedelta(hours=2))
    assert engine.run_due_jobs() == 0
    engine.execute(ResumeInstance(case), actor=SYSTEM)
    assert engine.run_due_jobs() == 1
    assert len(open_tasks(engine, case)) == 2
    assert [body["kind"] for body in evidence(engine, case) if "suspended" in body["kind"] or "resumed" in body["kind"]] == [
        "instance.suspended",
        "instance.resumed",
    ]


def test_cancelling_ends_tasks_and_timers(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, reminding(interrupting=False))
    case = start(engine, "reminding", clerk).instance_id
    with pytest.raises(StaleVersion):
        engine.execute(CancelInstance(case, "no need", expected_version=9), actor=SYSTEM)
    receipt = engine.execute(CancelInstance(case, "no need", expected_version=1), actor=SYSTEM)
    assert receipt.state == "cancelled"
    assert open_tasks(engine, case) == []
    assert rows(engine, task_candidate) == []
    assert [row.state for row in jobs(engine, case)] == ["cancelled"]
    assert evidence(engine, case, "instance.cancelled")[0]["details"]["reason"] == "no need"
    with pytest.raises(Conflict):
        engine.execute(CancelInstance(case, "again"), actor=SYSTEM)


def test_corrected_variables_are_recorded_old_and_new(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, two_steps(extra='title = "text"'))
    case = start(engine, "two_steps", clerk).instance_id
    engine.execute(CompleteTask(open_task(engine, case).id, {"text": "wrong"}), actor=clerk)
    engine.execute(SetVariables(case, {"text": "right"}, "a typing error"), actor=SYSTEM)
    assert instance(engine, case).title == "right"
    (corrected,) = evidence(engine, case, "variables.corrected")
    assert corrected["details"] == {"changes": [{"name": "text", "new": "right", "old": "wrong"}], "reason": "a typing error"}
    assert evidence(engine, case, "variables.changed") == []


def test_a_gateway_that_cannot_decide_is_an_incident_and_goes_on_after_a_correction(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, choosing())
    case = start(engine, "choosing", clerk).instance_id
    (found,) = incidents(engine, case)
    assert found.element_id == "choose"
    engine.execute(RetryIncident(found.id), actor=SYSTEM)
    (found,) = incidents(engine, case)
    assert instance(engine, case).open_incidents == 1
    engine.execute(SetVariables(case, {"amount": 500}, "forgotten"), actor=SYSTEM)
    engine.execute(RetryIncident(found.id), actor=SYSTEM)
    assert open_task(engine, case).element_id == "large"
    assert instance(engine, case).open_incidents == 0
    decided = evidence(engine, case, "gateway.decided")[-1]["details"]
    assert decided["flows"] == ["choose_large"]


def test_an_incident_may_be_settled_with_values(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, choosing())
    case = start(engine, "choosing", clerk).instance_id
    (found,) = incidents(engine, case)
    engine.execute(ResolveIncident(found.id, "asked", {"amount": 5}), actor=SYSTEM)
    assert open_task(engine, case).element_id == "small"
    assert variables(engine, case)["amount"] == 5
    with pytest.raises(Conflict):
        engine.execute(ResolveIncident(found.id, "asked", {"amount": 5}), actor=SYSTEM)


def test_an_unknown_assignee_is_an_incident_and_found_when_tried_again(engine: Engine, people: People) -> None:
    body = "".join([start_event(), user_task("work", groups=None, assignee="wu"), end_event(), flow("start", "work"), flow("work", "end")])
    clerk = people.hire("li", "clerk")
    deploy(engine, files("assigned", body))
    case = start(engine, "assigned", clerk).instance_id
    (found,) = incidents(engine, case)
    assert found.code == "user_unknown"
    wu = people.hire("wu", "clerk")
    engine.execute(RetryIncident(found.id), actor=SYSTEM)
    task = open_task(engine, case)
    assert task.assignee_id == wu.id
    engine.execute(CompleteTask(task.id), actor=wu)
    assert instance(engine, case).state == "completed"


def test_a_computed_role_that_does_not_exist_is_an_incident(engine: Engine, people: People) -> None:
    body = "".join([start_event(), user_task("work", groups='="no" + "body"'), end_event(), flow("start", "work"), flow("work", "end")])
    clerk = people.hire("li", "clerk")
    deploy(engine, files("offered", body))
    case = start(engine, "offered", clerk).instance_id
    (found,) = incidents(engine, case)
    assert (found.code, found.details) == ("role_unknown", {"roles": ["nobody"]})
    people.role("nobody")
    engine.execute(RetryIncident(found.id), actor=SYSTEM)
    assert incidents(engine, case) == []
    engine.execute(CompleteTask(open_task(engine, case).id), actor=people.hire("wu", "nobody"))


def test_completing_a_task_settles_the_incident_at_it(engine: Engine, people: People) -> None:
    body = "".join([start_event(), user_task("work", assignee="nobody_here"), end_event(), flow("start", "work"), flow("work", "end")])
    clerk = people.hire("li", "clerk")
    deploy(engine, files("both", body))
    case = start(engine, "both", clerk).instance_id
    assert len(incidents(engine, case)) == 1
    engine.execute(CompleteTask(open_task(engine, case).id), actor=clerk)
    assert incidents(engine, case) == []
    assert instance(engine, case).open_incidents == 0


def test_open_tasks_go_with_the_case_to_its_new_customer(engine: Engine, people: People) -> None:
    clerk, theirs = people.hire("li", "clerk"), people.hire("wu", "clerk", customer="c2")
    deploy(engine, two_steps(extra='customer = "text"'))
    case = start(engine, "two_steps", clerk).instance_id
    task = open_task(engine, case)
    with pytest.raises(NotFound):
        engine.execute(ClaimTask(task.id), actor=theirs)
    engine.execute(SetVariables(case, {"text": "c2"}, "wrong customer"), actor=SYSTEM)
    (candidate,) = rows(engine, task_candidate)
    assert (open_task(engine, case).customer_id, candidate.customer_id) == ("c2", "c2")
    engine.execute(ClaimTask(task.id), actor=theirs)
