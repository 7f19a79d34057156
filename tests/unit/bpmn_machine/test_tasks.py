"""Each kind of task: what it waits for, and what its result does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.bpmn.outcome import (
    ChildWait,
    ConnectorWait,
    DecisionMade,
    ElementEntered,
    ElementLeft,
    MessageThrown,
    MessageWait,
    VariablesChanged,
)
from engine.dmn import DecisionOutcome
from engine.kernel.errors import Conflict, InvalidInput

from .drawing import K, call, decision, draw, end, event, node, plain_task, receive, script, service, start, user
from .play import Play


def one(task, **fields):
    return draw(start(), task, end(), flows=f"start>{task.id} {task.id}>end", **fields)


def test_user_task_carries_what_its_expressions_give():
    task = user(
        "A",
        form_id="f",
        assignee="=boss",
        candidate_groups="desk, leads",
        candidate_users='=["ann"]',
        due_date='=date and time("2026-02-01T10:00:00+08:00")',
        follow_up_date="2026-02-02T00:00:00Z",
        priority="=70",
        properties={"zhidu:portal": "true"},
    )
    play = Play(one(task), {"boss": "bob"})
    wait = play.wait("A")
    assert (wait.assignee, wait.candidate_groups, wait.candidate_users) == ("bob", ("desk", "leads"), ("ann",))
    assert wait.due_at == datetime(2026, 2, 1, 2, 0, tzinfo=UTC)
    assert wait.follow_up_at == datetime(2026, 2, 2, tzinfo=UTC)
    assert (wait.priority, wait.form_id, wait.attempt, wait.properties) == (70, "f", 1, {"zhidu:portal": "true"})


def test_a_duration_as_due_date_counts_from_now():
    assert Play(one(user("A", due_date='=duration("P1D")'))).wait("A").due_at == datetime(2026, 2, 1, 9, 0, tzinfo=UTC)


def test_user_task_result_goes_to_the_process_scope_and_is_recorded():
    play = Play(one(user("A")), {"x": 1})
    play.do("A", x=2, y=[1])
    assert play.variables == {"x": 2, "y": [1]}
    assert play.of(VariablesChanged) == [VariablesChanged("A", {"x": 2, "y": [1]}, {"x": 1})]
    assert play.ended == "completed"


def test_an_unchanged_variable_is_not_recorded():
    play = Play(one(user("A")), {"x": 1})
    play.do("A", x=1)
    assert play.of(VariablesChanged) == []


def test_true_is_not_one():
    play = Play(one(user("A")), {"x": 1})
    play.do("A", x=True)
    assert play.variables == {"x": True}
    assert play.variables["x"] is True


def test_attempt_counts_how_often_a_user_task_was_entered():
    process = draw(start(), user("A"), node(K.EXCLUSIVE_GATEWAY, "g"), end(), flows="start>A A>g g>A[again] g>end*")
    play = Play(process)
    play.do("A", again=True)
    play.do("A", again=True)
    assert play.wait("A").attempt == 3


def test_manual_task_waits_for_a_person():
    play = Play(one(node(K.MANUAL_TASK, "A")))
    assert play.wait("A").form_id is None
    play.do("A")
    assert play.ended == "completed"


def test_plain_task_is_passed():
    assert Play(one(plain_task("A"))).ended == "completed"


def test_script_sets_its_result_variable():
    play = Play(one(script("A", "total", "sum(prices) * 2")), {"prices": [1, 2.5]})
    assert play.variables["total"] == 7
    assert play.of(VariablesChanged) == [VariablesChanged("A", {"total": 7}, {})]


def test_a_third_stays_a_number():
    process = draw(start(), script("A", "x", "1 / 3"), script("B", "y", "[x * 3, {z: 2 / 3}]"), user("C"), flows="start>A A>B B>C")
    play = Play(process)
    assert play.variables["x"] == 0.3333333333333333
    assert play.variables["y"] == [0.9999999999999999, {"z": 0.6666666666666666}]


def test_business_rule_task_records_the_decision():
    def decide(decision_id, inputs):
        assert (decision_id, dict(inputs)) == ("priority", {"impact": 1})
        return DecisionOutcome({"level": "P1"}, ({"id": "priority", "problems": []},))

    play = Play(one(decision("A", "result", "priority")), {"impact": 1}, decide=decide)
    assert play.variables["result"] == {"level": "P1"}
    assert play.of(DecisionMade) == [DecisionMade("A", "priority", {"level": "P1"}, ({"id": "priority", "problems": []},))]


def test_a_decision_that_is_not_there_is_an_incident():
    play = Play(one(decision("A", "result", "missing")))
    assert play.open == ["A!decision_failed"]


def test_connector_gets_its_inputs_and_gives_only_what_is_mapped():
    task = service("A", headers={"h": "1"}, retries="5", inputs={"to": "=boss", "mail.subject": "Hello"}, outputs={"sent": "=ok"})
    play = Play(one(task), {"boss": "bob"})
    wait = play.wait("A")
    assert wait == ConnectorWait(wait.wait_id, "A", wait.label, "work", {"h": "1"}, {"to": "bob", "mail": {"subject": "Hello"}}, 5)
    play.do("A", ok=True, noise=1)
    assert play.variables == {"boss": "bob", "sent": True}


def test_connector_without_output_mappings_changes_nothing():
    play = Play(one(service("A")))
    play.do("A", noise=1)
    assert play.variables == {}


def test_inputs_are_local_and_results_are_not():
    task = user("A", inputs={"note": '="was: " + note'})
    play = Play(one(task), {"note": "x"})
    assert play.live.variables_at(play.wait("A").wait_id) == {"note": "was: x"}
    assert play.variables == {"note": "x"}
    play.do("A", note="y")
    assert play.variables == {"note": "y"}


def test_an_output_with_dots_goes_into_the_context_that_is_there():
    play = Play(one(user("A", outputs={"a.b.c": "=n", "a.d": "=n + 1"})), {"a": {"x": 1, "b": {"y": 2}}})
    play.do("A", n=1)
    assert play.variables == {"a": {"x": 1, "b": {"y": 2, "c": 1}, "d": 2}}
    assert play.of(VariablesChanged)[0].old == {"a": {"x": 1, "b": {"y": 2}}}


def test_receive_task_waits_for_its_message():
    play = Play(one(receive("A", "paid", "=order")), {"order": 17})
    wait = play.wait("A")
    assert wait == MessageWait(wait.wait_id, "A", wait.label, "paid", "17")
    play.deliver("A", amount=3)
    assert play.variables == {"order": 17, "amount": 3}
    assert play.ended == "completed"


def test_send_task_with_a_message_throws_it():
    task = node(K.SEND_TASK, "A", event=event("message", "hello", key="=id"), inputs={"text": "=t"})
    play = Play(one(task), {"id": "7", "t": "hi"})
    assert play.of(MessageThrown) == [MessageThrown("A", "hello", "7", {"text": "hi"})]


def test_call_activity_starts_a_child_and_takes_what_is_mapped():
    play = Play(one(call("A", '="sub_" + kind', outputs={"r": "=result"})), {"kind": "x"})
    wait = play.wait("A")
    assert wait == ChildWait(wait.wait_id, "A", wait.label, "sub_x", {"kind": "x"})
    play.do("A", result=1, noise=2)
    assert play.variables == {"kind": "x", "r": 1}


@pytest.mark.parametrize(("sends_all", "sent"), [(True, {"a": 1, "b": 2, "c": 1}), (False, {"c": 1})])
def test_what_a_child_is_sent(sends_all, sent):
    play = Play(one(call("A", "x", sends_all=sends_all, inputs={"c": "=a"})), {"a": 1, "b": 2})
    assert play.wait("A").variables == sent


def test_a_child_may_give_everything_back():
    play = Play(one(call("A", "x", takes_all=True)))
    play.do("A", p=1, q=2)
    assert play.variables == {"p": 1, "q": 2}


def test_every_element_is_entered_and_left_with_its_flows():
    play = Play(one(user("A")))
    wait_id = play.wait("A").wait_id
    play.do("A")
    steps = [fact for fact in play.facts if isinstance(fact, ElementEntered | ElementLeft)]
    assert steps == [
        ElementEntered("start"),
        ElementLeft("start", flows=("start>A",)),
        ElementEntered("A", wait_id),
        ElementLeft("A", flows=("A>end",)),
        ElementEntered("end"),
        ElementLeft("end"),
    ]


def test_completing_twice_is_a_conflict():
    play = Play(draw(start(), user("A"), user("B"), end(), flows="start>A A>B B>end"))
    wait_id = play.wait("A").wait_id
    play.do("A")
    for run in (play.live, play.stored, play.whole):
        with pytest.raises(Conflict):
            run.complete(wait_id, {})


@pytest.mark.parametrize("wait_id", ["", "x", "1", "999", "3!1", "²"])
def test_a_wait_that_never_was_is_a_conflict(wait_id):
    play = Play(one(user("A")))
    with pytest.raises(Conflict):
        play.live.complete(wait_id, {})


def test_a_user_task_cannot_be_fired_or_delivered_to():
    play = Play(one(user("A")))
    wait_id = play.wait("A").wait_id
    for wrong in (lambda: play.live.fire(wait_id), lambda: play.live.deliver(wait_id, {}), lambda: play.live.retry(wait_id)):
        with pytest.raises(Conflict):
            wrong()
    assert play.open == ["A"]


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), 2**53, -(2**53), {1: 2}, {1, 2}, object(), "\ud800", b"x"])
def test_variables_have_to_be_plain_json(wrong):
    play = Play(one(user("A")))
    with pytest.raises(InvalidInput):
        play.live.complete(play.wait("A").wait_id, {"x": wrong})
    assert play.open == ["A"]
    play.do("A", typename="dict", x={"typename": "set"})  # a key that breaks Spiff's own serializer
    assert play.variables == {"typename": "dict", "x": {"typename": "set"}}


def test_variables_too_deep_are_refused():
    deep: list = []
    for _ in range(2000):
        deep = [deep]
    play = Play(one(user("A")))
    with pytest.raises(InvalidInput):
        play.live.complete(play.wait("A").wait_id, {"x": deep})
