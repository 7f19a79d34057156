"""Durations: ``P1Y2M3W4DT5H6M7.8S``. Who reads them says which forms he takes; the grammar is one."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DAY, _WEEK = 86_400, 7 * 86_400
NANOS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class IsoDuration:
    """``months`` have no fixed length, ``nanos`` have; None: the text names no unit of that kind."""

    months: int | None
    nanos: int | None


@dataclass(frozen=True, slots=True)
class DurationForms:
    """How many digits each unit may have at most (0: it may not be named), and what else is taken.

    fraction: the fewest and the most digits behind ``points``, the characters that may stand before them.
    signed: a minus may come first. mixed: months and days may be named together.
    """

    years: int
    months: int
    weeks: int
    days: int
    hours: int
    minutes: int
    seconds: int
    fraction: tuple[int, int]
    points: str
    signed: bool
    mixed: bool


class Durations:
    """Reads the durations of one language."""

    def __init__(self, forms: DurationForms) -> None:
        self._mixed = forms.mixed
        self._pattern = re.compile(_pattern(forms), re.ASCII)

    def read(self, text: str) -> IsoDuration | None:
        """None where ``text`` is not of the language. Of the fraction of a second nine digits count."""
        match = self._pattern.fullmatch(text)
        if match is None:
            return None
        sign, years, months, weeks, days, hours, minutes, seconds, fraction = match.groups()
        has_months = years is not None or months is not None
        has_rest = (weeks, days, hours, minutes, seconds).count(None) < 5
        if has_months and has_rest and not self._mixed:
            return None
        factor = -1 if sign else 1
        whole = int(weeks or 0) * _WEEK + int(days or 0) * _DAY + int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
        nanos = whole * NANOS + int(((fraction or "") + "0" * 9)[:9])
        counted = int(years or 0) * 12 + int(months or 0)
        return IsoDuration(factor * counted if has_months else None, factor * nanos if has_rest else None)


def _pattern(forms: DurationForms) -> str:
    """The nine groups: sign, years, months, weeks, days, hours, minutes, seconds, fraction."""
    date = _unit(forms.years, "Y") + _unit(forms.months, "M") + _unit(forms.weeks, "W") + _unit(forms.days, "D")
    fewest, most = forms.fraction
    fraction = rf"(?:[{re.escape(forms.points)}](\d{{{fewest},{most}}}))?"
    time = _unit(forms.hours, "H") + _unit(forms.minutes, "M") + _unit(forms.seconds, f"{fraction}S")
    return rf"({'-?' if forms.signed else ''})P(?=[\dT]){date}(?:T(?=\d){time})?"


def _unit(digits: int, name: str) -> str:
    """The unit as a group, or one that never takes part."""
    return rf"(?:(\d{{1,{digits}}}){name})?" if digits else "((?!))?"
