"""One drawing for each rule that refuses: code, elements that are told, drawing. The documentation lists the same codes."""

from __future__ import annotations

from dataclasses import dataclass

from tests.unit.bpmn_reader.drawing import draw, extended, flow, path, service_task, user_task


@dataclass(frozen=True)
class Refused:
    """A drawing with one mistake: ``code`` is told at ``where`` and nothing else is."""

    code: str
    where: tuple[str, ...]
    xml: bytes
    note: str = ""

    def __str__(self) -> str:
        return f"{self.code}-{self.note or self.where[0]}"


def refused(code: str, where: str, body: str, roots: str = "", *, note: str = "", process: str = 'isExecutable="true"') -> Refused:
    return Refused(code, tuple(where.split()), draw(body, roots, process), note)


MESSAGE = '<message id="M" name="m"><extensionElements><zeebe:subscription correlationKey="=id"/></extensionElements></message>'
SCRIPT = extended('<scriptTask id="K"/>', '<zeebe:script expression="=1" resultVariable="r"/>')
SIGNAL = '<signal id="G" name="g"/>'
ERROR = '<error id="E" errorCode="x"/>'
ESCALATION = '<escalation id="C" escalationCode="x"/>'
ROOTS = MESSAGE + SIGNAL + ERROR + ESCALATION
GATEWAY_BRANCHES = (
    user_task("A") + user_task("B") + '<endEvent id="e1"/><endEvent id="e2"/>' + flow("a", ("A", "e1")) + flow("b", ("B", "e2"))
)


def event(kind: str, event_id: str, definition: str = "", attributes: str = "") -> str:
    return f'<{kind} id="{event_id}" {attributes}>{definition}</{kind}>'


def catch(definition: str, event_id: str = "c") -> str:
    return event("intermediateCatchEvent", event_id, definition)


def boundary(definition: str, attributes: str = "", host: str = "A", event_id: str = "b") -> str:
    """A boundary event with a way of its own to an end."""
    drawn = event("boundaryEvent", event_id, definition, f'attachedToRef="{host}" {attributes}')
    return drawn + f'<endEvent id="{event_id}e"/>' + flow(f"{event_id}f", (event_id, f"{event_id}e"))


def gateway(kind: str, condition_a: str | None, condition_b: str | None, attributes: str = "") -> str:
    """Start, gateway ``g``, flows ``x`` to task A and ``y`` to task B."""
    return (
        f'<startEvent id="s"/><{kind} id="g" {attributes}/>{GATEWAY_BRANCHES}'
        + flow("f", ("s", "g"))
        + flow("x", ("g", "A"), condition_a)
        + flow("y", ("g", "B"), condition_b)
    )


def sub_process(inside: str, attributes: str = "", kind: str = "subProcess") -> str:
    return f'<{kind} id="S" {attributes}>{inside}</{kind}>'


def inner(start: str = '<startEvent id="is"/>') -> str:
    """The inside of a sub-process: ``start``, then an end."""
    return start + '<endEvent id="ie"/>' + flow("if", ("is", "ie"))


def event_sub_process(definition: str, attributes: str = "") -> str:
    return sub_process(inner(event("startEvent", "is", definition, attributes)), 'triggeredByEvent="true"')


def looped(characteristics: str) -> str:
    return path(user_task(inside=characteristics))


def each(attributes: str = 'inputCollection="=items"', inside: str = "", own: str = "") -> str:
    extension = f"<extensionElements><zeebe:loopCharacteristics {attributes}/></extensionElements>" if attributes else ""
    return f"<multiInstanceLoopCharacteristics {own}>{extension}{inside}</multiInstanceLoopCharacteristics>"


def timer(kind: str, text: str) -> str:
    return f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"


MESSAGE_EVENT = '<messageEventDefinition messageRef="M"/>'
SIGNAL_EVENT = '<signalEventDefinition signalRef="G"/>'
ERROR_EVENT = '<errorEventDefinition errorRef="E"/>'
ESCALATION_EVENT = '<escalationEventDefinition escalationRef="C"/>'
TIMER_EVENT = timer("timeDuration", "PT1H")
CONDITION_EVENT = "<conditionalEventDefinition><condition>=ready</condition></conditionalEventDefinition>"
COMPENSATE = "<compensateEventDefinition/>"
CANCEL = "<cancelEventDefinition/>"
TERMINATE = "<terminateEventDefinition/>"
LINK = '<linkEventDefinition name="l"/>'

