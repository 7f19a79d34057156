"""What cannot go on becomes an incident at its token: never a hang, never an exception, and it can be tried again."""

from __future__ import annotations

import pytest

from engine.bpmn import Environment, build
from engine.bpmn.outcome import ElementEntered, EventCaught, IncidentWait
from engine.kernel.errors import Conflict, InvalidInput

from .drawing import (
    again,
    boundary,
    call,
    catch,
    draw,
    each,
    end,
    event,
    event_gateway,
    exclusive,
    handler,
    parallel,
    plain_task,
    receive,
    script,
    service,
    start,
    sub,
    throw,
    user,
)
from .play import NOW, Play

FAILS = "nobody.here"


@pytest.mark.parametrize(
    "culprit",
    [
        script("X", "r", FAILS),
        user("X", assignee="=" + FAILS),
        user("X", candidate_groups="=5"),
        user("X", due_date="soon"),
        user("X", due_date="=5"),
        user("X", priority="=101"),
        user("X", inputs={"a": "=" + FAILS}),
        service("X", "=" + FAILS),
        service("X", retries="many"),
        call("X", "=null"),
        receive("X", "m", "=null"),
        receive("X", "=null"),
        catch("X", event("timer", timer="tomorrow")),
        catch("X", event("timer", timer="P")),
        catch("X", event("timer", timer="=5")),
        catch("X", event("timer", timer="R0/PT1H")),
        catch("X", event("timer", timer="R3/PT0S")),
        catch("X", event("timer", timer="R3/2020-01-01T00:00:00Z/PT1H")),
        catch("X", event("timer", timer="PT99999999H")),
        catch("X", event("signal", "=null")),
        throw("X", event("message", "=null")),
        throw("X", event("signal", "=" + FAILS)),
        end("X", event("error", "=" + FAILS)),
    ],
    ids=lambda node: f"{node.kind}",
)
def test_an_expression_that_fails_stops_one_token(culprit):
    process = draw(
        start(), parallel("f"), user("A"), culprit, user("Z"), flows="start>f f>A f>X" + ("" if culprit.kind == "endEvent" else " X>Z")
    )
    play = Play(process)
    assert len(play.open) == 2
    assert play.open[0] == "A"
    incident = play.wait("X")
    assert isinstance(incident, IncidentWait)
    assert incident.text.en and incident.text.zh and incident.text.en != incident.text.zh
    before = incident.wait_id
    play.retry("X")
    assert play.wait("X").wait_id != before, "a new attempt, a new incident"
    assert play.entered()["X"] == 1
    play.do("A")
    assert play.entered()["A"] == 1


def test_retry_after_a_correction():
    play = Play(draw(start(), script("X", "r", "n + 1"), user("A"), flows="start>X X>A"))
    assert play.open == ["X!expression_failed"]
    outcome = play.put(n=1)
    assert outcome.closed == ()
    outcome = play.retry("X")
    assert [closed.reason for closed in outcome.closed] == ["done"]
    assert play.variables == {"n": 1, "r": 2}
    assert sum(1 for fact in play.facts if fact == ElementEntered("X")) == 1


def test_an_output_mapping_that_fails_keeps_the_result():
    play = Play(draw(start(), user("A", outputs={"r": "=x + y"}), user("B"), flows="start>A A>B"))
    play.do("A", x=1)
    assert play.open == ["A!expression_failed"]
    assert play.variables == {}
    play.put(y=2)
    play.retry("A")
    assert play.variables == {"y": 2, "r": 3}
    assert play.open == ["B"]


def test_a_boundary_event_that_cannot_be_armed_stops_its_activity():
    play = Play(draw(start(), user("A"), boundary("b", "A", event("timer", timer="=due")), user("C"), flows="start>A b>C"))
    assert play.open == ["A!expression_failed"]
    play.put(due="2026-03-01T00:00:00Z")
    play.retry("A")
    assert play.open == ["A", "b"]


def test_an_event_sub_process_that_cannot_be_armed_stops_its_scope():
    react = handler("E", start("es", event("signal", "=name"), interrupting=False), end("ee"), flows="es>ee")
    play = Play(draw(start(), user("A"), react, flows="start>A"))
    assert play.open == ["process!expression_failed"]
    play.put(name="s")
    play.retry("process")
    assert play.open == ["A", "es"]


def test_feel_limits_are_incidents():
    play = Play(draw(start(), script("X", "r", "count(for i in 1..100000, j in 1..100000 return i)"), user("A"), flows="start>X X>A"))
    assert play.open == ["X!expression_limit"]


def test_a_value_that_holds_itself_many_times_is_an_incident():
    text = "{x0: [1 / 3], " + ", ".join(f"x{level}: [x{level - 1}, x{level - 1}]" for level in range(1, 50)) + "}.x49"
    run = build(draw(start(), script("X", "r", text), user("A"), flows="start>X X>A")).begin(Environment(now=NOW), {})
    assert [wait.code for wait in run.waits() if isinstance(wait, IncidentWait)] == ["expression_limit"]


