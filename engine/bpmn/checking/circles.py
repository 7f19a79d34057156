"""Rules about circles: what goes round by itself must be able to leave.

A circle that a decision can leave may be right (it counts, or looks again), so it is told and not refused: the ceiling on steps bounds it.
One that nothing can leave is refused. Where anything else could end it, by an event or from another branch, it is told only.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.bpmn.checking.findings import Findings
from engine.bpmn.checking.graph import ScopeGraph
from engine.bpmn.model import EventKind, NodeKind

_CHOOSE = frozenset({NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY})
_JOIN = frozenset({NodeKind.PARALLEL_GATEWAY, NodeKind.INCLUSIVE_GATEWAY})
_ENDING = frozenset({EventKind.TERMINATE, EventKind.ERROR, EventKind.ESCALATION})


def check_circles(graph: ScopeGraph, findings: Findings, *, may_be_ended: bool) -> None:
    """``may_be_ended``: something around the scope may end what goes on in it, or the diagram was published before this rule was."""
    for circle in graph.automatic_circles():
        nodes = ", ".join(circle[:10])
        if may_be_ended or _may_be_ended(graph) or _may_leave(graph, circle):
            findings.warning(circle[0], "automatic_cycle", nodes=nodes)
        else:
            findings.error(circle[0], "endless_cycle", nodes=nodes)


def _may_be_ended(graph: ScopeGraph) -> bool:
    """By an event sub-process, or by an end event of another branch."""
    return any(
        node.kind is NodeKind.EVENT_SUB_PROCESS
        or (node.kind is NodeKind.END_EVENT and node.event is not None and node.event.kind in _ENDING)
        for node in graph.nodes.values()
    )


def _may_leave(graph: ScopeGraph, circle: Sequence[str]) -> bool:
    """A gateway or condition may choose another way, a join may wait, an event at the border or an error inside may lead away."""
    return any(_is_decided(graph, key, circle) or graph.nodes[key].scope is not None or graph.at_border_of(key) for key in circle)


def _is_decided(graph: ScopeGraph, key: str, circle: Sequence[str]) -> bool:
    node, leaving = graph.nodes[key], graph.leaving[key]
    chooses = node.kind in _CHOOSE and any(flow.target not in circle for flow in leaving)
    waits = node.kind in _JOIN and len(graph.entering[key]) > 1
    return chooses or waits or any(flow.condition is not None and node.kind not in _CHOOSE for flow in leaving)
