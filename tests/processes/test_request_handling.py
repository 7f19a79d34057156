"""Every scenario of request handling runs to its end, on the machine alone and on the engine, with the same result."""

from __future__ import annotations

import re
import tomllib

import pytest

from engine.bootstrap import Engine
from engine.bpmn import read_diagram
from engine.bpmn.model import NodeKind, Scope
from engine.kernel.clock import ManualClock
from tests.processes.on_engine import EngineStage
from tests.processes.on_machine import MachineStage
from tests.processes.scenario import Scenario, Seen, bundle_files, play, read_scenarios

PROCEDURE = "request_handling"
SCENARIOS = read_scenarios(PROCEDURE)
FILES = bundle_files(PROCEDURE)


def play_on_machine(scenario: Scenario) -> Seen:
    number = f"GL-ITSMS-QR-REQ-{scenario.start.at.year}-{scenario.number_ending:04d}"
    return play(MachineStage(FILES, SCENARIOS.people, scenario, number), scenario)


@pytest.fixture(scope="module")
def kept_alive() -> dict[str, Seen]:
    """What comes of each scenario where nothing is ever saved or loaded."""
    return {scenario.id: play_on_machine(scenario) for scenario in SCENARIOS.scenarios.values()}


@pytest.mark.parametrize("scenario", SCENARIOS.scenarios.values(), ids=list(SCENARIOS.scenarios))
def test_scenario_ends_the_same_saved_and_loaded_as_kept_alive(
    engine: Engine, clock: ManualClock, scenario: Scenario, kept_alive: dict[str, Seen]
) -> None:
    seen = play(EngineStage(engine, clock, SCENARIOS, scenario), scenario)
    alive = kept_alive[scenario.id]
    assert seen.path == alive.path
    assert dict(seen.variables) == dict(alive.variables)
    assert seen.clocks == alive.clocks
    assert (seen.ended, seen.notices) == (alive.ended, alive.notices) != (None, 0)


def test_every_element_and_flow_is_on_the_path_of_some_scenario(kept_alive: dict[str, Seen]) -> None:
    left = {element for seen in kept_alive.values() for element, _ in seen.path}
    taken = {flow for seen in kept_alive.values() for _, flows in seen.path for flow in flows}
    nodes, flows = _drawn()
    assert sorted(nodes - left) == []
    assert sorted(flows - taken) == []


def test_every_form_is_used_by_a_task_or_a_scenario() -> None:
    steps = [step for scenario in SCENARIOS.scenarios.values() for step in (scenario.start, *scenario.steps)]
    used = _forms(_scope()) | {step.form for step in steps if step.form}
    assert used == {path.removesuffix(".form") for path in FILES if path.endswith(".form")}


def test_every_status_that_a_case_takes_has_words_in_both_languages() -> None:
    facts = tomllib.loads(FILES["procedure.toml"].decode("utf-8"))["facts"]
    (status,) = (fact for fact in facts if fact["variable"] == "status")
    diagram = FILES["request_handling.bpmn"].decode("utf-8")
    taken = set(re.findall(r'source="=&quot;(\w+)&quot;" target="status"', diagram)) | {"at_desk"}
    assert {choice["value"] for choice in status["choices"]} == taken


def _scope() -> Scope:
    (process,) = read_diagram(FILES["request_handling.bpmn"]).processes
    return process.scope


def _drawn() -> tuple[set[str], set[str]]:
    """Ids of all nodes and flows, those inside sub-processes too. An event sub-process is there when its start event is."""
    nodes: set[str] = set()
    flows: set[str] = set()
    open_scopes = [_scope()]
    while open_scopes:
        scope = open_scopes.pop()
        flows |= set(scope.flows)
        for node in scope.nodes.values():
            if node.kind is not NodeKind.EVENT_SUB_PROCESS:
                nodes.add(node.id)
            if node.scope is not None:
                open_scopes.append(node.scope)
    return nodes, flows


def _forms(scope: Scope) -> set[str]:
    found: set[str] = set()
    for node in scope.nodes.values():
        form = getattr(node.detail, "form_id", None)
        found |= {form} if form else set()
        found |= _forms(node.scope) if node.scope is not None else set()
    return found
