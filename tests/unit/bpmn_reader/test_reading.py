"""The dialect and BPMN's own attributes come out as the model has them."""

from __future__ import annotations

import pytest

from engine.bpmn.model import (
    CallDetail,
    ConnectorDetail,
    DecisionDetail,
    Event,
    EventKind,
    MultiInstance,
    Node,
    NodeKind,
    ScriptDetail,
    StandardLoop,
    TimerKind,
    UserTaskDetail,
    Value,
    VariableMapping,
)
from engine.kernel.texts import Text
from tests.unit.bpmn_reader.drawing import draw, errors, executable, extended, flow, path, service_task, user_task, warnings
from tests.unit.bpmn_reader.rules import (
    CONDITION_EVENT,
    ERROR,
    ERROR_EVENT,
    ESCALATION,
    ESCALATION_EVENT,
    MESSAGE,
    MESSAGE_EVENT,
    ROOTS,
    SIGNAL,
    SIGNAL_EVENT,
    TERMINATE,
    boundary,
    catch,
    each,
    event,
    event_sub_process,
    gateway,
    inner,
    looped,
    sub_process,
    timer,
)


def node(body: str, node_id: str, roots: str = "") -> Node:
    return executable(body, roots).scope.nodes[node_id]


def feel(text: str) -> Value:
    return Value(text, is_expression=True)


def test_user_task_of_the_dialect() -> None:
    task = extended(
        '<userTask id="A" name="A"><documentation> why </documentation></userTask>',
        '<zeebe:assignmentDefinition assignee="=owner" candidateGroups="a, b" candidateUsers="li"/>',
        '<zeebe:formDefinition formId="form-1"/>',
        '<zeebe:taskSchedule dueDate="=now() + duration(&quot;P1D&quot;)" followUpDate="2026-01-31T09:00:00Z"/>',
        '<zeebe:priorityDefinition priority="70"/>',
        "<zeebe:userTask/>",
    )
    read = node(path(task), "A")
    assert read.detail == UserTaskDetail(
        form_id="form-1",
        assignee=feel("owner"),
        candidate_groups=Value("a, b"),
        candidate_users=Value("li"),
        due_date=feel('now() + duration("P1D")'),
        follow_up_date=Value("2026-01-31T09:00:00Z"),
        priority=Value("70"),
    )
    assert read.documentation == "why"


def test_user_task_of_the_older_dialect() -> None:
    task = (
        '<userTask id="A" name="A" camunda:assignee="${initiator}" camunda:candidateGroups="a,b"'
        ' camunda:candidateUsers="li" camunda:formKey="f"'
        ' camunda:dueDate="2026-01-31T09:00:00Z" camunda:followUpDate="#{ later }" camunda:priority="5" camunda:asyncBefore="true"/>'
    )
    assert node(path(task), "A").detail == UserTaskDetail(
        form_id="f",
        assignee=feel("initiator"),
        candidate_groups=Value("a,b"),
        candidate_users=Value("li"),
        due_date=Value("2026-01-31T09:00:00Z"),
        follow_up_date=feel("later"),
        priority=Value("5"),
    )


def test_a_manual_task_is_done_by_people_too() -> None:
    assert node(path('<manualTask id="A" name="A" camunda:assignee="li"/>'), "A").detail == UserTaskDetail(assignee=Value("li"))


@pytest.mark.parametrize(
    "element",
    [
        extended('<scriptTask id="K"/>', '<zeebe:script expression="= a + 1" resultVariable="r"/>'),
        '<scriptTask id="K" scriptFormat="FEEL" camunda:resultVariable="r"><script>a + 1</script></scriptTask>',
    ],
)
def test_script(element: str) -> None:
    assert node(path(element), "K").detail == ScriptDetail(feel("a + 1"), "r")


def test_decision() -> None:
    zeebe = extended('<businessRuleTask id="R"/>', '<zeebe:calledDecision decisionId="d" resultVariable="r" bindingType="latest"/>')
    older = '<businessRuleTask id="R" camunda:decisionRef="d" camunda:resultVariable="r"/>'
    assert node(path(zeebe), "R").detail == DecisionDetail(Value("d"), "r") == node(path(older), "R").detail


