"""Python's own dates and durations, for timers."""

from __future__ import annotations

import datetime as stdlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import Date, DateTime, FeelProblem, Time, YearsMonthsDuration
from engine.feel.temporal import (
    RepeatingInterval,
    add_duration,
    as_instant,
    parse_date_time,
    parse_duration,
    parse_repeating,
)

UTC = stdlib.UTC


def utc(*parts: int) -> stdlib.datetime:
    return stdlib.datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def test_durations() -> None:
    assert parse_duration("P1DT2H") == stdlib.timedelta(days=1, hours=2)
    assert parse_duration("-PT0.5S") == -stdlib.timedelta(milliseconds=500)
    assert parse_duration("P2W") == stdlib.timedelta(weeks=2)
    assert parse_duration("P1Y2M") == YearsMonthsDuration(14)
    for text in ("", "P", "PT", "P1Y2D", "1D", "P1.5D", "P-1D", "P9999999999999D", "P99999999999Y"):
        with pytest.raises(FeelProblem):
            parse_duration(text)


def test_date_times() -> None:
    assert parse_date_time("2026-01-31T10:00:00+08:00") == utc(2026, 1, 31, 2)
    assert parse_date_time("2026-01-31T10:00:00").tzinfo is None
    assert str(parse_date_time("2026-07-31T10:00:00@Asia/Shanghai").tzinfo) == "Asia/Shanghai"
    with pytest.raises(FeelProblem):
        parse_date_time("12026-01-31T10:00:00Z")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-01-31T10:00:00Z", utc(2026, 1, 31, 10)),
        ("2026-01-31T10:00Z", utc(2026, 1, 31, 10)),
        ("2026-01-31T10:00:00", utc(2026, 1, 31, 2)),
        ("2026-01-31", utc(2026, 1, 30, 16)),
        (Date(2026, 1, 31), utc(2026, 1, 30, 16)),
        (DateTime(Date(2026, 1, 31), Time(10, 0, 0, 0, None, "Europe/Paris")), utc(2026, 1, 31, 9)),
        (stdlib.date(2026, 1, 31), utc(2026, 1, 30, 16)),
        (utc(2026, 1, 31), utc(2026, 1, 31)),
    ],
)
def test_instants_in_shanghai(value: object, expected: stdlib.datetime) -> None:
    assert as_instant(value, "Asia/Shanghai") == expected
    assert as_instant(value, "Asia/Shanghai").tzinfo is UTC


def test_what_is_no_instant() -> None:
    for value in (5, None, "tomorrow", Time(1, 2, 3), [], True):
        with pytest.raises(FeelProblem):
            as_instant(value)


def test_months_are_counted_where_people_live() -> None:
    start = utc(2026, 1, 30, 16)  # 31 January in Shanghai
    assert add_duration(start, YearsMonthsDuration(1), "Asia/Shanghai") == utc(2026, 2, 27, 16)
    assert add_duration(start, stdlib.timedelta(days=1), "Asia/Shanghai") == utc(2026, 1, 31, 16)
    with pytest.raises(FeelProblem):
        add_duration(start, YearsMonthsDuration(12 * 9000))


def test_repeating_intervals() -> None:
    assert parse_repeating("R3/PT10M") == RepeatingInterval(3, stdlib.timedelta(minutes=10))
    start = utc(2026, 1, 1)
    assert parse_repeating("R/2026-01-01T00:00:00Z/P1D") == RepeatingInterval(None, stdlib.timedelta(days=1), start)
    assert parse_repeating("R5/P1M/2026-01-01T00:00:00Z") == RepeatingInterval(5, YearsMonthsDuration(1), None, start)
    between = parse_repeating("R2/2026-01-01T00:00:00Z/2026-01-01T06:00:00Z")
    assert between.duration == stdlib.timedelta(hours=6)
    for text in ("", "R3", "PT10M", "R3/", "R-1/PT1M", "R3/PT0S", "R3/-PT1M", "R3/P1D/P1D", "R3/2026-01-01T00:00:00Z", "R1/a/b/c"):
        with pytest.raises(FeelProblem):
            parse_repeating(text)


@given(st.dates())
def test_our_calendar_agrees_with_pythons(day: stdlib.date) -> None:
    ours = Date(day.year, day.month, day.day)
    assert ours.days() == (day - stdlib.date(1970, 1, 1)).days
    assert Date.from_days(ours.days()) == ours
    assert ours.weekday() == day.isoweekday()
    assert ours.day_of_year() == day.timetuple().tm_yday
    assert ours.week_of_year() == day.isocalendar().week


@given(st.integers(-400_000_000_000 // 2, 300_000_000_000))
def test_days_there_and_back_in_far_years(days: int) -> None:
    assert Date.from_days(days).days() == days


def test_far_years_take_the_rules_of_their_like() -> None:
    far = DateTime(Date(29_999, 7, 1), Time(12, 0, 0, 0, None, "Europe/Paris"))
    assert far.offset_seconds() == 7200