def test_an_endless_loop_ends_at_the_ceiling_and_can_be_stopped():
    process = draw(start(), exclusive("m"), script("S", "n", "n + 1"), exclusive("g"), user("A"), flows="start>m m>S S>g g>A[stop] g>m*")
    play = Play(process, {"n": 0, "stop": False}, steps=300)
    assert len(play.open) == 1 and play.open[0].endswith("!steps_limit")
    reached = play.variables["n"]
    assert 90 < reached < 110
    element = play.open[0].partition("!")[0]
    play.retry(element)
    assert play.variables["n"] > reached, "a new command, new steps"
    play.put(stop=True)
    play.retry(play.open[0].partition("!")[0])
    assert play.open == ["A"]


def test_tokens_that_multiply_end_at_the_ceiling():
    process = draw(start(), exclusive("m"), parallel("f"), user("A"), flows="start>m m>f f>A f>m f>m")
    play = Play(process, steps=100_000, tokens=200)
    execution = play.live._execution
    assert execution.live <= 200
    assert {name.partition("!")[2] for name in play.open} <= {"", "tokens_limit", "steps_limit"}
    assert "f!tokens_limit" in play.open


@pytest.mark.parametrize("sequential", [True, False])
def test_a_crowd_of_instances_ends_at_the_ceiling_of_tokens(sequential):
    task = user("A", loop=each("for i in 1..300 return i", sequential=sequential))
    play = Play(draw(start(), task, user("Z"), flows="start>A A>Z"), tokens=100)
    assert play.open == (["A"] if sequential else ["A!tokens_limit"])
    if not sequential:
        play.limit(tokens=400)
        play.retry("A")
        assert len(play.open) == 300


def test_a_condition_that_has_come_is_not_looked_at_again_while_its_token_is_stuck():
    stuck = catch("c", event("conditional", when="n > 1"), outputs={"x": "=nobody.here"})
    for process in (
        draw(start(), stuck, user("Z"), flows="start>c c>Z"),
        draw(start(), event_gateway("g"), stuck, user("Z"), flows="start>g g>c c>Z"),
    ):
        play = Play(process, {"n": 2})
        for n in (0, 2, 0, 3):
            assert play.open == ["c!expression_failed"]
            play.put(n=n)
        assert len(play.of(EventCaught)) == 1


def test_standard_loop_without_end():
    play = Play(draw(start(), sub("P", start("ps"), plain_task("X"), flows="ps>X", loop=again("true")), flows="start>P"), steps=500)
    assert play.open[0].endswith("!steps_limit")


def test_after_the_end_everything_is_a_conflict():
    play = Play(draw(start(), user("A"), flows="start>A"))
    wait_id = play.wait("A").wait_id
    play.do("A")
    for run in (play.live, play.stored):
        for action in (
            lambda run=run: run.complete(wait_id, {}),
            run.cancel,
            lambda run=run: run.set_variables({"x": 1}),
            lambda run=run: run.retry(wait_id),
        ):
            with pytest.raises(Conflict):
                action()


def test_cancelling_closes_incidents():
    play = Play(draw(start(), script("X", "r", FAILS), flows="start>X"))
    outcome = play.cancel()
    assert [closed.element_id for closed in outcome.closed] == ["X"]


def test_an_interrupting_event_closes_incidents():
    inside = sub("P", start("ps"), script("X", "r", FAILS), flows="ps>X")
    play = Play(draw(start(), inside, boundary("b", "P", event("signal", "s")), user("C"), flows="start>P b>C"))
    assert play.open == ["X!expression_failed", "b"]
    play.deliver("b")
    assert play.open == ["C"]


def test_build_names_every_expression_that_is_not_feel():
    process = draw(start(), script("X", "r", "1 +"), user("A", assignee="=)"), exclusive("g"), end(), flows="start>X X>A A>g g>end[(]")
    with pytest.raises(InvalidInput) as refused:
        build(process)
    assert [fault.where for fault in refused.value.faults] == ["X", "A", "g>end"]


def test_no_such_start():
    program = build(draw(start("s1", event("message", "a")), start("s2", event("message", "b")), end(), flows="s1>end s2>end"))
    for name in (None, "nobody", "end"):
        with pytest.raises(InvalidInput):
            Play(program, start=name)


@pytest.mark.parametrize("value", ["[1..3]", "function(x) x", "10 ** 400 * 10 ** 400 * 0.1"])
def test_what_cannot_be_stored_is_an_incident_or_a_text(value):
    play = Play(draw(start(), script("X", "r", value), user("A"), flows="start>X X>A"))
    assert play.open in (["X!expression_failed"], ["A"])
