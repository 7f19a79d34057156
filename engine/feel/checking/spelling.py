"""Which known name was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

from engine.feel.checking.texts import say
from engine.kernel.texts import NO_TEXT, Text

_LONGEST = 60
_MOST = 300
"""Names that are looked through."""
_ALIKE = 0.65


def did_you_mean(written: str, known: Iterable[str]) -> Text:
    """A sentence that names what is spelled nearly so; empty when nothing is."""
    if len(written) > _LONGEST:
        return NO_TEXT
    names = {_plain(name): name for name in islice(known, _MOST) if len(name) <= _LONGEST}
    near = get_close_matches(_plain(written), names, n=1, cutoff=_ALIKE)
    if not near or names[near[0]] == written:
        return NO_TEXT
    return say("did_you_mean", name=names[near[0]])


def _plain(name: str) -> str:
    """Without capitals, blanks and signs, in which spellings differ most."""
    return "".join(sign for sign in name.casefold() if sign.isalnum()) or name
