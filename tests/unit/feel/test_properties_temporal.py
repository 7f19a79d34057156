"""Dates, times and durations: through their text and back, and the laws of their arithmetic."""

from __future__ import annotations

import datetime as stdlib
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.feel.values.durations import MAX_MONTHS, MAX_NANOS, DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.moments import MAX_OFFSET, MAX_YEAR, NANOS, Date, DateTime, Time, days_in_month
from tests.unit.feel.asking import value

THOROUGH = settings(max_examples=120, deadline=None)
ZONES = ("Europe/Paris", "Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "UTC", "Australia/Lord_Howe")
DAY = 86_400 * NANOS

YEARS = st.integers(1, 9998) | st.integers(-MAX_YEAR, MAX_YEAR) | st.sampled_from([-MAX_YEAR, MAX_YEAR, 0, -1, 1970, 9999, 10_000])
DATES = st.builds(
    lambda year, month, day: Date(year, month, min(day, days_in_month(year, month))), YEARS, st.integers(1, 12), st.integers(1, 31)
)
CLOCKS = st.integers(0, DAY - 1) | st.integers(0, 86_399).map(lambda second: second * NANOS)
OFFSETS = st.integers(-MAX_OFFSET, MAX_OFFSET) | st.integers(-14, 14).map(lambda hours: hours * 3600)
UNZONED = st.builds(Time.from_nanos, CLOCKS)
OFFSET = st.builds(Time.from_nanos, CLOCKS, OFFSETS)
ZONED = st.builds(Time.from_nanos, CLOCKS, st.none(), st.sampled_from(ZONES))
TIMES = UNZONED | OFFSET | ZONED
DATE_TIMES = st.builds(DateTime, DATES, TIMES)
DURATIONS = st.builds(DaysTimeDuration, st.integers(-MAX_NANOS, MAX_NANOS) | st.integers(-3 * DAY, 3 * DAY))
MONTHS = st.builds(YearsMonthsDuration, st.integers(-MAX_MONTHS, MAX_MONTHS) | st.integers(-40, 40))
COMMON = st.builds(Date, st.integers(2, 9998), st.integers(1, 12), st.integers(1, 28))


def reads_back(function: str, moment: object) -> str:
    """Through ``string`` and the function, and as a literal: the same in every part. Gives the text."""
    text = value("string(x)", {"x": moment})
    assert isinstance(text, str)
    assert value(f"is({function}(x), y)", {"x": text, "y": moment}) is True
    assert value(f'is(@"{text}", y)', {"y": moment}) is True
    return text


@THOROUGH
@given(DATES)
def test_dates_and_their_text(date: Date) -> None:
    sign = "-" if date.year < 0 else ""
    assert reads_back("date", date) == f"{sign}{abs(date.year):04}-{date.month:02}-{date.day:02}"


@THOROUGH
@given(TIMES)
def test_times_and_their_text(time: Time) -> None:
    text = reads_back("time", time)
    fraction = f".{time.nano:09}".rstrip("0") if time.nano else ""
    assert text.startswith(f"{time.hour:02}:{time.minute:02}:{time.second:02}{fraction}")
    behind = text[8 + len(fraction) :]
    assert behind == (f"@{time.zone}" if time.zone else "" if time.offset is None else _offset_text(time.offset))


def _offset_text(offset: int) -> str:
    length = abs(offset)
    text = f"{'-' if offset < 0 else '+'}{length // 3600:02}:{length // 60 % 60:02}"
    return "Z" if not offset else f"{text}:{length % 60:02}" if length % 60 else text


@THOROUGH
@given(DATE_TIMES)
def test_dates_with_times_and_their_text(moment: DateTime) -> None:
    assert reads_back("date and time", moment) == f"{moment.date}T{moment.time}"
    assert value("is(date and time(date(x), time(x)), x)", {"x": moment}) is True


@THOROUGH
@given(DURATIONS | MONTHS)
def test_durations_and_their_text(duration: DaysTimeDuration | YearsMonthsDuration) -> None:
    text = reads_back("duration", duration)
    negative = duration.nanos < 0 if isinstance(duration, DaysTimeDuration) else duration.months < 0
    assert text.startswith("-P" if negative else "P")


@THOROUGH
@given(*[st.integers(0, 999)] * 4, st.sampled_from(["", "-"]))
def test_unlike_texts_of_one_duration(days: int, hours: int, minutes: int, millis: int, sign: str) -> None:
    nanos = ((days * 24 + hours) * 60 + minutes) * 60 * NANOS + millis * 1_000_000
    found = value(f'@"{sign}P{days}DT{hours}H{minutes}M{millis // 1000}.{millis % 1000:03}S"')
    assert found == DaysTimeDuration(-nanos if sign else nanos)
    parts = value("[x.days, x.hours, x.minutes, x.seconds]", {"x": abs(found)})  # type: ignore[arg-type]
    assert parts == [nanos // DAY, nanos // NANOS // 3600 % 24, nanos // NANOS // 60 % 60, Decimal(nanos % (60 * NANOS)) / NANOS]


@THOROUGH
@given(DATES, st.integers(-(10**6), 10**6))
def test_days_are_counted_one_by_one(date: Date, days: int) -> None:
    """Adding days and taking them away again, and the difference of two dates."""
    scope = {"d": date, "n": DaysTimeDuration(days * DAY)}
    later = value("d + n", scope)
    assume(later is not None)  # beyond the last day that there is
    assert value("d + n - n = d and (d + n) - d = n", scope) is True
    assert isinstance(later, Date)
    assert later.days() == date.days() + days


@THOROUGH
@given(COMMON, st.integers(-800, 800))
def test_dates_agree_with_python(date: Date, days: int) -> None:
    python = stdlib.date(date.year, date.month, date.day)
    scope = {"d": date}
    assert value("[d.weekday, day of year(d), week of year(d)]", scope) == [
        python.isoweekday(),
        python.timetuple().tm_yday,
        python.isocalendar().week,
    ]
    assert value("[day of week(d), month of year(d)]", scope) == [python.strftime("%A"), python.strftime("%B")]
    assume(stdlib.date.min.toordinal() <= python.toordinal() + days <= stdlib.date.max.toordinal())
    assert value("d + n", {"d": date, "n": stdlib.timedelta(days=days)}) == value("d", {"d": python + stdlib.timedelta(days=days)})


@THOROUGH
@given(st.builds(DateTime, DATES, UNZONED | OFFSET), DURATIONS)
def test_time_goes_forth_and_back(moment: DateTime, duration: DaysTimeDuration) -> None:
    scope = {"m": moment, "x": duration}
    assume(value("m + x", scope) is not None)
    assert value("is(m + x - x, m) and (m + x) - m = x", scope) is True


@THOROUGH
@given(st.builds(DateTime, COMMON, ZONED), st.integers(-400 * DAY, 400 * DAY))
def test_so_it_does_where_clocks_are_changed(moment: DateTime, nanos: int) -> None:
    """Along the time line. An hour that never was is the one behind it; of one that came twice only the first can be told."""
    scope = {"m": moment, "x": DaysTimeDuration(nanos)}
    later = value("m + x", scope)
    assert isinstance(later, DateTime)
    assume(stdlib.MINYEAR < later.date.year < stdlib.MAXYEAR)  # Python is to say what the clocks do there
    assume(_python(later).utcoffset() == _python(later).replace(fold=1).utcoffset())
    assert value("(m + x) - m", scope) == DaysTimeDuration(nanos)
    assert value("m + x - x = m", scope) is True


@THOROUGH
@given(TIMES, DURATIONS)
def test_times_go_round(time: Time, duration: DaysTimeDuration) -> None:
    assert value("is(t + x - x, t)", {"t": time, "x": duration}) is True


@THOROUGH
@given(st.builds(DateTime, COMMON, OFFSET | ZONED), st.builds(DateTime, COMMON, OFFSET | ZONED))
def test_order_is_that_of_instants(one: DateTime, other: DateTime) -> None:
    first, second = _instant(one), _instant(other)
    found = value("[a = b, a < b, a <= b, a > b, a >= b]", {"a": one, "b": other})
    assert found == [first == second, first < second, first <= second, first > second, first >= second]


def _instant(moment: DateTime) -> int:
    """Milliseconds, as Python counts them."""
    seconds = (_python(moment) - stdlib.datetime(1970, 1, 1, tzinfo=stdlib.UTC)) // stdlib.timedelta(seconds=1)
    return (seconds * NANOS + moment.time.nano) // 1_000_000


def _python(moment: DateTime) -> stdlib.datetime:
    """To the second."""
    date, time = moment.date, moment.time
    zone = ZoneInfo(time.zone) if time.zone else stdlib.timezone(stdlib.timedelta(seconds=time.offset or 0))
    return stdlib.datetime(date.year, date.month, date.day, time.hour, time.minute, time.second, tzinfo=zone)


@pytest.mark.parametrize("year", [-MAX_YEAR, -1, 0, 1, 2, 1800])
def test_before_clocks_were_set_a_place_has_the_time_of_its_sun(year: int) -> None:
    moment = DateTime(Date(year, 6, 1), Time(12, 0, 0, 0, None, "Europe/Paris"))
    assert value("m.time offset", {"m": moment}) == stdlib.timedelta(seconds=561)


@pytest.mark.parametrize("year", [2050, 9998, 9999, 10_000, MAX_YEAR])
def test_far_years_have_the_last_rules(year: int) -> None:
    summer, winter = (DateTime(Date(year, month, 1), Time(12, 0, 0, 0, None, "Europe/Paris")) for month in (6, 12))
    assert value("[s.time offset, w.time offset]", {"s": summer, "w": winter}) == [stdlib.timedelta(hours=2), stdlib.timedelta(hours=1)]


@THOROUGH
@given(st.builds(Date, st.integers(-9000, 9000), st.integers(1, 12), st.integers(1, 28)), st.integers(-5000, 5000))
def test_months_forth_and_back(date: Date, months: int) -> None:
    """Days that every month has; the others move to the last of a shorter month."""
    scope = {"d": date, "m": YearsMonthsDuration(months)}
    assert value("d + m - m = d and years and months duration(d, d + m) = m", scope) is True
    assert value("(d + m).day = d.day", scope) is True


@THOROUGH
@given(st.integers(2000, 2100), st.integers(1, 12), st.integers(29, 31), st.integers(-50, 50))
def test_the_end_of_a_month_stays_within_it(year: int, month: int, day: int, months: int) -> None:
    date = Date(year, month, min(day, days_in_month(year, month)))
    found = value("d + m", {"d": date, "m": YearsMonthsDuration(months)})
    assert isinstance(found, Date)
    assert (found.year * 12 + found.month) - (date.year * 12 + date.month) == months
    assert found.day == min(date.day, days_in_month(found.year, found.month))


@THOROUGH
@given(st.integers(-(10**18), 10**18), st.integers(-(10**18), 10**18), st.integers(1, 1000))
def test_durations_are_numbers_of_nanoseconds(a: int, b: int, n: int) -> None:
    scope = {"a": DaysTimeDuration(a), "b": DaysTimeDuration(b), "n": n}
    assert value("[a + b, a - b, -a, abs(a), a * n]", scope) == [DaysTimeDuration(x) for x in (a + b, a - b, -a, abs(a), a * n)]
    assert value("[a < b, a = b, a * n / n = a, a - a]", scope) == [a < b, a == b, True, DaysTimeDuration(0)]


@THOROUGH
@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.integers(1, 20))
def test_durations_are_numbers_of_months(a: int, b: int, n: int) -> None:
    scope = {"a": YearsMonthsDuration(a), "b": YearsMonthsDuration(b), "n": n}
    assert value("[a + b, a - b, -a, abs(a), a * n]", scope) == [YearsMonthsDuration(x) for x in (a + b, a - b, -a, abs(a), a * n)]
    assert value("[a < b, a = b, a.years * 12 + a.months]", scope) == [a < b, a == b, a]
