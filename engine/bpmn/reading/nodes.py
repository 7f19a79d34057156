"""One flow node of the diagram."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from engine.bpmn.model import (
    CallDetail,
    ConnectorDetail,
    DecisionDetail,
    Event,
    EventKind,
    Node,
    NodeKind,
    ScriptDetail,
    UserTaskDetail,
)
from engine.bpmn.reading import details
from engine.bpmn.reading.context import Context
from engine.bpmn.reading.events import message_event, read_event
from engine.bpmn.reading.extensions import Extensions, label_of
from engine.bpmn.reading.loops import read_loop
from engine.bpmn.reading.markup import child, flag, local_name, reference, text_of

Detail = UserTaskDetail | ScriptDetail | DecisionDetail | ConnectorDetail | CallDetail | None

KINDS: Mapping[str, NodeKind] = {kind.value: kind for kind in NodeKind if kind is not NodeKind.EVENT_SUB_PROCESS}

UNSUPPORTED: Mapping[str, tuple[str, NodeKind]] = {
    "transaction": ("transaction_not_supported", NodeKind.SUB_PROCESS),
    "adHocSubProcess": ("ad_hoc_not_supported", NodeKind.SUB_PROCESS),
    "complexGateway": ("complex_gateway_not_supported", NodeKind.PLAIN_TASK),
    "choreographyTask": ("choreography_not_supported", NodeKind.PLAIN_TASK),
    "subChoreography": ("choreography_not_supported", NodeKind.PLAIN_TASK),
    "callChoreography": ("choreography_not_supported", NodeKind.PLAIN_TASK),
}
"""Refused, but kept in their place as something plain, so that one fault does not bring forth ten others."""

EVENTS = frozenset(
    {
        NodeKind.START_EVENT,
        NodeKind.END_EVENT,
        NodeKind.CATCH_EVENT,
        NodeKind.THROW_EVENT,
        NodeKind.BOUNDARY_EVENT,
    }
)
_OTHER_WORK = frozenset({NodeKind.SCRIPT_TASK, NodeKind.BUSINESS_RULE_TASK})


def read_node(element: etree._Element, where: str, context: Context) -> Node:
    """The node without its inside: sub-processes get their ``scope`` from the caller."""
    kind = _kind(element, where, context)
    extensions = Extensions(element, where, context.findings)
    properties = extensions.properties()
    _check_quantities(element, where, context)
    detail = _detail(element, kind, where, context, extensions)
    event = _event(element, kind, where, context, by_connector=isinstance(detail, ConnectorDetail))
    if isinstance(detail, ConnectorDetail) and kind in _OTHER_WORK:
        kind = NodeKind.SERVICE_TASK
    if kind is NodeKind.EVENT_BASED_GATEWAY:
        _check_event_gateway(element, where, context)
    return Node(
        id=where,
        kind=kind,
        label=label_of(element, where, properties),
        detail=detail,
        event=event,
        attached_to=reference(element.get("attachedToRef")),
        interrupting=_interrupting(element, kind),
        default_flow=reference(element.get("default")),
        instantiates=kind is NodeKind.RECEIVE_TASK and flag(element, "instantiate", False),
        loop=read_loop(element, where, context),
        inputs=extensions.mappings("input"),
        outputs=extensions.mappings("output"),
        properties=properties,
        documentation=text_of(child(element, "documentation")),
    )


def _kind(element: etree._Element, where: str, context: Context) -> NodeKind:
    name = local_name(element)
    if name in UNSUPPORTED:
        code, stand_in = UNSUPPORTED[name]
        context.findings.error(where, code)
        return stand_in
    if name == "subProcess" and flag(element, "triggeredByEvent", False):
        return NodeKind.EVENT_SUB_PROCESS
    return KINDS[name]


def _detail(element: etree._Element, kind: NodeKind, where: str, context: Context, extensions: Extensions) -> Detail:
    if kind in (NodeKind.USER_TASK, NodeKind.MANUAL_TASK):
        return details.user_task(where, context, extensions)
    if kind is NodeKind.CALL_ACTIVITY:
        return details.call_activity(element, where, context, extensions)
    if work := details.connector(element, where, context, extensions):
        return work
    if kind is NodeKind.SCRIPT_TASK:
        return details.script_task(element, where, context, extensions)
    if kind is NodeKind.BUSINESS_RULE_TASK:
        return details.decision_task(where, context, extensions)
    if kind is NodeKind.SERVICE_TASK:
        context.findings.error(where, "service_task_without_connector")
    return None


def _event(element: etree._Element, kind: NodeKind, where: str, context: Context, *, by_connector: bool) -> Event | None:
    if by_connector and kind in EVENTS and child(element, "messageEventDefinition") is not None:
        return Event(EventKind.MESSAGE)  # what the connector sends is its own affair
    if kind in EVENTS:
        return read_event(element, where, context)
    if kind in (NodeKind.RECEIVE_TASK, NodeKind.SEND_TASK):
        return message_event(element, where, context)
    return None


def _interrupting(element: etree._Element, kind: NodeKind) -> bool:
    if kind is NodeKind.BOUNDARY_EVENT:
        return flag(element, "cancelActivity", True)
    return flag(element, "isInterrupting", True)


def _check_quantities(element: etree._Element, where: str, context: Context) -> None:
    for attribute in ("startQuantity", "completionQuantity"):
        if element.get(attribute, "1").strip() != "1":
            context.findings.error(where, "quantity_not_one", attribute=attribute, value=element.get(attribute, "")[:40])
    if flag(element, "isForCompensation", False):
        context.findings.error(where, "compensation_not_supported")


def _check_event_gateway(element: etree._Element, where: str, context: Context) -> None:
    if flag(element, "instantiate", False):
        context.findings.error(where, "event_gateway_instantiates")
    if element.get("eventGatewayType", "Exclusive") != "Exclusive":
        context.findings.error(where, "event_gateway_parallel")
