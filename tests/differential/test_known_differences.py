"""The list of known differences is true, and the documentation tells the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.differential.documentation import form_of_the_examples, row, tables
from tests.differential.kinds.kind import Kind
from tests.differential.known_differences import KINDS, explained
from tests.differential.locating import Locator
from tests.differential.meaning import shown
from tests.differential.sides import ROOT

PAGES = {"en": ROOT / "docs" / "expressions.md", "zh": ROOT / "docs" / "expressions.zh.md"}
HEADINGS = {"en": "## In forms: where the browser differs", "zh": "## 在表单中：浏览器与服务器的差异"}
ALL = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@ALL
def test_example_still_differs(locator: Locator, kind: Kind) -> None:
    question = kind.question(kind.expression)
    (pair,) = locator.pairs([question])
    assert not pair.agree
    assert (shown(pair.browser.value), shown(pair.server.value)) == (kind.browser, kind.server)
    assert [found.name for each in locator.differences([question]) if (found := explained(each))] == [kind.name]


@ALL
def test_what_to_write_instead_agrees(locator: Locator, kind: Kind) -> None:
    if kind.instead:
        (pair,) = locator.pairs([kind.question(kind.instead)])
        assert pair.agree, (shown(pair.browser.value), shown(pair.server.value), pair.browser.error)


def test_names_and_texts() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    for kind in KINDS:
        assert kind.en.endswith(".") and kind.zh.endswith("。")
        assert not re.search(r"[一-鿿]", kind.en) and re.search(r"[一-鿿]", kind.zh)


@pytest.mark.parametrize("language", PAGES)
def test_documentation_has_exactly_these_rows(language: str) -> None:
    section = _section(PAGES[language], HEADINGS[language])
    assert [line for line in section if line.startswith("|")] == [line for line in tables(language) if line.startswith("|")]
    assert set(form_of_the_examples()) <= set(section)
    assert row(KINDS[0], language) in section


def _section(page: Path, heading: str) -> list[str]:
    lines = page.read_text(encoding="utf-8").splitlines()
    start = lines.index(heading)
    end = next((number for number, line in enumerate(lines[start + 1 :], start + 1) if line.startswith("## ")), len(lines))
    return lines[start:end]
