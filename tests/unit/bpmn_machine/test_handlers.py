"""Event sub-processes: set going by an event, interrupting or not."""

from __future__ import annotations

import pytest

from engine.bpmn.outcome import EscalationThrown

from .drawing import boundary, draw, end, event, handler, start, sub, throw, user
from .play import Play

SIGNAL = event("signal", "s")


def reaction(what, *, interrupting, then="H"):
    return handler("E", start("es", what, interrupting=interrupting), user(then), end("ee"), flows=f"es>{then} {then}>ee")


@pytest.mark.parametrize("what", [event("message", "m", key="=id"), SIGNAL, event("timer", timer="PT1H")])
@pytest.mark.parametrize("interrupting", [True, False])
def test_event_sub_process(what, interrupting):
    play = Play(draw(start(), user("A"), end(), reaction(what, interrupting=interrupting), flows="start>A A>end"), {"id": 1})
    assert play.open == ["A", "es"]
    if what.kind == "timer":
        play.fire("es")
    else:
        play.deliver("es", x=1)
        assert play.variables == {"id": 1, "x": 1}
    watching = ["es"] if not interrupting and what.kind != "timer" else []
    assert play.open == sorted(["H", *watching, *([] if interrupting else ["A"])])
    if not interrupting:
        play.do("A")
        assert play.ended is None, "the event sub-process is part of its scope"
    play.do("H")
    assert play.ended == "completed"


def test_event_sub_process_may_run_several_times():
    play = Play(draw(start(), user("A"), reaction(SIGNAL, interrupting=False), flows="start>A"))
    play.deliver("es")
    play.deliver("es")
    assert play.open == ["A", "H", "H", "es"]


def test_event_sub_process_on_a_condition():
    play = Play(draw(start(), user("A"), reaction(event("conditional", when="n > 3"), interrupting=True), flows="start>A"), {"n": 1})
    assert play.open == ["A"]
    play.put(n=4)
    assert play.open == ["H"]


def test_error_event_sub_process_does_not_run_at_once_and_catches():
    inside = sub(
        "P", start("ps"), user("A"), end("pe", event("error", "E1")), reaction(event("error", "E1"), interrupting=True), flows="ps>A A>pe"
    )
    process = draw(start(), inside, boundary("b", "P", event("error")), user("B"), user("C"), flows="start>P P>B b>C")
    play = Play(process)
    assert play.open == ["A"]
    play.do("A")
    assert play.open == ["H"], "the event sub-process is nearer than the boundary event"
    play.do("H")
    assert play.open == ["B"], "the sub-process has ended as planned"


def test_error_thrown_by_the_handler_goes_outward():
    react = handler("E", start("es", event("error")), end("ee", event("error", "E2")), flows="es>ee")
    inside = sub("P", start("ps"), user("A"), end("pe", event("error", "E1")), react, flows="ps>A A>pe")
    play = Play(draw(start(), inside, boundary("b", "P", event("error")), user("C"), flows="start>P b>C"))
    play.do("A")
    assert play.open == ["C"]


@pytest.mark.parametrize("interrupting", [True, False])
def test_escalation_event_sub_process(interrupting):
    react = reaction(event("escalation", "E1"), interrupting=interrupting)
    play = Play(draw(start(), user("A"), throw("t", event("escalation", "E1")), user("B"), react, flows="start>A A>t t>B"))
    assert play.open == ["A"]
    play.do("A")
    assert play.open == (["H"] if interrupting else ["B", "H"])


def test_an_escalation_in_the_handler_does_not_set_it_going_again():
    react = handler(
        "E", start("es", event("escalation"), interrupting=False), throw("t2", event("escalation", "E1")), end("ee"), flows="es>t2 t2>ee"
    )
    play = Play(draw(start(), throw("t", event("escalation", "E1")), end(), react, flows="start>t t>end"))
    assert play.ended == "completed"
    assert [fact.caught for fact in play.of(EscalationThrown)] == [True, False]


def test_interrupting_event_sub_process_ends_all_other_watching_in_its_scope():
    react = reaction(SIGNAL, interrupting=True)
    other = handler("E2", start("es2", event("signal", "other"), interrupting=False), user("H2"), flows="es2>H2")
    inside = sub("P", start("ps"), user("A"), react, other, flows="ps>A")
    play = Play(draw(start(), inside, boundary("b", "P", event("signal", "out")), user("C"), flows="start>P b>C"))
    assert play.open == ["A", "b", "es", "es2"]
    play.deliver("es")
    assert play.open == ["H", "b"], "the boundary event watches the sub-process as a whole"
    play.deliver("b")
    assert play.open == ["C"]


def test_watching_ends_with_the_scope():
    inside = sub("P", start("ps"), user("A"), reaction(SIGNAL, interrupting=False), flows="ps>A")
    play = Play(draw(start(), inside, user("B"), flows="start>P P>B"))
    outcome = play.do("A")
    assert play.open == ["B"]
    assert {closed.element_id: closed.reason for closed in outcome.closed} == {"A": "done", "es": "cancelled"}


def test_a_handler_that_is_set_going_by_the_last_step_of_its_scope_is_waited_for():
    inside = sub("P", start("ps"), user("A"), throw("t", SIGNAL), reaction(SIGNAL, interrupting=False), flows="ps>A A>t")
    play = Play(draw(start(), inside, user("B"), flows="start>P P>B"))
    play.do("A")
    assert play.open == ["H", "es"]
    play.do("H")
    assert play.open == ["B"]
