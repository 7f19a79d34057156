"""No expression in a diagram can run Python: every place is reached by a running instance, with a text that would leave a file behind."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from engine.bpmn import Environment, build, expressions, read_diagram
from engine.bpmn.model import Process
from engine.kernel.errors import InvalidInput
from tests.unit.bpmn_reader.drawing import draw, extended, path, user_task
from tests.unit.bpmn_reader.rules import boundary, catch, each, event, gateway, looped, sub_process, timer
from tests.unit.bpmn_reader.test_inventory import CONDITIONED, MESSAGE, TITLE

NOW = datetime(2026, 1, 31, 9, tzinfo=UTC)
PERSON = '<userTask id="A" name="A"/>'
THROW = '<intermediateThrowEvent id="t"><{0}EventDefinition {0}Ref="X"/></intermediateThrowEvent>'
CATCH = '<intermediateCatchEvent id="t"><messageEventDefinition messageRef="X"/></intermediateCatchEvent>'


def mapping(direction: str) -> str:
    return f'<zeebe:ioMapping><zeebe:{direction} source="=PAYLOAD" target="amount"/></zeebe:ioMapping>'


def condition_event() -> str:
    return catch("<conditionalEventDefinition><condition>PAYLOAD</condition></conditionalEventDefinition>")


PLACES: dict[str, tuple[str, str]] = {
    "condition": (gateway("exclusiveGateway", "PAYLOAD", None, 'default="y"'), ""),
    "condition of an event": (path(condition_event()), ""),
    "assignee": (path(extended(PERSON, '<zeebe:assignmentDefinition assignee="=PAYLOAD"/>')), ""),
    "candidateGroups": (path(extended(PERSON, '<zeebe:assignmentDefinition candidateGroups="=PAYLOAD"/>')), ""),
    "candidateUsers": (path(extended(PERSON, '<zeebe:assignmentDefinition candidateUsers="=PAYLOAD"/>')), ""),
    "dueDate": (path(user_task("A", '<zeebe:taskSchedule dueDate="=PAYLOAD"/>')), ""),
    "followUpDate": (path(user_task("A", '<zeebe:taskSchedule followUpDate="=PAYLOAD"/>')), ""),
    "priority": (path(user_task("A", '<zeebe:priorityDefinition priority="=PAYLOAD"/>')), ""),
    "input amount": (path(user_task("A", mapping("input"))), ""),
    "output amount": (path(extended('<task id="A"/>', mapping("output"))), ""),
    "script": (path(extended('<scriptTask id="K"/>', '<zeebe:script expression="=PAYLOAD" resultVariable="r"/>')), ""),
    "decision": (path(extended('<businessRuleTask id="R"/>', '<zeebe:calledDecision decisionId="=PAYLOAD" resultVariable="r"/>')), ""),
    "task type": (path(extended('<serviceTask id="W"/>', '<zeebe:taskDefinition type="=PAYLOAD"/>')), ""),
    "retries": (path(extended('<serviceTask id="W"/>', '<zeebe:taskDefinition type="x" retries="=PAYLOAD"/>')), ""),
    "called process": (path(extended('<callActivity id="L"/>', '<zeebe:calledElement processId="=PAYLOAD"/>')), ""),
    "timeDate": (path(catch(timer("timeDate", "=PAYLOAD"))), ""),
    "timeDuration": (path(user_task()) + boundary(timer("timeDuration", "=PAYLOAD")), ""),
    "timeCycle": (path(user_task()) + boundary(timer("timeCycle", "=PAYLOAD"), 'cancelActivity="false"'), ""),
    "message name": (path(CATCH), '<message id="X" name="=PAYLOAD"/>'),
    "correlation key": (
        path(CATCH),
        '<message id="X" name="m"><extensionElements><zeebe:subscription correlationKey="=PAYLOAD"/></extensionElements></message>',
    ),
    "signal name": (path(THROW.format("signal")), '<signal id="X" name="=PAYLOAD"/>'),
    "escalation name": (path(THROW.format("escalation")), '<escalation id="X" escalationCode="=PAYLOAD"/>'),
    "error name": (
        path(sub_process(event("endEvent", "x", '<errorEventDefinition errorRef="X"/>'))),
        '<error id="X" errorCode="=PAYLOAD"/>',
    ),
    "loop condition": (
        looped('<standardLoopCharacteristics testBefore="true"><loopCondition>PAYLOAD</loopCondition></standardLoopCharacteristics>'),
        "",
    ),
    "input collection": (looped(each('inputCollection="=PAYLOAD"')), ""),
    "loop cardinality": (looped(each("", "<loopCardinality>PAYLOAD</loopCardinality>")), ""),
    "output element": (
        path('<task id="A">' + each('inputCollection="=[1]" outputCollection="all" outputElement="=PAYLOAD"') + "</task>"),
        "",
    ),
    "completion condition": (
        path('<task id="A">' + each('inputCollection="=[1]"', "<completionCondition>PAYLOAD</completionCondition>") + "</task>"),
        "",
    ),
}
PAYLOADS = (
    '__import__("os").system("touch {file}")',
    "[c for c in ().__class__.__base__.__subclasses__()]",
    'open("{file}", "w").close()',
    'eval("open(chr(47))")',
    "environment.evaluate(\"open('{file}', 'w')\")",
)


@pytest.mark.parametrize("place", PLACES)
def test_python_at_this_place_does_not_run(place: str, tmp_path: Path) -> None:
    body, roots = PLACES[place]
    for payload in PAYLOADS:
        text = escape(payload.format(file=tmp_path / "ran"), {'"': "&quot;"})
        process = _read(draw(body.replace("PAYLOAD", text), roots.replace("PAYLOAD", text)))
        if process is not None:
            build(process).begin(Environment(now=NOW), {}, start=None)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("place", PLACES)
def test_the_place_is_reached_by_a_running_instance(place: str) -> None:
    """The same drawings with an expression that fails: begun, they stop at it or cannot use its value."""
    body, roots = PLACES[place]
    process = read_diagram(draw(body.replace("PAYLOAD", "1 + unknown()"), roots.replace("PAYLOAD", "1 + unknown()"))).processes[0]
    assert [text for _, _, text in expressions(process) if "unknown()" in text]
    run = build(process).begin(Environment(now=NOW), {}, start=None)
    stopped = [wait for wait in run.waits() if hasattr(wait, "code")]
    assert stopped or place == "condition of an event", run.first


def test_every_place_of_the_inventory_is_tried() -> None:
    listed = {place for _, place, _ in expressions(read_diagram(draw(TITLE + CONDITIONED, MESSAGE)).processes[0])}
    mappings = {place for place in listed if place.split(" ")[0] in ("input", "output") and place not in PLACES}
    assert mappings == {"input i", "output o"}
    assert listed - mappings - {"zhidu:title"} <= set(PLACES)


def _read(xml: bytes) -> Process | None:
    """None where the text is not even FEEL."""
    try:
        return read_diagram(xml).processes[0]
    except InvalidInput as error:
        assert {fault.code for fault in error.faults} == {"feel_invalid"}
        return None
