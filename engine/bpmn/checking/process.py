"""All rules over the process as drawn: what the machine would not execute as the drawing says."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.checking.activities import check_activities, check_process
from engine.bpmn.checking.circles import check_circles
from engine.bpmn.checking.events import check_events
from engine.bpmn.checking.expressions import check_expressions
from engine.bpmn.checking.findings import Findings
from engine.bpmn.checking.flows import check_flows
from engine.bpmn.checking.gateways import check_gateways
from engine.bpmn.checking.graph import ScopeGraph
from engine.bpmn.model import Node, NodeKind, Process, Scope

MOST_NODES = 3_000
MOST_FLOWS = 10_000
"""Of a whole process: several times what a person could draw, and no more than is checked in seconds."""


def check(process: Process, findings: Findings, *, is_new: bool) -> None:
    """Add everything that is wrong or doubtful to ``findings``. ``is_new``: False for what was published before some of the rules were."""
    every_node = [node for node, _ in _all_nodes(process.scope)]
    flows = sum(len(scope.flows) for _, scope in _all_scopes(process))
    if len(every_node) > MOST_NODES or flows > MOST_FLOWS:
        findings.error(process.id, "process_too_large", nodes=MOST_NODES, flows=MOST_FLOWS)
        return
    ids = frozenset(node.id for node in every_node)
    people = frozenset(node.id for node in every_node if node.kind in (NodeKind.USER_TASK, NodeKind.MANUAL_TASK))
    check_process(process, findings)
    for owner, scope in _all_scopes(process):
        graph = ScopeGraph(scope)
        owner_id = process.id if owner is None else owner.id
        check_flows(graph, owner_id, ids, findings)
        check_circles(graph, findings, may_be_ended=not is_new or owner is not None)
        check_gateways(graph, findings)
        check_events(graph, owner, owner_id, findings)
        check_activities(graph, people, findings)
    check_expressions(process, findings)


def _all_scopes(process: Process) -> Iterator[tuple[Node | None, Scope]]:
    yield None, process.scope
    yield from ((node, scope) for node, scope in _all_nodes(process.scope) if scope is not None)


def _all_nodes(scope: Scope) -> Iterator[tuple[Node, Scope | None]]:
    for node in scope.nodes.values():
        yield node, node.scope
        if node.scope is not None:
            yield from _all_nodes(node.scope)
