"""Names outside the diagram."""

from __future__ import annotations

from engine.bpmn.checking.references import Reference, check_references, references
from tests.unit.bpmn_reader.drawing import executable, extended, path, service_task, user_task
from tests.unit.bpmn_reader.rules import sub_process

DECIDE = '<zeebe:calledDecision decisionId="{}" resultVariable="r"/>'
PROCESS = executable(
    path(
        extended(
            '<userTask id="A" name="A"/>',
            '<zeebe:assignmentDefinition candidateGroups="clerk, lead,"/>',
            '<zeebe:formDefinition formId="request"/>',
        ),
        extended('<businessRuleTask id="R"/>', DECIDE.format("priority")),
        sub_process(service_task()),
        extended('<businessRuleTask id="R2"/>', DECIDE.format("=which")),
        user_task("B", "").replace('candidateGroups="clerk"', 'candidateGroups="=roles"'),
    )
)
KNOWN: dict[str, frozenset[str]] = {
    "decisions": frozenset({"priority"}),
    "forms": frozenset({"request"}),
    "connectors": frozenset({"notify"}),
    "roles": frozenset({"clerk", "lead"}),
}


def test_every_literal_reference_is_found() -> None:
    assert set(references(PROCESS)) == {
        Reference("A", "form", "request"),
        Reference("A", "role", "clerk"),
        Reference("A", "role", "lead"),
        Reference("R", "decision", "priority"),
        Reference("W", "connector", "notify"),
    }


def test_known_names_are_no_faults() -> None:
    assert check_references(PROCESS, **KNOWN) == ()


def test_each_unknown_name_is_told_at_its_element() -> None:
    nothing: dict[str, frozenset[str]] = dict.fromkeys(KNOWN, frozenset())
    faults = check_references(PROCESS, **nothing)
    assert {(fault.code, fault.where, fault.facts["name"]) for fault in faults} == {
        ("form_unknown", "A", "request"),
        ("role_unknown", "A", "clerk"),
        ("role_unknown", "A", "lead"),
        ("decision_unknown", "R", "priority"),
        ("connector_unknown", "W", "notify"),
    }
    assert all("Expected" in fault.en and "应" in fault.zh for fault in faults)
