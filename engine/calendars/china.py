"""Public holidays of the Chinese mainland, as exceptions of a calendar.

2026: as the State Council announced them, with the weekend days that are worked to make up. 2027: the days
that the law itself names; the moved days are announced each November and belong to whoever keeps the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

_HOLIDAYS = (
    ("2026-01-01", "2026-01-03"),  # 元旦
    ("2026-02-15", "2026-02-23"),  # 春节
    ("2026-04-04", "2026-04-06"),  # 清明节
    ("2026-05-01", "2026-05-05"),  # 劳动节
    ("2026-06-19", "2026-06-21"),  # 端午节
    ("2026-09-25", "2026-09-27"),  # 中秋节
    ("2026-10-01", "2026-10-07"),  # 国庆节
    ("2027-01-01", "2027-01-01"),  # 元旦
    ("2027-02-05", "2027-02-08"),  # 春节
    ("2027-04-05", "2027-04-05"),  # 清明节
    ("2027-05-01", "2027-05-02"),  # 劳动节
    ("2027-06-09", "2027-06-09"),  # 端午节
    ("2027-09-15", "2027-09-15"),  # 中秋节
    ("2027-10-01", "2027-10-03"),  # 国庆节
)
_WORKED_WEEKENDS = ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")


def holidays(hours: Sequence[Sequence[str]]) -> dict[str, list[list[str]]]:
    """The exceptions of a calendar whose ordinary working day has ``hours``: closed on holidays, open on weekends that make up."""
    closed: dict[str, list[list[str]]] = {day: [] for first, last in _HOLIDAYS for day in _days(first, last)}
    worked = {day: [list(interval) for interval in hours] for day in _WORKED_WEEKENDS}
    return dict(sorted({**closed, **worked}.items()))


def _days(first: str, last: str) -> Iterator[str]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day.isoformat()
        day += timedelta(days=1)
