"""What cannot be executed as drawn is refused: each rule at the right element, in both languages, and nothing beside it."""

from __future__ import annotations

import pytest

from engine.bpmn.checking.findings import Level
from engine.bpmn.reading.diagram import lint_diagram, read_diagram
from engine.kernel.errors import InvalidInput
from tests.unit.bpmn_reader.drawing import draw, errors, flow, path, user_task
from tests.unit.bpmn_reader.rules import ERROR, ERROR_EVENT, RULES, TIMER_EVENT, Refused, boundary


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_each_rule_tells_its_element_and_nothing_else(rule: Refused) -> None:
    assert errors(rule.xml) == {(rule.code, where) for where in rule.where}


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_reading_raises_what_the_lint_tells(rule: Refused) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_diagram(rule.xml)
    assert {(fault.code, fault.where) for fault in caught.value.faults} == {(rule.code, where) for where in rule.where}
    assert caught.value.reason_code == "invalid_diagram"


def test_all_faults_are_told_at_once() -> None:
    body = path('<userTask id="A" name="A"/>', '<serviceTask id="W"/>', '<complexGateway id="x"/>')
    assert errors(draw(body)) == {
        ("nobody_to_do_it", "A"),
        ("service_task_without_connector", "W"),
        ("complex_gateway_not_supported", "x"),
    }


def test_facts_name_what_the_sentence_is_about() -> None:
    def facts(body: str, roots: str = "") -> list[dict[str, object]]:
        return [finding.fault.facts for finding in lint_diagram(draw(body, roots)) if finding.level is Level.ERROR]

    assert facts(path(user_task()) + flow("z", ("A", "nowhere"))) == [{"side": "target", "id": "nowhere"}]
    assert facts(path(user_task()) + boundary(TIMER_EVENT, host="nobody")) == [{"id": "nobody"}]
    twice = boundary(ERROR_EVENT) + boundary(ERROR_EVENT, event_id="b2")
    assert facts(path(user_task()) + twice, ERROR) == [{"kind": "error", "code": "x", "other": "b"}]
    mapping = '<zeebe:ioMapping><zeebe:output target="a"/></zeebe:ioMapping>'
    assert facts(path(user_task("A", mapping))) == [{"direction": "output", "target": "a"}]
