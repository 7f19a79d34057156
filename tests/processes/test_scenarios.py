"""Every scenario of every procedure runs to its end, on the machine alone and on the engine, with the same result."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from engine.bootstrap import Engine
from engine.bpmn import read_diagram
from engine.bpmn.model import NodeKind, Scope
from engine.kernel.clock import ManualClock
from tests.processes.on_engine import EngineStage
from tests.processes.on_machine import MachineStage
from tests.processes.scenario import PROCEDURES, Scenario, Scenarios, Seen, bundle_files, number_series_of, play, read_scenarios

SCENARIOS: Mapping[str, Scenarios] = {procedure: read_scenarios(procedure) for procedure in PROCEDURES}
EACH = [
    pytest.param(procedure, scenario, id=f"{procedure}-{scenario.id}")
    for procedure in PROCEDURES
    for scenario in SCENARIOS[procedure].scenarios.values()
]
each_procedure = pytest.mark.parametrize("procedure", PROCEDURES)


@cache
def kept_alive(procedure: str) -> Mapping[str, Seen]:
    """What comes of each scenario where nothing is ever saved or loaded."""
    return {each.id: play_on_machine(procedure, each) for each in SCENARIOS[procedure].scenarios.values()}


def play_on_machine(procedure: str, scenario: Scenario) -> Seen:
    number = f"{number_series_of(procedure)}-{scenario.start.at.year}-{scenario.number_ending:04d}"
    return play(MachineStage(bundle_files(procedure), SCENARIOS[procedure].people, scenario, number), scenario)


@pytest.mark.parametrize(("procedure", "scenario"), EACH)
def test_scenario_ends_the_same_saved_and_loaded_as_kept_alive(
    engine: Engine, clock: ManualClock, procedure: str, scenario: Scenario
) -> None:
    seen = play(EngineStage(engine, clock, SCENARIOS[procedure], scenario), scenario)
    alive = kept_alive(procedure)[scenario.id]
    assert seen.path == alive.path
    assert dict(seen.variables) == dict(alive.variables)
    assert seen.clocks == alive.clocks
    assert (seen.ended, seen.notices) == (alive.ended, alive.notices) != (None, 0)


@each_procedure
def test_every_element_and_flow_is_on_the_path_of_some_scenario(procedure: str) -> None:
    left = {element for seen in kept_alive(procedure).values() for element, _ in seen.path}
    taken = {flow for seen in kept_alive(procedure).values() for _, flows in seen.path for flow in flows}
    nodes, flows = _drawn(procedure)
    assert sorted(nodes - left) == []
    assert sorted(flows - taken) == []


@each_procedure
def test_every_form_is_used_by_a_task_or_a_scenario(procedure: str) -> None:
    steps = [step for scenario in SCENARIOS[procedure].scenarios.values() for step in (scenario.start, *scenario.steps)]
    used = _forms(_scope(procedure)) | {step.form for step in steps if step.form}
    assert used == {path.removesuffix(".form") for path in bundle_files(procedure) if path.endswith(".form")}


def _scope(procedure: str) -> Scope:
    (process,) = read_diagram(bundle_files(procedure)[f"{procedure}.bpmn"]).processes
    return process.scope


def _drawn(procedure: str) -> tuple[set[str], set[str]]:
    """Ids of all nodes and flows, those inside sub-processes too. An event sub-process is there when its start event is."""
    nodes: set[str] = set()
    flows: set[str] = set()
    open_scopes = [_scope(procedure)]
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
