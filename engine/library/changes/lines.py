"""Files line by line: what was added and removed, with a few lines around it. Pure.

The cost is bounded whatever the files hold: what two texts share at their beginning and end is taken off first, and what is left is
compared only while it is short enough; longer, it is shown as replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, takewhile
from typing import Literal

Kind = Literal["same", "added", "removed"]

CONTEXT = 3
LONGEST_COMPARED = 1_000
"""Lines on a side. The comparison is no more than quadratic in them."""
MOST_SHOWN = 2_000
"""Lines of one file."""
LONGEST_LINE = 2_000
"""Characters of a line that are shown; a longer one ends in an ellipsis."""


@dataclass(frozen=True, slots=True)
class Line:
    """``old`` and ``new``: its number on each side, from 1; None where it is not there."""

    kind: Kind
    old: int | None
    new: int | None
    text: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """``lines``: hunks one after the other, told apart by their numbers. ``left_out``: how many lines there are beyond those."""

    path: str
    change: Literal["added", "removed", "changed"]
    lines: tuple[Line, ...]
    left_out: int = 0


def files_changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[FileChange, ...]:
    """The files that differ, by path."""
    paths = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    return tuple(_file_change(path, before.get(path), after.get(path)) for path in paths)


def _file_change(path: str, before: bytes | None, after: bytes | None) -> FileChange:
    change: Literal["added", "removed", "changed"] = "added" if before is None else "removed" if after is None else "changed"
    lines = list(_hunks(list(compared(_lines(before), _lines(after)))))
    return FileChange(path, change, tuple(lines[:MOST_SHOWN]), max(len(lines) - MOST_SHOWN, 0))


def _lines(content: bytes | None) -> list[str]:
    return [] if content is None else content.decode("utf-8", "replace").splitlines()


def compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """All lines of both sides in order."""
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(old[head:]), reversed(new[head:]), strict=False)))
    old_end, new_end = len(old) - tail, len(new) - tail
    yield from (_line("same", place + 1, place + 1, old[place]) for place in range(head))
    for same, i1, i2, j1, j2 in _blocks(old[head:old_end], new[head:new_end]):
        if same:
            yield from (_line("same", head + i + 1, head + j + 1, old[head + i]) for i, j in zip(range(i1, i2), range(j1, j2), strict=True))
        else:
            yield from (_line("removed", head + i + 1, None, old[head + i]) for i in range(i1, i2))
            yield from (_line("added", None, head + j + 1, new[head + j]) for j in range(j1, j2))
    yield from (_line("same", old_end + place + 1, new_end + place + 1, old[old_end + place]) for place in range(tail))


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Whether they are the same, and where they begin and end on each side."""
    if max(len(old), len(new)) > LONGEST_COMPARED:
        yield False, 0, len(old), 0, len(new)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        yield tag == "equal", i1, i2, j1, j2


def _line(kind: Kind, old: int | None, new: int | None, text: str) -> Line:
    return Line(kind, old, new, text if len(text) <= LONGEST_LINE else text[:LONGEST_LINE] + "…")


def _hunks(lines: Sequence[Line]) -> Iterator[Line]:
    """What changed, and ``CONTEXT`` lines on each side of it."""
    changed = (place for place, line in enumerate(lines) if line.kind != "same")
    near = dict.fromkeys(chain.from_iterable(range(max(place - CONTEXT, 0), place + CONTEXT + 1) for place in changed))
    return (lines[place] for place in near if place < len(lines))
