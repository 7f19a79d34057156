"""Which texts and numbers every database and every JSON keeps as they were given: the one rule for all who take or compute them."""

from __future__ import annotations

import re

_NOT_KEPT = re.compile("[\0\ud800-\udfff]")
"""U+0000, which PostgreSQL refuses, and halves of surrogate pairs, for which UTF-8 has no form."""

LARGEST_INTEGER = 2**53 - 1
"""Beyond it integers are no longer exact where numbers are floats: in browsers, and in JSON as most read it."""


def is_storable(text: str) -> bool:
    return _NOT_KEPT.search(text) is None


def storable_form(text: str) -> str:
    """The text as it can be told and kept: U+FFFD for each character that cannot."""
    return _NOT_KEPT.sub("\ufffd", text)