def test_connector() -> None:
    work = extended(
        '<serviceTask id="W"/>',
        '<zeebe:taskDefinition type="http" retries="5"/>',
        '<zeebe:taskHeaders><zeebe:header key="method" value="GET"/><zeebe:header key="empty"/></zeebe:taskHeaders>',
        '<zeebe:ioMapping><zeebe:input source="=u" target="url"/><zeebe:input source="text" target="a.b"/>'
        '<zeebe:output source="=body.x" target="x"/></zeebe:ioMapping>',
    )
    read = node(path(work), "W")
    assert read.detail == ConnectorDetail(Value("http"), Value("5"), {"method": "GET", "empty": ""})
    assert read.inputs == (VariableMapping(feel("u"), "url"), VariableMapping(Value("text"), "a.b"))
    assert read.outputs == (VariableMapping(feel("body.x"), "x"),)


@pytest.mark.parametrize("element", ["businessRuleTask", "scriptTask"])
def test_other_work_done_by_a_connector_is_a_service_task(element: str) -> None:
    read = node(path(extended(f'<{element} id="W"/>', '<zeebe:taskDefinition type="http"/>')), "W")
    assert (read.kind, read.detail) == (NodeKind.SERVICE_TASK, ConnectorDetail(Value("http")))


@pytest.mark.parametrize(
    ("element", "detail"),
    [
        (extended('<callActivity id="L"/>', '<zeebe:calledElement processId="p"/>'), CallDetail(Value("p"), True, True)),
        (
            extended(
                '<callActivity id="L"/>',
                '<zeebe:calledElement processId="=p" propagateAllChildVariables="false" propagateAllParentVariables="false"/>',
            ),
            CallDetail(Value("p", is_expression=True), False, False),
        ),
        ('<callActivity id="L" calledElement="ns:p"/>', CallDetail(Value("p"), True, True)),
    ],
)
def test_call(element: str, detail: CallDetail) -> None:
    assert node(path(element), "L").detail == detail


def test_send_and_receive_by_message() -> None:
    send = node(path('<sendTask id="W" messageRef="M"/>'), "W", MESSAGE)
    receive = node(path('<receiveTask id="W" messageRef="M"/>'), "W", MESSAGE)
    assert send.event == receive.event == Event(EventKind.MESSAGE, name=Value("m"), correlation_key=feel("id"))


def test_a_thrown_message_names_its_own_key() -> None:
    definition = extended('<messageEventDefinition messageRef="M"/>', '<zeebe:publishMessage correlationKey="=other"/>')
    read = node(path(event("intermediateThrowEvent", "t", definition)), "t", MESSAGE).event
    assert read == Event(EventKind.MESSAGE, name=Value("m"), correlation_key=feel("other"))


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        (timer("timeDuration", "PT1H"), Event(EventKind.TIMER, timer=TimerKind.DURATION, expression=Value("PT1H"))),
        (timer("timeDate", " =due "), Event(EventKind.TIMER, timer=TimerKind.DATE, expression=Value("due", is_expression=True))),
        (timer("timeCycle", "R3/PT1H"), Event(EventKind.TIMER, timer=TimerKind.CYCLE, expression=Value("R3/PT1H"))),
        (MESSAGE_EVENT, Event(EventKind.MESSAGE, name=Value("m"), correlation_key=Value("id", is_expression=True))),
        (SIGNAL_EVENT, Event(EventKind.SIGNAL, name=Value("g"))),
        (ERROR_EVENT, Event(EventKind.ERROR, name=Value("x"))),
        (ESCALATION_EVENT, Event(EventKind.ESCALATION, name=Value("x"))),
        ("<errorEventDefinition/>", Event(EventKind.ERROR)),
        ("<escalationEventDefinition/>", Event(EventKind.ESCALATION)),
        (CONDITION_EVENT, Event(EventKind.CONDITIONAL, expression=Value("ready", is_expression=True))),
    ],
)
def test_events_at_a_border_and_as_event_sub_process(definition: str, expected: Event) -> None:
    assert node(path(user_task()) + boundary(definition), "b", ROOTS).event == expected
    inside = node(path(user_task()) + event_sub_process(definition), "S", ROOTS)
    assert inside.kind is NodeKind.EVENT_SUB_PROCESS
    assert inside.scope is not None
    assert inside.scope.nodes["is"].event == expected


@pytest.mark.parametrize(
    ("definition", "kind"),
    [
        ("", EventKind.NONE),
        (MESSAGE_EVENT, EventKind.MESSAGE),
        (SIGNAL_EVENT, EventKind.SIGNAL),
        (ERROR_EVENT, EventKind.ERROR),
        (ESCALATION_EVENT, EventKind.ESCALATION),
        (TERMINATE, EventKind.TERMINATE),
    ],
)
def test_end_events(definition: str, kind: EventKind) -> None:
    read = node(path(user_task()).replace('<endEvent id="e"/>', event("endEvent", "e", definition)), "e", ROOTS)
    assert read.event is not None
    assert read.event.kind is kind


