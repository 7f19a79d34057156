"""Finding a text inside others: one normal form of letters, and the pieces by which an index knows a text. Pure.

An index of words finds nothing inside a Chinese sentence, and one of three letters nothing of two. So a text is cut into
overlapping pieces of two letters where the script writes words with few (Chinese, Japanese, Korean), and of three elsewhere.
A text holds another one only if it holds all pieces of it; whether it does is then seen in the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_RUN = re.compile(r"[^\W_]+")
_FIRST_OF_FEW = "\u2e80"
"""From here on (radicals, kana, hangul, ideographs) two letters tell enough."""


def normal_form(text: str) -> str:
    """One form for what reads alike: full and half width, composed and decomposed accents, upper and lower case, ß and ss."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


@dataclass(frozen=True, slots=True)
class Sought:
    """What an index must hold of a text: ``whole`` pieces, and ``beginnings`` of pieces where a run of letters is shorter than one."""

    whole: tuple[str, ...]
    beginnings: tuple[str, ...]


def pieces(text: str) -> tuple[str, ...]:
    """What an index keeps of a text in normal form: each piece once, shorter ones only where a run of letters ends."""
    return tuple(dict.fromkeys(piece for run in _RUN.findall(text) for piece in _pieces_of(run)))


def sought(text: str) -> Sought:
    """What an index is asked for. Nothing at all where ``text``, in normal form, has no letter and no digit."""
    found = [list(_pieces_of(run)) for run in _RUN.findall(text)]
    whole = dict.fromkeys(piece for run in found for piece in run if len(piece) == _length(piece[0]))
    short = dict.fromkeys(run[0] for run in found if len(run[0]) < _length(run[0][0]))
    return Sought(tuple(whole), tuple(short))


def _pieces_of(run: str) -> Iterator[str]:
    for place, letter in enumerate(run):
        yield run[place : place + _length(letter)]


def _length(letter: str) -> int:
    return 2 if letter >= _FIRST_OF_FEW else 3
