"""Rights end with what gave them: tasks go back in the same command, and nobody goes on with what they have lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, event, update

from engine.bootstrap import Engine
from engine.commands.organisation.change_customer import CreateCustomer
from engine.commands.people.grant_role import RevokeRole
from engine.commands.people.update_user import UpdateUser
from engine.commands.tasks.assign_task import AssignTask, ClaimTask, DelegateTask, ResolveTask, UnclaimTask
from engine.commands.tasks.complete_task import CompleteTask
from engine.commands.tasks.save_draft import DiscardDraft, SaveDraft
from engine.identity.tables import role_assignment
from engine.kernel.actor import SYSTEM, Actor, RoleHeld
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Forbidden, NotFound
from engine.kernel.permissions import Permission
from engine.queries.evidence.verify import VerifyEvidence
from engine.queries.people.notices import Notices
from engine.queries.people.users import ShowUser
from engine.store.database import writing
from engine.tasks.tables import user_task
from tests.support.bundles import deploy, end_event, files, flow, form, start, start_event, two_steps
from tests.support.bundles import user_task as task_element
from tests.support.looking import evidence, incidents, open_task, rows
from tests.support.people import People


@pytest.fixture
def li(people: People) -> Actor:
    return people.hire("li", "clerk")


@pytest.fixture
def wu(people: People) -> Actor:
    return people.hire("wu", "clerk")


@pytest.fixture(autouse=True)
def administrator(people: People) -> Actor:
    people.role("root", *Permission)
    return people.hire("administrator", "root", permissions=tuple(Permission))


def id_of(actor: Actor) -> str:
    assert actor.id is not None
    return actor.id


def revoke(engine: Engine, actor: Actor, role: str) -> None:
    held = [each for each in engine.ask(ShowUser(id_of(actor)), actor=SYSTEM).assignments if each.role.id == role]
    engine.execute(RevokeRole(held[0].assignment_id), actor=SYSTEM)


def deactivate(engine: Engine, actor: Actor) -> int:
    return engine.execute(UpdateUser(id_of(actor), {"active": False}), actor=SYSTEM).tasks_given_back


def told(engine: Engine, actor: Actor) -> list[str]:
    return [each.text for each in engine.ask(Notices(), actor=actor).items]


def claimed(engine: Engine, actor: Actor) -> Any:
    """A task that the actor has claimed a minute later, as its row."""
    task = open_task(engine, start(engine, "two_steps", actor).instance_id)
    assert isinstance(engine.clock, ManualClock)
    engine.clock.advance(timedelta(minutes=1))
    engine.execute(ClaimTask(task.id), actor=actor)
    return open_task(engine, task.instance_id)


def now(engine: Engine, task: Any) -> Any:
    (row,) = rows(engine, user_task, id=task.id)
    return row


def taken_back(engine: Engine, task: Any) -> list[dict[str, Any]]:
    return [body["details"] for body in evidence(engine, task.instance_id, "task.taken_back")]


# Given back in the same command


@pytest.mark.parametrize(
    ("lose", "reason"), [(lambda engine, who: revoke(engine, who, "clerk"), "role_revoked"), (deactivate, "deactivated")]
)
def test_tasks_go_back_with_evidence_and_a_notice(
    engine: Engine, li: Actor, wu: Actor, lose: Callable[[Engine, Actor], Any], reason: str
) -> None:
    deploy(engine, two_steps())
    task = claimed(engine, li)
    lose(engine, li)
    assert (now(engine, task).assignee_id, now(engine, task).state) == (None, "open")
    assert taken_back(engine, task) == [{"task": task.id, "person": li.id, "reason": reason}]
    assert any("1 个任务已退回" in text for text in told(engine, li))
    assert [text for text in told(engine, wu) if "free again" in text] == ["1 个任务可重新认领。 1 tasks are free again."]
    engine.execute(ClaimTask(task.id), actor=wu)
    engine.execute(CompleteTask(task.id, {"text": "a"}), actor=wu)
    assert engine.ask(VerifyEvidence(), actor=SYSTEM).intact


def test_a_role_that_still_covers_the_case_keeps_the_task(engine: Engine, people: People) -> None:
    both = people.hire("both", "clerk")
    with writing(engine.database) as db:
        row = {"id": "second", "user_id": both.id, "role_id": "clerk", "department": "d", "granted_at": engine.clock.now()}
        db.execute(role_assignment.insert(), row)
    deploy(engine, two_steps(extra='department = "text"'))
    case = start(engine, "two_steps", both).instance_id
    engine.execute(CompleteTask(open_task(engine, case).id, {"text": "d"}), actor=both)
    kept, lost = open_task(engine, case), claimed(engine, both)
    engine.execute(ClaimTask(kept.id), actor=both)
    revoke(engine, both, "clerk")
    held = {each.department for each in engine.ask(ShowUser(id_of(both)), actor=SYSTEM).assignments}
    assert held == {"d"}
    assert (now(engine, kept).assignee_id, now(engine, lost).assignee_id) == (both.id, None)


def test_a_role_for_nothing_of_it_takes_nothing(engine: Engine, people: People) -> None:
    both = people.hire("both", "clerk", "guard")
    deploy(engine, two_steps())
    task = claimed(engine, both)
    revoke(engine, both, "guard")
    assert now(engine, task).assignee_id == both.id


def test_a_case_that_moves_leaves_whose_role_does_not_go_with_it(engine: Engine, people: People, wu: Actor) -> None:
    here = people.hire("here", "clerk", customer="c1")
    body = "".join([start_event(), task_element("one", form="note"), task_element("two", form="note"), end_event()])
    fork = '<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>'
    flows = [("start", "fork"), ("fork", "one"), ("fork", "two"), ("one", "join"), ("two", "join"), ("join", "end")]
    content = files(
        "moving", body + fork + "".join(flow(*each) for each in flows), forms={"note": form("note", "text")}, extra='customer = "text"'
    )
    deploy(engine, content)
    case = start(engine, "moving", wu, text="c1").instance_id
    with writing(engine.database) as db:
        db.execute(update(user_task).values(customer_id="c1"))
    kept = open_task(engine, case, "one")
    engine.execute(ClaimTask(kept.id), actor=here)
    engine.execute(CompleteTask(open_task(engine, case, "two").id, {"text": "c2"}), actor=wu)
    assert now(engine, kept).customer_id == "c2"
    assert now(engine, kept).assignee_id is None
    assert [each["reason"] for each in taken_back(engine, kept)] == ["case_moved"]


# By name


def test_who_was_given_a_task_by_name_keeps_it_until_they_are_out(engine: Engine, people: People, li: Actor, administrator: Actor) -> None:
    guard = people.hire("guard", "guard")
    deploy(engine, two_steps())
    task = open_task(engine, start(engine, "two_steps", li).instance_id)
    engine.execute(AssignTask(task.id, id_of(guard)), actor=administrator)
    revoke(engine, guard, "guard")
    assert now(engine, task).assignee_id == guard.id
    engine.execute(SaveDraft(f"task:{task.id}", {"text": "typed"}), actor=guard)
    assert deactivate(engine, guard) == 1
    assert now(engine, task).assignee_id is None


def test_a_candidate_who_was_given_a_task_has_it_through_the_role(engine: Engine, li: Actor, wu: Actor, administrator: Actor) -> None:
    deploy(engine, two_steps())
    task = open_task(engine, start(engine, "two_steps", li).instance_id)
    engine.execute(AssignTask(task.id, id_of(wu)), actor=administrator)
    revoke(engine, wu, "clerk")
    assert now(engine, task).assignee_id is None


def test_what_was_lent_goes_back_when_the_owner_loses_the_right(engine: Engine, people: People, li: Actor) -> None:
    guard = people.hire("guard", "guard")
    deploy(engine, two_steps())
    task = claimed(engine, li)
    engine.execute(DelegateTask(task.id, id_of(guard)), actor=li)
    revoke(engine, li, "clerk")
    row = now(engine, task)
    assert (row.assignee_id, row.owner_id, row.delegation) == (None, None, None)
    assert any("委派给您的 1 个任务已收回" in text for text in told(engine, guard))
    with pytest.raises(NotFound):
        engine.execute(ResolveTask(task.id), actor=guard)


def test_what_was_lent_comes_back_when_the_delegate_is_out(engine: Engine, people: People, li: Actor) -> None:
    guard = people.hire("guard", "guard")
    deploy(engine, two_steps())
    task = claimed(engine, li)
    engine.execute(DelegateTask(task.id, id_of(guard)), actor=li)
    deactivate(engine, guard)
    row = now(engine, task)
    assert (row.assignee_id, row.owner_id, row.delegation) == (li.id, None, None)
    assert [each["to"] for each in taken_back(engine, task)] == [li.id]
    assert any("交还给您" in text for text in told(engine, li))
    engine.execute(CompleteTask(task.id, {"text": "a"}), actor=li)


@pytest.mark.parametrize("affiliation", ["customer", "supplier"])
def test_somebody_who_leaves_the_house_leaves_what_they_had_by_name(
    engine: Engine, people: People, li: Actor, administrator: Actor, affiliation: str
) -> None:
    """What they have through a role stays as far as it counts: a customer's person keeps it in cases of the customer."""
    guard = people.hire("guard", "guard")
    bank = engine.execute(CreateCustomer("bank", "银行", "Bank"), actor=SYSTEM)
    deploy(engine, two_steps())
    by_name = open_task(engine, start(engine, "two_steps", li).instance_id)
    engine.execute(AssignTask(by_name.id, id_of(guard)), actor=administrator)
    by_role = claimed(engine, li)
    for person in (guard, li):
        belongs = {"customer_id": bank} if affiliation == "customer" else {"affiliation": affiliation}
        engine.execute(UpdateUser(id_of(person), belongs), actor=SYSTEM)
    kept = li.id if affiliation == "supplier" else None
    assert (now(engine, by_name).assignee_id, now(engine, by_role).assignee_id) == (None, kept)


