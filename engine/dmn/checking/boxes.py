"""What checks boxed expressions of any kind, and what each kind needs for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.dmn.checking.expressions import Texts
from engine.dmn.checking.reach import Reach
from engine.dmn.elements import BOXES, Element, attribute, child, kind, text
from engine.dmn.graph import Graph
from engine.feel.checking.shapes import is_unknown
from engine.feel.checking.signatures import misfit_of
from engine.feel.values.feel_types import ANY, Type


class Boxed:
    """Checks the boxed expressions of one file. ``kinds``: the name of an element → what checks it."""

    def __init__(self, graph: Graph, texts: Texts, kinds: Mapping[str, Kind]) -> None:
        self.texts = texts
        self.members = graph.boxes.members
        self._graph = graph
        self._kinds = kinds

    def type_of(self, element: Element | None, reach: Reach, wanted: Type = ANY, what: str = "") -> Type:
        """The type of a boxed expression. ``wanted``: the type that it is to be of where it stands for ``what``."""
        if element is None:
            return ANY
        word = kind(element)
        own = ANY if word == "functionDefinition" else self.declared(element)
        rule = self._kinds.get(word)
        found = ANY if rule is None else rule(self, element, reach, wanted if is_unknown(own) else own)
        label = attribute(element, "label") or text(child(element, "text"))[:60] or word
        return self.fitting(element, self.fitting(element, found, own, label), wanted, what)

    def inner(self, element: Element | None, reach: Reach, wanted: Type = ANY, what: str = "") -> Type:
        """The type of the first boxed expression inside the element."""
        return self.type_of(None if element is None else child(element, *BOXES), reach, wanted, what)

    def fitting(self, at: Element, found: Type, wanted: Type, what: str) -> Type:
        """The type that a value has when it is made to be of the type ``wanted``; a fault if it can never be."""
        misfit = misfit_of(found, wanted, what)
        if misfit is not None:
            self.texts.add(at, "wrong_result", misfit)
        return found if is_unknown(wanted) else wanted

    def declared(self, element: Element | None) -> Type:
        """By the attribute ``typeRef``; ``ANY`` if there is none."""
        if element is None:
            return ANY
        faults = self._graph.faults
        known = len(faults)
        found = self._graph.types.find(attribute(element, "typeRef"), element)
        del faults[known:]  # that a type is unknown was said when the file was read
        return found or ANY


Kind = Callable[[Boxed, Element, Reach, Type], Type]
"""The type of a boxed expression of one kind, given the type that it is to be of; what is wrong with it becomes faults."""