def test_an_event_definition_may_be_shared() -> None:
    shared = '<timerEventDefinition id="T"><timeDuration>PT1H</timeDuration></timerEventDefinition>'
    read = node(path(catch("<eventDefinitionRef>x:T</eventDefinitionRef>")), "c", shared)
    assert read.event == Event(EventKind.TIMER, timer=TimerKind.DURATION, expression=Value("PT1H"))


def test_non_interrupting_events() -> None:
    assert node(path(user_task()) + boundary(SIGNAL_EVENT, 'cancelActivity="false"'), "b", SIGNAL).interrupting is False
    inside = node(path(user_task()) + event_sub_process(SIGNAL_EVENT, 'isInterrupting="false"'), "S", SIGNAL).scope
    assert inside is not None
    assert inside.nodes["is"].interrupting is False
    assert node(path(user_task()) + boundary(SIGNAL_EVENT), "b", SIGNAL).attached_to == "A"


def test_multi_instance() -> None:
    loop = each(
        'inputCollection="=items" inputElement="item" outputCollection="all" outputElement="=item.x"',
        "<completionCondition>=done</completionCondition>",
        'isSequential="true"',
    )
    assert node(looped(loop), "A").loop == MultiInstance(True, feel("items"), "item", "all", feel("item.x"), feel("done"))


def test_multi_instance_of_the_older_dialect() -> None:
    loop = '<multiInstanceLoopCharacteristics camunda:collection="items" camunda:elementVariable="item"/>'
    assert node(looped(loop), "A").loop == MultiInstance(False, feel("items"), "item")


@pytest.mark.parametrize(("count", "expected"), [("3", [1, 2, 3]), ("0", []), ("n", [1, 2]), ("=n - 1", [1])])
def test_a_cardinality_is_a_collection(count: str, expected: list[int]) -> None:
    from engine.feel import evaluate, to_json

    loop = node(looped(each("", f"<loopCardinality>{count}</loopCardinality>")), "A").loop
    assert isinstance(loop, MultiInstance)
    assert to_json(evaluate(loop.collection.text, {"n": 2}).value) == expected


@pytest.mark.parametrize("behaviour", ["All", "None", "One"])
def test_multi_instance_behaviour_without_an_event_changes_nothing(behaviour: str) -> None:
    assert node(looped(each(own=f'behavior="{behaviour}"')), "A").loop == MultiInstance(False, feel("items"))


def test_standard_loop() -> None:
    loop = (
        '<standardLoopCharacteristics testBefore="true" loopMaximum="3"><loopCondition>again</loopCondition></standardLoopCharacteristics>'
    )
    assert node(looped(loop), "A").loop == StandardLoop(feel("again"), test_before=True, maximum=3)


def test_labels_in_two_languages() -> None:
    names = (
        '<zeebe:properties><zeebe:property name="name:zh" value="受理"/><zeebe:property name="name:en" value="Accept"/></zeebe:properties>'
    )
    body = path(extended('<userTask id="A" name="x" camunda:assignee="li"/>', names)).replace('id="f0"', 'id="f0" name="go"')
    scope = executable(body, process='isExecutable="true" name="投诉\n 处理"').scope
    assert scope.nodes["A"].label == Text(en="Accept", zh="受理")
    assert scope.nodes["s"].label == Text(en="s", zh="s")
    assert scope.flows["f0"].label == Text(en="go", zh="go")
    assert scope.flows["f1"].label is None
    assert executable(body, process='isExecutable="true" name="投诉\n 处理"').label == Text(en="投诉 处理", zh="投诉 处理")


def test_a_flow_may_be_named_by_properties_alone() -> None:
    for name in ("name:en", "name:zh"):
        said = f'<extensionElements><zeebe:properties><zeebe:property name="{name}" value="go"/></zeebe:properties></extensionElements>'
        body = path(user_task()).replace(flow("f0", ("s", "A")), flow("f0", ("s", "A")).replace("></seq", f">{said}</seq"))
        assert executable(body).scope.flows["f0"].label == Text(en="go", zh="go")


def test_one_language_stands_in_for_the_other() -> None:
    names = '<zeebe:properties><zeebe:property name="name:en" value="Accept"/></zeebe:properties>'
    with_name = path(extended('<userTask id="A" name="受理" camunda:assignee="li"/>', names))
    assert node(with_name, "A").label == Text(en="Accept", zh="受理")
    assert node(with_name.replace('name="受理"', ""), "A").label == Text(en="Accept", zh="Accept")


