"""The same process, drawn so that the machine has fewer cases: Process → Process.

What was drawn keeps its id; an inserted flow names the drawn element in ``origin``. Expects a process in which
``checking`` found no error. Implicit starts and ends, several or conditional flows out of activities and gateways that
both join and split need nothing: the machine executes them as drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.bpmn.model import ConnectorDetail, Event, EventKind, Flow, Node, NodeKind, Process, Scope
from engine.bpmn.reading.fresh_ids import FreshIds

_PASS = Event(EventKind.NONE)


def normalise(process: Process) -> Process:
    """An equal process in which every node is of a kind, and in a place, that the machine executes."""
    fresh_id = FreshIds({*_ids(process.scope), process.id})
    return replace(process, scope=_normalise_scope(process.scope, fresh_id))


def _normalise_scope(scope: Scope, fresh_id: FreshIds) -> Scope:
    flows = {**scope.flows, **dict(_link_flows(scope, fresh_id))}
    return Scope({key: _normalise_node(node, fresh_id) for key, node in scope.nodes.items()}, flows)


def _normalise_node(node: Node, fresh_id: FreshIds) -> Node:
    if node.scope is not None:
        return replace(node, scope=_normalise_scope(node.scope, fresh_id))
    if node.instantiates:
        return replace(node, kind=NodeKind.START_EVENT, instantiates=False)
    if isinstance(node.detail, ConnectorDetail) and node.kind in (NodeKind.THROW_EVENT, NodeKind.END_EVENT):
        # what the connector does is the event: a task at this place, and without a flow out of it the path ends as before
        return replace(node, kind=NodeKind.SEND_TASK, event=None)
    if node.event is not None and node.event.kind is EventKind.LINK:
        return replace(node, kind=NodeKind.THROW_EVENT, event=_PASS)
    return node


def _link_flows(scope: Scope, fresh_id: FreshIds) -> Iterator[tuple[str, Flow]]:
    """Both ends of a link become plain events that the token passes, joined by a flow."""
    links = [node for node in scope.nodes.values() if node.event and node.event.kind is EventKind.LINK]
    targets = {_link_name(node): node.id for node in links if node.kind is NodeKind.CATCH_EVENT}
    for node in links:
        if node.kind is NodeKind.THROW_EVENT:
            flow_id = fresh_id(f"{node.id}__link")
            yield flow_id, Flow(flow_id, node.id, targets[_link_name(node)], origin=node.id)


def _link_name(node: Node) -> str:
    return node.event.name.text if node.event and node.event.name else ""


def _ids(scope: Scope) -> Iterator[str]:
    yield from scope.nodes
    yield from scope.flows
    for node in scope.nodes.values():
        if node.scope is not None:
            yield from _ids(node.scope)
