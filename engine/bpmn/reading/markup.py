"""The elements of a diagram: bytes from a stranger to an element tree, and what is asked of it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine import xml_input
from engine.kernel.errors import InvalidInput

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def parse(xml: bytes) -> etree._Element:
    """The root element of ``xml``; raises ``InvalidInput`` with one fault for anything that is not plain, moderate XML."""
    try:
        return xml_input.read(xml)
    except xml_input.XmlRefused as refused:
        raise InvalidInput(refused.text, faults=refused.faults, code="invalid_diagram") from refused


def local_name(element: etree._Element) -> str:
    """The name without its namespace."""
    return etree.QName(element).localname


def namespace(element: etree._Element) -> str:
    return etree.QName(element).namespace or ""


def children(element: etree._Element, name: str | None = None) -> Iterator[etree._Element]:
    """The children in the BPMN namespace, all or those called ``name``."""
    wanted = f"{{{BPMN}}}{name if name else '*'}"
    return element.iterchildren(wanted)


def child(element: etree._Element, name: str) -> etree._Element | None:
    return next(children(element, name), None)


def text_of(element: etree._Element | None) -> str:
    """All text inside, without the white space around it; "" for no element."""
    return "" if element is None else "".join(str(part) for part in element.itertext()).strip()


def reference(text: str | None) -> str | None:
    """The id that a QName points at: BPMN ids hold no colon, so a prefix can only be a namespace."""
    return text.strip().rpartition(":")[2] or None if text else None


def flag(element: etree._Element, name: str, default: bool) -> bool:
    """An ``xsd:boolean`` attribute."""
    return element.get(name, "true" if default else "false").strip() in ("true", "1")
