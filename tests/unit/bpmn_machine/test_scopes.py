"""Where variables live, and what sub-processes see."""

from __future__ import annotations

import pytest

from engine.bpmn.outcome import VariablesChanged
from engine.kernel.errors import Conflict

from .drawing import draw, each, end, parallel, script, start, sub, user
from .play import Play


def test_all_tokens_share_the_process_scope():
    play = Play(draw(start(), parallel("f"), user("A"), user("B"), flows="start>f f>A f>B"))
    play.do("A", x=1)
    assert play.live.variables_at(play.wait("B").wait_id) == {"x": 1}


def test_sub_process_without_inputs_shares_the_scope_around_it():
    inside = sub("P", start("ps"), script("S", "x", "2"), user("A"), flows="ps>S S>A")
    play = Play(draw(start(), inside, user("Z"), flows="start>P P>Z"), {"x": 1})
    assert play.variables == {"x": 2}


def test_sub_process_with_inputs_has_its_own_scope():
    inside = sub(
        "P",
        start("ps"),
        script("S", "x", "x + 1"),
        script("T", "y", "x * 10"),
        user("A"),
        flows="ps>S S>T T>A",
        inputs={"x": "=x + 1"},
        outputs={"r": "=x"},
    )
    play = Play(draw(start(), inside, user("Z"), flows="start>P P>Z"), {"x": 1})
    assert play.live.variables_at(play.wait("A").wait_id) == {"x": 3, "y": 30}
    assert play.variables == {"x": 1, "y": 30}
    play.do("A")
    assert play.variables == {"x": 1, "y": 30, "r": 3}
    assert [fact for fact in play.of(VariablesChanged) if "x" in fact.new] == [], "local variables are nobody else's"


def test_an_input_mapping_sees_those_before_it():
    play = Play(draw(start(), user("A", inputs={"a": "=x + 1", "b": "=a * 2"}), flows="start>A"), {"x": 1})
    assert play.live.variables_at(play.wait("A").wait_id) == {"x": 1, "a": 2, "b": 4}


def test_the_item_of_an_instance_can_be_changed_in_it():
    inside = sub(
        "P",
        start("ps"),
        script("S", "item", "item * 2"),
        end("pe"),
        flows="ps>S S>pe",
        loop=each("[1, 2]", "item", output_collection="r", output_item="item"),
    )
    play = Play(draw(start(), inside, user("Z"), flows="start>P P>Z"), {"item": "outside"})
    assert play.variables == {"item": "outside", "r": [2, 4]}


def test_set_variables_at_a_wait_reaches_its_local_scope():
    play = Play(draw(start(), user("A", inputs={"a": "=1"}), flows="start>A"), {"x": 1})
    play.put_at("A", a=5, x=2, new=3)
    assert play.live.variables_at(play.wait("A").wait_id) == {"a": 5, "x": 2, "new": 3}
    assert play.variables == {"x": 2, "new": 3}


def test_a_context_that_is_changed_does_not_change_an_older_fact():
    play = Play(draw(start(), user("A", outputs={"a.x": "=1"}), user("B", outputs={"a.y": "=2"}), flows="start>A A>B"))
    play.do("A")
    play.do("B")
    assert [fact.new for fact in play.of(VariablesChanged)] == [{"a": {"x": 1}}, {"a": {"x": 1, "y": 2}}]


def test_names_with_blanks():
    play = Play(draw(start(), script("S", "total price", "2"), script("T", "r", "total price * 2"), user("A"), flows="start>S S>T T>A"))
    assert play.variables == {"total price": 2, "r": 4}


def test_a_variable_that_was_never_set_is_null():
    play = Play(
        draw(
            start(),
            script("S", "x", "if never = null then 1 else 2"),
            script("T", "y", "x != null and never = null"),
            user("A"),
            flows="start>S S>T T>A",
        )
    )
    assert play.variables == {"x": 1, "y": True}


def test_a_variable_that_is_called_like_a_function_does_not_hide_it():
    play = Play(draw(start(), user("A"), script("S", "count", "count + count([1, 2])"), user("B"), flows="start>A A>S S>B"))
    play.do("A", count=5)
    assert play.variables == {"count": 7}


@pytest.mark.parametrize("wait_id", ["3!1", "3.1", "03", "1", ""])
def test_variables_are_seen_at_open_waits_only(wait_id):
    play = Play(draw(start(), user("A"), flows="start>A"))
    assert play.wait("A").wait_id == "3"
    with pytest.raises(Conflict):
        play.live.variables_at(wait_id)
