"""Events: catching, throwing, boundary, and event sub-processes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.bpmn.outcome import (
    ElementEntered,
    ElementLeft,
    Ended,
    EscalationThrown,
    EventCaught,
    MessageThrown,
    MessageWait,
    SignalThrown,
    SignalWait,
    TimerWait,
    VariablesChanged,
)

from .drawing import (
    boundary,
    call,
    catch,
    draw,
    end,
    event,
    exclusive,
    parallel,
    plain_task,
    script,
    service,
    start,
    sub,
    throw,
    user,
)
from .play import NOW, Play

SIGNAL = event("signal", "s")


def guarded(attached, **fields):
    """A, then B; the boundary event leads to C."""
    return draw(start(), user("A"), attached, user("B"), user("C"), flows=f"start>A A>B {attached.id}>C", **fields)


@pytest.mark.parametrize(
    ("what", "kind", "trigger"),
    [
        (event("message", "m", key="=id"), MessageWait, "deliver"),
        (SIGNAL, SignalWait, "deliver"),
        (event("timer", timer="PT1H"), TimerWait, "fire"),
    ],
)
def test_intermediate_catch(what, kind, trigger):
    play = Play(draw(start(), catch("c", what), user("A"), flows="start>c c>A"), {"id": "7"})
    assert isinstance(play.wait("c"), kind)
    getattr(play, trigger)("c")
    assert play.open == ["A"]
    assert play.of(EventCaught) == [EventCaught("c", what.kind.value, what.name.text if what.name else None)]


def test_payload_is_mapped_or_merged():
    play = Play(draw(start(), catch("c", SIGNAL, outputs={"y": "=x + 1"}), user("A"), flows="start>c c>A"))
    play.deliver("c", x=1)
    assert play.variables == {"y": 2}
    play = Play(draw(start(), catch("c", SIGNAL), user("A"), flows="start>c c>A"))
    play.deliver("c", x=1)
    assert play.variables == {"x": 1}


def test_a_condition_is_awaited_without_a_row_and_met_by_a_variable():
    play = Play(
        draw(start(), parallel("f"), catch("c", event("conditional", when="n > 3")), user("A"), user("B"), flows="start>f f>c f>A c>B")
    )
    assert play.open == ["A"]
    play.do("A", n=2)
    assert play.open == []
    play.put(n=4)
    assert play.open == ["B"]


@pytest.mark.parametrize("what", [event("message", "m", key="=id"), SIGNAL, event("timer", timer="PT1H")])
def test_interrupting_boundary_event(what):
    play = Play(guarded(boundary("b", "A", what)), {"id": 1})
    assert play.open == ["A", "b"]
    outcome = play.fire("b") if what.kind == "timer" else play.deliver("b", x=1)
    assert play.open == ["C"]
    assert {closed.element_id: closed.reason for closed in outcome.closed} == {"A": "cancelled", "b": "done"}
    assert ElementLeft("A", "cancelled") in outcome.facts
    assert next(fact for fact in outcome.facts if isinstance(fact, ElementEntered)) == ElementEntered("b")


def test_boundary_event_is_void_when_the_activity_is_done():
    play = Play(guarded(boundary("b", "A", SIGNAL)))
    outcome = play.do("A")
    assert play.open == ["B"]
    assert {closed.element_id: closed.reason for closed in outcome.closed} == {"A": "done", "b": "cancelled"}


def test_non_interrupting_boundary_event_goes_on_waiting():
    play = Play(guarded(boundary("b", "A", SIGNAL, interrupting=False)))
    wait_id = play.wait("b").wait_id
    for count in (1, 2, 3):
        outcome = play.deliver("b", n=count)
        assert outcome.closed == ()
        assert play.open == ["A", *["C"] * count, "b"]
    assert play.wait("b").wait_id == wait_id
    play.do("A")
    assert play.open == ["B", "C", "C", "C"]


def test_non_interrupting_timer_fires_once():
    play = Play(guarded(boundary("b", "A", event("timer", timer="PT1H"), interrupting=False)))
    play.fire("b")
    assert play.open == ["A", "C"]


def test_timer_cycle_opens_a_new_wait_each_time():
    play = Play(guarded(boundary("b", "A", event("timer", timer="R3/PT1H"), interrupting=False)))
    seen = []
    for hour in (1, 2, 3):
        wait = play.wait("b")
        assert wait.due_at == NOW + timedelta(hours=hour)
        seen.append(wait.wait_id)
        play.at(hours=1)
        play.fire("b")
    assert len(set(seen)) == 3
    assert play.open == ["A", "C", "C", "C"]


def test_a_late_cycle_is_not_made_up_for_but_keeps_its_grid():
    play = Play(guarded(boundary("b", "A", event("timer", timer="R/PT1H"), interrupting=False)))
    play.at(hours=5, minutes=30)
    play.fire("b")
    assert play.wait("b").due_at == NOW + timedelta(hours=6)


def test_boundary_timer_sees_the_local_variables_of_its_activity():
    task = user("A", inputs={"limit": '="PT2H"'})
    process = draw(start(), task, boundary("b", "A", event("timer", timer="=duration(limit)")), user("C"), flows="start>A b>C")
    assert Play(process).wait("b").due_at == NOW + timedelta(hours=2)


def test_conditional_boundary_event_fires_on_the_edge():
    play = Play(guarded(boundary("b", "A", event("conditional", when="n > 3"), interrupting=False)), {"n": 1})
    play.put(n=5)
    play.put(n=6)
    assert play.open == ["A", "C"], "it stays true: no second time"
    play.put(n=1)
    play.put(n=9)
    assert play.open == ["A", "C", "C"]


def test_interrupting_conditional_boundary_event():
    play = Play(guarded(boundary("b", "A", event("conditional", when="n > 3"))), {"n": 1})
    play.put(n=5)
    assert play.open == ["C"]
    assert Play(guarded(boundary("b", "A", event("conditional", when="n > 3"))), {"n": 5}).open == ["C"], "true from the start"


def test_a_signal_reaches_all_that_wait_in_this_instance_before_the_next_step():
    # the branch with the throw goes on to a script that must not run in the interrupted sub-process
    inside = sub("P", start("ps"), throw("t", SIGNAL), script("late", "ran", "true"), end("pe"), flows="ps>t t>late late>pe")
    process = draw(start(), inside, boundary("b", "P", SIGNAL), user("C"), end(), flows="start>P P>end b>C")
    play = Play(process)
    assert play.open == ["C"]
    assert play.variables == {}, "the automatic task after the interrupting event has run"
    assert play.entered()["late"] == 0
    assert play.of(SignalThrown) == [SignalThrown("t", "s", {})]


def test_signal_end_event_throws():
    process = draw(start(), parallel("f"), user("A"), end("e", SIGNAL), catch("c", SIGNAL), user("B"), flows="start>f f>A A>e f>c c>B")
    play = Play(process)
    play.do("A")
    assert play.of(SignalThrown) == [SignalThrown("e", "s", {})]
    assert play.open == ["B"]


def test_message_end_and_throw_events():
    process = draw(
        start(), throw("t", event("message", "m", key="=k"), inputs={"a": "=1"}), end("e", event("message", "=n")), flows="start>t t>e",
    )  # fmt: skip
    play = Play(process, {"k": "7", "n": "bye"})
    assert play.of(MessageThrown) == [MessageThrown("t", "m", "7", {"a": 1}), MessageThrown("e", "bye", None, {})]
    assert play.ended == "completed"


# Errors


@pytest.mark.parametrize(("caught", "thrown"), [("E1", "E1"), (None, "E1"), (None, None)])
def test_error_end_event_is_caught_by_the_boundary_event(caught, thrown):
    inside = sub("P", start("ps"), parallel("f"), user("A"), user("X"), end("pe", event("error", thrown)), flows="ps>f f>A f>X A>pe")
    process = draw(start(), inside, boundary("b", "P", event("error", caught)), user("C"), flows="start>P b>C")
    play = Play(process)
    outcome = play.do("A")
    assert play.open == ["C"], "the rest of the sub-process is gone"
    assert {closed.element_id for closed in outcome.closed} == {"A", "X"}
    assert EventCaught("b", "error", caught) in outcome.facts


def test_exact_code_comes_before_any_code_and_near_before_far():
    inner = sub("Q", start("qs"), user("A"), end("qe", event("error", "E1")), flows="qs>A A>qe")
    outer = sub("P", start("ps"), inner, boundary("other", "Q", event("error", "E2")), user("X"), flows="ps>Q other>X")
    process = draw(
        start(), outer, boundary("any", "P", event("error")), boundary("exact", "P", event("error", "E1")), user("B"), user("C"),
        flows="start>P any>B exact>C",
    )  # fmt: skip
    play = Play(process)
    play.do("A")
    assert play.open == ["C"]


def test_uncaught_error_end_event_ends_the_instance():
    play = Play(draw(start(), parallel("f"), user("A"), user("B"), end("e", event("error", "E1")), flows="start>f f>A f>B A>e"))
    outcome = play.do("A")
    assert outcome.ended == Ended("error", "e", "E1")
    assert play.open == []
    assert {closed.element_id: closed.reason for closed in outcome.closed} == {"A": "done", "B": "cancelled"}


def test_connector_error_is_caught_by_its_boundary_event():
    process = draw(
        start(), service("A"),
        boundary("b", "A", event("error", "E1"), outputs={"why": '=errorCode + ": " + errorMessage', "n": "=n"}), user("C"),
        flows="start>A b>C",
    )  # fmt: skip
    play = Play(process)
    outcome = play.fail("A", "E1", "no luck", n=3)
    assert play.open == ["C"]
    assert [closed.reason for closed in outcome.closed] == ["done"], "the connector has had its say"
    assert play.variables == {"why": "E1: no luck", "n": 3}


def test_uncaught_connector_error_is_an_incident_and_retry_begins_again():
    process = draw(start(), service("A"), boundary("t", "A", event("timer", timer="PT1H")), user("C"), flows="start>A A>C t>C")
    play = Play(process)
    wait_id = play.wait("A").wait_id
    outcome = play.fail("A", "E1", "no luck")
    assert play.open == ["A!error_not_caught"]
    assert {closed.element_id: closed.reason for closed in outcome.closed} == {"A": "done", "t": "cancelled"}
    play.retry("A")
    assert play.open == ["A", "t"]
    assert play.wait("A").wait_id != wait_id
    play.do("A")
    assert play.open == ["C"]


def test_child_error_is_caught_at_the_call_activity():
    process = draw(start(), call("A", "x"), boundary("b", "A", event("error", "E1")), user("C"), flows="start>A b>C")
    play = Play(process)
    play.fail("A", "E1")
    assert play.open == ["C"]


# Escalations


@pytest.mark.parametrize("interrupting", [True, False])
def test_escalation_from_inside(interrupting):
    inside = sub("P", start("ps"), throw("t", event("escalation", "E1")), user("A"), flows="ps>t t>A")
    process = draw(
        start(), inside, boundary("b", "P", event("escalation", "E1"), interrupting=interrupting), user("C"), flows="start>P b>C"
    )
    play = Play(process)
    assert play.open == (["C"] if interrupting else ["A", "C"])
    assert play.of(EscalationThrown) == [EscalationThrown("t", "E1", True)]


def test_uncaught_escalation_goes_on():
    play = Play(draw(start(), throw("t", event("escalation", "E1")), end("e", event("escalation", "E2")), flows="start>t t>e"))
    assert play.of(EscalationThrown) == [EscalationThrown("t", "E1", False), EscalationThrown("e", "E2", False)]
    assert play.ended == "completed"


def test_escalation_of_a_child():
    process = draw(
        start(), call("A", "x"), boundary("b", "A", event("escalation"), interrupting=False, outputs={"code": "=escalationCode"}),
        user("C"),
        flows="start>A b>C",
    )  # fmt: skip
    play = Play(process)
    play.escalate("A", "late")
    assert play.open == ["A", "C"]
    assert play.variables == {"code": "late"}


# Terminate


def test_terminate_ends_the_process():
    play = Play(draw(start(), parallel("f"), user("A"), user("B"), end("e", event("terminate")), flows="start>f f>A f>B A>e"))
    outcome = play.do("A")
    assert outcome.ended == Ended("terminated", "e")
    assert {closed.element_id: closed.reason for closed in outcome.closed} == {"A": "done", "B": "cancelled"}


def test_terminate_ends_only_its_own_scope():
    inside = sub("P", start("ps"), parallel("f"), user("A"), user("X"), end("pe", event("terminate")), flows="ps>f f>A f>X A>pe")
    process = draw(start(), parallel("g"), inside, user("B"), user("C"), flows="start>g g>P g>B P>C")
    play = Play(process)
    play.do("A")
    assert play.open == ["B", "C"]
    assert play.ended is None


# The whole


def test_cancel_ends_everything():
    inside = sub("P", start("ps"), user("A"), flows="ps>A")
    play = Play(draw(start(), parallel("f"), inside, boundary("b", "P", SIGNAL), user("B"), user("C"), flows="start>f f>P f>B b>C"))
    outcome = play.cancel()
    assert outcome.ended == Ended("cancelled")
    assert {closed.element_id: closed.reason for closed in outcome.closed} == dict.fromkeys(["A", "B", "b"], "cancelled")
    left = [fact.element_id for fact in outcome.facts if isinstance(fact, ElementLeft)]
    assert left.index("A") < left.index("P")
    assert outcome.facts[-1] == Ended("cancelled")


def test_a_wait_that_opens_and_closes_within_a_command_is_never_mentioned():
    inside = sub("P", start("ps"), plain_task("X"), flows="ps>X")
    play = Play(draw(start(), inside, boundary("b", "P", event("timer", timer="PT1H")), user("A"), flows="start>P P>A b>A"))
    assert [wait.element_id for wait in play.live.first.opened] == ["A"]
    assert play.live.first.closed == ()


@pytest.mark.parametrize("kind", ["message", "signal", "timer"])
def test_start_events(kind):
    on = event("timer", timer="R/PT1H") if kind == "timer" else event(kind, "go")
    process = draw(start(), start("s2", on), user("A"), user("B"), flows="start>A s2>B")
    play = Play(process, {"x": 1}, start="s2")
    assert play.open == ["B"]
    assert Play(process).open == ["A"], "by hand without naming it: the start without event"
    point = play.program.starts[1]
    assert (point.element_id, point.kind, point.name) == ("s2", kind, None if kind == "timer" else "go")
    if kind == "timer":
        first = point.schedule(NOW, play.environment.time_zone)
        assert first is not None
        assert first.due_at == NOW + timedelta(hours=1)
        second = first.next(first.due_at)
        assert second is not None
        assert second.due_at == NOW + timedelta(hours=2)


def test_an_exclusive_gateway_is_not_needed_to_throw():
    play = Play(draw(start(), exclusive("g"), throw("t", event("none")), end(), flows="start>g g>t t>end"))
    assert play.ended == "completed"


def test_a_milestone_sets_variables_by_its_output_mappings():
    play = Play(draw(start(), throw("t", event("none"), outputs={"status": '="dispatched"'}), user("A"), flows="start>t t>A"))
    assert play.variables == {"status": "dispatched"}
    assert play.of(VariablesChanged) == [VariablesChanged("t", {"status": "dispatched"}, {})]
