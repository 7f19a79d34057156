"""A shorter text that fails in the same way."""

from __future__ import annotations

import re
from collections.abc import Callable

_WORDS = re.compile(r'"(?:\\.|[^"\\])*"|\w+|\s+|.', re.DOTALL)
_ATTEMPTS = 400


def shrunk(text: str, fails: Callable[[str], bool]) -> str:
    """Leaves out parts, large ones first, as long as what is left ``fails``."""
    parts = _WORDS.findall(text)
    attempts = 0
    size = max(1, len(parts) // 2)
    while size:
        at = 0
        while at < len(parts) and attempts < _ATTEMPTS:
            attempts += 1
            fewer = parts[:at] + parts[at + size :]
            if fails("".join(fewer)):
                parts = fewer
            else:
                at += size
        size //= 2
    return "".join(parts)
