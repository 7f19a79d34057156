"""One test for each thing that SpiffWorkflow 3.2.0 was seen to get wrong, from the diagram's bytes to the running instance.

Where the cure is that the diagram is refused, the test says so.
"""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest

from engine.bpmn import build, read_diagram
from engine.bpmn.outcome import ElementEntered, SignalThrown, TimerWait
from engine.kernel.errors import InvalidInput

from .play import NOW, Play

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t">'
)


def diagram(inside: str, roots: str = "", attributes: str = 'isExecutable="true"') -> bytes:
    """``bpmn:`` is left out of the elements to make them readable here."""
    text = f'<process id="p" {attributes}>{inside}</process>{roots}'
    for name in sorted(_NAMES, key=len, reverse=True):
        text = (
            text.replace(f"<{name} ", f"<bpmn:{name} ")
            .replace(f"<{name}>", f"<bpmn:{name}>")
            .replace(f"<{name}/", f"<bpmn:{name}/")
            .replace(f"</{name}>", f"</bpmn:{name}>")
        )
    return (HEAD + text + "</bpmn:definitions>").encode()


_NAMES = [
    "process",
    "startEvent",
    "endEvent",
    "userTask",
    "scriptTask",
    "serviceTask",
    "task",
    "sequenceFlow",
    "conditionExpression",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "complexGateway",
    "subProcess",
    "adHocSubProcess",
    "boundaryEvent",
    "intermediateThrowEvent",
    "intermediateCatchEvent",
    "signalEventDefinition",
    "errorEventDefinition",
    "escalationEventDefinition",
    "conditionalEventDefinition",
    "condition",
    "linkEventDefinition",
    "compensateEventDefinition",
    "terminateEventDefinition",
    "timerEventDefinition",
    "timeDuration",
    "timeDate",
    "timeCycle",
    "messageEventDefinition",
    "signal",
    "error",
    "escalation",
    "message",
    "receiveTask",
    "businessRuleTask",
    "multiInstanceLoopCharacteristics",
    "standardLoopCharacteristics",
    "loopCondition",
    "loopCardinality",
    "extensionElements",
    "dataStoreReference",
    "manualTask",
]


def play(inside: str, roots: str = "", variables: dict[str, Any] | None = None, **limits: Any) -> Play:
    (process,) = read_diagram(diagram(inside, roots)).processes
    return Play(build(process), variables, **limits)


def refused(inside: str, roots: str = "", **more: str) -> set[tuple[str, str]]:
    """The faults: where and code."""
    with pytest.raises(InvalidInput) as error:
        read_diagram(diagram(inside, roots, **more))
    assert error.value.faults
    return {(fault.where, fault.code) for fault in error.value.faults}


def flows(*pairs: str) -> str:
    """``a-b``: from a to b."""
    return "".join('<sequenceFlow id="{0}-{1}" sourceRef="{0}" targetRef="{1}"/>'.format(*pair.split("-")) for pair in pairs)


def when(source: str, target: str, condition: str) -> str:
    return (
        f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}">'
        f'<conditionExpression xsi:type="bpmn:tFormalExpression">={condition}</conditionExpression></sequenceFlow>'
    )


START, END = '<startEvent id="s"/>', '<endEvent id="e"/>'


def tasks(*ids: str, attributes: str = "", loop: str = "") -> str:
    """User tasks that somebody sees."""
    seen = '<extensionElements><zeebe:assignmentDefinition assignee="ann"/></extensionElements>'
    return "".join(f'<userTask id="{id_}" {attributes}>{seen}{loop}</userTask>' for id_ in ids)


def react(event: str, *, interrupting: bool) -> str:
    """An event sub-process: the event, then the user task H."""
    return (
        f'<subProcess id="E" triggeredByEvent="true"><startEvent id="es" isInterrupting="{str(interrupting).lower()}">{event}</startEvent>'
        f'{tasks("H")}<endEvent id="ee"/>{flows("es-H", "H-ee")}</subProcess>'
    )


