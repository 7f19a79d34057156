"""The state as bytes: complete, small, constant over time, and refused when it is damaged."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn import Environment, build
from engine.bpmn.outcome import UserTaskWait
from engine.kernel.errors import Broken

from .drawing import boundary, draw, each, end, event, exclusive, handler, parallel, script, start, sub, user
from .play import NOW, Play

ENVIRONMENT = Environment(now=NOW)
LOOP = draw(start(), user("A"), exclusive("g"), end(), flows="start>A A>g g>A[again] g>end*")


def rich():
    inside = sub(
        "P",
        start("ps"),
        user("A"),
        script("X", "r", "nobody.here"),
        flows="ps>A ps>X",
        loop=each("[1, 2]", "item", output_collection="o", output_item="item"),
    )
    react = handler("E", start("es", event("signal", "s"), interrupting=False), user("H"), flows="es>H")
    timer = boundary("b", "P", event("timer", timer="R3/PT1H"), interrupting=False)
    return draw(start(), parallel("f"), inside, timer, user("B"), parallel("j"), react, user("C"), flows="start>f f>P f>B P>j B>j b>C j>C")


def test_size_and_number_of_tokens_do_not_grow_with_history():
    program = build(LOOP)
    run = program.begin(ENVIRONMENT, {"again": True})
    sizes = {}
    for round_ in range(1, 1001):
        run.complete(run.waits()[0].wait_id, {"again": True})
        if round_ in (10, 1000):
            sizes[round_] = len(run.snapshot())
            assert len(run._execution.tasks) == 2
    assert sizes[1000] <= sizes[10] * 1.1


def test_three_thousand_rounds_and_a_true_end():
    program = build(LOOP)
    run = program.begin(ENVIRONMENT, {"again": True})
    for round_ in range(3000):
        wait = run.waits()[0]
        assert isinstance(wait, UserTaskWait)
        assert wait.attempt == round_ + 1
        outcome = run.complete(wait.wait_id, {"again": round_ < 2999})
        assert (outcome.ended is not None) == (round_ == 2999)
    assert run.ended is not None
    assert run.ended.kind == "completed"
    assert run.waits() == ()


def test_three_thousand_automatic_rounds_in_one_command():
    process = draw(start(), exclusive("m"), script("S", "n", "n + 1"), exclusive("g"), end(), flows="start>m m>S S>g g>m[n < 3000] g>end*")
    play = Play(process, {"n": 0})
    assert play.variables == {"n": 3000}
    assert play.ended == "completed"


def test_a_thousand_automatic_tasks_in_a_row():
    names = [f"S{index}" for index in range(1000)]
    chain = " ".join(f"{one}>{two}" for one, two in zip(["start", *names], [*names, "end"], strict=True))
    play = Play(draw(start(), *(script(name, "n", "n + 1") for name in names), end(), flows=chain), {"n": 0})
    assert play.variables == {"n": 1000}
    assert play.ended == "completed"


def test_deeply_nested_sub_processes():
    inner = sub("P0", user("A"))
    for depth in range(1, 60):
        inner = sub(f"P{depth}", inner)
    play = Play(draw(start(), inner, end(), flows=f"start>{inner.id} {inner.id}>end"))
    play.do("A")
    assert play.ended == "completed"


def test_a_program_that_is_built_anew_reads_it():
    run = build(rich()).begin(ENVIRONMENT, {"x": 1})
    again = build(rich()).load(run.snapshot(), ENVIRONMENT)
    assert again.waits() == run.waits()
    assert again.variables == run.variables
    assert again.snapshot() == run.snapshot()


def test_large_states_are_compressed():
    run = build(LOOP).begin(ENVIRONMENT, {"text": "all work and no play " * 5000})
    snapshot = run.snapshot()
    assert len(snapshot) < 2000
    assert build(LOOP).load(snapshot, ENVIRONMENT).variables == run.variables


def test_an_ended_instance_keeps_its_variables_and_how_it_ended():
    program = build(LOOP)
    run = program.begin(ENVIRONMENT, {})
    run.complete(run.waits()[0].wait_id, {"again": False})
    loaded = program.load(run.snapshot(), ENVIRONMENT)
    assert loaded.ended == run.ended
    assert loaded.variables == {"again": False}


def test_another_process_is_refused():
    snapshot = build(LOOP).begin(ENVIRONMENT, {}).snapshot()
    with pytest.raises(Broken):
        build(draw(start(), user("A"), flows="start>A", id="other")).load(snapshot, ENVIRONMENT)


def test_an_element_that_is_gone_is_refused():
    snapshot = build(LOOP).begin(ENVIRONMENT, {}).snapshot()
    with pytest.raises(Broken):
        build(draw(start(), user("B"), flows="start>B")).load(snapshot, ENVIRONMENT)


@given(st.data())
def test_a_changed_byte_is_always_noticed(data):
    program = build(rich())
    snapshot = bytearray(program.begin(ENVIRONMENT, {"text": "x" * data.draw(st.sampled_from([10, 9000]))}).snapshot())
    position = data.draw(st.integers(0, len(snapshot) - 1))
    snapshot[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Broken):
        program.load(bytes(snapshot), ENVIRONMENT)


@given(st.binary(max_size=60))
def test_any_bytes_are_refused(noise):
    with pytest.raises(Broken):
        build(LOOP).load(noise, ENVIRONMENT)


def test_a_state_that_lies_is_refused():
    import zlib

    for tokens in ([[1]], [[1, "#process", 5]], [[1, "#process", 0, 32, 2], [2, "A", 7, 32, 2]], 5, [[1, "A", 0, 32, 2], []], [None]):
        body = json.dumps({"process": "process", "last": 2, "variables": {}, "entries": {}, "ended": None, "tokens": tokens}).encode()
        with pytest.raises(Broken):
            build(LOOP).load(b"\x01\x00" + zlib.crc32(body).to_bytes(4, "big") + body, ENVIRONMENT)


def test_every_state_of_a_rich_process_survives():
    play = Play(rich())
    assert play.open == ["A", "A", "B", "X!expression_failed", "X!expression_failed", "b", "es"]
    play.put(nobody={"here": 1})
    play.retry("X")
    play.deliver("es")
    play.at(hours=1)
    play.fire("b")
    play.do("B")
    play.retry("X")
    play.do("A")
    play.do("A")
    assert play.open == ["C", "C", "H", "es"]
    for name in ("C", "C", "H"):
        play.do(name)
    assert play.ended == "completed"
    assert play.variables["o"] == [1, 2]
