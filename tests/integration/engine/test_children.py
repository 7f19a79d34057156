"""Call activities: linked instances start, come back, fail, and are cancelled with their caller."""

from __future__ import annotations

import dataclasses

import pytest

from engine.bootstrap import Engine
from engine.commands.cases.administer_instance import CancelInstance, ResumeInstance, SuspendInstance
from engine.commands.cases.settle_incident import ResolveIncident, RetryIncident
from engine.commands.tasks.complete_task import CompleteTask
from engine.instances.tables import process_instance
from engine.kernel.actor import SYSTEM
from engine.kernel.errors import Conflict
from tests.support.bundles import accepts, boundary, call_activity, deploy, end_event, files, flow, form, start, start_event, user_task
from tests.support.looking import evidence, incidents, instance, open_task, open_tasks, rows, variables
from tests.support.people import People

ERROR = '<bpmn:error id="E1" name="E1" errorCode="E1"/>'


def caller(called: str = "child", process_id: str = "parent") -> dict[str, bytes]:
    """start (form: topic) → call → ``after`` → end; the error E1 leads to ``repair``."""
    body = "".join(
        [
            start_event(),
            call_activity("call", called),
            boundary("failed", "call", '<bpmn:errorEventDefinition errorRef="E1"/>'),
            user_task("after"),
            user_task("repair"),
            end_event(),
            end_event("end2"),
            flow("start", "call"),
            flow("call", "after"),
            flow("after", "end"),
            flow("failed", "repair"),
            flow("repair", "end2"),
        ]
    )
    return files(process_id, body, before=ERROR, forms={"new": form("new", "topic")}, start_form="new")


def child(ends_in_error: bool = False) -> dict[str, bytes]:
    inner = '<bpmn:errorEventDefinition errorRef="E1"/>' if ends_in_error else ""
    body = "".join(
        [start_event(), user_task("answer", form="answer"), end_event(inner=inner), flow("start", "answer"), flow("answer", "end")]
    )
    before, accepted = ERROR if ends_in_error else "", accepts("parent", start=("topic",))
    return files("child", body, before=before, forms={"answer": form("answer", "result")}, tables=accepted)


def started(engine: Engine, people: People, **options: bool) -> tuple[str, str]:
    """The ids of a parent and its child."""
    clerk = people.hire("li", "clerk")
    deploy(engine, child(**options))
    deploy(engine, caller())
    parent = start(engine, "parent", clerk, topic="water").instance_id
    (row,) = rows(engine, process_instance, parent_instance_id=parent)
    return parent, row.id


def answer(engine: Engine, people: People, case: str, element: str, **submission: str) -> None:
    engine.execute(CompleteTask(open_task(engine, case, element).id, submission), actor=people.hire(f"u{element}{len(case)}", "clerk"))


def test_a_child_is_an_instance_of_its_own_and_comes_back(engine: Engine, people: People) -> None:
    parent, called = started(engine, people)
    row = instance(engine, called)
    assert (row.number, row.root_instance_id, row.depth) == ("T-CHILD-2026-0001", parent, 1)
    assert variables(engine, called) == {"topic": "water"}
    answer(engine, people, called, "answer", result="yes")
    assert instance(engine, called).state == "completed"
    assert open_task(engine, parent).element_id == "after"
    assert variables(engine, parent) == {"topic": "water", "result": "yes"}
    (began,) = evidence(engine, parent, "child.started")
    (came_back,) = evidence(engine, parent, "child.ended")
    assert began["details"]["child"] == came_back["details"]["child"] == called
    assert came_back["details"]["changes"] == [{"name": "result", "new": "yes"}]
    assert evidence(engine, called, "instance.started")[0]["details"]["parent"] == parent


def test_a_childs_error_goes_to_its_caller(engine: Engine, people: People) -> None:
    parent, called = started(engine, people, ends_in_error=True)
    answer(engine, people, called, "answer", result="no")
    assert instance(engine, called).end_kind == "error"
    assert open_task(engine, parent).element_id == "repair"


def test_cancelling_goes_down_the_tree(engine: Engine, people: People) -> None:
    parent, called = started(engine, people)
    engine.execute(CancelInstance(parent, "not needed"), actor=SYSTEM)
    assert [instance(engine, case).state for case in (parent, called)] == ["cancelled", "cancelled"]
    assert open_tasks(engine, called) == []
    (cancelled,) = evidence(engine, called, "instance.cancelled")
    assert cancelled["details"]["by_parent"] == parent
    evidence(engine, parent)


def test_a_cancelled_child_is_an_incident_of_its_caller(engine: Engine, people: People) -> None:
    parent, called = started(engine, people)
    engine.execute(CancelInstance(called, "wrong"), actor=SYSTEM)
    (found,) = incidents(engine, parent)
    assert found.code == "child_cancelled"
    engine.execute(RetryIncident(found.id), actor=SYSTEM)
    again = [row for row in rows(engine, process_instance, parent_instance_id=parent) if row.state == "running"]
    assert len(again) == 1
    engine.execute(CancelInstance(again[0].id, "wrong again"), actor=SYSTEM)
    (found,) = incidents(engine, parent)
    engine.execute(ResolveIncident(found.id, "by hand", {"result": "maybe"}), actor=SYSTEM)
    assert open_task(engine, parent).element_id == "after"
    assert variables(engine, parent)["result"] == "maybe"


def test_suspending_goes_down_the_tree_and_up_again(engine: Engine, people: People) -> None:
    parent, called = started(engine, people)
    engine.execute(SuspendInstance(parent, "audit"), actor=SYSTEM)
    with pytest.raises(Conflict):
        answer(engine, people, called, "answer", result="yes")
    engine.execute(ResumeInstance(parent), actor=SYSTEM)
    assert instance(engine, called).state == "running"


def test_a_procedure_that_is_not_there_is_an_incident(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, caller())
    parent = start(engine, "parent", clerk, topic="x").instance_id
    (found,) = incidents(engine, parent)
    assert found.code == "not_found"
    deploy(engine, child())
    engine.execute(RetryIncident(found.id), actor=SYSTEM)
    assert incidents(engine, parent) == []
    assert len(rows(engine, process_instance, parent_instance_id=parent)) == 1


def test_calls_without_end_stop_at_the_limit(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    engine.settings = dataclasses.replace(engine.settings, max_call_depth=3)
    deploy(engine, caller("parent"))
    start(engine, "parent", clerk, topic="x")
    assert sorted(row.depth for row in rows(engine, process_instance)) == [0, 1, 2, 3]
    deepest = next(row for row in rows(engine, process_instance) if row.depth == 3)
    (found,) = incidents(engine, deepest.id)
    assert found.code == "call_depth_exceeded"
    root = next(row for row in rows(engine, process_instance) if row.depth == 0)
    engine.execute(CancelInstance(root.id, "stop"), actor=SYSTEM)
    assert {row.state for row in rows(engine, process_instance)} == {"cancelled"}