def test_process_properties_and_version_tag() -> None:
    said = (
        '<extensionElements><zeebe:versionTag value="1.2"/><zeebe:properties><zeebe:property name="zhidu:title" value="=subject"/>'
        '<zeebe:property name="unknown" value="kept"/></zeebe:properties></extensionElements><documentation>d</documentation>'
    )
    process = executable(said + path(user_task()))
    assert process.version_tag == "1.2"
    assert process.properties == {"zhidu:title": "=subject", "unknown": "kept"}
    assert process.documentation == "d"


def test_conditions_with_and_without_equals_sign() -> None:
    process = executable(gateway("exclusiveGateway", "a &gt; 1", "= a &lt;= 1", 'default=""'))
    assert process.scope.flows["x"].condition == feel("a > 1")
    assert process.scope.flows["y"].condition == feel("a <= 1")


def test_default_flow() -> None:
    assert node(gateway("exclusiveGateway", "a", None, 'default="y"'), "g").default_flow == "y"


def test_flows_without_id_get_one_that_is_free() -> None:
    body = path(user_task()).replace('id="f0"', "").replace('id="f1"', 'id="P__flow_3"')
    flows = executable(body).scope.flows
    assert {(item.source, item.target) for item in flows.values()} == {("s", "A"), ("A", "e")}
    assert len(flows) == 2


def test_ids_that_the_library_uses_itself_stay() -> None:
    body = (
        '<startEvent id="Start"/>' + user_task("Root") + '<endEvent id="End"/>' + flow("a", ("Start", "Root")) + flow("b", ("Root", "End"))
    )
    assert set(executable(body).scope.nodes) == {"Start", "Root", "End"}


def test_pools_lanes_message_flows_and_artifacts_are_drawing() -> None:
    roots = (
        '<collaboration id="X"><participant id="X1" processRef="P"/><participant id="X2" name="Customer"/>'
        '<messageFlow id="X3" sourceRef="X2" targetRef="A"/></collaboration><process id="Q"><task id="t"/></process>'
    )
    artifacts = (
        '<laneSet id="L"><lane id="L1"><flowNodeRef>A</flowNodeRef></lane></laneSet>'
        '<textAnnotation id="N"><text>note</text></textAnnotation>'
        '<association id="N1" sourceRef="A" targetRef="N"/><group id="N2"/>'
    )
    assert executable(artifacts + path(user_task()), roots) == executable(path(user_task()))
    assert warnings(draw(artifacts + path(user_task()), roots)) == set()


def test_a_process_that_is_drawing_only_is_not_examined() -> None:
    xml = draw(path(user_task()), '<process id="Q"><complexGateway id="cg"/><task camunda:class="x"/></process>')
    assert errors(xml) == set()


def test_implicit_starts_and_ends_stay_as_drawn() -> None:
    scope = executable(user_task("A") + user_task("B")).scope
    assert set(scope.nodes) == {"A", "B"}
    assert scope.flows == {}


def test_a_sub_process_without_events_and_several_flows_out_of_an_activity_are_drawn_so() -> None:
    body = path(sub_process(user_task("A"))) + user_task("B") + flow("z", ("S", "B"), "c")
    scope = executable(body).scope
    assert {item.id for item in scope.flows.values() if item.source == "S"} == {"f1", "z"}
    assert scope.nodes["S"].scope is not None
    assert set(scope.nodes["S"].scope.nodes) == {"A"}


def test_an_inner_scope_is_read() -> None:
    scope = node(path(sub_process(inner())), "S").scope
    assert scope is not None
    assert set(scope.nodes) == {"is", "ie"}
    assert set(scope.flows) == {"if"}


def test_a_gateway_that_joins_and_splits_is_left_alone() -> None:
    body = (
        path('<parallelGateway id="g"/>', user_task("A"), user_task("B"), '<parallelGateway id="h"/>', user_task("C"))
        + flow("y", ("g", "h"))
        + flow("z", ("h", "e"))
    )
    scope = executable(body).scope
    assert sum(item.target == "h" for item in scope.flows.values()) == 2
    assert sum(item.source == "h" for item in scope.flows.values()) == 2


def test_extensions_that_only_the_modeler_uses_are_left_out() -> None:
    body = path(service_task(attributes='zeebe:modelerTemplate="x" camunda:historyTimeToLive="5"'))
    assert executable(body) == executable(path(service_task()))


def test_empty_lists_of_listeners_that_the_modeler_leaves_behind() -> None:
    assert errors(draw(path(user_task("A", "<zeebe:executionListeners/>", "<zeebe:taskListeners/>")))) == set()


def test_unused_root() -> None:
    assert errors(draw(path(user_task()), ERROR + ESCALATION + SIGNAL)) == set()