@pytest.mark.parametrize("named", [{"assignee": "wu", "groups": None}, {"users": "wu", "groups": None}])
def test_a_task_that_nobody_is_left_for_is_an_incident(engine: Engine, li: Actor, wu: Actor, named: dict[str, Any]) -> None:
    body = start_event() + task_element("only", **named) + end_event() + flow("start", "only") + flow("only", "end")
    deploy(engine, files("named", body))
    case = start(engine, "named", li).instance_id
    deactivate(engine, wu)
    assert [each.code for each in incidents(engine, case)] == ["task_without_candidates"]


# Checked when acting


@pytest.mark.parametrize(
    "act",
    [
        lambda task, _: CompleteTask(task, {"text": "a"}),
        lambda task, _: UnclaimTask(task),
        DelegateTask,
        lambda task, _: SaveDraft(f"task:{task}", {"text": "a"}),
    ],
    ids=["complete", "unclaim", "delegate", "draft"],
)
def test_nobody_goes_on_with_a_role_that_is_gone(engine: Engine, li: Actor, wu: Actor, act: Callable[[str, str], Any]) -> None:
    """Taken away by hand in the database: nothing was given back."""
    deploy(engine, two_steps())
    task = claimed(engine, li)
    with writing(engine.database) as db:
        db.execute(delete(role_assignment).where(role_assignment.c.user_id == li.id))
    with pytest.raises(Forbidden):
        engine.execute(act(task.id, id_of(wu)), actor=replace(li, roles=()))


