"""Hostile and unusual files."""

from __future__ import annotations

import pytest

from engine.bpmn.checking import process
from engine.bpmn.reading.diagram import lint_diagram, read_diagram
from engine.bpmn.reading.fresh_ids import FreshIds
from engine.kernel.errors import InvalidInput
from engine.xml_input import CEILINGS
from tests.unit.bpmn_reader.drawing import NAMESPACES, draw, path, user_task

GOOD = draw(path(user_task()))
BILLION_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><definitions>&d;</definitions>"""
EXTERNAL = b"""<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><definitions>&x;</definitions>"""


def refused(xml: bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_diagram(xml)
    (fault,) = caught.value.faults
    assert caught.value.reason_code == "invalid_diagram"
    return fault.code


@pytest.mark.parametrize(
    "xml",
    [
        BILLION_LAUGHS,
        EXTERNAL,
        b"<!DOCTYPE definitions>" + GOOD,
        b'<!DOCTYPE definitions SYSTEM "http://127.0.0.1:1/evil.dtd">' + GOOD,
        b"\n<!-- a --><?pi x?> <!-- b -->\n<!DOCTYPE definitions>" + GOOD,
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'.encode("utf-16"),
        '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'.encode("utf-16-le"),
        b"\xef\xbb\xbf<!DOCTYPE d><d/>",
    ],
)
def test_any_doctype_is_refused(xml: bytes) -> None:
    assert refused(xml) == "xml_doctype"


def test_the_word_doctype_in_a_comment_or_text_is_no_doctype() -> None:
    read_diagram(b"<!-- <!DOCTYPE x> -->" + draw(path(user_task()) + "<documentation><![CDATA[<!DOCTYPE x>]]></documentation>"))


def test_undefined_entities_are_refused() -> None:
    assert refused(draw("<documentation>&secret;</documentation>")) == "xml_malformed"


def test_processing_instructions_and_comments_change_nothing() -> None:
    body = path(user_task()).replace("<endEvent", '<?php system("id") ?><!-- x --><endEvent')
    assert read_diagram(b'<?xml-stylesheet href="file:///etc/passwd"?>' + draw(body)) == read_diagram(GOOD)


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed() -> None:
    assert refused(b" " * CEILINGS.bytes + GOOD) == "xml_too_large"


def test_deep_nesting_is_refused() -> None:
    body = "<subProcess>" * 120 + "</subProcess>" * 120
    assert refused(draw(body)) == "xml_too_deep"


def test_nesting_beyond_the_parsers_own_limit_is_refused() -> None:
    assert refused(b"<a>" * 5000 + b"</a>" * 5000) == "xml_malformed"


def test_too_many_elements_are_refused() -> None:
    assert refused(draw("<association/>" * (CEILINGS.elements + 1))) == "xml_too_many_elements"


def test_far_too_many_elements_are_refused_before_a_tree_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("lxml.etree.fromstring")
    assert refused(draw("<a/>" * (3 * CEILINGS.elements + 1))) == "xml_too_many_elements"


def test_sub_processes_nested_too_deep_are_refused() -> None:
    body = "".join(f'<subProcess id="S{level}">' for level in range(25)) + "</subProcess>" * 25
    codes = {finding.fault.code for finding in lint_diagram(draw(body))}
    assert "nested_too_deep" in codes


@pytest.mark.parametrize("too_many", ['<task id="t{0}"/>' * 1, '<sequenceFlow id="g{0}" sourceRef="s" targetRef="e"/>'])
def test_a_process_of_more_than_a_person_draws_is_refused(too_many: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MOST_NODES", 20)
    monkeypatch.setattr(process, "MOST_FLOWS", 20)
    assert "process_too_large" not in {
        finding.fault.code for finding in lint_diagram(draw(path() + "".join(map(too_many.format, range(18)))))
    }
    inner = f'<subProcess id="S">{"".join(map(too_many.format, range(21)))}</subProcess>'
    assert {finding.fault.code for finding in lint_diagram(draw(path() + inner))} == {"process_too_large"}


def test_many_that_want_the_same_id_each_get_one_of_their_own() -> None:
    fresh_id = FreshIds({"a", "a_"})
    assert [fresh_id("a"), fresh_id("a"), fresh_id("b"), fresh_id("a")] == ["a__", "a___", "b", "a____"]
    assert len({fresh_id("c") for _ in range(1_000)}) == 1_000
    assert max(map(len, (fresh_id("c") for _ in range(1_000)))) < 30


def test_a_huge_attribute_is_a_fault_of_its_element() -> None:
    xml = draw(path(user_task(attributes=f'completionQuantity="{"9" * 1_000_000}"')))
    with pytest.raises(InvalidInput) as caught:
        read_diagram(xml)
    assert {(fault.code, fault.where) for fault in caught.value.faults} == {("quantity_not_one", "A")}
    assert all(len(fault.en) < 1000 for fault in caught.value.faults)


@pytest.mark.parametrize("xml", [b"", b" ", b"<", b"\x00", b"plain text", b"{}", GOOD[:-5], GOOD + GOOD, b"<a:b/>"])
def test_what_is_not_xml_is_refused(xml: bytes) -> None:
    assert refused(xml) == "xml_malformed"


@pytest.mark.parametrize(
    "xml",
    [
        b"<html/>",
        b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
        b"<definitions/>",
        GOOD.replace(b"20100524", b"20991231"),
        f"<process {NAMESPACES}/>".encode(),
    ],
)
def test_another_vocabulary_is_refused(xml: bytes) -> None:
    assert refused(xml) == "not_bpmn"


LABELLED = draw(path('<userTask id="A" name="受理投诉" camunda:assignee="li"/>')).decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gbk", "gb2312", "GB18030", "big5"])
def test_declared_encodings_are_understood(encoding: str) -> None:
    label = "受理投诉" if encoding != "big5" else "受理投訴"
    xml = LABELLED.replace("受理投诉", label)
    process = read_diagram(f'<?xml version="1.0" encoding="{encoding}"?>{xml}'.encode(encoding)).processes[0]
    assert process.scope.nodes["A"].label.zh == label


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_byte_order_marks_and_utf_16_without_one_are_understood(encoding: str) -> None:
    assert read_diagram(LABELLED.encode(encoding)).processes[0].scope.nodes["A"].label.zh == "受理投诉"


@pytest.mark.parametrize("encoding", ["utf-7", "idna", "rot13", "unicode_escape", "klingon", "base64"])
def test_other_encodings_are_refused(encoding: str) -> None:
    assert refused(f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + GOOD) == "xml_encoding"


def test_bytes_that_do_not_fit_the_encoding_are_refused() -> None:
    assert refused(LABELLED.encode("gbk")) == "xml_encoding"


def test_a_malformed_file_is_one_finding_of_the_lint() -> None:
    (finding,) = lint_diagram(b"<")
    assert finding.fault.code == "xml_malformed"
