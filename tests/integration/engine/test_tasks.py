"""User tasks: claim, complete, hand over; and who may."""

from __future__ import annotations

import pytest

from engine.bootstrap import Engine
from engine.commands.assign_task import AssignTask, ClaimTask, DelegateTask, ResolveTask, UnclaimTask
from engine.commands.complete_task import CompleteTask
from engine.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound, StaleVersion
from tests.support.bundles import deploy, start, two_steps
from tests.support.looking import evidence, instance, open_task, rows, variables
from tests.support.people import People
from engine.tasks.record import task_candidate, user_task


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
