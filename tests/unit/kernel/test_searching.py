"""Texts are found by their pieces: whatever is part of a text is asked for by pieces that the text has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.kernel.searching import normal_form, pieces, sought

TEXTS = st.text(alphabet=st.sampled_from("abcxyz019 -_.,%'\"打印机无法连接，。ÄßéıİΣς한국カナ①ﬁ𠮷🖨"), max_size=24)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ＶＰＮ", "vpn"),
        ("处理VPN", "处理vpn"),
        ("Ärger", "a\u0308rger"),
        ("STRASSE", "straße"),
        ("ΣΊΣΥΦΟΣ", "Σίσυφος"),
        ("ﾌﾟﾘﾝﾀ", "プリンタ"),
        ("①", "1"),
    ],
)
def test_what_reads_alike_has_one_form(typed: str, stored: str) -> None:
    assert normal_form(typed) == normal_form(stored)


@pytest.mark.parametrize(("one", "other"), [("a", "ä"), ("资", "資"), ("かき", "がき")])
def test_what_means_something_else_stays_apart(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


@given(TEXTS)
def test_the_normal_form_is_its_own(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@given(TEXTS, TEXTS, TEXTS)
def test_a_text_has_the_pieces_of_its_parts(before: str, part: str, after: str) -> None:
    whole, asked = normal_form(before + part + after), normal_form(part)
    if asked not in whole:  # letters may join with their neighbours
        return
    held = pieces(whole)
    wanted = sought(asked)
    assert set(wanted.whole) <= set(held)
    assert all(any(piece.startswith(beginning) for piece in held) for beginning in wanted.beginnings)


@pytest.mark.parametrize(
    ("text", "whole", "beginnings"),
    [
        ("printer", ("pri", "rin", "int", "nte", "ter"), ()),
        ("打印机", ("打印", "印机"), ()),
        ("打", (), ("打",)),
        ("77", (), ("77",)),
        ("req-2026-01", ("req", "202", "026"), ("01",)),
        ("-- ?", (), ()),
    ],
)
def test_what_is_asked_for(text: str, whole: tuple[str, ...], beginnings: tuple[str, ...]) -> None:
    assert (sought(text).whole, sought(text).beginnings) == (whole, beginnings)


@given(TEXTS)
def test_pieces_need_no_quoting(text: str) -> None:
    assert all(piece.isalnum() or all(letter.isalnum() for letter in piece) for piece in pieces(normal_form(text)))
