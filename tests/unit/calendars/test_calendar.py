"""Working time: added, measured, and right where clocks change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendars import ALWAYS_OPEN, BusinessCalendar, calendar_data, calendar_from
from engine.kernel.errors import LimitExceeded

Days = Mapping[str, list[list[str]]]

HOUR = timedelta(hours=1)
LUNCH = [["09:00", "12:00"], ["13:00", "18:00"]]
WEEK: Days = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), LUNCH)
NIGHT: Days = {day: [["22:00", "06:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
ALL_DAY: Days = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
HOLIDAYS: Days = {f"2026-10-{day:02}": [] for day in range(1, 8)} | {"2026-10-10": LUNCH}


def calendar(zone: str, weekly: Days, exceptions: Days | None = None) -> BusinessCalendar:
    return calendar_from(calendar_data(zone, weekly, exceptions or {}))


SHANGHAI = calendar("Asia/Shanghai", WEEK, HOLIDAYS)
BERLIN = calendar("Europe/Berlin", WEEK)
NEW_YORK = calendar("America/New_York", WEEK)
NIGHT_BERLIN = calendar("Europe/Berlin", NIGHT)
BERLIN_DAYS = calendar("Europe/Berlin", ALL_DAY)
CALENDARS = (SHANGHAI, BERLIN, NEW_YORK, NIGHT_BERLIN, BERLIN_DAYS, ALWAYS_OPEN)


def at(text: str, of: BusinessCalendar = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=of.time_zone)


def test_time_is_added_over_lunch_and_night() -> None:
    assert SHANGHAI.add(at("2026-03-02 11:00"), 2 * HOUR) == at("2026-03-02 14:00")
    assert SHANGHAI.add(at("2026-03-02 17:00"), 2 * HOUR) == at("2026-03-03 10:00")
    assert SHANGHAI.add(at("2026-03-06 17:00"), 2 * HOUR) == at("2026-03-09 10:00"), "over the weekend"


def test_a_day_of_work_ends_with_the_day_not_at_the_next_opening() -> None:
    assert SHANGHAI.add(at("2026-03-02 09:00"), 8 * HOUR) == at("2026-03-02 18:00")
    assert SHANGHAI.add(at("2026-03-02 20:00"), 3 * HOUR) == at("2026-03-03 12:00")


def test_no_time_added_moves_nothing() -> None:
    assert SHANGHAI.add(at("2026-03-01 03:00"), timedelta(0)) == at("2026-03-01 03:00")


def test_working_days_are_counted_at_the_same_time_of_day() -> None:
    assert SHANGHAI.add_days(at("2026-03-06 16:30"), 1) == at("2026-03-09 16:30"), "over the weekend"
    assert SHANGHAI.add_days(at("2026-09-30 20:00"), 3) == at("2026-10-10 20:00"), "over the holidays, with the Saturday worked"
    assert SHANGHAI.add_days(at("2026-03-09 16:30"), -1) == at("2026-03-06 16:30")
    assert SHANGHAI.add_days(at("2026-03-07 16:30"), 0) == at("2026-03-07 16:30")
    assert BERLIN.add_days(at("2026-03-27 16:30", BERLIN), 1) == at("2026-03-30 16:30", BERLIN), "over the change to summer time"


def test_time_is_taken_away() -> None:
    assert SHANGHAI.add(at("2026-03-03 10:00"), -2 * HOUR) == at("2026-03-02 17:00")
    assert SHANGHAI.add(at("2026-03-02 08:00"), -1 * HOUR) == at("2026-02-27 17:00")


def test_the_national_holidays_and_the_working_weekend_in_china() -> None:
    assert SHANGHAI.add(at("2026-09-30 17:00"), 2 * HOUR) == at("2026-10-08 10:00")
    assert SHANGHAI.is_working(at("2026-10-10 10:00")), "a Saturday worked to make up for the holidays"
    assert not SHANGHAI.is_working(at("2026-10-17 10:00")), "an ordinary Saturday"
    assert SHANGHAI.add(at("2026-10-09 17:00"), 9 * HOUR) == at("2026-10-10 18:00")


def test_working_time_lies_between_opening_and_closing() -> None:
    day = "2026-03-02"
    found = {hour: SHANGHAI.is_working(at(f"{day} {hour}")) for hour in ("08:59", "09:00", "11:59", "12:00", "13:00", "18:00")}
    assert found == {"08:59": False, "09:00": True, "11:59": True, "12:00": False, "13:00": True, "18:00": False}


def test_the_next_opening() -> None:
    assert SHANGHAI.next_open(at("2026-03-02 12:30")) == at("2026-03-02 13:00")
    assert SHANGHAI.next_open(at("2026-03-02 10:30")) == at("2026-03-02 10:30")
    assert SHANGHAI.next_open(at("2026-09-30 18:00")) == at("2026-10-08 09:00")


def test_the_periods_between_two_instants_are_cut_at_both() -> None:
    found = list(SHANGHAI.periods(at("2026-03-02 11:30"), at("2026-03-03 09:30")))
    assert found == [
        (at("2026-03-02 11:30"), at("2026-03-02 12:00")),
        (at("2026-03-02 13:00"), at("2026-03-02 18:00")),
        (at("2026-03-03 09:00"), at("2026-03-03 09:30")),
    ]


def test_a_night_shift_runs_over_midnight_and_belongs_to_the_day_it_begins() -> None:
    only_monday = calendar("Asia/Shanghai", {"mon": [["22:00", "06:00"]]})
    assert only_monday.is_working(at("2026-03-03 05:59"))
    assert not only_monday.is_working(at("2026-03-03 06:00"))
    assert only_monday.between(at("2026-03-02 00:00"), at("2026-03-08 00:00")) == 8 * HOUR


def test_a_holiday_closes_the_shift_that_begins_on_it_and_not_the_one_before() -> None:
    shifts = calendar("Asia/Shanghai", NIGHT, {"2026-03-03": []})
    assert shifts.is_working(at("2026-03-03 05:00"))
    assert not shifts.is_working(at("2026-03-03 23:00"))
    assert not shifts.is_working(at("2026-03-04 05:00"))


def test_a_shift_that_reaches_into_the_hours_of_the_next_day_counts_once() -> None:
    overlapping = calendar("Asia/Shanghai", {"mon": [["20:00", "10:00"]], "tue": [["09:00", "12:00"]]})
    assert overlapping.between(at("2026-03-02 00:00"), at("2026-03-05 00:00")) == 16 * HOUR


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", 25),
        ("America/New_York", "2026-03-08", 23),
        ("America/New_York", "2026-11-01", 25),
    ],
)
def test_a_day_on_which_the_clock_changes_has_the_hours_that_pass(zone: str, day: str, hours: int) -> None:
    days = calendar(zone, ALL_DAY)
    start = at(f"{day} 00:00", days)
    assert days.between(start, start + timedelta(days=1)) == hours * HOUR
    assert days.add(start, hours * HOUR) == start + timedelta(days=1)


def test_opening_hours_keep_to_the_clock_on_the_wall() -> None:
    friday = at("2026-03-27 17:00", BERLIN)
    assert BERLIN.add(friday, 2 * HOUR) == at("2026-03-30 10:00", BERLIN)
    assert BERLIN.add(friday, 2 * HOUR).astimezone(UTC).hour == 8, "an hour earlier in UTC than before the change"


def test_a_shift_over_the_change_has_the_hours_that_pass() -> None:
    spring, autumn = at("2026-03-28 12:00", NIGHT_BERLIN), at("2026-10-24 12:00", NIGHT_BERLIN)
    assert NIGHT_BERLIN.between(spring, spring + timedelta(days=1)) == 7 * HOUR
    assert NIGHT_BERLIN.between(autumn, autumn + timedelta(days=1)) == 9 * HOUR


def test_an_opening_that_the_change_skips_counts_from_the_change() -> None:
    early = calendar("Europe/Berlin", {"sun": [["02:30", "04:00"]]})
    start = at("2026-03-29 00:00", early)
    assert early.between(start, start + timedelta(days=1)) == HOUR
    assert early.next_open(start) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_closing_that_the_change_repeats_is_the_second() -> None:
    late = calendar("Europe/Berlin", {"sun": [["01:00", "02:30"]]})
    start = at("2026-10-25 00:00", late)
    assert late.between(start, start + timedelta(days=1)) == timedelta(hours=2.5)


def test_a_calendar_that_never_opens_says_so() -> None:
    closed = calendar("Asia/Shanghai", {})
    for attempt in (
        lambda: closed.add(at("2026-03-02 09:00"), HOUR),
        lambda: closed.add(at("2026-03-02 09:00"), -HOUR),
        lambda: closed.add_days(at("2026-03-02 09:00"), 1),
        lambda: closed.next_open(at("2026-03-02 09:00")),
    ):
        with pytest.raises(LimitExceeded, match="ten years"):
            attempt()
    assert closed.between(at("2026-03-02 09:00"), at("2027-03-02 09:00")) == timedelta(0)


def test_a_span_that_nobody_means_is_refused_at_once() -> None:
    with pytest.raises(LimitExceeded, match="ten years"):
        SHANGHAI.between(at("2026-03-02 09:00"), at("2126-03-02 09:00"))
    with pytest.raises(LimitExceeded, match="1900"):
        SHANGHAI.add(datetime(9999, 12, 31, tzinfo=UTC), HOUR)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        SHANGHAI.is_working(datetime(2026, 3, 2, 9))  # noqa: DTZ001 - the fault that is tested


AT_ANY_SPEED = settings(deadline=None)
moments = st.datetimes(datetime(2025, 6, 1), datetime(2027, 12, 31)).map(lambda naive: naive.replace(tzinfo=UTC))  # noqa: DTZ001 - given UTC here
amounts = st.timedeltas(timedelta(0), timedelta(days=40))
calendars = st.sampled_from(CALENDARS)


@AT_ANY_SPEED
@given(calendars, moments, amounts)
def test_what_was_added_is_measured(of: BusinessCalendar, start: datetime, amount: timedelta) -> None:
    assert of.between(start, of.add(start, amount)) == amount


@AT_ANY_SPEED
@given(calendars, moments, amounts)
def test_what_was_taken_away_is_measured(of: BusinessCalendar, start: datetime, amount: timedelta) -> None:
    assert of.between(of.add(start, -amount), start) == amount


@AT_ANY_SPEED
@given(calendars, moments, amounts, amounts)
def test_more_time_ends_later(of: BusinessCalendar, start: datetime, one: timedelta, other: timedelta) -> None:
    less, more = sorted((one, other))
    assert of.add(start, less) <= of.add(start, more)


@AT_ANY_SPEED
@given(calendars, moments, moments, moments)
def test_working_time_adds_up(of: BusinessCalendar, one: datetime, two: datetime, three: datetime) -> None:
    first, second, third = sorted((one, two, three))
    assert of.between(first, second) + of.between(second, third) == of.between(first, third)
    assert of.between(third, first) == -of.between(first, third)


@AT_ANY_SPEED
@given(calendars, moments, st.timedeltas(timedelta(0), timedelta(days=8)))
def test_the_periods_add_up_to_the_working_time(of: BusinessCalendar, start: datetime, span: timedelta) -> None:
    periods = list(of.periods(start, start + span))
    assert sum((end - begin for begin, end in periods), timedelta(0)) == of.between(start, start + span)
    assert all(
        (of.is_working(begin) and not of.is_working(end)) or end == start + span or of.next_open(end) == end for begin, end in periods
    )


def wall_clock_says(of: BusinessCalendar, weekly: Days, moment: datetime) -> bool:
    """Independent of the implementation: what a person sees who looks at the wall."""
    local = moment.astimezone(of.time_zone)
    hours = HOLIDAYS.get(local.date().isoformat()) if of is SHANGHAI else None
    today = weekly.get(("mon", "tue", "wed", "thu", "fri", "sat", "sun")[local.weekday()], []) if hours is None else hours
    return any(start <= local.strftime("%H:%M") < end for start, end in today)


@AT_ANY_SPEED
@given(st.sampled_from((SHANGHAI, BERLIN, NEW_YORK)), moments)
def test_the_wall_clock_agrees(of: BusinessCalendar, moment: datetime) -> None:
    assert of.is_working(moment) == wall_clock_says(of, WEEK, moment)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "Pacific/Apia"])
def test_every_zone_gives_a_round_the_clock_calendar_without_seams(zone: str) -> None:
    days = calendar(zone, ALL_DAY)
    start = datetime(2011, 1, 1, tzinfo=UTC)
    assert days.between(start, start + timedelta(days=800)) == timedelta(days=800)
    assert days.time_zone == ZoneInfo(zone)
