"""A scope as a graph: who follows whom, links included."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property

from engine.bpmn.model import EventKind, Flow, Node, NodeKind, Scope

_WAITING = frozenset(
    {
        NodeKind.USER_TASK,
        NodeKind.MANUAL_TASK,
        NodeKind.SERVICE_TASK,
        NodeKind.RECEIVE_TASK,
        NodeKind.CALL_ACTIVITY,
        NodeKind.CATCH_EVENT,
        NodeKind.EVENT_BASED_GATEWAY,
    }
)
_NOT_ENTERED = frozenset({NodeKind.BOUNDARY_EVENT, NodeKind.EVENT_SUB_PROCESS})


class ScopeGraph:
    """One scope with its flows sorted by source and target. Dangling flows take no part."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.nodes: Mapping[str, Node] = scope.nodes
        self.leaving: dict[str, list[Flow]] = {key: [] for key in scope.nodes}
        self.entering: dict[str, list[Flow]] = {key: [] for key in scope.nodes}
        for flow in scope.flows.values():
            if flow.source in scope.nodes and flow.target in scope.nodes:
                self.leaving[flow.source].append(flow)
                self.entering[flow.target].append(flow)

    @cached_property
    def following(self) -> dict[str, list[str]]:
        """Node → where a token of it may go next, by flow, by link, or by an event at its border."""
        following = {key: [flow.target for flow in flows] for key, flows in self.leaving.items()}
        for source, target in self._links():
            following[source].append(target)
        for node in self.nodes.values():
            if node.kind is NodeKind.BOUNDARY_EVENT and node.attached_to in following:
                following[node.attached_to].append(node.id)
        return following

    def starts(self) -> list[Node]:
        """Start events, and receive tasks that will be some."""
        return [node for node in self.nodes.values() if node.kind is NodeKind.START_EVENT or node.instantiates]

    def of(self, *kinds: NodeKind) -> list[Node]:
        return [node for node in self.nodes.values() if node.kind in kinds]

    def at_border_of(self, node_id: str) -> list[Node]:
        """The boundary events of an activity."""
        return self._borders.get(node_id, [])

    @cached_property
    def _borders(self) -> dict[str, list[Node]]:
        borders: dict[str, list[Node]] = {}
        for node in self.of(NodeKind.BOUNDARY_EVENT):
            borders.setdefault(node.attached_to or "", []).append(node)
        return borders

    def first(self) -> list[str]:
        """Where tokens begin: start events, or without one all that nothing enters; event sub-processes in any case.

        A boundary event without an activity and a link without a source are told elsewhere; what follows them is not told too.
        """
        waiting_aside = [node.id for node in self.nodes.values() if self._begins_aside(node)]
        if starts := self.starts():
            return [node.id for node in starts] + waiting_aside
        entered = {target for targets in self.following.values() for target in targets}
        return [key for key, node in self.nodes.items() if key not in entered and node.kind not in _NOT_ENTERED] + waiting_aside

    def _begins_aside(self, node: Node) -> bool:
        if node.kind is NodeKind.BOUNDARY_EVENT:
            return node.attached_to not in self.nodes
        is_link = node.event is not None and node.event.kind is EventKind.LINK
        return node.kind is NodeKind.EVENT_SUB_PROCESS or (is_link and node.kind is NodeKind.CATCH_EVENT)

    def reachable(self, begin: Iterable[str]) -> set[str]:
        return closure(begin, lambda key: self.following[key])

    def reaching_an_end(self) -> set[str]:
        """The nodes from which some path comes to an end, drawn or implicit."""
        before: dict[str, list[str]] = {key: [] for key in self.nodes}
        for source, targets in self.following.items():
            for target in targets:
                before[target].append(source)
        return closure([key for key, targets in self.following.items() if not targets], lambda key: before[key])

    def endless(self) -> list[str]:
        """The nodes of circles from which no path comes to an end, in document order."""
        ending = self.reaching_an_end()
        return [key for circle in circles(self.following) for key in circle if key not in ending]

    def automatic_circles(self) -> list[list[str]]:
        """Groups of nodes that a token can go round in for ever without anything to wait for."""
        automatic = {key for key, node in self.nodes.items() if not waits(node)}
        return circles({key: [each for each in self.following[key] if each in automatic] for key in self.nodes if key in automatic})

    def _links(self) -> Iterable[tuple[str, str]]:
        links = [(node, node.event.name) for node in self.nodes.values() if node.event and node.event.kind is EventKind.LINK]
        targets = {name: node.id for node, name in links if node.kind is NodeKind.CATCH_EVENT}
        for node, name in links:
            if node.kind is NodeKind.THROW_EVENT and name in targets:
                yield node.id, targets[name]


def waits(node: Node) -> bool:
    """True if a token that enters ``node`` has to wait for something outside."""
    if node.kind is NodeKind.SEND_TASK:
        return node.detail is not None
    if node.kind is NodeKind.CATCH_EVENT:
        return node.event is not None and node.event.kind is not EventKind.LINK
    if node.scope is not None:
        return any(waits(inner) for inner in node.scope.nodes.values())
    return node.kind in _WAITING


def closure(begin: Iterable[str], onward: Callable[[str], Collection[str]]) -> set[str]:
    """All that can be come to from ``begin``, itself included."""
    reached: set[str] = set()
    waiting = list(begin)
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting.extend(onward(key))
    return reached


def circles(following: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Groups of nodes each of which leads to each other (Kosaraju: two walks through the graph), in the order of ``following``."""
    before: dict[str, list[str]] = {key: [] for key in following}
    for source, targets in following.items():
        for target in targets:
            before[target].append(source)
    group: dict[str, str] = {}
    for key in reversed(_finished(following)):
        for member in closure([] if key in group else [key], lambda node: [each for each in before[node] if each not in group]):
            group[member] = key
    members: dict[str, list[str]] = {}
    for key in following:
        members.setdefault(group[key], []).append(key)
    return [found for found in members.values() if len(found) > 1 or found[0] in following[found[0]]]


def _finished(following: Mapping[str, Sequence[str]]) -> list[str]:
    """The nodes in the order in which a walk in depth is done with them; without recursion, as lines may be long."""
    finished: list[str] = []
    seen: set[str] = set()
    for first in following:
        path = [(first, iter(following[first]))] if first not in seen else []
        seen.add(first)
        while path:
            node, rest = path[-1]
            onward = next((each for each in rest if each not in seen), None)
            if onward is None:
                finished.append(node)
                path.pop()
            else:
                seen.add(onward)
                path.append((onward, iter(following[onward])))
    return finished
