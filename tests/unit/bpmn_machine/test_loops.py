"""Multi-instance activities and standard loops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine.bpmn import Run
from engine.bpmn.outcome import ConnectorWait, ElementEntered, ElementLeft, Outcome

from .drawing import again, boundary, call, draw, each, end, event, handler, plain_task, receive, script, service, start, sub, throw, user
from .play import Play


def one(task, *more, flows=""):
    return draw(start(), task, user("Z"), *more, flows=f"start>{task.id} {task.id}>Z {flows}")


def items(play, element_id="A"):
    return [play.live.variables_at(wait.wait_id)["item"] for wait in play.waits(element_id)]


def test_parallel_instances_have_their_own_item_and_number():
    play = Play(one(user("A", loop=each("people", "item"))), {"people": ["x", "y"]})
    assert items(play) == ["x", "y"]
    assert [play.live.variables_at(wait.wait_id)["loopCounter"] for wait in play.waits("A")] == [1, 2]
    assert "item" not in play.variables
    play.do("A")
    assert play.open == ["A"]
    play.do("A")
    assert play.open == ["Z"]
    assert play.entered()["A"] == 3, "the whole once, each instance once"
    assert [fact.flows for fact in play.of(ElementLeft) if fact.element_id == "A"] == [(), (), ("A>Z",)]


def test_sequential_instances_come_one_after_the_other():
    play = Play(one(user("A", loop=each("[1, 2, 3]", "item", sequential=True))))
    seen = []
    for _ in range(3):
        seen += items(play)
        assert play.open == ["A"]
        play.do("A")
    assert seen == [1, 2, 3]
    assert play.open == ["Z"]


def completing(wait_id: str, **variables: Any) -> Callable[[Run], Outcome]:
    return lambda run: run.complete(wait_id, variables)


@pytest.mark.parametrize("sequential", [True, False])
def test_results_are_collected_in_the_order_of_the_items(sequential):
    loop = each("people", "item", sequential=sequential, output_collection="votes", output_item='item + "=" + vote')
    play = Play(one(user("A", loop=loop)), {"people": ["a", "b", "c"]})
    order = [0, 0, 0] if sequential else [2, 0, 0]
    for index in order:
        wait = play.waits("A")[index]
        item = play.live.variables_at(wait.wait_id)["item"]
        play.by_id(completing(wait.wait_id, vote=str(item).upper()))
    assert play.variables["votes"] == ["a=A", "b=B", "c=C"]
    assert "vote" not in play.variables, "what the output item is made of stays in the instance"


@pytest.mark.parametrize("sequential", [True, False])
def test_completion_condition_ends_the_rest(sequential):
    loop = each(
        "[1, 2, 3, 4]",
        "item",
        sequential=sequential,
        output_collection="r",
        output_item="ok",
        completion_condition="numberOfCompletedInstances >= 2 and ok",
    )
    play = Play(one(user("A", loop=loop)))
    play.do("A", ok=True)
    outcome = play.do("A", ok=True)
    assert play.open == ["Z"]
    assert play.variables["r"] == [True, True, None, None]
    assert [closed.reason for closed in outcome.closed] == ["done", *([] if sequential else ["cancelled"] * 2)]


def test_counts_that_the_completion_condition_sees():
    loop = each(
        "[1, 2, 3]",
        completion_condition="[numberOfInstances, numberOfActiveInstances] = [3, 1] "
        "and [numberOfCompletedInstances, numberOfTerminatedInstances] = [2, 0]",
    )
    play = Play(one(user("A", loop=loop)))
    play.do("A")
    assert play.open == ["A", "A"]
    play.do("A")
    assert play.open == ["Z"]


@pytest.mark.parametrize("sequential", [True, False])
def test_empty_collection_is_passed(sequential):
    play = Play(one(user("A", loop=each("[]", sequential=sequential, output_collection="r", output_item="1"))))
    assert play.open == ["Z"]
    assert play.variables == {"r": []}


@pytest.mark.parametrize("wrong", ["5", '"abc"', "null", "nobody.here"])
def test_collection_that_is_no_list_is_an_incident(wrong):
    play = Play(one(user("A", loop=each(f"if fixed then [1] else {wrong}"))), {"fixed": False})
    assert play.open in (["A!wrong_kind"], ["A!expression_failed"])
    play.put(fixed=True)
    play.retry("A")
    assert play.open == ["A"]


def test_a_completion_condition_that_fails_stops_its_instance_only():
    play = Play(one(user("A", loop=each("[1, 2]", completion_condition="done"))))
    play.do("A")
    assert play.open == ["A", "A!expression_failed"]
    play.put(done=False)
    play.retry("A")
    play.do("A")
    assert play.open == ["Z"]


def test_cardinality_has_a_ceiling():
    play = Play(one(user("A", loop=each("for i in 1..n return i"))), {"n": 11}, cardinality=10)
    assert play.open == ["A!cardinality_limit"]
    assert play.wait("A").facts == {"limit": "cardinality", "allowed": 10}
    play.put(n=10)
    play.retry("A")
    assert len(play.open) == 10


def test_input_and_output_mappings_belong_to_each_instance():
    loop = each("people", "item")
    play = Play(one(service("A", loop=loop, inputs={"to": '="mail:" + item'}, outputs={"last": "=item"})), {"people": ["a", "b"]})
    assert [wait.inputs for wait in play.waits("A") if isinstance(wait, ConnectorWait)] == [{"to": "mail:a"}, {"to": "mail:b"}]
    play.do("A")
    assert play.variables["last"] == "a"


@pytest.mark.parametrize("sequential", [True, False])
def test_multi_instance_of_a_sub_process(sequential):
    inside = sub(
        "P", start("ps"), user("A"), script("S", "score", "points * 2"), end("pe"), flows="ps>A A>S S>pe",
        loop=each("people", "item", sequential=sequential, output_collection="scores", output_item="score"),
    )  # fmt: skip
    play = Play(draw(start(), inside, user("Z"), flows="start>P P>Z"), {"people": ["a", "b"], "points": 1})
    play.do("A", points=1)
    play.do("A", points=5)
    assert play.open == ["Z"]
    assert play.variables["scores"] == [2, 10]
    assert "score" not in play.variables


@pytest.mark.parametrize(
    "task", [receive("A", "m", loop=each("[1, 2]")), call("A", "x", loop=each("[1, 2]")), plain_task("A", loop=each("[1, 2]"))]
)
def test_multi_instance_of_other_activities(task):
    play = Play(one(task))
    while play.open != ["Z"]:
        play.deliver("A") if task.event else play.do("A")
    assert play.entered()["A"] == 3


@pytest.mark.parametrize("sequential", [True, False])
def test_boundary_event_ends_the_whole(sequential):
    play = Play(
        one(user("A", loop=each("[1, 2]", sequential=sequential)), boundary("b", "A", event("signal", "s")), user("C"), flows="b>C")
    )
    assert play.open.count("b") == 1
    play.deliver("b")
    assert play.open == ["C"]


def test_error_in_one_instance_ends_the_whole_when_it_is_caught_there():
    inside = sub("P", start("ps"), user("A"), end("pe", event("error", "E")), flows="ps>A A>pe", loop=each("[1, 2]"))
    play = Play(draw(start(), inside, boundary("b", "P", event("error")), user("C"), flows="start>P b>C"))
    play.do("A")
    assert play.open == ["C"]


def test_non_interrupting_escalation_from_each_instance():
    inside = sub("P", start("ps"), throw("t", event("escalation", "E")), user("A"), flows="ps>t t>A", loop=each("[1, 2]"))
    play = Play(draw(start(), inside, boundary("b", "P", event("escalation"), interrupting=False), user("C"), flows="start>P b>C"))
    assert play.open == ["A", "A", "C", "C"]


def test_terminate_ends_one_instance():
    inside = sub("P", start("ps"), user("A"), user("B"), end("pe", event("terminate")), flows="ps>A ps>B A>pe", loop=each("[1, 2]"))
    play = Play(draw(start(), inside, user("Z"), flows="start>P P>Z"))
    play.do("A")
    assert play.open == ["A", "B"]
    play.do("A")
    assert play.open == ["Z"]


def test_event_sub_process_inside_an_instance():
    react = handler("E", start("es", event("signal", "s")), user("H"), flows="es>H")
    inside = sub("P", start("ps"), user("A"), react, flows="ps>A", loop=each("[1, 2]"))
    play = Play(draw(start(), inside, user("Z"), flows="start>P P>Z"))
    assert play.open == ["A", "A", "es", "es"]
    play.deliver("es")
    assert play.open == ["A", "H", "es"]
    play.do("H")
    assert play.open == ["A", "es"]
    outcome = play.do("A")
    assert play.open == ["Z"]
    assert {closed.element_id: closed.reason for closed in outcome.closed} == {"A": "done", "es": "cancelled"}


def test_nested_multi_instance():
    inner = user("A", loop=each("row", "cell", output_collection="line", output_item="cell * k"))
    inside = sub(
        "P", start("ps"), inner, flows="ps>A", loop=each("rows", "row", sequential=True, output_collection="table", output_item="line")
    )
    play = Play(draw(start(), inside, user("Z"), flows="start>P P>Z"), {"rows": [[1, 2], [3]], "k": 10})
    for _ in range(3):
        play.do("A")
    assert play.variables["table"] == [[10, 20], [30]]


# Standard loops


def test_do_while():
    play = Play(one(user("A", loop=again("more"))))
    play.do("A", more=True)
    assert play.live.variables_at(play.wait("A").wait_id)["loopCounter"] == 2
    play.do("A", more=False)
    assert play.open == ["Z"]


def test_while():
    process = one(user("A", loop=again("n > 0", before=True)))
    assert Play(process, {"n": 0}).open == ["Z"]
    play = Play(process, {"n": 1})
    assert play.open == ["A"]
    play.do("A", n=0)
    assert play.open == ["Z"]


def test_maximum():
    play = Play(one(user("A", loop=again(None, maximum=3))))
    for _ in range(3):
        play.do("A")
    assert play.open == ["Z"]


def test_loop_condition_sees_the_round():
    play = Play(one(plain_task("A", loop=again("loopCounter < 5"))))
    assert sum(1 for fact in play.facts if fact == ElementEntered("A")) == 6
    assert play.open == ["Z"]


def test_loop_condition_that_fails_is_an_incident():
    play = Play(one(user("A", loop=again("more"))))
    play.do("A")
    assert play.open == ["A!expression_failed"]
    play.put(more=False)
    play.retry("A")
    assert play.open == ["Z"]


def test_loop_of_a_sub_process_with_a_boundary_event():
    inside = sub("P", start("ps"), user("A"), flows="ps>A", loop=again("true"))
    play = Play(draw(start(), inside, boundary("b", "P", event("signal", "s"), interrupting=False), user("C"), flows="start>P b>C"))
    play.do("A")
    play.deliver("b")
    play.do("A")
    assert play.open == ["A", "C", "b"]
