"""How much XML anybody may send, and whether a tree is within that."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from engine.kernel.errors import Fault
from engine.xml_input.texts import say


@dataclass(frozen=True, slots=True)
class Ceilings:
    """The most of each that a file may have. ``attributes``: those of one element. ``attribute``: characters of one value."""

    bytes: int = 5_000_000
    elements: int = 100_000
    depth: int = 100
    attributes: int = 250
    attribute: int = 1_000_000


CEILINGS = Ceilings()


def excess(root: etree._Element) -> Fault | None:
    """What the tree has too much of; None for one that is moderate."""
    count, depth = 0, 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        count, depth = count + 1, depth + 1
        values = element.values()
        if depth > CEILINGS.depth:
            return fault("xml_too_deep", limit=CEILINGS.depth)
        if count > CEILINGS.elements:
            return fault("xml_too_many_elements", limit=CEILINGS.elements)
        if len(values) > CEILINGS.attributes:
            return fault("xml_too_many_attributes", limit=CEILINGS.attributes)
        if any(len(value) > CEILINGS.attribute for value in values):
            return fault("xml_attribute_too_long", limit=CEILINGS.attribute)
    return None


def fault(code: str, **facts: object) -> Fault:
    """A fault of the file as a whole."""
    return Fault("", code, say(code, **facts), facts=facts)
