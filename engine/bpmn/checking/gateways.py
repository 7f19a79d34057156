"""Rules about deciding: conditions, default flows, event-based gateways."""

from __future__ import annotations

from engine.bpmn.checking.findings import Findings
from engine.bpmn.checking.graph import ScopeGraph
from engine.bpmn.model import EventKind, Flow, Node, NodeKind

_DECIDING = frozenset({NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY})
_NOT_DECIDING = frozenset(
    {
        NodeKind.PARALLEL_GATEWAY,
        NodeKind.EVENT_BASED_GATEWAY,
        NodeKind.START_EVENT,
        NodeKind.CATCH_EVENT,
        NodeKind.THROW_EVENT,
        NodeKind.BOUNDARY_EVENT,
    }
)
_WAITED_FOR = frozenset({EventKind.MESSAGE, EventKind.TIMER, EventKind.SIGNAL, EventKind.CONDITIONAL})


def check_gateways(graph: ScopeGraph, findings: Findings) -> None:
    for node in graph.nodes.values():
        flows = graph.leaving[node.id]
        _check_default(node, flows, findings)
        if node.kind in _NOT_DECIDING:
            _check_unconditional(node, flows, findings)
        elif node.kind in _DECIDING:
            _check_conditions(node, flows, findings)
        if node.kind is NodeKind.EVENT_BASED_GATEWAY:
            _check_event_gateway(graph, node, flows, findings)
        elif node.kind not in _NOT_DECIDING:
            _check_exhaustive(node, flows, findings)


def _check_default(node: Node, flows: list[Flow], findings: Findings) -> None:
    if node.default_flow is None:
        return
    default = next((flow for flow in flows if flow.id == node.default_flow), None)
    if node.kind in _NOT_DECIDING:
        findings.error(node.id, "default_flow_misplaced", kind=node.kind.value)
    elif default is None:
        findings.error(node.id, "default_flow_foreign", flow=node.default_flow)
    elif default.condition is not None:
        findings.error(default.id, "default_flow_with_condition")


def _check_unconditional(node: Node, flows: list[Flow], findings: Findings) -> None:
    for flow in flows:
        if flow.condition is not None:
            findings.error(flow.id, "condition_ignored", kind=node.kind.value)


def _check_conditions(node: Node, flows: list[Flow], findings: Findings) -> None:
    if len(flows) < 2:
        return
    for flow in flows:
        if flow.condition is None and flow.id != node.default_flow:
            findings.error(flow.id, "condition_missing", gateway=node.id)


def _check_exhaustive(node: Node, flows: list[Flow], findings: Findings) -> None:
    """A condition on an unknown value does not hold, nor does its opposite: only a default flow is sure to be there."""
    if flows and all(flow.condition is not None and flow.id != node.default_flow for flow in flows):
        findings.warning(node.id, "no_default_flow")


def _check_event_gateway(graph: ScopeGraph, node: Node, flows: list[Flow], findings: Findings) -> None:
    if len(flows) == 1:
        findings.warning(node.id, "event_gateway_single")
    for flow in flows:
        target = graph.nodes[flow.target]
        if not _can_be_waited_for(target) or target.loop is not None or graph.at_border_of(target.id):
            findings.error(target.id, "event_gateway_target", gateway=node.id, kind=target.kind.value)
        elif len(graph.entering[target.id]) > 1:
            findings.error(target.id, "event_gateway_target_shared", gateway=node.id)


def _can_be_waited_for(node: Node) -> bool:
    if node.kind is NodeKind.RECEIVE_TASK:
        return True
    return node.kind is NodeKind.CATCH_EVENT and node.event is not None and node.event.kind in _WAITED_FOR
