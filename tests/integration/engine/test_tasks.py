"""User tasks: claim, complete, hand over; and who may."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.bootstrap import Engine
from engine.commands.tasks.assign_task import AssignTask, ClaimTask, DelegateTask, ResolveTask, UnclaimTask
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound, StaleVersion
from engine.kernel.permissions import Permission
from engine.tasks.tables import task_candidate, user_task
from tests.support.bundles import deploy, end_event, files, flow, start, start_event, two_steps
from tests.support.bundles import user_task as task_element
from tests.support.looking import evidence, instance, open_task, rows, variables
from tests.support.people import People


def test_the_year_of_a_number_is_the_one_on_the_wall(engine: Engine, people: People, clock: ManualClock) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, two_steps())
    clock.set(datetime(2025, 12, 31, 15, 59, tzinfo=UTC))
    assert start(engine, "two_steps", clerk).number == "T-TWO_STEPS-2025-0001"
    clock.advance(timedelta(minutes=1))  # midnight in Shanghai
    assert start(engine, "two_steps", clerk).number == "T-TWO_STEPS-2026-0001"


def test_a_case_goes_from_start_to_end(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, two_steps())
    receipt = start(engine, "two_steps", clerk)
    assert receipt.number == "T-TWO_STEPS-2026-0001"
    first = open_task(engine, receipt.instance_id, "first")
    engine.execute(ClaimTask(first.id), actor=clerk)
    done = engine.execute(CompleteTask(first.id, {"text": "hello", "amount": 3}), actor=clerk)
    assert done.version == 3
    second = open_task(engine, receipt.instance_id, "second")
    engine.execute(CompleteTask(second.id, {}), actor=clerk)
    case = instance(engine, receipt.instance_id)
    assert (case.state, case.end_kind) == ("completed", "completed")
    assert variables(engine, receipt.instance_id) == {"text": "hello", "amount": 3}
    kinds = [body["kind"] for body in evidence(engine, receipt.instance_id)]
    assert kinds == [
        "instance.started",
        "instance.advanced",
        "task.opened",
        "task.claimed",
        "task.completed",
        "instance.advanced",
        "task.opened",
        "task.claimed",
        "task.completed",
        "instance.advanced",
        "instance.ended",
    ]
    assert case.evidence_count == len(kinds)
    assert rows(engine, task_candidate) == []


def test_claiming_needs_the_role(engine: Engine, people: People) -> None:
    clerk, stranger = people.hire("li", "clerk"), people.hire("zhao", "guard")
    deploy(engine, two_steps())
    task = open_task(engine, start(engine, "two_steps", clerk).instance_id)
    with pytest.raises(NotFound):
        engine.execute(ClaimTask(task.id), actor=stranger)
    reader = people.hire("qian", permissions=(Permission.CASES_READ_ALL,))
    with pytest.raises(Forbidden):
        engine.execute(ClaimTask(task.id), actor=reader)


def test_a_role_for_one_customer_counts_for_that_customer_only(engine: Engine, people: People) -> None:
    here, elsewhere = people.hire("li", "clerk", customer="c1"), people.hire("wu", "clerk", customer="c2")
    everywhere = people.hire("qian", "clerk")
    body_files = two_steps(extra='customer = "text"')
    deploy(engine, body_files)
    receipt = start(engine, "two_steps", everywhere)
    engine.execute(CompleteTask(open_task(engine, receipt.instance_id).id, {"text": "c1"}), actor=everywhere)
    task = open_task(engine, receipt.instance_id)
    assert task.customer_id == "c1"
    with pytest.raises(NotFound):
        engine.execute(ClaimTask(task.id), actor=elsewhere)
    engine.execute(ClaimTask(task.id), actor=here)


def test_a_claimed_task_is_nobody_elses(engine: Engine, people: People) -> None:
    li, wu = people.hire("li", "clerk"), people.hire("wu", "clerk")
    deploy(engine, two_steps())
    task = open_task(engine, start(engine, "two_steps", li).instance_id)
    engine.execute(ClaimTask(task.id), actor=li)
    for command in (ClaimTask(task.id), CompleteTask(task.id), UnclaimTask(task.id)):
        with pytest.raises(Conflict):
            engine.execute(command, actor=wu)
    (candidate,) = rows(engine, task_candidate, task_id=task.id)
    assert candidate.assigned is True
    engine.execute(UnclaimTask(task.id), actor=li)
    (candidate,) = rows(engine, task_candidate, task_id=task.id)
    assert candidate.assigned is False
    engine.execute(ClaimTask(task.id), actor=wu)


def test_a_delegated_task_comes_back(engine: Engine, people: People) -> None:
    li, wu = people.hire("li", "clerk"), people.hire("wu", "guard")
    deploy(engine, two_steps())
    receipt = start(engine, "two_steps", li)
    task = open_task(engine, receipt.instance_id)
    engine.execute(ClaimTask(task.id), actor=li)
    engine.execute(DelegateTask(task.id, "wu"), actor=li)
    with pytest.raises(Conflict):
        engine.execute(CompleteTask(task.id), actor=wu)
    engine.execute(ResolveTask(task.id), actor=wu)
    (row,) = rows(engine, user_task, id=task.id)
    assert (row.assignee_id, row.delegation) == (li.id, "resolved")
    engine.execute(CompleteTask(task.id), actor=li)
    kinds = [body["kind"] for body in evidence(engine, receipt.instance_id)]
    assert kinds[3:7] == ["task.claimed", "task.delegated", "task.resolved", "task.completed"]


def test_assigning_is_for_those_who_may_and_to_those_who_could(engine: Engine, people: People) -> None:
    li = people.hire("li", "clerk")
    lead = people.hire("lead", "clerk", permissions=(Permission.TASKS_ASSIGN,))
    wu, guard = people.hire("wu", "clerk"), people.hire("zhao", "guard")
    assert wu.id is not None and guard.id is not None
    deploy(engine, two_steps())
    task = open_task(engine, start(engine, "two_steps", li).instance_id)
    with pytest.raises(Forbidden):
        engine.execute(AssignTask(task.id, wu.id), actor=li)
    with pytest.raises(InvalidInput):
        engine.execute(AssignTask(task.id, guard.id), actor=lead)
    engine.execute(AssignTask(task.id, wu.id), actor=lead)
    assert open_task(engine, task.instance_id).assignee_id == wu.id


def test_an_old_version_is_refused(engine: Engine, people: People) -> None:
    li = people.hire("li", "clerk")
    deploy(engine, two_steps())
    task = open_task(engine, start(engine, "two_steps", li).instance_id)
    engine.execute(ClaimTask(task.id, expected_version=1), actor=li)
    with pytest.raises(StaleVersion):
        engine.execute(CompleteTask(task.id, expected_version=1), actor=li)
    engine.execute(CompleteTask(task.id, expected_version=2), actor=li)


def test_only_what_the_form_grants_becomes_a_variable(engine: Engine, people: People) -> None:
    li = people.hire("li", "clerk")
    deploy(engine, two_steps())
    receipt = start(engine, "two_steps", li)
    task = open_task(engine, receipt.instance_id)
    engine.execute(CompleteTask(task.id, {"text": "x", "approved": True}), actor=li)
    assert "approved" not in variables(engine, receipt.instance_id)
    (completed,) = evidence(engine, receipt.instance_id, "task.completed")
    assert completed["details"]["dropped"] == ["approved"]
    assert completed["details"]["changes"] == [{"name": "text", "new": "x"}]
    with pytest.raises(InvalidInput):
        engine.execute(CompleteTask(open_task(engine, receipt.instance_id).id, {"amount": "many"}), actor=li)


def test_nobody_completes_what_four_eyes_must_see_after_completing_the_first(engine: Engine, people: People) -> None:
    body = "".join(
        [
            start_event(),
            task_element("draft"),
            task_element("review", properties={"zhidu:fourEyes": "draft"}),
            end_event(),
            flow("start", "draft"),
            flow("draft", "review"),
            flow("review", "end"),
        ]
    )
    li, wu = people.hire("li", "clerk"), people.hire("wu", "clerk")
    deploy(engine, files("reviewed", body))
    receipt = start(engine, "reviewed", li)
    engine.execute(CompleteTask(open_task(engine, receipt.instance_id).id), actor=li)
    review = open_task(engine, receipt.instance_id, "review")
    with pytest.raises(Forbidden):
        engine.execute(CompleteTask(review.id), actor=li)
    engine.execute(CompleteTask(review.id), actor=wu)
    assert instance(engine, receipt.instance_id).state == "completed"


def test_claiming_completes_where_the_diagram_says_so(engine: Engine, people: People) -> None:
    body = "".join(
        [
            start_event(),
            task_element("take_over", properties={"zhidu:completeOnClaim": "true"}),
            end_event(),
            flow("start", "take_over"),
            flow("take_over", "end"),
        ]
    )
    li = people.hire("li", "clerk")
    deploy(engine, files("taken", body))
    receipt = start(engine, "taken", li)
    engine.execute(ClaimTask(open_task(engine, receipt.instance_id).id), actor=li)
    assert instance(engine, receipt.instance_id).state == "completed"


def test_who_was_too_late_for_the_last_task_is_told_that_it_is_done(engine: Engine, people: People) -> None:
    li, wu, zhao = people.hire("li", "clerk"), people.hire("wu", "clerk"), people.hire("zhao", "guard")
    body = "".join([start_event(), task_element("work"), end_event(), flow("start", "work"), flow("work", "end")])
    deploy(engine, files("short", body))
    task = open_task(engine, start(engine, "short", li).instance_id)
    engine.execute(CompleteTask(task.id), actor=li)
    with pytest.raises(Conflict):
        engine.execute(CompleteTask(task.id), actor=wu)
    with pytest.raises(NotFound):
        engine.execute(CompleteTask(task.id), actor=zhao)