FIRST = '<receiveTask id="W" messageRef="M" instantiate="true"/>'

FILE = (
    Refused("no_process", ("",), b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'),
    refused("not_executable", "P", path(user_task()), process=""),
    refused("not_executable", "P", path(user_task()), process='isExecutable="false"', note="false"),
    Refused(
        "several_executable_processes",
        ("Q",),
        draw(path(user_task()), process='isExecutable="true"').replace(
            b"</process>", b'</process><process id="Q" isExecutable="true"><task id="t"/></process>'
        ),
    ),
    refused("id_duplicate", "A", path(user_task("A"), user_task("B")).replace("<endEvent", '<textAnnotation id="A"/><endEvent')),
    refused("id_duplicate", "M", path(user_task()), MESSAGE + MESSAGE, note="root"),
    refused("id_missing", "P", "<task/>"),
    refused("id_invalid", "受理", path(user_task("受理"))),
    refused("id_invalid", "f/0", path(user_task()).replace('id="f0"', 'id="f/0"'), note="flow"),
    refused("id_invalid", "A" * 121, path(user_task("A" * 121)), note="long"),
    refused("choreography_not_supported", " ".join(["x"]), path(user_task(), '<choreographyTask id="x"/>')),
    refused("element_not_supported", "x", path(user_task()) + '<correlationSubscription id="x"/>'),
    refused("element_not_supported", "A", path(user_task(inside="<zap/>")), note="inside"),
    refused("reference_missing", "c", path(catch('<messageEventDefinition messageRef="nope"/>'))),
    refused("reference_missing", "c", path(catch('<messageEventDefinition messageRef="G"/>')), SIGNAL, note="kind"),
    refused("reference_missing", "c", path(catch("<eventDefinitionRef>nope</eventDefinitionRef>")), note="shared"),
)

DIALECT = (
    refused("extension_not_supported", "W", path(service_task(attributes='camunda:class="com.acme.Run"'))),
    refused("extension_not_supported", "A", path(user_task("A", '<camunda:taskListener class="x" event="create"/>')), note="listener"),
    refused("extension_not_supported", "A", path(user_task("A", '<camunda:executionListener class="x"/>')), note="camunda-listener"),
    refused("extension_not_supported", "A", path(user_task("A", "<camunda:inputOutput/>")), note="inputOutput"),
    refused(
        "extension_not_supported",
        "A",
        path(user_task("A", '<zeebe:taskListeners><zeebe:taskListener eventType="x" type="y"/></zeebe:taskListeners>')),
        note="task-listener",
    ),
    refused(
        "extension_not_supported",
        "A",
        path(user_task("A", '<zeebe:executionListeners><zeebe:executionListener type="y"/></zeebe:executionListeners>')),
        note="execution-listener",
    ),
    refused("extension_not_supported", "s", path(user_task()).replace('id="s"', 'id="s" camunda:initiator="who"'), note="initiator"),
    refused(
        "extension_not_supported", "P", path(user_task()), process='isExecutable="true" camunda:candidateStarterGroups="x"', note="starters"
    ),
    refused("extension_not_supported", "A", path(user_task(attributes='zeebe:surprise="x"')), note="attribute"),
    refused(
        "extension_not_supported",
        "c",
        path(catch('<conditionalEventDefinition camunda:variableName="x"><condition>a</condition></conditionalEventDefinition>')),
        note="event-definition",
    ),
    refused("extension_not_supported", "A", path(user_task("A", "<zeebe:ioMapping><zeebe:surprise/></zeebe:ioMapping>")), note="part"),
    refused("extension_misplaced", "A", path(user_task("A", '<zeebe:taskDefinition type="x"/>'))),
    refused("extension_misplaced", "W", path(extended(service_task(), '<zeebe:formDefinition formId="x"/>')), note="form"),
    refused("extension_attribute_not_supported", "A", path(user_task("A", '<zeebe:formDefinition externalReference="x"/>'))),
    refused("foreign_dialect", "A", path(user_task(attributes='flowable:assignee="li"'))),
    refused("foreign_dialect", "A", path(user_task("A", "<flowable:formProperty/>")), note="element"),
    refused("extension_twice", "A", path(user_task("A", '<zeebe:assignmentDefinition assignee="li"/>'))),
    refused("binding_not_supported", "A", path(user_task("A", '<zeebe:formDefinition formId="x" bindingType="versionTag"/>'))),
    refused(
        "expression_not_feel",
        "A",
        path('<userTask id="A" name="A" camunda:assignee="${user.manager()}"/>'),
    ),
    refused("expression_not_feel", "x", gateway("exclusiveGateway", "${a == 1}", None, 'default="y"'), note="condition"),
    refused("mapping_incomplete", "A", path(user_task("A", '<zeebe:ioMapping><zeebe:input source="=a"/></zeebe:ioMapping>'))),
    refused(
        "mapping_incomplete", "A", path(user_task("A", '<zeebe:ioMapping><zeebe:output target="a"/></zeebe:ioMapping>')), note="source"
    ),
    refused("flag_invalid", "b", path(user_task()) + boundary(TIMER_EVENT, 'cancelActivity="no"')),
)

ACTIVITIES = (
    refused("nobody_to_do_it", "A", path('<userTask id="A" name="A"/>')),
    refused("nobody_to_do_it", "A", path('<manualTask id="A" name="A"/>'), note="manual"),
    refused("resource_role_not_supported", "A", path(user_task(inside="<potentialOwner/>"))),
    refused("form_not_by_id", "A", path(user_task("A", '<zeebe:formDefinition formKey="camunda-forms:bpmn:x"/>'))),
    refused(
        "script_language", "K", path('<scriptTask id="K" scriptFormat="python" camunda:resultVariable="x"><script>1</script></scriptTask>')
    ),
    refused("script_language", "K", path('<scriptTask id="K" scriptFormat="groovy"><script>1</script></scriptTask>'), note="groovy"),
    refused("script_missing", "K", path('<scriptTask id="K"/>')),
    refused("decision_missing", "R", path('<businessRuleTask id="R"/>')),
    refused("result_unused", "K", path(extended('<scriptTask id="K"/>', '<zeebe:script expression="=1"/>'))),
    refused("result_unused", "R", path(extended('<businessRuleTask id="R"/>', '<zeebe:calledDecision decisionId="d"/>')), note="decision"),
    refused("service_task_without_connector", "W", path('<serviceTask id="W"/>')),
    refused("send_without_effect", "W", path('<sendTask id="W"/>')),
    refused("said_twice", "W", path(extended('<sendTask id="W" messageRef="M"/>', '<zeebe:taskDefinition type="t"/>')), MESSAGE),
    refused("message_missing", "W", path('<receiveTask id="W"/>')),
    refused("message_missing", "c", path(catch("<messageEventDefinition/>")), note="event"),
    refused("message_without_name", "c", path(catch('<messageEventDefinition messageRef="N"/>')), '<message id="N"/>'),
    refused("receive_task_instantiates", "W", path('<receiveTask id="W" messageRef="M" instantiate="true"/>'), MESSAGE),
    refused(
        "receive_task_instantiates",
        "W",
        path(sub_process('<receiveTask id="W" messageRef="M" instantiate="true"/>')),
        MESSAGE,
        note="inside",
    ),
    refused("unreachable", "B", '<receiveTask id="W" messageRef="M" instantiate="true"/>' + user_task("B"), MESSAGE, note="instantiated"),
    refused(
        "receive_task_instantiates",
        "W",
        extended(FIRST, '<zeebe:ioMapping><zeebe:input source="=1" target="a"/></zeebe:ioMapping>'),
        MESSAGE,
        note="input",
    ),
    refused("receive_task_instantiates", "W", FIRST + boundary(TIMER_EVENT, host="W"), MESSAGE, note="boundary"),
    refused(
        "receive_task_instantiates",
        "W",
        FIRST.replace("/>", '><standardLoopCharacteristics loopMaximum="2"/></receiveTask>'),
        MESSAGE,
        note="loop",
    ),
    refused("call_without_process", "L", path('<callActivity id="L"/>')),
    refused("global_task_called", "L", path('<callActivity id="L" calledElement="T"/>'), '<globalUserTask id="T"/>'),
    refused("quantity_not_one", "A", path(user_task(attributes='startQuantity="2"'))),
    refused("quantity_not_one", "A", path(user_task(attributes='completionQuantity="0"')), note="completion"),
    refused("compensation_not_supported", "A", path(user_task(attributes='isForCompensation="true"'))),
    refused("data_assignment_not_supported", "A", path(user_task(inside="<dataInputAssociation><assignment/></dataInputAssociation>"))),
    refused("number_invalid", "A", path(user_task("A", '<zeebe:priorityDefinition priority="101"/>'))),
    refused(
        "number_invalid", "W", path(extended('<serviceTask id="W"/>', '<zeebe:taskDefinition type="t" retries="-1"/>')), note="retries"
    ),
    refused(
        "variable_name_invalid", "A", path(user_task("A", '<zeebe:ioMapping><zeebe:input source="=1" target="a b"/></zeebe:ioMapping>'))
    ),
    refused(
        "variable_name_invalid",
        "K",
        path(extended('<scriptTask id="K"/>', '<zeebe:script expression="=1" resultVariable="a.b"/>')),
        note="dots",
    ),
    refused("variable_name_reserved", "K", path(extended('<scriptTask id="K"/>', '<zeebe:script expression="=1" resultVariable="case"/>'))),
    refused(
        "mapping_ignored",
        "e",
        path(user_task()).replace(
            '<endEvent id="e"/>',
            extended('<endEvent id="e"/>', '<zeebe:ioMapping><zeebe:output source="=1" target="a"/></zeebe:ioMapping>'),
        ),
    ),
    refused(
        "mapping_ignored",
        "c",
        path(extended(catch(TIMER_EVENT), '<zeebe:ioMapping><zeebe:input source="=1" target="a"/></zeebe:ioMapping>')),
        note="input",
    ),
    refused("label_too_long", "A", path(f'<userTask id="A" name="{"长" * 256}" camunda:assignee="li"/>')),
    refused("label_too_long", "f0", path(user_task()).replace('id="f0"', f'id="f0" name="{"x" * 256}"'), note="flow"),
    refused(
        "property_misplaced",
        "W",
        path(extended(service_task(), '<zeebe:properties><zeebe:property name="zhidu:portal" value="true"/></zeebe:properties>')),
    ),
    refused(
        "property_not_flag",
        "A",
        path(user_task("A", '<zeebe:properties><zeebe:property name="zhidu:portal" value="yes"/></zeebe:properties>')),
    ),
    refused(
        "property_empty",
        "A",
        path(user_task("A", '<zeebe:properties><zeebe:property name="zhidu:pausesClock" value=" "/></zeebe:properties>')),
    ),
    refused(
        "four_eyes_unknown",
        "A",
        path(user_task("A", '<zeebe:properties><zeebe:property name="zhidu:fourEyes" value="A"/></zeebe:properties>')),
    ),
    refused(
        "four_eyes_unknown",
        "A",
        path(user_task("A", '<zeebe:properties><zeebe:property name="zhidu:fourEyes" value="Z"/></zeebe:properties>')),
        note="nobody",
    ),
)

TWICE = (
    refused("said_twice", "A", path(user_task(attributes='camunda:candidateGroups="x"')), note="groups"),
    refused("said_twice", "A", path(user_task("A", '<zeebe:formDefinition formId="x" formKey="y"/>')), note="form"),
    refused(
        "said_twice",
        "K",
        path(extended('<scriptTask id="K"><script>1</script></scriptTask>', '<zeebe:script expression="=2" resultVariable="r"/>')),
        note="script",
    ),
    refused(
        "said_twice",
        "K",
        path(extended('<scriptTask id="K" camunda:resultVariable="q"/>', '<zeebe:script expression="=2" resultVariable="r"/>')),
        note="result",
    ),
    refused(
        "said_twice",
        "R",
        path(extended('<businessRuleTask id="R" camunda:decisionRef="x"/>', '<zeebe:calledDecision decisionId="y" resultVariable="r"/>')),
        note="decision",
    ),
    refused(
        "said_twice",
        "R",
        path(
            extended(
                '<businessRuleTask id="R"/>',
                '<zeebe:calledDecision decisionId="y" resultVariable="r"/>',
                '<zeebe:taskDefinition type="t"/>',
            )
        ),
        note="work",
    ),
    refused(
        "said_twice", "L", path(extended('<callActivity id="L" calledElement="x"/>', '<zeebe:calledElement processId="y"/>')), note="call"
    ),
    refused("said_twice", "A", looped(each() + '<standardLoopCharacteristics loopMaximum="2"/>'), note="loop"),
    refused("said_twice", "A", looped(each(inside="<loopCardinality>3</loopCardinality>")), note="collection"),
    refused("said_twice", "A", looped(each('inputCollection="=a" inputElement="i"', own='camunda:elementVariable="j"')), note="item"),
    refused(
        "extension_misplaced",
        "t",
        path(extended(event("intermediateThrowEvent", "t", SIGNAL_EVENT), '<zeebe:taskDefinition type="t"/>')),
        SIGNAL,
        note="connector-at-signal",
    ),
    refused(
        "extension_misplaced",
        "e",
        path(user_task()).replace('<endEvent id="e"/>', extended('<endEvent id="e"/>', '<zeebe:taskDefinition type="t"/>')),
        note="connector-at-end",
    ),
    refused("extension_not_supported", "A", path(user_task("A", "<zeebe:surprise/>")), note="marker"),
)

LOOPS = (
    refused("loop_without_end", "A", looped("<standardLoopCharacteristics/>")),
    refused("loop_maximum_invalid", "A", looped('<standardLoopCharacteristics loopMaximum="-1"/>')),
    refused("loop_maximum_invalid", "A", looped('<standardLoopCharacteristics loopMaximum="0"/>'), note="zero"),
    refused("loop_maximum_invalid", "A", looped('<standardLoopCharacteristics loopMaximum="two"/>'), note="word"),
    refused("loop_cardinality_negative", "A", looped(each("", "<loopCardinality>-3</loopCardinality>"))),
    refused("multi_instance_without_collection", "A", looped(each(""))),
    refused("multi_instance_without_collection", "A", looped(each("", "<loopDataInputRef>d</loopDataInputRef>")), note="data"),
    refused("collection_not_expression", "A", looped(each('inputCollection="items"'))),
    refused("multi_instance_output_incomplete", "A", looped(each('inputCollection="=items" outputCollection="all"'))),
    refused("multi_instance_behaviour", "A", looped(each(own='behavior="Complex"'))),
    refused("multi_instance_behaviour", "A", looped(each(own='behavior="One" oneBehaviorEventRef="G"')), SIGNAL, note="one"),
    refused("multi_instance_behaviour", "A", looped(each(own='behavior="None" noneBehaviorEventRef="G"')), SIGNAL, note="none"),
    refused("multi_instance_behaviour", "A", looped(each(inside="<complexBehaviorDefinition/>")), note="definition"),
    refused(
        "loop_misplaced",
        "S",
        path(user_task())
        + event_sub_process(SIGNAL_EVENT).replace("</subProcess>", '<standardLoopCharacteristics loopMaximum="2"/></subProcess>'),
        SIGNAL,
    ),
)

CONSTRUCTS = (
    refused("transaction_not_supported", "S", path(sub_process(inner(), kind="transaction"))),
    refused("ad_hoc_not_supported", "S", path(sub_process('<task id="t"/>', kind="adHocSubProcess"))),
    refused("complex_gateway_not_supported", "x", path('<complexGateway id="x"/>')),
    refused("several_event_definitions", "c", path(catch(SIGNAL_EVENT + TIMER_EVENT)), SIGNAL),
    refused("event_gateway_instantiates", "g", path('<eventBasedGateway id="g" instantiate="true"/>', catch(TIMER_EVENT))),
    refused("event_gateway_parallel", "g", path('<eventBasedGateway id="g" eventGatewayType="Parallel"/>', catch(TIMER_EVENT))),
)

WAYS = (
    refused("scope_empty", "P", ""),
    refused("scope_empty", "S", path(sub_process("")), note="sub-process"),
    refused("no_start", "P", user_task("A") + user_task("B") + flow("f", ("A", "B")) + flow("g", ("B", "A"))),
    refused("flow_dangling", "z", path(user_task()) + flow("z", ("A", "nowhere"))),
    refused("flow_dangling", "z", path(user_task()) + '<sequenceFlow id="z" sourceRef="A"/>', note="without"),
    refused("flow_dangling", "z", path(user_task()) + flow("z", ("A", "f0")), note="to-a-flow"),
    refused("flow_crosses_border", "z", path(user_task(), sub_process(inner())) + flow("z", ("A", "ie"))),
    refused("entered_by_flow", "s", path(user_task()) + flow("z", ("A", "s"))),
    refused("entered_by_flow", "b", path(user_task()) + boundary(TIMER_EVENT) + flow("z", ("A", "b")), note="boundary"),
    refused("left_by_flow", "e", path(user_task()) + flow("z", ("e", "A"))),
    refused(
        "entered_by_flow",
        "S",
        path(user_task()) + event_sub_process(SIGNAL_EVENT) + flow("z", ("A", "S")),
        SIGNAL,
        note="event-sub-process",
    ),
    refused(
        "left_by_flow", "S", path(user_task()) + event_sub_process(SIGNAL_EVENT) + flow("z", ("S", "A")), SIGNAL, note="event-sub-process"
    ),
    refused("endless_cycle", "K", '<startEvent id="s"/>' + SCRIPT + flow("a", ("s", "K")) + flow("b", ("K", "K")), note="itself"),
    refused("endless_cycle", "K", path(SCRIPT) + flow("b", ("K", "K")), note="one token leaves, the other comes back"),
    refused(
        "endless_cycle",
        "g",
        '<startEvent id="s"/><exclusiveGateway id="g" default="b"/>'
        + SCRIPT
        + SCRIPT.replace('"K"', '"L"')
        + flow("a", ("s", "g"))
        + flow("b", ("g", "K"))
        + flow("c", ("g", "L"), "x")
        + flow("d", ("K", "g"))
        + flow("e", ("L", "g")),
        note="every choice goes round",
    ),
    refused("dead_end", "g", path(user_task()) + '<exclusiveGateway id="g"/>' + flow("z", ("A", "g"))),
    refused("dead_end", "b", path(user_task()) + event("boundaryEvent", "b", TIMER_EVENT, 'attachedToRef="A"'), note="boundary"),
    refused("dead_end", "t", path(user_task()) + '<intermediateThrowEvent id="t"/>' + flow("z", ("A", "t")), note="throw"),
    refused(
        "dead_end",
        "c",
        path(user_task()) + event("intermediateThrowEvent", "t", LINK) + flow("z", ("A", "t")) + catch(LINK),
        note="link",
    ),
    refused("unreachable", "B", path(user_task()) + user_task("B")),
    refused(
        "unreachable",
        "B i",
        path(user_task()) + user_task("B") + catch(TIMER_EVENT, "i") + flow("y", ("B", "i")) + flow("z", ("i", "B")),
        note="island",
    ),
)

DECIDING = (
    refused("condition_missing", "y", gateway("exclusiveGateway", "a", None)),
    refused("condition_missing", "y", gateway("inclusiveGateway", "a", None), note="inclusive"),
    refused("condition_ignored", "x", gateway("parallelGateway", "a", None)),
    refused("condition_ignored", "f0", path(user_task()).replace(flow("f0", ("s", "A")), flow("f0", ("s", "A"), "a")), note="start"),
    refused(
        "condition_language",
        "x",
        gateway("exclusiveGateway", "a", "b").replace("<conditionExpression>a", '<conditionExpression language="javascript">a'),
    ),
    refused("default_flow_misplaced", "g", gateway("parallelGateway", None, None, 'default="x"')),
    refused("default_flow_foreign", "g", gateway("exclusiveGateway", "a", "b", 'default="f"')),
    refused("default_flow_with_condition", "x", gateway("exclusiveGateway", "a", "b", 'default="x"')),
    refused("event_gateway_target", "A B", gateway("eventBasedGateway", None, None)),
    refused(
        "event_gateway_target",
        "W",
        path('<eventBasedGateway id="g"/>', '<receiveTask id="W" messageRef="M"/>') + boundary(TIMER_EVENT, host="W"),
        MESSAGE,
        note="boundary",
    ),
    refused(
        "event_gateway_target_shared", "c", path('<eventBasedGateway id="g"/>', catch(TIMER_EVENT), user_task()) + flow("z", ("A", "c"))
    ),
)

EVENTS = (
    refused("event_not_supported", "s", path(user_task()).replace('<startEvent id="s"/>', event("startEvent", "s", CONDITION_EVENT))),
    refused(
        "event_not_supported",
        "s",
        path(user_task()).replace('<startEvent id="s"/>', event("startEvent", "s", ERROR_EVENT)),
        ERROR,
        note="error-start",
    ),
    refused("event_not_supported", "is", path(sub_process(inner(event("startEvent", "is", TIMER_EVENT)))), note="sub-process"),
    refused("event_not_supported", "is", path(user_task()) + sub_process(inner(), 'triggeredByEvent="true"'), note="event-sub-process"),
    refused("event_not_supported", "c", path(catch("")), note="catch-nothing"),
    refused("event_not_supported", "c", path(catch(ERROR_EVENT)), ERROR, note="catch-error"),
    refused("event_not_supported", "t", path(event("intermediateThrowEvent", "t", TIMER_EVENT)), note="throw-timer"),
    refused("event_not_supported", "b", path(user_task()) + boundary(CANCEL), note="cancel-boundary"),
    refused("event_not_supported", "b", path(user_task()) + boundary(""), note="plain-boundary"),
    refused("event_not_supported", "e", path(user_task()).replace('<endEvent id="e"/>', event("endEvent", "e", CANCEL)), note="cancel-end"),
    refused("compensation_not_supported", "t", path(event("intermediateThrowEvent", "t", COMPENSATE)), note="throw"),
    refused(
        "compensation_not_supported", "e", path(user_task()).replace('<endEvent id="e"/>', event("endEvent", "e", COMPENSATE)), note="end"
    ),
    refused("compensation_not_supported", "b", path(user_task()) + boundary(COMPENSATE), note="boundary"),
    refused("several_plain_starts", "s2", path(user_task()) + '<startEvent id="s2"/>' + flow("z", ("s2", "A"))),
    refused("several_starts", "S", path(sub_process(inner() + '<startEvent id="i2"/>' + flow("z", ("i2", "ie"))))),
    refused("event_sub_process_starts", "S", path(user_task()) + sub_process('<task id="t"/>', 'triggeredByEvent="true"')),
    refused(
        "start_not_literal",
        "s",
        path(user_task()).replace('<startEvent id="s"/>', event("startEvent", "s", SIGNAL_EVENT)),
        SIGNAL.replace('"g"', '"=g"'),
    ),
    refused("start_timer_duration", "s", path(user_task()).replace('<startEvent id="s"/>', event("startEvent", "s", TIMER_EVENT))),
    refused("error_must_interrupt", "b", path(user_task()) + boundary(ERROR_EVENT, 'cancelActivity="false"'), ERROR),
    refused(
        "error_must_interrupt", "is", path(user_task()) + event_sub_process(ERROR_EVENT, 'isInterrupting="false"'), ERROR, note="start"
    ),
    refused("code_missing", "e", path(user_task()).replace('<endEvent id="e"/>', event("endEvent", "e", "<errorEventDefinition/>"))),
    refused("code_missing", "t", path(event("intermediateThrowEvent", "t", "<escalationEventDefinition/>")), note="escalation"),
    refused("code_not_literal", "b", path(user_task()) + boundary(ERROR_EVENT), ERROR.replace('"x"', '"=x"')),
    refused("event_reference_missing", "c", path(catch("<signalEventDefinition/>"))),
    refused("event_name_missing", "b", path(user_task()) + boundary(ERROR_EVENT), '<error id="E"/>'),
    refused("condition_event_empty", "c", path(catch("<conditionalEventDefinition/>"))),
    refused("timer_incomplete", "c", path(catch("<timerEventDefinition/>"))),
    refused(
        "timer_incomplete",
        "c",
        path(catch("<timerEventDefinition><timeDate>2026-01-01</timeDate><timeCycle>R/P1D</timeCycle></timerEventDefinition>")),
        note="two",
    ),
    refused("boundary_unattached", "b", path(user_task()) + boundary(TIMER_EVENT, host="nobody")),
    refused("boundary_unattached", "b", path(sub_process(inner())) + boundary(TIMER_EVENT, host="ie"), note="other-scope"),
    refused("boundary_misplaced", "b", path(user_task(), '<exclusiveGateway id="g"/>') + boundary(TIMER_EVENT, host="g")),
    refused(
        "boundary_misplaced",
        "b",
        path(user_task()) + event_sub_process(SIGNAL_EVENT) + boundary(TIMER_EVENT, host="S"),
        SIGNAL,
        note="event-sub-process",
    ),
    refused("caught_twice", "b2", path(user_task()) + boundary(ERROR_EVENT) + boundary(ERROR_EVENT, event_id="b2"), ERROR),
    refused(
        "caught_twice", "b2", path(user_task()) + boundary(MESSAGE_EVENT) + boundary(MESSAGE_EVENT, event_id="b2"), MESSAGE, note="message"
    ),
    refused(
        "caught_twice",
        "b2",
        path(user_task()) + boundary("<errorEventDefinition/>") + boundary("<errorEventDefinition/>", event_id="b2"),
        note="any",
    ),
    refused(
        "caught_twice",
        "is2",
        path(user_task())
        + event_sub_process(ESCALATION_EVENT)
        + event_sub_process(ESCALATION_EVENT)
        .replace('"S"', '"S2"')
        .replace('"is"', '"is2"')
        .replace('"ie"', '"ie2"')
        .replace('"if"', '"if2"'),
        ESCALATION,
        note="start",
    ),
    refused(
        "caught_twice",
        "s2",
        path(user_task()).replace('<startEvent id="s"/>', event("startEvent", "s", MESSAGE_EVENT))
        + event("startEvent", "s2", MESSAGE_EVENT)
        + flow("z", ("s2", "A")),
        MESSAGE,
        note="process",
    ),
    refused(
        "link_without_name", "t", path(user_task()) + event("intermediateThrowEvent", "t", "<linkEventDefinition/>") + flow("z", ("A", "t"))
    ),
    refused("link_without_target", "t", path(user_task()) + event("intermediateThrowEvent", "t", LINK) + flow("z", ("A", "t"))),
    refused("link_without_source", "c", path(user_task()) + catch(LINK) + flow("z", ("c", "e"))),
    refused(
        "link_target_twice",
        "c2",
        path(user_task())
        + event("intermediateThrowEvent", "t", LINK)
        + flow("z", ("A", "t"))
        + catch(LINK, "c1")
        + flow("c1f", ("c1", "e"))
        + catch(LINK, "c2")
        + flow("c2f", ("c2", "e")),
    ),
    refused(
        "left_by_flow",
        "t",
        path(user_task(), event("intermediateThrowEvent", "t", LINK)) + catch(LINK) + flow("z", ("c", "e")),
        note="link",
    ),
    refused(
        "entered_by_flow",
        "c",
        path(user_task(), catch(LINK)) + event("intermediateThrowEvent", "t", LINK) + flow("z", ("A", "t")),
        note="link",
    ),
)

TEXTS = (
    refused("feel_invalid", "x", gateway("exclusiveGateway", "a == b", None, 'default="y"')),
    refused(
        "feel_invalid", "K", path(extended('<scriptTask id="K"/>', '<zeebe:script expression="= 1 +" resultVariable="r"/>')), note="script"
    ),
    refused("feel_invalid", "A", path(user_task("A", '<zeebe:taskSchedule dueDate="=tomorrow("/>')), note="due"),
    refused("timer_invalid", "c", path(catch(timer("timeDuration", "1 hour")))),
    refused("timer_invalid", "c", path(catch(timer("timeDuration", '"PT1H"'))), note="python"),
    refused("timer_invalid", "c", path(catch(timer("timeDate", "2026-02-30T00:00:00Z"))), note="date"),
    refused("timer_invalid", "c", path(catch(timer("timeCycle", "0 0 9 * * MON-FRI"))), note="cron"),
    refused("date_invalid", "A", path(user_task("A", '<zeebe:taskSchedule dueDate="tomorrow"/>'))),
    refused("date_invalid", "A", path(user_task("A", '<zeebe:taskSchedule followUpDate="P1H"/>')), note="follow-up"),
)

RULES = (*FILE, *DIALECT, *ACTIVITIES, *TWICE, *LOOPS, *CONSTRUCTS, *WAYS, *DECIDING, *EVENTS, *TEXTS)
