"""Files line by line: right, and bounded whatever they hold."""

from __future__ import annotations

import random

import pytest

from engine.library.changes import files_changed
from engine.library.changes.lines import LONGEST_COMPARED, LONGEST_LINE, MOST_SHOWN, compared


@pytest.mark.parametrize("seed", range(50))
def test_both_sides_can_be_read_from_it(seed: int) -> None:
    chosen = random.Random(seed)
    old, new = ([chosen.choice("abcdef") for _ in range(chosen.randrange(40))] for _ in range(2))
    lines = list(compared(old, new))
    assert [(line.old, line.text) for line in lines if line.old] == list(enumerate(old, 1))
    assert [(line.new, line.text) for line in lines if line.new] == list(enumerate(new, 1))


def test_only_what_changed_is_shown_with_what_is_around_it() -> None:
    old = [str(number) for number in range(1, 101)]
    new = [*old[:49], "fifty", *old[50:]]
    (file,) = files_changed({"a": "\n".join(old).encode()}, {"a": "\n".join(new).encode()})
    assert [line.text for line in file.lines] == ["47", "48", "49", "50", "fifty", "51", "52", "53"]


def test_texts_too_long_to_be_compared_are_shown_as_replaced_between_what_they_share() -> None:
    many = LONGEST_COMPARED + 1
    old, new = (["head", *(f"{side} {number}" for number in range(many)), "same", "tail"] for side in ("old", "new"))
    new[1 + many // 2] = old[1 + many // 2]
    lines = list(compared(old, new))
    assert [line.kind for line in lines].count("same") == 3
    assert len(lines) == 2 * many + 3


def test_what_is_shown_of_a_file_is_bounded() -> None:
    content = ("x" * (LONGEST_LINE + 5) + "\n") * (MOST_SHOWN + 7)
    (file,) = files_changed({}, {"a": content.encode()})
    assert (len(file.lines), file.left_out, len(file.lines[0].text)) == (MOST_SHOWN, 7, LONGEST_LINE + 1)


def test_what_is_no_text_is_shown_all_the_same() -> None:
    (file,) = files_changed({"a": b"\xff\x00"}, {"a": b"b"})
    assert [line.kind for line in file.lines] == ["removed", "added"]
