"""Public holidays of the Chinese mainland, as exceptions of a calendar.

The days come from the ``holidays`` library, offline: a newer release of it knows a newer year, without a change here.
The State Council announces each November which days of the coming year are moved. Until the library has that, a year
holds only what the law fixes: the holidays, and the days off for those of them that fall on a weekend.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from holidays import country_holidays

_DAY = timedelta(days=1)


def holidays(hours: Sequence[Sequence[str]], years: Collection[int]) -> dict[str, list[list[str]]]:
    """The exceptions of a calendar whose ordinary working day has ``hours``: closed on holidays, open on weekends that make up.

    A year whose moved days the library does not know yet has only the days fixed by law, and no weekend that is worked:
    whoever keeps the calendar adds them when they are announced.
    """
    known = country_holidays("CN", years=years)
    worked = {day for day in known.weekend_workdays if day.year in years}
    announced = {day.year for day in worked}
    beside = {day for day in _weekends_beside(known, worked) if day.year in announced}
    closed: dict[date, list[list[str]]] = {day: [] for day in {*known, *beside}}
    open_ = {day: [list(interval) for interval in hours] for day in worked}
    return {day.isoformat(): intervals for day, intervals in sorted({**closed, **open_}.items())}


def _weekends_beside(closed: Iterable[date], worked: Collection[date]) -> Iterator[date]:
    """The free weekend days that touch a holiday: announcements count them to it, the library leaves them out as free anyway."""
    for holiday in closed:
        for step in (_DAY, -_DAY):
            day = holiday + step
            while day.weekday() >= 5 and day not in worked:
                yield day
                day += step
