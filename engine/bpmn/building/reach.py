"""For inclusive joins: from which element can a token still come, and on which flow? (BPMN 2.0, 13.4.3)"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from engine.bpmn.model import Scope


def reach_of(scope: Scope, gateway: str) -> Mapping[str, frozenset[str]]:
    """Element id → the gateway's incoming flows that a token there can come by without passing the gateway.

    From an activity a token can also get away by its boundary events.
    """
    before: dict[str, set[str]] = defaultdict(set)
    for flow in scope.flows.values():
        before[flow.target].add(flow.source)
    for node in scope.nodes.values():
        if node.attached_to is not None:
            before[node.id].add(node.attached_to)
    reach: dict[str, set[str]] = defaultdict(set)
    for flow in scope.flows.values():
        if flow.target == gateway:
            for element in _all_before(flow.source, before, gateway):
                reach[element].add(flow.id)
    return {element: frozenset(flows) for element, flows in reach.items()}


def _all_before(element: str, before: Mapping[str, set[str]], gateway: str) -> set[str]:
    found: set[str] = set()
    look_at = [element]
    while look_at:
        here = look_at.pop()
        if here != gateway and here not in found:
            found.add(here)
            look_at.extend(before.get(here, ()))
    return found
