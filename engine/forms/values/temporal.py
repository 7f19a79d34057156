"""Texts of dates and times as form fields give them: ``2026-01-31``, ``09:30``, ``2026-01-31T09:30+08:00``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

Subtype = Literal["date", "time", "datetime"]
ZoneRule = Literal["utc_offset", "utc_normalized", "no_timezone"]

_DATE = r"\d{4}-\d{2}-\d{2}"
_TIME = r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?"
_SHAPES: dict[str, re.Pattern[str]] = {
    "date": re.compile(_DATE),
    "time": re.compile(_TIME + r"(?P<zone>Z|[+-]\d{2}:\d{2})?"),
    "datetime": re.compile(_DATE + "T" + _TIME + r"(?P<zone>Z|[+-]\d{2}:\d{2})?"),
}


@dataclass(frozen=True, slots=True)
class TemporalShape:
    """What a date-time field gives, and whether with an offset, in UTC, or without a zone."""

    subtype: Subtype
    zone: ZoneRule = "utc_offset"

    def holds(self, text: str) -> bool:
        """Whether ``text`` is a real date or time of this shape."""
        found = _SHAPES[self.subtype].fullmatch(text)
        if found is None or not self._zone_fits(found):
            return False
        try:
            self._parsed(text)
        except ValueError:
            return False
        return True

    def day(self, text: str) -> date | None:
        """The day that a text of this shape names; None for a mere time of day."""
        return None if self.subtype == "time" else date.fromisoformat(text[:10])

    def _zone_fits(self, found: re.Match[str]) -> bool:
        if self.subtype == "date":
            return True
        zone = found["zone"]
        if self.zone == "no_timezone":
            return zone is None
        return zone == "Z" if self.zone == "utc_normalized" else zone is not None

    def _parsed(self, text: str) -> object:
        match self.subtype:
            case "date":
                return date.fromisoformat(text)
            case "time":
                return time.fromisoformat(text)
        return datetime.fromisoformat(text)
