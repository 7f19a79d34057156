"""Hardened XML: bytes from a stranger to an element tree, or ``InvalidInput``.

No DOCTYPE (so no entities and no external subset), no network, ceilings on bytes, depth and number of elements.
The text is decoded here and handed to the parser as UTF-8: what was looked at is what is parsed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Never

from lxml import etree

from engine.bpmn.texts import sentence
from engine.kernel.errors import Fault, InvalidInput

MAX_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 100
MAX_ELEMENTS = 100_000

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENCODINGS = frozenset({"utf-8", "ascii", "iso8859-1", "cp1252", "gb2312", "gbk", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be"})
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml\s[^>]*\?>")
_PROLOG = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)


def parse(xml: bytes) -> etree._Element:
    """The root element of ``xml``; raises ``InvalidInput`` with one fault for anything that is not plain, moderate XML."""
    if len(xml) > MAX_BYTES:
        _refuse("xml_too_large", bytes=len(xml), limit=MAX_BYTES)
    text = _DECLARATION.sub("", _decode(xml), count=1)
    if text.startswith("<!DOCTYPE", _prolog_end(text)):
        _refuse("xml_doctype")
    if text.count("<") > 3 * MAX_ELEMENTS:  # a tree costs forty times its text: do not even build it
        _refuse("xml_too_many_elements", limit=MAX_ELEMENTS)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        _refuse("xml_malformed", cause=error, reason=_first_line(error))
    if root.getroottree().docinfo.internalDTD is not None:
        _refuse("xml_doctype")
    _check_size(root)
    return root


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


def _decode(xml: bytes) -> str:
    for mark, encoding in _MARKS:
        if xml.startswith(mark):
            return _decode_as(xml[len(mark) :], encoding)
    if xml.startswith((b"<\x00", b"\x00<")):
        return _decode_as(xml, "utf-16-le" if xml[0] else "utf-16-be")
    declared = _DECLARED.match(xml)
    return _decode_as(xml, declared.group(1).decode("ascii") if declared else "utf-8")


def _decode_as(xml: bytes, encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        if name not in _ENCODINGS:
            _refuse("xml_encoding", encoding=encoding)
        return xml.decode(name)
    except (LookupError, UnicodeDecodeError) as error:
        _refuse("xml_encoding", cause=error, encoding=encoding)


def _prolog_end(text: str) -> int:
    """Where white space, comments and processing instructions end: a DOCTYPE can only be there."""
    match = _PROLOG.match(text)
    return match.end() if match else 0


def _check_size(root: etree._Element) -> None:
    count, depth = 0, 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        count, depth = count + 1, depth + 1
        if depth > MAX_DEPTH:
            _refuse("xml_too_deep", limit=MAX_DEPTH)
        if count > MAX_ELEMENTS:
            _refuse("xml_too_many_elements", limit=MAX_ELEMENTS)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__


def _refuse(code: str, *, cause: Exception | None = None, **facts: object) -> Never:
    en, zh = sentence(code, facts)
    fault = Fault(where="", code=code, en=en, zh=zh, facts=facts)
    raise InvalidInput(en, message_zh=zh, faults=(fault,), code="invalid_diagram") from cause
