"""Who comes first: the same order in every run, and nothing happens to what an earlier event has ended."""

from __future__ import annotations

from engine.bpmn.outcome import ElementLeft, Ended, EventCaught

from .drawing import boundary, catch, draw, end, event, event_gateway, handler, parallel, plain_task, start, sub, throw, user
from .play import Play

SIGNAL = event("signal", "s")


def when(condition):
    return event("conditional", when=condition)


def test_cancelling_keeps_its_order_after_loading():
    inside = sub(
        "P", parallel("f"), event_gateway("g"), catch("c", SIGNAL, outputs={"x": "=nobody.here"}), catch("t", event("timer", timer="PT1H")),
        user("A"), user("B"), flows="f>g f>A g>c g>t A>B",
    )  # fmt: skip
    for whole, expected in ((False, ["B", "c", "P"]), (True, ["B", "c", "P"])):
        play = Play(draw(start(), inside, boundary("b", "P", event("signal", "out")), flows="start>P"))
        play.do("A")
        play.deliver("c")
        assert play.open == ["B", "b", "c!expression_failed"]
        outcome = play.cancel() if whole else play.deliver("b")
        assert [fact.element_id for fact in outcome.facts if isinstance(fact, ElementLeft) and fact.reason == "cancelled"] == expected


def test_conditions_are_looked_at_in_the_order_of_their_tokens():
    process = draw(
        start(), parallel("f"), user("A"), boundary("b", "A", when("n > 1"), interrupting=False), catch("c", when("n > 1")),
        user("X"), user("Y"),
        flows="start>f f>A f>c b>X c>Y",
    )  # fmt: skip
    play = Play(process, {"n": 0})
    play.put(n=2)
    assert [fact.element_id for fact in play.of(EventCaught)] == ["c", "b"]


def test_a_scope_that_is_about_to_finish_waits_for_a_handler_that_is_set_going():
    react = handler("E", start("es", SIGNAL, interrupting=False), user("H"), flows="es>H")
    inside = sub("P", catch("c1", when("go")), plain_task("X"), react, flows="c1>X")
    process = draw(
        start(), parallel("f"), inside, catch("c2", when("go")), plain_task("Y"), throw("t", SIGNAL), user("Z"),
        flows="start>f f>P f>c2 c2>Y Y>t P>Z",
    )  # fmt: skip
    play = Play(process, {"go": False})
    play.put(go=True)
    assert play.open == ["H", "es"]
    play.do("H")
    assert play.open == ["Z"]


def test_an_interrupted_scope_sets_no_other_handler_going():
    first = handler("E", start("es", SIGNAL), user("H"), end("ee", event("error", "E1")), flows="es>H H>ee")
    second = handler("F", start("fs", event("error")), user("G"), flows="fs>G")
    process = draw(start(), sub("P", user("A"), first, second), boundary("b", "P", event("error")), user("C"), flows="start>P b>C")
    play = Play(process)
    play.deliver("es")
    play.do("H")
    assert play.open == ["C"]


def test_a_signal_does_not_reach_what_it_has_already_ended():
    inside = sub("P", catch("c", SIGNAL), user("late"), flows="c>late")
    process = draw(
        start(),
        parallel("f"),
        inside,
        boundary("b", "P", SIGNAL),
        user("A"),
        throw("t", SIGNAL),
        user("C"),
        flows="start>f f>P f>A A>t b>C",
    )
    play = Play(process)
    play.do("A")
    assert play.open == ["C"]
    assert [fact.element_id for fact in play.of(EventCaught)] == ["b"]
    assert play.entered()["late"] == 0


def test_the_last_fact_is_the_end():
    play = Play(draw(start(), user("A"), end(), flows="start>A A>end"))
    outcome = play.do("A")
    assert outcome.facts[-1] == outcome.ended == Ended("completed")


def test_a_cycle_that_nobody_served_for_years():
    play = Play(
        draw(start(), user("A"), boundary("b", "A", event("timer", timer="R/PT1S"), interrupting=False), user("C"), flows="start>A b>C")
    )
    play.at(days=36_500)
    play.fire("b")
    assert play.open == ["A", "C", "b"]