def script(id_: str, text: str, result: str) -> str:
    extension = f'<zeebe:script expression="={text}" resultVariable="{result}"/>'
    return f'<scriptTask id="{id_}"><extensionElements>{extension}</extensionElements></scriptTask>'


# Silently wrong


def test_loops_of_user_tasks_do_not_vanish():
    game = play(
        START + END + tasks("A") + '<exclusiveGateway id="g" default="g-e"/>' + flows("s-A", "A-g", "g-e") + when("g", "A", "again")
    )
    run = game.live
    for round_ in range(1100):
        outcome = run.complete(run.waits()[0].wait_id, {"again": round_ < 1099})
        assert (outcome.ended is None) == (round_ < 1099)


@pytest.mark.parametrize("kind", ["parallelGateway", "inclusiveGateway"])
def test_joins_in_loops_wait_in_each_round(kind):
    fork = f'<parallelGateway id="f"/><{kind} id="j"/><exclusiveGateway id="m"/><exclusiveGateway id="g" default="g-e"/>'
    game = play(
        START + END + tasks("A", "B") + fork + flows("s-m", "m-f", "f-A", "f-B", "A-j", "B-j", "j-g", "g-e") + when("g", "m", "again")
    )
    for round_ in range(6):
        game.do("A", again=round_ < 5)
        assert game.open == ["B"]
        game.do("B")
    assert game.ended == "completed"


def test_error_start_event_does_not_run_at_once():
    inside = react('<errorEventDefinition id="x" errorRef="err"/>', interrupting=True)
    game = play(
        START + '<endEvent id="e"><errorEventDefinition id="y" errorRef="err"/></endEvent>' + tasks("A") + flows("s-A", "A-e") + inside,
        '<error id="err" name="E" errorCode="E1"/>',
    )
    assert game.open == ["A"]
    game.do("A")
    assert game.open == ["H"]


def test_escalation_start_event_does_not_run_at_once():
    inside = react('<escalationEventDefinition id="x" escalationRef="esc"/>', interrupting=False)
    thrower = '<intermediateThrowEvent id="t"><escalationEventDefinition id="y" escalationRef="esc"/></intermediateThrowEvent>'
    game = play(
        START + thrower + tasks("A", "B") + END + flows("s-A", "A-t", "t-B", "B-e") + inside, '<escalation id="esc" escalationCode="E1"/>'
    )
    assert game.open == ["A"]
    game.do("A")
    assert game.open == ["B", "H"]


@pytest.mark.parametrize("kind", ["signal", "timer", "message"])
def test_interrupting_event_sub_process_interrupts(kind):
    event = {
        "signal": '<signalEventDefinition id="x" signalRef="sig"/>',
        "timer": '<timerEventDefinition id="x"><timeDuration xsi:type="bpmn:tFormalExpression">PT1H</timeDuration></timerEventDefinition>',
        "message": '<messageEventDefinition id="x" messageRef="msg"/>',
    }[kind]
    subscription = '<extensionElements><zeebe:subscription correlationKey="=k"/></extensionElements>'
    roots = f'<signal id="sig" name="halt"/><message id="msg" name="halt">{subscription}</message>'
    game = play(START + END + tasks("A") + flows("s-A", "A-e") + react(event, interrupting=True), roots, {"k": "1"})
    game.fire("es") if kind == "timer" else game.deliver("es")
    assert game.open == ["H"]


def test_conditional_start_event_fires():
    event = (
        '<conditionalEventDefinition id="x"><condition xsi:type="bpmn:tFormalExpression">=n &gt; 3</condition></conditionalEventDefinition>'
    )
    game = play(START + END + tasks("A", "B") + flows("s-A", "A-B", "B-e") + react(event, interrupting=True), variables={"n": 1})
    game.do("A", n=4)
    assert game.open == ["H"]


def test_signal_end_event_throws():
    game = play(
        START + '<endEvent id="e"><signalEventDefinition id="x" signalRef="sig"/></endEvent>' + flows("s-e"),
        '<signal id="sig" name="done"/>',
    )
    assert game.of(SignalThrown) == [SignalThrown("e", "done", {})]


