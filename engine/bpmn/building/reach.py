"""For inclusive joins: from which element can a token still come, and on which flow? (BPMN 2.0, 13.4.3)"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from engine.bpmn.model import Scope

MOST_ENTRIES = 200_000
"""Entries in the tables of all joins of a process: elements times flows times joins, so a small diagram could ask for millions."""

Reach = Mapping[str, frozenset[str]]
"""Element id → the incoming flows of a join that a token there can come by without passing the join."""


class Reaches:
    """The tables of the joins of one process, ``most`` entries together."""

    def __init__(self, most: int = MOST_ENTRIES) -> None:
        self.most = most
        self._left = most

    @property
    def exhausted(self) -> bool:
        """There was not enough left: what ``of`` gave last is not whole."""
        return self._left < 0

    def of(self, scope: Scope, joins: Iterable[str]) -> Iterator[Reach]:
        """The table of each join, as far as the entries last. From an activity a token can also get away by its boundary events."""
        before: dict[str, set[str]] = defaultdict(set)
        entering: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for flow in scope.flows.values():
            before[flow.target].add(flow.source)
            entering[flow.target].append((flow.id, flow.source))
        for node in scope.nodes.values():
            if node.attached_to is not None:
                before[node.id].add(node.attached_to)
        for join in joins:
            yield self._of_join(join, entering[join], before)

    def _of_join(self, join: str, entering: Iterable[tuple[str, str]], before: Mapping[str, set[str]]) -> Reach:
        reach: dict[str, set[str]] = defaultdict(set)
        for flow_id, source in entering:
            for element in self._all_before(source, before, join):
                reach[element].add(flow_id)
        return {element: frozenset(flows) for element, flows in reach.items()}

    def _all_before(self, element: str, before: Mapping[str, set[str]], join: str) -> set[str]:
        found: set[str] = set()
        look_at = [element]
        while look_at and not self.exhausted:
            here = look_at.pop()
            if here != join and here not in found:
                found.add(here)
                self._left -= 1
                look_at.extend(before.get(here, ()))
        return found
