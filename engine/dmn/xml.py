"""Bytes → elements: hardened reading. No DOCTYPE, no entities, no network, a ceiling on size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from lxml import etree

from engine.dmn.errors import DecisionModelFaults
from engine.kernel.errors import Fault

MAX_BYTES = 5_000_000
MAX_DEPTH = 100
NAMESPACES = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "http://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
Element = etree._Element


def read_root(xml: bytes) -> Element:
    """The ``definitions`` element. Raises ``DecisionModelFaults``."""
    if len(xml) > MAX_BYTES:
        _refuse("too_large", f"Expected at most {MAX_BYTES} bytes, but there are {len(xml)}.", f"文件超过 {MAX_BYTES} 字节。")
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        _refuse("doctype", "Expected a file without a document type declaration, but it has one.", "文件不得包含 DOCTYPE 声明。")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        _refuse("not_xml", f"Expected well-formed XML, but it is not: {error}", f"不是格式正确的 XML：{error}")
    document: Any = root.getroottree().docinfo
    if document.doctype:  # one in UTF-16 escapes the look at the bytes
        _refuse("doctype", "Expected a file without a document type declaration, but it has one.", "文件不得包含 DOCTYPE 声明。")
    if kind(root) != "definitions" or etree.QName(root).namespace not in NAMESPACES:
        _refuse("not_dmn", "Expected a DMN file (1.1 to 1.5), but it is something else.", "不是 DMN（1.1 至 1.5）文件。")
    return root


def _refuse(code: str, en: str, zh: str) -> NoReturn:
    raise DecisionModelFaults([Fault("definitions", code, en, zh)])


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


def depth_of(root: Element) -> int:
    """How deep the elements are nested."""
    deepest, level = 0, [root]
    while level:
        deepest += 1
        level = [inner for outer in level for inner in outer]
    return deepest
