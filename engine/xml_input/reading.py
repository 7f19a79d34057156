"""Hardened reading: no DOCTYPE (so no entities and no external subset), no network, no more than the ceilings.

The text is decoded here and handed to the parser as UTF-8: what was looked at is what is parsed.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

from engine.kernel.errors import Fault, InvalidInput
from engine.xml_input.ceilings import CEILINGS, excess, fault

Element = etree._Element

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENCODINGS = frozenset({"utf-8", "ascii", "iso8859-1", "cp1252", "gb2312", "gbk", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be"})
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml\s[^>]*\?>")
_TAG = re.compile(r"<[^<!?/][^<]*")
"""A start tag and the text behind it: no attribute holds ``<``."""
_QUOTED = re.compile(r"""\"[^"]*"|'[^']*'""")
_PROLOG = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)


class XmlRefused(InvalidInput):
    """Not plain, moderate XML. ``fault`` says why, of the file as a whole."""

    code = "xml_refused"

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.text, faults=(fault,))
        self.fault = fault


def read(xml: bytes) -> Element:
    """The root element of a file that is plain and moderate. Raises ``XmlRefused``."""
    root = parse(xml)
    found = excess(root)
    if found is not None:
        raise XmlRefused(found)
    return root


def parse(xml: bytes) -> Element:
    """Like ``read``, but whether the tree is moderate is still to be asked (``excess``): for who tells that beside other faults.

    No tree is built that could be costly. Raises ``XmlRefused``.
    """
    if len(xml) > CEILINGS.bytes:
        raise XmlRefused(fault("xml_too_large", bytes=len(xml), limit=CEILINGS.bytes))
    text = _DECLARATION.sub("", _decode(xml), count=1)
    if text.startswith("<!DOCTYPE", _prolog_end(text)):
        raise XmlRefused(fault("xml_doctype"))
    if text.count("<") > 3 * CEILINGS.elements:  # a tree costs forty times its text: do not even build it
        raise XmlRefused(fault("xml_too_many_elements", limit=CEILINGS.elements))
    if any(tag.count("=") > CEILINGS.attributes and _attributes(tag) > CEILINGS.attributes for tag in _TAG.findall(text)):
        raise XmlRefused(fault("xml_too_many_attributes", limit=CEILINGS.attributes))  # to parse them takes the square of their number
    try:
        root = etree.fromstring(text.encode("utf-8"), _parser())
    except (etree.LxmlError, ValueError) as error:
        raise XmlRefused(fault("xml_malformed", reason=_first_line(error))) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused(fault("xml_doctype"))
    return root


def _parser() -> etree.XMLParser:
    """One for each file: a parser serves one thread."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )


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
        if name in _ENCODINGS:
            return xml.decode(name)
    except (LookupError, UnicodeDecodeError) as error:
        raise XmlRefused(fault("xml_encoding", encoding=encoding)) from error
    raise XmlRefused(fault("xml_encoding", encoding=encoding))


def _prolog_end(text: str) -> int:
    """Where white space, comments and processing instructions end: a DOCTYPE can only be there."""
    match = _PROLOG.match(text)
    return match.end() if match else 0


def _attributes(tag: str) -> int:
    """How many attributes the start tag has, declared name spaces included."""
    return _QUOTED.sub("", tag).partition(">")[0].count("=")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
