"""Every finding has its sentence in both languages, a drawing that brings it about, and a line in the documentation."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from engine.bpmn.dialect import PROPERTIES
from engine.bpmn.model import EventKind, NodeKind
from engine.bpmn.reading.diagram import lint_diagram
from engine.bpmn.texts import CATALOGUE, sentence, word
from engine.kernel.texts import Catalogue, Text
from engine.xml_input import texts as of_files
from tests.unit.bpmn_reader.rules import RULES
from tests.unit.bpmn_reader.test_warnings import CASES

ROOT = Path(__file__).parents[3]
SOURCES = [*(ROOT / "engine/bpmn/checking").glob("*.py"), *(ROOT / "engine/bpmn/reading").glob("*.py")]
MACHINE = ("halt_", "refused_", "found_", "snapshot_", "no_such_")
SENTENCES = {code: text for code, text in CATALOGUE.sentences.items() if word(code) is None and not code.startswith(MACHINE)}
"""Those of findings: what is a sentence, and not the machine's."""
SUPPORT = (ROOT / "docs/bpmn-support.md").read_text(encoding="utf-8")
ELSEWHERE = {
    "diagram_refused": "test_refused",
    "nested_too_deep": "test_markup",
    "process_too_large": "test_markup",
    "not_bpmn": "test_markup",
    "decision_unknown": "test_references",
    "form_unknown": "test_references",
    "connector_unknown": "test_references",
    "role_unknown": "test_references",
}
"""Codes whose test is not in the tables."""
OF_FILES = set(Catalogue(of_files.__name__).sentences)
"""Codes that every file of XML may have; their test is ``tests/unit/xml_input``."""


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", SENTENCES)
def test_each_sentence_has_its_form_in_both_languages(code: str) -> None:
    en, zh = SENTENCES[code].en, SENTENCES[code].zh
    assert re.match(r"Expected .*, but ", en), en
    assert "应" in zh or "无需" in zh
    assert en.endswith((".", "{reason}"))
    assert zh.endswith(("。", "{reason}"))
    assert _fields(zh) == _fields(en)
    assert not re.search(r"[,;](?=\S)|\?|!", zh), "Chinese sentences have Chinese punctuation"


def test_each_code_in_the_source_has_a_sentence_and_each_sentence_is_used() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    told = set(re.findall(r'(?:error|warning|_refuse|sentence)\(\s*(?:[^()"]+,\s*)?"([a-z_]+)"', source))
    assert told <= set(SENTENCES)
    assert all(f'"{code}"' in source for code in SENTENCES)


def test_each_code_has_a_drawing() -> None:
    drawn = {rule.code for rule in RULES} | set(CASES) | set(ELSEWHERE)
    assert set(SENTENCES) == drawn


@pytest.mark.parametrize("code", [*SENTENCES, *sorted(OF_FILES)])
def test_each_code_is_documented(code: str) -> None:
    assert f"`{code}`" in SUPPORT


def test_the_documentation_names_no_other_codes() -> None:
    assert set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", SUPPORT)) <= set(SENTENCES) | OF_FILES | {"read_diagram", "lint_diagram"}


def test_the_documentation_has_each_construct_and_property() -> None:
    for name in (*NodeKind, *PROPERTIES):
        assert f"`{name}`" in SUPPORT, name


def test_words_of_the_model_are_translated() -> None:
    assert all(word(kind.value) for kind in (*NodeKind, *EventKind))
    assert sentence("entered_by_flow", {"kind": "boundaryEvent"}) == Text(
        "Expected no flow to enter this boundary event, but one does.",
        "边界事件不应有流入的顺序流，但存在流入。",
    )
    assert "输入 amount" in sentence("feel_invalid", {"place": "input amount", "text": "", "reason": ""}).zh


def test_no_finding_of_any_rule_shows_a_bare_brace_or_a_word_of_the_code() -> None:
    for rule in RULES:
        for finding in lint_diagram(rule.xml):
            assert not re.search(r"\{\w*\}|\bNone\b(?!['”])|EventKind|NodeKind", finding.fault.en + finding.fault.zh), finding
