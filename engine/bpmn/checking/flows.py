"""Rules about the way of a token: flows lead somewhere, every node is reached, every path ends or waits."""

from __future__ import annotations

from collections.abc import Set

from engine.bpmn.checking.findings import Findings
from engine.bpmn.checking.graph import ScopeGraph
from engine.bpmn.model import EventKind, Node, NodeKind

_GOES_ON = frozenset(
    {
        NodeKind.EXCLUSIVE_GATEWAY,
        NodeKind.PARALLEL_GATEWAY,
        NodeKind.INCLUSIVE_GATEWAY,
        NodeKind.EVENT_BASED_GATEWAY,
        NodeKind.START_EVENT,
        NodeKind.CATCH_EVENT,
        NodeKind.THROW_EVENT,
        NodeKind.BOUNDARY_EVENT,
    }
)
_NEVER_ENTERED = frozenset({NodeKind.START_EVENT, NodeKind.BOUNDARY_EVENT, NodeKind.EVENT_SUB_PROCESS})
_ASIDE = frozenset({NodeKind.BOUNDARY_EVENT, NodeKind.EVENT_SUB_PROCESS})
_NEVER_LEFT = frozenset({NodeKind.END_EVENT, NodeKind.EVENT_SUB_PROCESS})


def check_flows(graph: ScopeGraph, owner: str, all_ids: Set[str], findings: Findings) -> None:
    """``owner``: id of the process or sub-process; ``all_ids``: the nodes of all scopes of the process."""
    if all(node.kind in _ASIDE for node in graph.nodes.values()):
        findings.error(owner, "scope_empty")
        return
    _check_ends_of_flows(graph, all_ids, findings)
    for node in graph.nodes.values():
        _check_direction(graph, node, findings)
    _check_reachable(graph, owner, findings)
    _check_way_out(graph, findings)


def _check_ends_of_flows(graph: ScopeGraph, all_ids: Set[str], findings: Findings) -> None:
    for flow in graph.scope.flows.values():
        for side, node_id in (("source", flow.source), ("target", flow.target)):
            if node_id in graph.nodes:
                continue
            code = "flow_crosses_border" if node_id in all_ids else "flow_dangling"
            findings.error(flow.id, code, side=side, id=node_id or "?")


def _check_direction(graph: ScopeGraph, node: Node, findings: Findings) -> None:
    if node.kind in _NEVER_ENTERED and graph.entering[node.id]:
        findings.error(node.id, "entered_by_flow", kind=node.kind.value)
    if node.kind in _NEVER_LEFT and graph.leaving[node.id]:
        findings.error(node.id, "left_by_flow", kind=node.kind.value)
    is_link = node.event is not None and node.event.kind is EventKind.LINK
    if node.kind in _GOES_ON and not graph.leaving[node.id] and not (is_link and node.kind is NodeKind.THROW_EVENT):
        findings.error(node.id, "dead_end", kind=node.kind.value)


def _check_reachable(graph: ScopeGraph, owner: str, findings: Findings) -> None:
    first = graph.first()
    if all(graph.nodes[key].kind in _ASIDE for key in first):
        findings.error(owner, "no_start")
        return
    reached = graph.reachable(first)
    for node in graph.nodes.values():
        if node.id not in reached:
            findings.error(node.id, "unreachable", kind=node.kind.value)


def _check_way_out(graph: ScopeGraph, findings: Findings) -> None:
    """One finding for all that goes round for ever, at the first node of the circle."""
    endless = graph.endless()
    if endless:
        findings.warning(endless[0], "no_way_out", count=len(endless), nodes=", ".join(endless[:10]))
