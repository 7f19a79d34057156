"""Each hostile file at each door that reads XML: refused, for the same reason, and the unusual ones let in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from engine.bpmn.reading.diagram import read_diagram
from engine.dmn import DecisionModelFaults, load
from engine.kernel.errors import Fault, InvalidInput
from engine.kernel.texts import Catalogue
from engine.xml_input import CEILINGS, XmlRefused, read, texts
from tests.unit.bpmn_reader.drawing import draw, path
from tests.unit.dmn.drawing import decision, definitions, literal

Door = Callable[[bytes], tuple[Fault, ...]]


def at_bpmn(xml: bytes) -> tuple[Fault, ...]:
    try:
        read_diagram(xml)
    except InvalidInput as refused:
        return refused.faults
    return ()


def at_dmn(xml: bytes) -> tuple[Fault, ...]:
    try:
        return load(xml).faults
    except DecisionModelFaults as refused:
        return refused.faults


def at_no_room(xml: bytes) -> tuple[Fault, ...]:
    try:
        read(xml)
    except XmlRefused as refused:
        return refused.faults
    return ()


DIAGRAM = draw(path('<userTask id="A" name="受理投诉" camunda:assignee="li"/>')).decode()
DECISIONS = definitions(decision("d", literal('"受理投诉"'))).decode()
DOORS: dict[str, tuple[Door, str, Callable[[str], str]]] = {
    "bpmn": (at_bpmn, DIAGRAM, lambda code: code),
    "dmn": (at_dmn, DECISIONS, lambda code: {"xml_malformed": "not_xml"}.get(code, code.removeprefix("xml_"))),
    "alone": (at_no_room, "<a 受理='投诉'><b/></a>", lambda code: code),
}
each_door = pytest.mark.parametrize(("door", "good", "named"), DOORS.values(), ids=DOORS)

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = {
    "plain": "<!DOCTYPE definitions>",
    "external": '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/evil.dtd">',
    "file": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "parameter": '<!DOCTYPE d [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    "laughs": f'<!DOCTYPE d [<!ENTITY a0 "ha">{LAUGHS}]>',
    "behind": "<!-- a --><?pi x?> <!-- b -->\n<!DOCTYPE definitions>",
}
CODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk"]


def inside(good: str, more: str) -> bytes:
    """``more`` before the end of the root."""
    body, end = good.rsplit("</", 1)
    return f"{body}{more}</{end}".encode()


def encoded(text: str, encoding: str) -> bytes:
    head = '<?xml version="1.0" encoding="gbk"?>' if encoding == "gbk" else ""
    return (head + text).encode(encoding)


def _with_doctype(doctype: str, coding: str, good: str) -> bytes:
    return encoded(doctype + good, coding)


def _said_to_be(encoding: str, good: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>{good}'.encode()


HOSTILE: dict[str, tuple[Callable[[str], bytes], str]] = {
    **{
        f"doctype {name} in {coding}": (partial(_with_doctype, doctype, coding), "xml_doctype")
        for name, doctype in DOCTYPES.items()
        for coding in CODINGS
    },
    "undefined entity": (lambda good: inside(good, "<documentation>&secret;</documentation>"), "xml_malformed"),
    "empty": (lambda _: b"", "xml_malformed"),
    "blank": (lambda _: b" ", "xml_malformed"),
    "null byte": (lambda _: b"\x00", "xml_malformed"),
    "text": (lambda _: b"plain text", "xml_malformed"),
    "cut off": (lambda good: good.encode()[:-5], "xml_malformed"),
    "twice": (lambda good: (good + good).encode(), "xml_malformed"),
    "prefix of no name space": (lambda _: b"<a:b/>", "xml_malformed"),
    "deeper than the parser goes": (lambda _: b"<a>" * 5000 + b"</a>" * 5000, "xml_malformed"),
    "deep": (lambda good: inside(good, "<e>" * 120 + "</e>" * 120), "xml_too_deep"),
    "long": (lambda good: b" " * CEILINGS.bytes + good.encode(), "xml_too_large"),
    "wide": (lambda good: inside(good, "<e/>" * CEILINGS.elements), "xml_too_many_elements"),
    "far too wide": (lambda good: inside(good, "<e/>" * 3 * CEILINGS.elements), "xml_too_many_elements"),
    "many attributes": (
        lambda good: inside(good, "<e " + " ".join(f"a{n}=''" for n in range(CEILINGS.attributes + 1)) + "/>"),
        "xml_too_many_attributes",
    ),
    "many name spaces": (
        lambda good: inside(good, "<e " + " ".join(f"xmlns:a{n}='urn:{n}'" for n in range(CEILINGS.attributes + 1)) + "/>"),
        "xml_too_many_attributes",
    ),
    "many attributes behind signs": (
        lambda good: inside(good, "<e " + " ".join(f'a{n} = ">=\'"' for n in range(CEILINGS.attributes + 1)) + "/>"),
        "xml_too_many_attributes",
    ),
    "long attribute": (lambda good: inside(good, f"<e a='{'9' * (CEILINGS.attribute + 1)}'/>"), "xml_attribute_too_long"),
    **{
        f"encoding {name}": (partial(_said_to_be, name), "xml_encoding")
        for name in ("utf-7", "idna", "rot13", "unicode_escape", "klingon", "base64")
    },
    "not in the encoding": (lambda good: good.encode("gbk"), "xml_encoding"),
}


@each_door
@pytest.mark.parametrize(("made", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused(made: Callable[[str], bytes], code: str, door: Door, good: str, named: Callable[[str], str]) -> None:
    (fault,) = door(made(good))
    assert fault.code == named(code)
    assert "root:" not in fault.en
    assert len(fault.en) < 400


def test_every_reason_is_tried() -> None:
    assert {code for _, code in HOSTILE.values()} == set(Catalogue(texts.__name__).sentences)


@each_door
def test_the_sentence_is_the_same_at_every_door(door: Door, good: str, named: Callable[[str], str]) -> None:
    for made, code in HOSTILE.values():
        if code in ("xml_doctype", "xml_too_deep", "xml_too_many_elements"):
            (fault,), (wanted,) = door(made(good)), at_no_room(made(good))
            assert fault.text == wanted.text


@each_door
@pytest.mark.parametrize("coding", CODINGS)
def test_usual_encodings_are_read(coding: str, door: Door, good: str, named: Callable[[str], str]) -> None:
    assert door(encoded(good, coding)) == ()


@each_door
def test_the_word_doctype_elsewhere_is_no_doctype(door: Door, good: str, named: Callable[[str], str]) -> None:
    assert door(b"<!-- <!DOCTYPE x> -->" + inside(good, "<documentation><![CDATA[<!DOCTYPE x>]]></documentation>")) == ()


@each_door
@pytest.mark.parametrize("far", ["far too wide", "many attributes", "many name spaces", "many attributes behind signs"])
def test_far_too_much_is_refused_before_a_tree_is_built(
    far: str, door: Door, good: str, named: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("lxml.etree.fromstring")
    made, code = HOSTILE[far]
    assert [fault.code for fault in door(made(good))] == [named(code)]


@each_door
def test_signs_in_texts_and_values_are_no_attributes(door: Door, good: str, named: Callable[[str], str]) -> None:
    signs = "a=1 " * 2 * CEILINGS.attributes
    assert door(inside(good, f"<!-- {signs} --><documentation>{signs}<![CDATA[{signs}]]></documentation>")) == ()
    assert door(inside(good, f"<documentation id='{signs.replace('=', '==')}'/>")) in ((), door(inside(good, "<documentation id=' '/>")))