def test_links_jump():
    link = '<intermediateThrowEvent id="t"><linkEventDefinition id="x" name="L"/></intermediateThrowEvent>'
    link += '<intermediateCatchEvent id="c"><linkEventDefinition id="y" name="L"/></intermediateCatchEvent>'
    game = play(START + END + tasks("A") + link + flows("s-t", "c-A", "A-e"))
    assert game.open == ["A"]
    assert [fact.element_id for fact in game.of(ElementEntered)] == ["s", "t", "c", "A"]


def test_compensation_is_refused():
    assert {("t", "compensation_not_supported")} == refused(
        START + END + '<intermediateThrowEvent id="t"><compensateEventDefinition id="x"/></intermediateThrowEvent>' + flows("s-t", "t-e")
    )


def test_flows_without_id_are_followed():
    game = play(START + END + tasks("A", "B") + "".join(f'<sequenceFlow sourceRef="{a}" targetRef="{b}"/>' for a, b in ("sA", "AB", "Be")))
    game.do("A")
    assert game.open == ["B"]
    game.do("B")
    assert game.ended == "completed"


def test_event_definitions_by_reference_are_resolved():
    catch = '<intermediateCatchEvent id="c"><eventDefinitionRef>def</eventDefinitionRef></intermediateCatchEvent>'.replace(
        "eventDefinitionRef", "bpmn:eventDefinitionRef"
    )
    definition = '<timerEventDefinition id="def"><timeDuration xsi:type="bpmn:tFormalExpression">PT1H</timeDuration></timerEventDefinition>'
    game = play(START + END + catch + flows("s-c", "c-e"), definition)
    assert isinstance(game.wait("c"), TimerWait)


@pytest.mark.parametrize("attribute", ['startQuantity="2"', 'completionQuantity="2"'])
def test_quantities_are_refused(attribute):
    assert {where for where, _ in refused(START + END + tasks("A", attributes=attribute) + flows("s-A", "A-e"))} == {"A"}


def test_negative_loop_limits_are_refused():
    condition = '<loopCondition xsi:type="bpmn:tFormalExpression">=x</loopCondition>'
    loop = f'<standardLoopCharacteristics loopMaximum="-1">{condition}</standardLoopCharacteristics>'
    assert {where for where, _ in refused(START + END + tasks("A", loop=loop) + flows("s-A", "A-e"))} == {"A"}


@pytest.mark.parametrize(
    "behavior", ['behavior="None" noneBehaviorEventRef="sig"', 'behavior="One" oneBehaviorEventRef="sig"', 'behavior="Complex"']
)
def test_multi_instance_behaviours_are_refused(behavior):
    collection = '<extensionElements><zeebe:loopCharacteristics inputCollection="=xs"/></extensionElements>'
    loop = f"<multiInstanceLoopCharacteristics {behavior}>{collection}</multiInstanceLoopCharacteristics>"
    definition = '<signalEventDefinition id="sig"/>'
    assert refused(START + END + tasks("A", loop=loop) + flows("s-A", "A-e"), definition) == {("A", "multi_instance_behaviour")}


def test_nothing_automatic_runs_after_an_interrupting_boundary_event():
    inner = '<startEvent id="ps"/><intermediateThrowEvent id="t"><signalEventDefinition id="x" signalRef="sig"/></intermediateThrowEvent>'
    inner += script("late", "true", "ran") + '<endEvent id="pe"/>'
    boundary = '<boundaryEvent id="b" attachedToRef="P"><signalEventDefinition id="y" signalRef="sig"/></boundaryEvent>'
    inside = f'<subProcess id="P">{inner}{flows("ps-t", "t-late", "late-pe")}</subProcess>'
    game = play(START + END + inside + boundary + tasks("C") + flows("s-P", "P-e", "b-C", "C-e"), '<signal id="sig" name="stop"/>')
    assert game.open == ["C"]
    assert game.variables == {}


