"""What the expressions in one place may use."""

from __future__ import annotations

from collections.abc import Mapping

from engine.dmn.graph import Graph, Member
from engine.dmn.names import Names
from engine.feel.checking import Scope
from engine.feel.values.feel_types import Type


def drawn(graph: Graph) -> dict[str, Member]:
    """What an expression of the file might require, by name: elements of the file and of imports without a name."""
    graphs = [*(each.graph for each in graph.imported if not each.name), graph]
    return {member.name: member for each in graphs for member in each.members.values()}


class Reach:
    """Names with their types: as ``scope`` for those who check a text, as ``names`` for those who read it."""

    def __init__(self, scope: Scope, names: Names) -> None:
        self.scope = scope
        self.names = names

    def inside(self, names: Mapping[str, Type], *, deferred: bool = False) -> Reach:
        """With more names; ``deferred``: inside a function."""
        return Reach(Scope(dict(names), self.scope, deferred=deferred), self.names.inside(*names))

    def filtering(self, entry: Type, members: Names) -> Reach:
        """Inside a filter of entries of this type; ``members``: names that their entries may have."""
        return Reach(Scope({"item": entry}, self.scope, element=entry), Names(["item"], self.names, members))

    def declare(self, name: str, found: Type) -> None:
        """One more name, for what is checked from now on."""
        self.scope.add(name, found)
        self.names.declare(name)
