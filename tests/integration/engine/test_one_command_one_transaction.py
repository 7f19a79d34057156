"""Statements, commits, idempotency keys, and two people at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, update

from engine.bootstrap import Engine
from engine.commands.cases.administer_instance import CancelInstance
from engine.commands.cases.start_instance import StartInstance
from engine.commands.tasks.complete_task import CompleteTask
from engine.instances.tables import process_instance
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Conflict, ZhiduError
from engine.store.database import ERRORS, writing
from tests.integration.engine.test_children import caller, child
from tests.support.bundles import deploy, loop, start, two_steps
from tests.support.looking import evidence, instance, open_task, open_tasks, rows
from tests.support.people import People


def watched(engine: Engine, work: Callable[[], Any]) -> tuple[int, int]:
    """How many statements and commits ``work`` took."""
    statements, commits = [], []

    def on_statement(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    def on_commit(_connection: Any) -> None:
        commits.append(1)

    event.listen(engine.database, "before_cursor_execute", on_statement)
    event.listen(engine.database, "commit", on_commit)
    work()
    event.remove(engine.database, "before_cursor_execute", on_statement)
    event.remove(engine.database, "commit", on_commit)
    return len(statements), len(commits)


def test_completing_a_task_takes_few_statements_and_one_commit(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, loop())
    case = start(engine, "looping", clerk).instance_id
    for _ in range(2):
        engine.execute(CompleteTask(open_task(engine, case).id, {"text": "on"}), actor=clerk)
    task = open_task(engine, case).id
    statements, commits = watched(engine, lambda: engine.execute(CompleteTask(task, {"text": "on"}), actor=clerk, idempotency_key="one"))
    assert statements <= 13
    assert commits == 1


def test_the_snapshot_does_not_grow_with_history(sqlite_engine: Engine) -> None:
    clerk = People(sqlite_engine).hire("li", "clerk")
    deploy(sqlite_engine, loop())
    case = start(sqlite_engine, "looping", clerk).instance_id
    sizes = []
    for _ in range(120):
        sqlite_engine.execute(CompleteTask(open_task(sqlite_engine, case).id, {"text": "on", "amount": 1}), actor=clerk)
        sizes.append(len(instance(sqlite_engine, case).snapshot))
    assert max(sizes[100:]) <= 1.1 * max(sizes[:20])


def test_a_refused_command_leaves_nothing(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, two_steps())
    receipt = start(engine, "two_steps", clerk)
    before = instance(engine, receipt.instance_id)
    task = open_task(engine, receipt.instance_id)
    with pytest.raises(ZhiduError):
        engine.execute(CompleteTask(task.id, {"amount": "many"}), actor=clerk)
    assert instance(engine, receipt.instance_id) == before
    assert len(evidence(engine, receipt.instance_id)) == before.evidence_count


def test_the_same_key_gets_the_same_answer_and_does_nothing_twice(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, two_steps())
    first = engine.execute(StartInstance("two_steps"), actor=clerk, idempotency_key="k1")
    again = engine.execute(StartInstance("two_steps"), actor=clerk, idempotency_key="k1")
    assert again == first
    assert len(rows(engine, process_instance)) == 1
    task = open_task(engine, first.instance_id)
    done = engine.execute(CompleteTask(task.id, {"text": "x"}), actor=clerk, idempotency_key="k2")
    assert engine.execute(CompleteTask(task.id, {"text": "x"}), actor=clerk, idempotency_key="k2") == done
    assert len(open_tasks(engine, first.instance_id)) == 1


def test_the_same_key_for_another_command_is_a_conflict(engine: Engine, people: People) -> None:
    clerk, other = people.hire("li", "clerk"), people.hire("wu", "clerk")
    deploy(engine, two_steps())
    engine.execute(StartInstance("two_steps"), actor=clerk, idempotency_key="k")
    with pytest.raises(Conflict):
        engine.execute(StartInstance("two_steps", business_key="b"), actor=clerk, idempotency_key="k")
    # Keys are each actor's own.
    engine.execute(StartInstance("two_steps", business_key="b"), actor=other, idempotency_key="k")


def test_keys_are_forgotten_after_a_while(engine: Engine, people: People, clock: ManualClock) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, two_steps())
    engine.execute(StartInstance("two_steps"), actor=clerk, idempotency_key="k")
    engine.sweep()
    engine.execute(StartInstance("two_steps"), actor=clerk, idempotency_key="k")
    assert len(rows(engine, process_instance)) == 1
    clock.advance(timedelta(days=8))
    engine.sweep()
    engine.execute(StartInstance("two_steps"), actor=clerk, idempotency_key="k")
    assert len(rows(engine, process_instance)) == 2


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run all at the same time; gives answers and refusals in order."""
    ready = threading.Barrier(len(works))
    answers: list[Any] = [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        ready.wait()
        try:
            answers[place] = work()
        except ZhiduError as refusal:
            answers[place] = refusal

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_two_who_complete_one_task_at_once_one_wins(engine: Engine, people: People) -> None:
    li, wu = people.hire("li", "clerk"), people.hire("wu", "clerk")
    deploy(engine, loop())
    for _ in range(5):
        case = start(engine, "looping", li).instance_id
        task = open_task(engine, case).id

        def by(actor: Actor, text: str, task: str = task) -> Callable[[], Any]:
            return lambda: engine.execute(CompleteTask(task, {"text": text}), actor=actor)

        answers = at_once(by(li, "from li"), by(wu, "from wu"))
        lost = [each for each in answers if isinstance(each, ZhiduError)]
        assert len(lost) == 1
        assert isinstance(lost[0], Conflict)
        assert len(evidence(engine, case, "task.completed")) == 1
        engine.execute(CompleteTask(open_task(engine, case, "second").id, {"text": "stop"}), actor=li)
        assert instance(engine, case).state == "completed"


def test_many_starts_at_once_get_numbers_without_gaps(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, two_steps())
    answers = at_once(*(lambda: start(engine, "two_steps", clerk) for _ in range(6)))
    assert sorted(each.number for each in answers) == [f"T-TWO_STEPS-2026-{place:04d}" for place in range(1, 7)]


def test_deploying_twice_at_once_makes_one_version(engine: Engine, people: People) -> None:
    people.role("clerk")
    answers = at_once(*(lambda: deploy(engine, two_steps()) for _ in range(3)))
    assert {each.number for each in answers} == {1}


def test_a_chain_that_does_not_fit_stops_the_command(engine: Engine, people: People) -> None:
    """Two records at one place of a chain cannot be: the writes are refused as a whole."""
    clerk = people.hire("li", "clerk")
    deploy(engine, two_steps())
    receipt = start(engine, "two_steps", clerk)
    with writing(engine.database) as db:
        db.execute(update(process_instance).values(evidence_count=1))
    task = open_task(engine, receipt.instance_id)
    with pytest.raises(ERRORS):
        engine.execute(CompleteTask(task.id), actor=clerk)
    assert open_task(engine, receipt.instance_id).id == task.id


def test_parents_and_children_changed_at_once_wait_for_each_other(engine: Engine, people: People) -> None:
    clerk = people.hire("li", "clerk")
    deploy(engine, child())
    deploy(engine, caller())
    for _ in range(4):
        parent = start(engine, "parent", clerk, topic="water").instance_id
        (called,) = rows(engine, process_instance, parent_instance_id=parent)
        task = open_task(engine, called.id).id
        answers = at_once(
            partial(engine.execute, CompleteTask(task, {"result": "yes"}), actor=clerk),
            partial(engine.execute, CancelInstance(parent, "not needed"), actor=SYSTEM),
        )
        assert not isinstance(answers[1], ZhiduError)
        assert isinstance(answers[0], Conflict) or evidence(engine, parent, "child.ended")
        assert instance(engine, parent).state == "cancelled"
        assert instance(engine, called.id).state in {"cancelled", "completed"}
        assert open_tasks(engine, parent) == open_tasks(engine, called.id) == []
        evidence(engine, called.id)