def test_a_drawing_that_is_not_executable_does_not_run():
    for attributes in ('isExecutable="false"', ""):
        assert {where for where, _ in refused(START + END + flows("s-e"), attributes=attributes)} == {"p"}


def test_spiffs_internal_names_are_free():
    ids = ("Start", "End", "Root")
    game = play(START + END + tasks(*ids) + flows("s-Start", "Start-Root", "Root-End", "End-e"))
    for name in ("Start", "Root", "End"):
        assert game.open == [name]
        game.do(name)
    assert game.ended == "completed"


# Refused or crashing, though people draw it


def test_several_conditional_and_default_flows_out_of_a_task():
    inside = (
        START
        + END
        + tasks("A", attributes='default="A-D"')
        + tasks("B", "C", "D")
        + flows("s-A", "A-D", "B-e", "C-e", "D-e")
        + when("A", "B", "b")
        + when("A", "C", "c")
    )
    for b, c, expected in ((True, True, ["B", "C"]), (True, False, ["B"]), (False, False, ["D"])):
        game = play(inside)
        game.do("A", b=b, c=c)
        assert game.open == expected


def test_sub_process_without_start_and_end():
    game = play(START + END + f'<subProcess id="P">{tasks("A", "B")}{flows("A-B")}</subProcess>' + flows("s-P", "P-e"))
    game.do("A")
    game.do("B")
    assert game.ended == "completed"


def test_an_instantiating_receive_task_is_a_start():
    inside = '<receiveTask id="A" instantiate="true" messageRef="m"/>' + tasks("B") + END + flows("A-B", "B-e")
    (process,) = read_diagram(diagram(inside, '<message id="m" name="go"/>')).processes
    program = build(process)
    assert [(point.element_id, point.kind, point.name) for point in program.starts] == [("A", "message", "go")]
    assert Play(program, start="A").open == ["B"]


@pytest.mark.parametrize("element", ['<complexGateway id="X"/>', '<adHocSubProcess id="X"><task id="in"/></adHocSubProcess>'])
def test_what_is_not_executed_is_refused(element):
    assert {"X"} == {where for where, _ in refused(START + END + element + flows("s-X", "X-e"))}


def test_a_thousand_tasks_in_a_row():
    names = [f"t{index}" for index in range(1000)]
    chain = flows("s-t0", *(f"{one}-{two}" for one, two in pairwise(names)), "t999-e")
    assert play(START + END + "".join(f'<task id="{name}"/>' for name in names) + chain).ended == "completed"


def test_timers_are_plain_iso_8601():
    date = '<timeDate xsi:type="bpmn:tFormalExpression">2026-02-01T00:00:00Z</timeDate>'
    timer = f'<intermediateCatchEvent id="c"><timerEventDefinition id="x">{date}</timerEventDefinition></intermediateCatchEvent>'
    assert (play(START + END + timer + flows("s-c", "c-e")).wait("c").due_at - NOW).total_seconds() == 15 * 3600


# Security


def test_spiffs_script_engine_is_not_even_imported():
    code = (
        "import sys, engine.bpmn; sys.exit(any(name.startswith('SpiffWorkflow.bpmn') or 'script_engine' in name for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("attack", ["__import__('os').system('true')", "().__class__", "open('/etc/passwd').read()", "exec('x')"])
def test_expressions_are_never_python(attack):
    try:
        game = play(START + END + script("S", attack, "r") + flows("s-S", "S-e"))
    except InvalidInput:
        return
    assert game.open[0].startswith("S!")


def test_the_key_that_breaks_spiffs_serializer_is_an_ordinary_name():
    game = play(START + END + tasks("A", "B") + flows("s-A", "A-B", "B-e"))
    game.do("A", data={"typename": "BpmnWorkflow", "x": 1})
    game.do("B")
    assert game.ended == "completed"


def test_a_form_field_cannot_replace_a_function():
    game = play(START + END + tasks("A") + script("S", "sum([1, 2])", "r") + flows("s-A", "A-S", "S-e"))
    game.do("A", sum="mine")
    assert game.variables["r"] == 3
