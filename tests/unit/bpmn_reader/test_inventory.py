"""Every place for an expression is in the inventory: nothing can hide an expression from the checks."""

from __future__ import annotations

import re

from engine.bpmn.checking.inventory import expressions
from tests.unit.bpmn_reader.drawing import draw, errors, executable, extended, flow, path
from tests.unit.bpmn_reader.rules import catch, sub_process, timer

TITLE = '<extensionElements><zeebe:properties><zeebe:property name="zhidu:title" value="=x1"/></zeebe:properties></extensionElements>'
MESSAGE = (
    '<message id="M" name="=x2"><extensionElements><zeebe:subscription correlationKey="=x3"/></extensionElements></message>'
    '<signal id="G" name="=x25"/><error id="E" errorCode="=x26"/><escalation id="C" escalationCode="=x27"/>'
)
EVERYWHERE = (
    path(
        extended(
            '<userTask id="A" name="A"><standardLoopCharacteristics><loopCondition>x4</loopCondition>'
            "</standardLoopCharacteristics></userTask>",
            '<zeebe:assignmentDefinition assignee="=x5" candidateGroups="=x6" candidateUsers="=x7"/>',
            '<zeebe:taskSchedule dueDate="=x8" followUpDate="=x9"/>',
            '<zeebe:priorityDefinition priority="=x10"/>',
            '<zeebe:ioMapping><zeebe:input source="=x11" target="i"/><zeebe:output source="=x12" target="o"/></zeebe:ioMapping>',
        ),
        extended('<scriptTask id="K"/>', '<zeebe:script expression="=x13" resultVariable="r"/>'),
        extended('<businessRuleTask id="R"/>', '<zeebe:calledDecision decisionId="=x14" resultVariable="r"/>'),
        extended('<serviceTask id="W"/>', '<zeebe:taskDefinition type="=x15" retries="=x16"/>'),
        extended('<callActivity id="L"/>', '<zeebe:calledElement processId="=x17"/>'),
        sub_process(
            catch(timer("timeDuration", "=x18"), "c1")
            + catch('<messageEventDefinition messageRef="M"/>', "c2")
            + flow("z1", ("c1", "c2"))
            + catch("<conditionalEventDefinition><condition>x19</condition></conditionalEventDefinition>", "c3")
            + flow("z2", ("c2", "c3"))
            + '<endEvent id="ce"/>'
            + flow("z3", ("c3", "ce"), None)
        ),
        '<task id="T"><multiInstanceLoopCharacteristics><extensionElements>'
        '<zeebe:loopCharacteristics inputCollection="=x20" outputCollection="all" outputElement="=x21"/></extensionElements>'
        "<completionCondition>x22</completionCondition></multiInstanceLoopCharacteristics></task>",
        '<task id="N"><multiInstanceLoopCharacteristics><loopCardinality>x23</loopCardinality></multiInstanceLoopCharacteristics></task>',
        '<exclusiveGateway id="g" default="d"/>',
        '<intermediateThrowEvent id="v1"><signalEventDefinition signalRef="G"/></intermediateThrowEvent>',
        '<intermediateThrowEvent id="v2"><escalationEventDefinition escalationRef="C"/></intermediateThrowEvent>',
    )
    + '<endEvent id="e2"><errorEventDefinition errorRef="E"/></endEvent>'
    + flow("d", ("g", "e2"))
)
CONDITIONED = re.sub(r'(<sequenceFlow id="f9"[^>]*>)', r"\1<conditionExpression>=x24</conditionExpression>", EVERYWHERE)


def test_every_expression_of_the_diagram_is_listed() -> None:
    listed = list(expressions(executable(TITLE + CONDITIONED, MESSAGE)))
    named = {name for _, _, text in listed for name in re.findall(r"\bx\d+\b", text)}
    assert named == {f"x{number}" for number in range(1, 28)}


def test_places_and_elements_are_named() -> None:
    listed = {text: (element, place) for element, place, text in expressions(executable(TITLE + CONDITIONED, MESSAGE))}
    assert listed["x1"] == ("P", "zhidu:title")
    assert listed["x3"] == ("c2", "correlation key")
    assert listed["x11"] == ("A", "input i")
    assert listed["x18"] == ("c1", "timeDuration")
    assert listed["x24"] == ("f9", "condition")


def test_python_in_any_place_is_refused_by_the_parser() -> None:
    """Each ``x1``, ``x2`` … replaced by text that is Python and not FEEL."""
    for number in range(1, 28):
        broken = re.sub(rf"\bx{number}\b", "[i async for i in x]", TITLE + CONDITIONED)
        roots = re.sub(rf"\bx{number}\b", "[i async for i in x]", MESSAGE)
        assert {code for code, _ in errors(draw(broken, roots))} == {"feel_invalid"}, number
