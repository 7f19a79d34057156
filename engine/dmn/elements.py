"""Bytes → elements of DMN, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine import xml_input
from engine.dmn.faults import DecisionModelFaults
from engine.dmn.texts import say
from engine.kernel.errors import Fault

NAMESPACES = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "http://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
BOXES = (
    "literalExpression",
    "context",
    "list",
    "relation",
    "invocation",
    "functionDefinition",
    "conditional",
    "filter",
    "for",
    "some",
    "every",
    "decisionTable",
)
"""The elements that are boxed expressions."""
Element = etree._Element
_CODES = {
    "xml_too_large": "too_large",
    "xml_doctype": "doctype",
    "xml_encoding": "encoding",
    "xml_malformed": "not_xml",
    "xml_too_deep": "too_deep",
    "xml_too_many_elements": "too_many_elements",
    "xml_too_many_attributes": "too_many_attributes",
    "xml_attribute_too_long": "attribute_too_long",
}
"""Why XML is refused → the code of the fault here."""


def read_root(xml: bytes) -> Element:
    """The ``definitions`` element of a file, which may still be too large to be read (``excess_of``). Raises ``DecisionModelFaults``."""
    try:
        root = xml_input.parse(xml)
    except xml_input.XmlRefused as refused:
        raise DecisionModelFaults([_as_fault(refused.fault)]) from refused
    if kind(root) != "definitions" or etree.QName(root).namespace not in NAMESPACES:
        raise DecisionModelFaults([Fault("definitions", "not_dmn", say("not_dmn"))])
    return root


def excess_of(root: Element) -> Fault | None:
    """What the file has too much of, if anything."""
    found = xml_input.excess(root)
    return None if found is None else _as_fault(found)


def _as_fault(found: Fault) -> Fault:
    return Fault("definitions", _CODES[found.code], found.text, facts=found.facts)


def kind(element: Element) -> str:
    """The local name of a DMN element; empty for anything that is not of DMN."""
    namespace, _, name = element.tag[1:].partition("}")
    return name if namespace in NAMESPACES else ""


def children(element: Element, *kinds: str) -> Iterator[Element]:
    """The direct children of these kinds; all DMN children when none is named."""
    for child in element:
        found = kind(child)
        if found and (not kinds or found in kinds):
            yield child


def child(element: Element, *kinds: str) -> Element | None:
    return next(children(element, *kinds), None)


def text(element: Element | None) -> str:
    """The text of a ``text`` child, or of the element itself when it has none."""
    if element is None:
        return ""
    inner = child(element, "text")
    return ((element if inner is None else inner).text or "").strip()


def attribute(element: Element | None, name: str, otherwise: str = "") -> str:
    return otherwise if element is None else element.get(name, otherwise).strip()


def identity(element: Element) -> str:
    """The id of the element or of the nearest one around it that has one."""
    at: Element | None = element
    while at is not None:
        if at.get("id"):
            return str(at.get("id"))
        at = at.getparent()
    return "definitions"


def language(element: Element) -> str:
    """The expression language that holds for the element: its own, or that of the file; empty when nobody names one."""
    return attribute(element, "expressionLanguage") or attribute(element.getroottree().getroot(), "expressionLanguage")


def is_feel(language: str) -> bool:
    """Every version of the standard has its own name for FEEL; no name is FEEL, too."""
    return not language or "feel" in language.lower()


def namespace_of(prefix: str, at: Element) -> str:
    """What a prefix stands for where the element is; empty for one that stands for nothing."""
    return str(at.nsmap.get(prefix) or "")