def test_a_role_for_another_customer_is_not_enough(engine: Engine, li: Actor) -> None:
    deploy(engine, two_steps())
    task = claimed(engine, li)
    with pytest.raises(Forbidden) as reason:
        engine.execute(CompleteTask(task.id, {"text": "a"}), actor=replace(li, roles=(RoleHeld("clerk", "another"),)))
    assert reason.value.reason_code == "right_lost"


def test_whoever_only_reads_types_no_draft(engine: Engine, people: People, li: Actor) -> None:
    reader = people.hire("reader", "reader")
    deploy(engine, two_steps(extra='readers = ["reader"]'))
    task = claimed(engine, li)
    with pytest.raises(Forbidden):
        engine.execute(SaveDraft(f"task:{task.id}", {"text": "a"}), actor=reader)
    engine.execute(DiscardDraft(f"task:{task.id}"), actor=reader)


def test_a_start_needs_the_role_now(engine: Engine, li: Actor) -> None:
    deploy(engine, two_steps(start_form="note"))
    with pytest.raises((Forbidden, NotFound)):
        start(engine, "two_steps", replace(li, roles=()))


def test_what_the_release_before_handed_over_is_judged_by_the_role(engine: Engine, people: People, li: Actor) -> None:
    guard = people.hire("guard", "guard")
    deploy(engine, two_steps())
    lent, had = claimed(engine, li), claimed(engine, li)
    engine.execute(DelegateTask(lent.id, id_of(guard)), actor=li)
    with writing(engine.database) as db:
        db.execute(update(user_task).values(by_name=None))
    engine.execute(ResolveTask(lent.id), actor=guard)
    with pytest.raises(Forbidden):
        engine.execute(CompleteTask(had.id, {"text": "a"}), actor=replace(li, roles=()))
    engine.execute(CompleteTask(had.id, {"text": "a"}), actor=li)


# Many at once


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.append(statement)

    event.listen(engine.database, "before_cursor_execute", note)
    yield found
    event.remove(engine.database, "before_cursor_execute", note)


@pytest.mark.parametrize("out", [False, True])
def test_each_more_task_costs_one_statement_more(engine: Engine, people: People, out: bool) -> None:
    """That is the row of its case."""
    people.role("clerk")
    deploy(engine, two_steps())
    counts = []
    for size in (5, 25):
        holder = people.hire(f"holder{size}", "clerk")
        for _ in range(size):
            claimed(engine, holder)
        with counting(engine) as statements:
            deactivate(engine, holder) if out else revoke(engine, holder, "clerk")
        counts.append(len(statements))
        assert rows(engine, user_task, assignee_id=holder.id) == []
    assert counts[1] - counts[0] <= 20


def test_the_last_role_that_covers_a_task_takes_it_along(engine: Engine, people: People) -> None:
    both = people.hire("both", "clerk", "desk")
    body = start_event() + task_element("only", groups="clerk,desk") + end_event() + flow("start", "only") + flow("only", "end")
    deploy(engine, files("shared", body))
    task = open_task(engine, start(engine, "shared", both).instance_id)
    engine.execute(ClaimTask(task.id), actor=both)
    revoke(engine, both, "clerk")
    assert now(engine, task).assignee_id == both.id
    revoke(engine, both, "desk")
    assert now(engine, task).assignee_id is None
