"""Python's own dates and durations, for timers."""

from __future__ import annotations

import datetime as stdlib
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.feel import Date, DateTime, DaysTimeDuration, FeelProblem, Time, YearsMonthsDuration
from engine.feel.temporal import (
    RepeatingInterval,
    add_duration,
    as_instant,
    as_timedelta,
    parse_date_time,
    parse_duration,
    parse_repeating,
)
from engine.feel.values.durations import MAX_MONTHS, MAX_NANOS
from engine.feel.values.iso8601 import any_from
from tests.unit.feel.asking import outcome, value

UTC = stdlib.UTC


def utc(*parts: int) -> stdlib.datetime:
    return stdlib.datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def test_durations() -> None:
    assert parse_duration("P1DT2H") == stdlib.timedelta(days=1, hours=2)
    assert parse_duration("-PT0.5S") == -stdlib.timedelta(milliseconds=500)
    assert parse_duration("P2W") == stdlib.timedelta(weeks=2)
    assert parse_duration("P1Y2M") == YearsMonthsDuration(14)
    for text in ("", "P", "PT", "P1Y2D", "1D", "P1.5D", "P-1D", "P9999999999999D", "P99999999999Y", "P1000000000D"):
        with pytest.raises(FeelProblem):
            parse_duration(text)


def test_durations_as_python_has_them() -> None:
    assert as_timedelta(DaysTimeDuration(-1_500_000_999)) == -stdlib.timedelta(seconds=1, microseconds=500_000)
    assert as_timedelta(stdlib.timedelta(hours=1)) == as_timedelta("PT1H") == stdlib.timedelta(hours=1)
    for wrong in (YearsMonthsDuration(1), "P1M", "P1000000000D", DaysTimeDuration(10**24), "P999999999W", 5, None):
        with pytest.raises(FeelProblem):
            as_timedelta(wrong)


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
    no_instants: tuple[object, ...] = (5, None, "tomorrow", Time(1, 2, 3), [], True)
    for wrong in no_instants:
        with pytest.raises(FeelProblem):
            as_instant(wrong)


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


# --- texts ----------------------------------------------------------------------------------------

ZONES = st.one_of(
    st.tuples(st.none(), st.none()),
    st.tuples(st.integers(-14 * 3600, 14 * 3600), st.none()),
    st.tuples(st.none(), st.sampled_from(["Asia/Shanghai", "America/Toronto", "Etc/GMT+5", "Europe/Paris"])),
)
TIMES = st.builds(
    lambda hour, minute, second, nano, zone: Time(hour, minute, second, nano, *zone),
    *(st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999_999_999), ZONES),
)
DATES = st.integers(-365_000_000_000, 364_000_000_000).map(Date.from_days)


@given(st.one_of(DATES, TIMES, st.builds(DateTime, DATES, TIMES)))
def test_moments_and_their_texts(value: object) -> None:
    assert any_from(str(value)) == value


@given(
    st.one_of(
        st.integers(-MAX_NANOS, MAX_NANOS).map(DaysTimeDuration),
        st.integers(-(10**15), 10**15).map(DaysTimeDuration),
        st.integers(-MAX_MONTHS, MAX_MONTHS).map(YearsMonthsDuration),
    )
)
def test_durations_and_their_texts(value: object) -> None:
    assert any_from(str(value)) == value


# --- arithmetic -----------------------------------------------------------------------------------


@given(st.datetimes(), st.timedeltas(min_value=stdlib.timedelta(days=-10_000), max_value=stdlib.timedelta(days=10_000)))
def test_arithmetic_is_pythons(moment: stdlib.datetime, duration: stdlib.timedelta) -> None:
    assume(31 <= moment.year <= 9970)  # the results stay within what Python counts
    scope = {"m": moment, "d": duration}
    assert value("m + d", scope) == moment + duration
    assert value("m - d", scope) == moment - duration
    assert value("(m + d) - m", scope) == duration


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('@"2020-01-01T00:00:00" - @"PT0.000000001S"', "2019-12-31T23:59:59.999999999"),
        ('@"00:00:00Z" - @"PT0.000000001S"', "23:59:59.999999999Z"),
        ('@"10:00:00.000000002" - @"10:00:00.000000001"', "PT0.000000001S"),
        ('@"2020-01-01T00:00:00.000000001Z" - @"2020-01-01T01:00:00+01:00"', "PT0.000000001S"),
        ('@"PT0.000000003S" * 2 - @"PT0.000000001S"', "PT0.000000005S"),
        ('@"PT1S" / 3', "PT0.333333333S"),
        ('3 * @"PT0.5S"', "PT1.5S"),
        ('-@"PT0.5S"', "-PT0.5S"),
        ('@"2020-01-01" + @"PT23H59M59.999999999S"', "2020-01-01"),
        ('@"2020-01-01" - @"PT0.000000001S"', "2019-12-31"),
        ('@"2020-01-31" + @"P1M"', "2020-02-29"),
        ('@"2020-01-31T10:00:00Z" - @"P2M"', "2019-11-30T10:00:00Z"),
        ('@"2021-03-28T01:30:00@Europe/Paris" + @"PT1H"', "2021-03-28T03:30:00@Europe/Paris"),  # the clocks go forward
        ('@"2021-03-27T12:00:00@Europe/Paris" + @"P1D"', "2021-03-28T13:00:00@Europe/Paris"),
        ('@"2020-01-02" - @"2020-01-01T00:00:00Z"', "P1D"),
        ('@"P1Y" * 0.5', "P6M"),
        ('@"P1Y" / 5', "P2M"),
    ],
)
def test_arithmetic(text: str, expected: str) -> None:
    assert str(value(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('@"PT1H" / @"PT20M"', "3"),
        ('@"PT0.000000001S" / @"PT1S"', "1E-9"),
        ('@"P1Y" / @"P5M"', "2.4"),
        ('@"10:30:01.5".second', "1.5"),
        ('@"2020-01-01T10:30:59.000000001Z".second', "59.000000001"),
        ('@"10:30:00".second', "0"),
        ('@"P1DT2H3M4.5S".seconds', "4.5"),
        ('@"-P1DT2H3M4.5S".seconds', "-4.5"),
        ('@"-P1DT2H3M4.5S".minutes', "-3"),
        ('@"-P1DT2H3M4.5S".hours', "-2"),
        ('@"-P1DT2H3M4.5S".days', "-1"),
        ('@"-PT1S".days', "0"),
        ('@"-P13M".years', "-1"),
        ('@"-P13M".months', "-1"),
    ],
)
def test_numbers_from_times(text: str, expected: str) -> None:
    assert value(text) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('@"2020-01-01T00:00:00Z" - @"2020-01-01T00:00:00"', "time zone"),
        ('@"10:00:00Z" - @"10:00:00"', "time zone"),
        ('@"2020-01-01" - @"2020-01-01T00:00:00"', "time zone"),
        ('@"999999999-12-31" + @"P1D"', "too far away"),
        ('@"-999999999-01-01" - @"P1M"', "too far away"),
        ('@"P1D" * 1e300', "too far away"),
        ('@"P1Y" * 1e300', "too far away"),
        ('@"PT1S" + @"P1M"', "combine"),
        ('@"2020-01-01" + @"2020-01-01"', "combine"),
        ('1 / @"PT1S"', "combine"),
        ('@"PT1S" * @"PT1S"', "combine"),
        ('@"PT1S" - @"10:00:00"', "combine"),
    ],
)
def test_null_says_why(text: str, word: str) -> None:
    found = outcome(text)
    assert found.value is None
    assert word in found.problems[-1].en
