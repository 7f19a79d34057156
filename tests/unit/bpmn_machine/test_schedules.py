"""Random schedules over all shapes: the pruned, the stored and the whole run agree on everything that can be seen (see ``play``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.bpmn import build
from engine.bpmn.outcome import ChildWait, ConnectorWait, IncidentWait, Outcome, TimerWait, UserTaskWait, Wait

from .play import Play
from .shapes import SHAPES

PROGRAMS = {name: build(process) for name, process in SHAPES.items()}
VARIABLES = st.fixed_dictionaries(
    {"a": st.booleans(), "b": st.booleans(), "c": st.booleans(), "n": st.integers(0, 3)},
)
START = {"a": True, "b": False, "c": False, "n": 1}


def one_step(play: Play, data: st.DataObject) -> Outcome:
    """Do one of the things that can be done now."""
    waits = play.live.waits()
    choice = data.draw(st.integers(0, len(waits)), label="which")
    variables = data.draw(VARIABLES, label="variables")
    if choice == len(waits):
        return play.put(**variables)
    return play.by_id(action(waits[choice], variables, data.draw(st.integers(0, 3), label="how")))


def action(wait: Wait, variables: dict[str, Any], how: int) -> Callable[[Any], Outcome]:  # noqa: PLR0911 - a table
    wait_id = wait.wait_id
    match wait:
        case IncidentWait():
            return lambda run: run.retry(wait_id)
        case TimerWait():
            return lambda run: run.fire(wait_id)
        case ConnectorWait() | ChildWait() if how == 1:
            return lambda run: run.throw_error(wait_id, "E1", "no luck", variables)
        case ConnectorWait() | ChildWait() if how == 2:
            return lambda run: run.throw_error(wait_id, "E9", "no luck")
        case ChildWait() if how == 3:
            return lambda run: run.throw_escalation(wait_id, "E1", variables)
        case UserTaskWait() | ConnectorWait() | ChildWait():
            return lambda run: run.complete(wait_id, variables)
        case _:
            return lambda run: run.deliver(wait_id, variables)


@pytest.mark.parametrize("name", SHAPES)
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_three_runs_agree(name, data):
    play = Play(PROGRAMS[name], START, steps=2_000, tokens=60)
    for _ in range(data.draw(st.integers(1, 25), label="steps")):
        if play.ended:
            break
        one_step(play, data)
    balance(play)


def balance(play: Play) -> None:
    """Whatever was entered was left, or a token still stands there; once ended, nothing stands anywhere."""
    from collections import Counter

    from engine.bpmn.machine.tokens import ENTER
    from engine.bpmn.outcome import ElementLeft

    left = Counter(fact.element_id for fact in play.facts if isinstance(fact, ElementLeft))
    tokens = play.live._execution.tasks.values()
    standing = Counter(token.task_spec.element_id for token in tokens if token.task_spec.is_drawn and token.stage > ENTER)
    assert play.entered() == left + (Counter() if play.ended else standing)


@pytest.mark.parametrize("name", SHAPES)
def test_running_never_changes_the_shared_spec(name):
    program = PROGRAMS[name]

    def state() -> list[Any]:
        return [
            (name, spec._inputs[:], spec._outputs[:], spec.exits, spec.incoming, dict(spec.data))
            for name, spec in program.spec.task_specs.items()
        ]

    before = state()
    play = Play(program, START)
    for _ in range(10):
        if play.ended or not play.live.waits():
            break
        wait = play.live.waits()[0]
        play.by_id(action(wait, START, 0))
    assert state() == before
