"""Ranges."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """An interval. A side that is None is open-ended.

    ``comparison`` is set for a range written as a unary test (``(< 10)``); such a range only
    equals one written in the same way. ``!=`` has no interval: its ``start`` is what is excluded.
    """

    start: object
    end: object
    start_included: bool
    end_included: bool
    comparison: str | None = None
