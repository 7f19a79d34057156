"""The same process, drawn so that the machine has fewer cases: Process → Process.

What was drawn keeps its id. Inserted nodes and flows have an id made from the drawn one
(``Gateway_1__join``) and name it in ``origin``. Expects a process in which ``check`` found no error.
Implicit starts and ends, and several or conditional flows out of activities, need nothing: the machine executes them as drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.bpmn.model import ConnectorDetail, Event, EventKind, Flow, Node, NodeKind, Process, Scope
from engine.bpmn.reading.nodes import INSTANTIATES

_PASS = Event(EventKind.NONE)
_FORKS = frozenset({NodeKind.PARALLEL_GATEWAY, NodeKind.INCLUSIVE_GATEWAY})


def normalise(process: Process) -> Process:
    """An equal process in which every node is of a kind, and in a place, that the machine executes."""
    taken = set(_ids(process.scope)) | {process.id}
    return replace(process, scope=_normalise_scope(process.scope, taken))


def _normalise_scope(scope: Scope, taken: set[str]) -> Scope:
    draft = _Draft(scope, taken)
    draft.begin_with_messages()
    draft.turn_links_into_flows()
    draft.turn_connector_events_into_tasks()
    draft.separate_joins_from_splits()
    for node in list(draft.nodes.values()):
        if node.scope is not None:
            draft.nodes[node.id] = replace(node, scope=_normalise_scope(node.scope, taken))
    return Scope(draft.nodes, draft.flows)


class _Draft:
    """One scope while it is being rewritten."""

    def __init__(self, scope: Scope, taken: set[str]) -> None:
        self.nodes = dict(scope.nodes)
        self.flows = dict(scope.flows)
        self._taken = taken

    def begin_with_messages(self) -> None:
        """A receive task that instantiates is a message start event."""
        for node in list(self.nodes.values()):
            if node.kind is NodeKind.RECEIVE_TASK and INSTANTIATES in node.properties:
                properties = {key: text for key, text in node.properties.items() if key != INSTANTIATES}
                self.nodes[node.id] = replace(node, kind=NodeKind.START_EVENT, properties=properties)

    def turn_links_into_flows(self) -> None:
        """Both ends of a link become plain events that the token passes, joined by a flow."""
        links = [node for node in self.nodes.values() if node.event and node.event.kind is EventKind.LINK]
        targets = {_link_name(node): node.id for node in links if node.kind is NodeKind.CATCH_EVENT}
        for node in links:
            if node.kind is NodeKind.THROW_EVENT:
                self._connect(node.id, targets[_link_name(node)], "link")
            self.nodes[node.id] = replace(node, kind=NodeKind.THROW_EVENT, event=_PASS)

    def turn_connector_events_into_tasks(self) -> None:
        """A throw or end event whose work a connector does is a send task, followed by a plain end."""
        for node in list(self.nodes.values()):
            if not isinstance(node.detail, ConnectorDetail):
                continue
            if node.kind in (NodeKind.THROW_EVENT, NodeKind.END_EVENT):
                self.nodes[node.id] = replace(node, kind=NodeKind.SEND_TASK, event=None)

    def separate_joins_from_splits(self) -> None:
        """A parallel or inclusive gateway either joins or splits; the drawn id stays with the split, which decides."""
        for node in list(self.nodes.values()):
            entering = [flow for flow in self.flows.values() if flow.target == node.id]
            leaving = [flow for flow in self.flows.values() if flow.source == node.id]
            if node.kind in _FORKS and len(entering) > 1 and len(leaving) > 1:
                join = self._new_id(node.id, "join")
                self.nodes[join] = Node(id=join, kind=node.kind, label=node.label, origin=node.id)
                for flow in entering:
                    self.flows[flow.id] = replace(flow, target=join)
                self._connect(join, node.id, "join_flow")

    def _connect(self, source: str, target: str, suffix: str) -> None:
        flow_id = self._new_id(source, suffix)
        origin = self.nodes[source].origin or source
        self.flows[flow_id] = Flow(flow_id, source, target, origin=origin)

    def _new_id(self, base: str, suffix: str) -> str:
        new = f"{base}__{suffix}"
        while new in self._taken:
            new += "_"
        self._taken.add(new)
        return new


def _link_name(node: Node) -> str:
    return node.event.name.text if node.event and node.event.name else ""


def _ids(scope: Scope) -> Iterator[str]:
    yield from scope.nodes
    yield from scope.flows
    for node in scope.nodes.values():
        if node.scope is not None:
            yield from _ids(node.scope)
