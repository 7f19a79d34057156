"""Gateways: which way, why, and how long a join waits."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.bpmn.outcome import ElementLeft, GatewayDecided, Json

from .drawing import boundary, catch, draw, end, event, event_gateway, exclusive, inclusive, parallel, receive, script, start, user
from .play import Play

FORK = "start>f f>A f>B A>j B>j"


def test_exclusive_takes_the_first_that_holds_and_says_why():
    process = draw(start(), exclusive("g"), user("A"), user("B"), user("C"), flows="start>g g>A[n > 10] g>B[n > 5] g>C*")
    play = Play(process, {"n": 7})
    assert play.open == ["B"]
    looked_at: tuple[Mapping[str, Json], ...] = (
        {"flow": "g>A", "expression": "n > 10", "result": False, "operands": {"n": 7}},
        {"flow": "g>B", "expression": "n > 5", "result": True, "operands": {"n": 7}},
    )
    assert play.of(GatewayDecided) == [GatewayDecided("g", looked_at, ("g>B",))]


def test_exclusive_falls_back_to_the_default_flow_wherever_it_is_drawn():
    process = draw(start(), exclusive("g"), user("A"), user("B"), flows="start>g g>A* g>B[n > 5]")
    assert Play(process, {"n": 1}).open == ["A"]
    assert Play(process, {"n": 9}).open == ["B"]


def test_constants_cannot_be_hidden_by_variables():
    process = draw(start(), exclusive("g"), user("A"), user("B"), flows='start>g g>A[case.customer = "me"] g>B*')
    assert Play(process, {"case": {"customer": "me"}}, constants={"case": {"customer": "you"}}).open == ["B"]


@pytest.mark.parametrize(
    ("condition", "code"),
    [("n > 10", "no_flow"), ("nobody > 10", "expression_failed"), ("null", "wrong_kind"), ('"yes"', "wrong_kind"), ("n", "wrong_kind")],
)
def test_no_way_out_is_an_incident_and_can_be_tried_again(condition, code):
    process = draw(
        start(),
        exclusive("g"),
        user("A"),
        user("B"),
        flows=f"start>g start>B g>A[{condition} or n = 3]" if code == "no_flow" else f"start>g start>B g>A[{condition}]",
    )
    play = Play(process, {"n": 1})
    assert play.open == ["B", f"g!{code}"], "the rest goes on"
    play.retry("g")
    assert play.open == ["B", f"g!{code}"], "nothing has changed"
    if code == "no_flow":
        play.put(n=3)
        play.retry("g")
        assert play.open == ["A", "B"]


def test_each_token_passes_an_exclusive_merge_by_itself():
    process = draw(start(), parallel("f"), user("A"), user("B"), exclusive("j"), user("C"), flows=FORK + " j>C")
    play = Play(process)
    play.do("A")
    play.do("B")
    assert play.open == ["C", "C"]


def test_parallel_join_waits_for_all():
    process = draw(start(), parallel("f"), user("A"), user("B"), parallel("j"), user("C"), flows=FORK + " j>C")
    play = Play(process)
    play.do("B")
    assert play.open == ["A"]
    play.do("A")
    assert play.open == ["C"]
    assert play.entered()["j"] == 1


def test_two_tokens_on_one_flow_do_not_make_a_parallel_join_fire():
    process = draw(
        start(), parallel("f"), user("A"), user("B"), user("X"), exclusive("m"), parallel("j"), user("C"),
        flows="start>f f>A f>B f>X A>m B>m m>j X>j j>C",
    )  # fmt: skip
    play = Play(process)
    play.do("A")
    play.do("B")
    assert play.open == ["X"]
    play.do("X")
    assert play.open == ["C", "j!join_stuck"], "the surplus token stays and is shown: nothing can join it any more"


def test_parallel_join_in_a_loop_starts_afresh_in_each_round():
    process = draw(
        start(), exclusive("m"), parallel("f"), user("A"), user("B"), parallel("j"), exclusive("g"), end(),
        flows="start>m m>f f>A f>B A>j B>j j>g g>m[again] g>end*",
    )  # fmt: skip
    play = Play(process, {"again": True})
    for round_ in range(20):
        first, second = ("A", "B") if round_ % 2 else ("B", "A")
        play.do(first)
        assert play.open == [second]
        play.do(second, again=round_ < 19)
        assert play.entered()["j"] == round_ + 1
    assert play.ended == "completed"


def test_a_join_that_nothing_can_reach_is_an_incident_not_a_hang():
    process = draw(start(), exclusive("g"), user("A"), user("B"), parallel("j"), end(), flows="start>g g>A[true] g>B* A>j B>j j>end")
    play = Play(process)
    play.do("A")
    assert play.open == ["j!join_stuck"]
    assert play.wait("j").facts == {"missing": ["B>j"]}
    play.retry("j")
    assert play.open == ["j!join_stuck"]


def test_a_join_that_another_join_will_feed_is_not_stuck():
    # U can reach k on the flow that has a token already, so only what waits at j keeps k waiting; and j may still fire
    process = draw(
        start(), parallel("f"), user("A"), user("B"), user("U"), exclusive("x"), exclusive("m"), parallel("j"), inclusive("k"), user("Z"),
        flows="start>f f>A f>B f>U A>m m>k B>j U>x x>m[a] x>j* j>k k>Z",
    )  # fmt: skip
    play = Play(process, {"a": False})
    play.do("A")
    play.do("B")
    assert play.open == ["U"]
    play.do("U")
    assert play.open == ["Z"]


def test_a_gateway_may_join_and_split():
    process = draw(start(), parallel("f"), user("A"), user("B"), parallel("j"), user("C"), user("D"), flows=FORK + " j>C j>D")
    play = Play(process)
    play.do("A")
    play.do("B")
    assert play.open == ["C", "D"]


def test_inclusive_takes_all_that_hold():
    process = draw(
        start(), inclusive("f"), user("A"), user("B"), user("C"), inclusive("j"), user("Z"),
        flows="start>f f>A[a] f>B[b] f>C* A>j B>j C>j j>Z",
    )  # fmt: skip
    assert Play(process, {"a": True, "b": True}).open == ["A", "B"]
    assert Play(process, {"a": False, "b": True}).open == ["B"]
    play = Play(process, {"a": False, "b": False})
    assert play.open == ["C"]
    play.do("C")
    assert play.open == ["Z"]


def test_inclusive_without_a_way_is_an_incident():
    process = draw(start(), inclusive("f"), user("A"), user("B"), flows="start>f f>A[a] f>B[b]")
    assert Play(process, {"a": False, "b": False}).open == ["f!no_flow"]


def test_inclusive_join_waits_only_for_what_can_come():
    process = draw(
        start(), inclusive("f"), user("A"), user("B"), user("C"), inclusive("j"), user("Z"),
        flows="start>f f>A[a] f>B[b] f>C[c] A>j B>j C>j j>Z",
    )  # fmt: skip
    play = Play(process, {"a": True, "b": True, "c": False})
    play.do("A")
    assert play.open == ["B"]
    play.do("B")
    assert play.open == ["Z"]
    assert play.entered()["j"] == 1


def test_inclusive_join_stops_waiting_when_a_branch_ends_elsewhere():
    process = draw(
        start(), parallel("f"), user("A"), user("B"), exclusive("g"), end("lost"), inclusive("j"), user("Z"),
        flows="start>f f>A f>B B>g g>lost[gone] g>j* A>j j>Z",
    )  # fmt: skip
    play = Play(process, {"gone": True})
    play.do("A")
    assert play.open == ["B"]
    play.do("B")
    assert play.open == ["Z"]


def test_inclusive_join_in_a_loop_does_not_wait_for_its_own_next_round():
    # 13.4.3: a token that can only come back through the gateway, or that can also come on a flow that has a token, does not count
    process = draw(
        start(), inclusive("m"), user("A"), exclusive("g"), end(),
        flows="start>m m>A A>g g>m[again] g>end*",
    )  # fmt: skip
    play = Play(process, {"again": True})
    for round_ in range(5):
        assert play.open == ["A"]
        play.do("A", again=round_ < 4)
    assert play.ended == "completed"


def test_inclusive_join_inside_a_loop():
    process = draw(
        start(), exclusive("m"), inclusive("f"), user("A"), user("B"), inclusive("j"), exclusive("g"), end(),
        flows="start>m m>f f>A[a] f>B[b] A>j B>j j>g g>m[again] g>end*",
    )  # fmt: skip
    play = Play(process, {"a": True, "b": True, "again": True})
    play.do("A")
    play.do("B", a=False)
    assert play.open == ["B"]
    play.do("B", a=True)
    play.do("B")
    assert play.open == ["A"]
    play.do("A", again=False)
    assert play.ended == "completed"


def test_a_token_that_can_also_come_on_a_flow_that_has_one_is_not_waited_for():
    # 13.4.3, the last condition: X can come to j on the empty flow, but also on the one where A's token already is
    process = draw(
        start(), parallel("f"), user("A"), user("X"), exclusive("x"), exclusive("m"), inclusive("j"), user("Z"),
        flows="start>f f>A f>X A>m X>x x>m[a] x>j* m>j j>Z",
    )  # fmt: skip
    play = Play(process)
    play.do("A")
    assert play.open == ["X", "Z"]


def test_a_token_that_may_leave_by_a_boundary_event_counts():
    process = draw(
        start(), parallel("f"), user("A"), user("B"), boundary("b", "B", event("signal", "s")), end("lost"), inclusive("j"), user("Z"),
        flows="start>f f>A f>B A>j B>lost b>j j>Z",
    )  # fmt: skip
    play = Play(process)
    play.do("A")
    assert play.open == ["B", "b"]
    play.deliver("b")
    assert play.open == ["Z"]
    assert play.entered()["j"] == 1


def test_first_event_wins_at_an_event_based_gateway():
    process = draw(
        start(), event_gateway("g"), catch("m", event("message", "yes", key="=id")), catch("t", event("timer", timer="PT1H")),
        receive("r", "no"),
        user("A"), user("B"), user("C"), flows="start>g g>m g>t g>r m>A t>B r>C",
    )  # fmt: skip
    play = Play(process, {"id": "7"})
    assert play.open == ["m", "r", "t"]
    outcome = play.deliver("m", x=1)
    assert play.open == ["A"]
    assert {closed.element_id: closed.reason for closed in outcome.closed} == {"m": "done", "t": "cancelled", "r": "cancelled"}
    assert play.path() == ["start>g", "g>m", "m>A"]
    assert play.variables == {"id": "7", "x": 1}
    other = Play(process, {"id": "7"})
    other.fire("t")
    assert other.open == ["B"]
    third = Play(process, {"id": "7"})
    third.deliver("r")
    assert third.open == ["C"]


def test_event_based_gateway_with_a_condition():
    process = draw(
        start(), event_gateway("g"), catch("c", event("conditional", when="n > 3")), catch("t", event("timer", timer="PT1H")),
        user("A"), user("B"), flows="start>g g>c g>t c>A t>B",
    )  # fmt: skip
    play = Play(process, {"n": 1})
    play.put(n=4)
    assert play.open == ["A"]
    assert Play(process, {"n": 4}).open == ["A"]


def test_several_flows_out_of_a_task_are_a_split():
    process = draw(start(), user("A"), user("B"), user("C"), flows="start>A A>B A>C")
    play = Play(process)
    play.do("A")
    assert play.open == ["B", "C"]


def test_conditional_and_default_flows_out_of_a_task():
    process = draw(start(), user("A"), user("B"), user("C"), user("D"), flows="start>A A>B[n > 1] A>C[n > 2] A>D*")
    for n, expected in ((1, ["D"]), (2, ["B"]), (3, ["B", "C"])):
        play = Play(process)
        play.do("A", n=n)
        assert play.open == expected
        assert play.of(GatewayDecided)[0].element_id == "A"


def test_a_way_that_is_not_found_after_a_task_keeps_what_the_task_did():
    process = draw(start(), user("A"), user("B"), end(), flows="start>A A>B[n > 1] B>end")
    play = Play(process)
    outcome = play.do("A", n=1)
    assert [closed.reason for closed in outcome.closed] == ["done"]
    assert play.open == ["A!no_flow"]
    play.put(n=2)
    play.retry("A")
    assert play.open == ["B"]
    assert [fact.reason for fact in play.of(ElementLeft) if fact.element_id == "A"] == ["completed"]


def test_process_without_start_and_end_events():
    process = draw(user("A"), user("B"), script("S", "x", "1"), flows="A>S")
    play = Play(process)
    assert play.open == ["A", "B"]
    play.do("A")
    play.do("B")
    assert play.variables == {"x": 1}
    assert play.ended == "completed"
