"""The tables of the pages on decision tables decide, and warn, as the pages say."""

from __future__ import annotations

import pytest

from engine.feel import evaluate
from tests.docs.pages import LANGUAGES, DrawnTable, blocks, decided_tables, drawn_table, inputs_of, page

PAGES = {language: page("decision-tables", language) for language in LANGUAGES}
DECIDED = [(drawn, asked, expected) for whole in PAGES.values() for drawn, lines in decided_tables(whole) for asked, expected in lines]
WARNED = [block for whole in PAGES.values() for block in blocks(whole, "warned")]
FITS = [line for whole in PAGES.values() for block in blocks(whole, "test") for line in block.splitlines()]


@pytest.mark.parametrize(("drawn", "asked", "expected"), DECIDED)
def test_decided(drawn: DrawnTable, asked: str, expected: str) -> None:
    found = drawn.model.evaluate("d", inputs_of(asked)).value
    assert evaluate("found = wanted", {"found": found, "wanted": evaluate(expected).value}).value is True, found


def test_tables_without_a_warning_have_none() -> None:
    for drawn, *_ in DECIDED:
        assert drawn.model.faults == ()
        assert drawn.model.warnings == ()


@pytest.mark.parametrize("block", WARNED)
def test_warned(block: str) -> None:
    *lines, said = [line for line in block.splitlines() if line]
    code, _, example = said.partition(" ")
    found = drawn_table(lines).model.warnings
    assert [each.code for each in found] == [code]
    assert example in found[0].en


@pytest.mark.parametrize("line", FITS)
def test_fits(line: str) -> None:
    value, _, cell = line.partition(" does not fit " if " does not fit " in line else " fits ")
    found = evaluate(cell, unary=True, value=evaluate(value).value).value
    assert found is (" does not fit " not in line)


def test_both_pages_have_the_same_tables() -> None:
    english, chinese = (
        (decided_tables(whole), blocks(whole, "warned"), blocks(whole, "test")) for whole in (PAGES[language] for language in LANGUAGES)
    )
    assert len(english[0]) == 5
    assert len(english[1]) == 3
    assert english == chinese
