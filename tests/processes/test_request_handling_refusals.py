"""What request handling does not let happen: the wrong person, an incomplete form, a message from somebody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.bootstrap import Engine
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Forbidden, InvalidInput, NotFound, Refusal
from tests.processes.on_engine import EngineStage
from tests.processes.scenario import Scenario, Step, play, read_scenarios

SCENARIOS = read_scenarios("request_handling")


def staged(engine: Engine, clock: ManualClock, scenario: Scenario, until: str) -> tuple[EngineStage, Step]:
    """The scenario played up to the first step at the element ``until``, and that step."""
    place = next(place for place, step in enumerate(scenario.steps) if until in (step.do, step.message))
    stage = EngineStage(engine, clock, SCENARIOS, scenario)
    play(stage, replace(scenario, steps=scenario.steps[:place]))
    stage.move_to(scenario.steps[place].at)
    return stage, scenario.steps[place]


@pytest.mark.parametrize("element", ["diagnose", "take_over", "solve", "tell_requester", "confirm", "call_back_requester", "close_request"])
@pytest.mark.parametrize("somebody_else", ["wang_requester", "hua_supplier", "monitoring"])
def test_only_those_whose_turn_it_is_may_act(sqlite_engine: Engine, clock: ManualClock, element: str, somebody_else: str) -> None:
    stage, step = staged(sqlite_engine, clock, SCENARIOS.scenarios["dispatched"], element)
    with pytest.raises(Refusal) as refused:
        stage.do(replace(step, by=somebody_else))
    assert isinstance(refused.value, Forbidden | NotFound)
    assert element in stage.seen().tasks


def test_who_asks_for_a_change_may_not_approve_it(sqlite_engine: Engine, clock: ManualClock) -> None:
    zhao = replace(SCENARIOS.people["zhao_engineer"], roles=("service_engineer", "department_manager"))
    people = {**SCENARIOS.people, zhao.name: zhao}
    scenario = SCENARIOS.scenarios["change_approved"]
    place = next(place for place, step in enumerate(scenario.steps) if step.do == "approve_change")
    stage = EngineStage(sqlite_engine, clock, replace(SCENARIOS, people=people), scenario)
    play(stage, replace(scenario, steps=scenario.steps[:place]))
    with pytest.raises(Forbidden) as refused:
        stage.do(replace(scenario.steps[place], by="zhao_engineer"))
    assert refused.value.reason_code == "four_eyes"


@pytest.mark.parametrize(
    ("scenario", "element", "missing"),
    [
        ("solved_at_first_contact", "diagnose", "solution"),
        ("dispatched", "diagnose", "dispatch_note"),
        ("out_of_scope", "diagnose", "in_charge"),
        ("supplier_involved", "solve", "supplier_order"),
        ("waiting_for_requester", "solve", "question"),
        ("change_approved", "solve", "change_back_out"),
        ("reopened", "tell_requester", "told_text"),
        ("dispatched", "call_back_requester", "call_back_score"),
        ("taken_over_late", "close_request", "breach_cause"),
    ],
)
def test_what_a_step_needs_must_be_given(sqlite_engine: Engine, clock: ManualClock, scenario: str, element: str, missing: str) -> None:
    stage, step = staged(sqlite_engine, clock, SCENARIOS.scenarios[scenario], element)
    submission = {name: value for name, value in step.submit.items() if name != missing}
    with pytest.raises(InvalidInput) as refused:
        stage.do(replace(step, submit=submission))
    assert [fault.where for fault in refused.value.faults] == [missing]


def test_who_caused_a_breach_is_not_asked_where_there_is_none(sqlite_engine: Engine, clock: ManualClock) -> None:
    stage, step = staged(sqlite_engine, clock, SCENARIOS.scenarios["dispatched"], "close_request")
    stage.do(replace(step, submit={**step.submit, "breach_cause": "customer"}))
    assert "breach_cause" not in stage.seen().variables


def test_nobody_but_the_requester_and_the_desk_withdraws_a_request(sqlite_engine: Engine, clock: ManualClock) -> None:
    stage, step = staged(sqlite_engine, clock, SCENARIOS.scenarios["withdrawn_while_worked_on"], "request_cancelled")
    for somebody_else in ("wang_requester", "hua_supplier", "zhao_engineer"):
        with pytest.raises(Refusal):
            stage.send(replace(step, by=somebody_else))
    assert stage.seen().ended is None


def test_an_alarm_is_raised_by_monitoring_and_checked(sqlite_engine: Engine, clock: ManualClock) -> None:
    scenario = SCENARIOS.scenarios["alarm"]
    stage = EngineStage(sqlite_engine, clock, SCENARIOS, scenario)
    with pytest.raises(Refusal):
        stage.start(replace(scenario.start, by="hua_supplier"))
    with pytest.raises(InvalidInput) as refused:
        stage.start(replace(scenario.start, submit={**scenario.start.submit, "service": "no_such_service", "impact": "huge"}))
    assert {fault.where for fault in refused.value.faults} == {"service", "impact"}
