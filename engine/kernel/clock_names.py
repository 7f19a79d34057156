"""Names of service clocks that mean something without being said."""

from __future__ import annotations

LISTED_UNLESS_SAID = "resolution"
"""The clock that lists show of a procedure whose procedure.toml says nothing of it (``[lists] clock``)."""
