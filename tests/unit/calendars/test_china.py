"""The holidays of the Chinese mainland: as announced, and as the law fixes them where nothing is announced yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays.countries.china import ChinaStaticHolidays

from engine.calendars import calendar_data, faults_of
from engine.calendars.china import holidays

HOURS = [["09:00", "12:00"], ["13:00", "18:00"]]

ANNOUNCED_2026 = (
    ("2026-01-01", "2026-01-03"),  # 元旦
    ("2026-02-15", "2026-02-23"),  # 春节
    ("2026-04-04", "2026-04-06"),  # 清明节
    ("2026-05-01", "2026-05-05"),  # 劳动节
    ("2026-06-19", "2026-06-21"),  # 端午节
    ("2026-09-25", "2026-09-27"),  # 中秋节
    ("2026-10-01", "2026-10-07"),  # 国庆节
)
WORKED_2026 = {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"}

ANNOUNCED_2025 = (
    ("2025-01-01", "2025-01-01"),  # 元旦
    ("2025-01-28", "2025-02-04"),  # 春节
    ("2025-04-04", "2025-04-06"),  # 清明节
    ("2025-05-01", "2025-05-05"),  # 劳动节
    ("2025-05-31", "2025-06-02"),  # 端午节
    ("2025-10-01", "2025-10-08"),  # 国庆节、中秋节
)
WORKED_2025 = {"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"}

LATER_YEARS = range(2027, 2041)


def days(*spans: tuple[str, str]) -> set[str]:
    found = set()
    for first, last in spans:
        count = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
        found |= {(date.fromisoformat(first) + timedelta(days=each)).isoformat() for each in range(count)}
    return found


def closed(exceptions: dict[str, list[list[str]]]) -> set[str]:
    return {day for day, hours in exceptions.items() if hours == []}


def worked(exceptions: dict[str, list[list[str]]]) -> set[str]:
    return {day for day, hours in exceptions.items() if hours == HOURS}


@pytest.mark.parametrize(
    ("year", "spans", "weekends"), [(2025, ANNOUNCED_2025, WORKED_2025), (2026, ANNOUNCED_2026, WORKED_2026)], ids=["2025", "2026"]
)
def test_a_year_is_as_the_state_council_announced_it(year: int, spans: tuple[tuple[str, str], ...], weekends: set[str]) -> None:
    exceptions = holidays(HOURS, (year,))
    assert closed(exceptions) == days(*spans)
    assert worked(exceptions) == weekends
    assert len(exceptions) == len(closed(exceptions)) + len(weekends)


def test_only_the_years_asked_for_come_in_order() -> None:
    both = holidays(HOURS, (2027, 2026))
    assert {day[:4] for day in both} == {"2026", "2027"}
    assert list(both) == sorted(both)
    assert {day: hours for day, hours in both.items() if day < "2027"} == holidays(HOURS, (2026,))


def test_days_are_told_in_the_form_of_a_calendar_and_hours_are_not_shared() -> None:
    exceptions = holidays(HOURS, (2026, 2027))
    assert list(faults_of(calendar_data("Asia/Shanghai", {"mon": HOURS}, exceptions))) == []
    exceptions["2026-01-04"].clear()
    assert exceptions["2026-02-14"] == HOURS


@pytest.mark.parametrize("year", LATER_YEARS)
def test_a_year_that_comes_needs_no_code(year: int) -> None:
    exceptions = holidays(HOURS, (year,))
    assert {f"{year}-{day}" for day in ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03")} < closed(exceptions)
    assert all(day.startswith(str(year)) for day in exceptions)
    free_weekdays = [day for day in closed(exceptions) if date.fromisoformat(day).weekday() < 5]
    # Thirteen days by law, moved or not, and one fewer where mid-autumn falls into the national days.
    assert len(free_weekdays) - len(worked(exceptions)) in {12, 13}


@pytest.mark.usefixtures("not_announced")
def test_a_year_not_announced_yet_has_only_the_days_fixed_by_law() -> None:
    exceptions = holidays(HOURS, (2027,))
    by_law = days(("2027-01-01", "2027-01-01"), ("2027-02-05", "2027-02-08"), ("2027-04-05", "2027-04-05"), ("2027-05-01", "2027-05-02"))
    by_law |= days(("2027-06-09", "2027-06-09"), ("2027-09-15", "2027-09-15"), ("2027-10-01", "2027-10-03"))
    for_weekends = {"2027-02-09", "2027-02-10", "2027-05-03", "2027-05-04", "2027-10-04", "2027-10-05"}
    assert closed(exceptions) == by_law | for_weekends
    assert worked(exceptions) == set()


def test_an_announcement_arrives_with_the_data_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = ((2, 11, 2, 20), (10, 6, 10, 9))
    monkeypatch.setattr(ChinaStaticHolidays, "special_public_holidays", {**ChinaStaticHolidays.special_public_holidays, 2027: moved})
    exceptions = holidays(HOURS, (2027,))
    assert worked(exceptions) == {"2027-02-20", "2027-10-09"}
    assert days(("2027-02-05", "2027-02-11"), ("2027-10-01", "2027-10-06"), ("2027-01-01", "2027-01-03")) <= closed(exceptions)


@pytest.fixture
def not_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    """2027 as before its announcement, whatever the installed release of the library knows."""
    known = {year: moved for year, moved in ChinaStaticHolidays.special_public_holidays.items() if year != 2027}
    monkeypatch.setattr(ChinaStaticHolidays, "special_public_holidays", known)
