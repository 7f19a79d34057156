"""The border to JSON and Python, and functions that the caller lends."""

from __future__ import annotations

import datetime as stdlib
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest

from engine.feel import (
    Date,
    DateTime,
    DaysTimeDuration,
    FeelLimitExceeded,
    FeelProblem,
    HostFunction,
    Limits,
    Time,
    YearsMonthsDuration,
    evaluate,
    from_json,
    to_json,
)
from engine.kernel.texts import Text
from tests.unit.feel.asking import outcome, value


@pytest.mark.parametrize(
    ("text", "json"),
    [
        ("1.50", 1.5),
        ("2.0", 2),
        ("9007199254740991", 9007199254740991),
        ("9007199254740993", "9007199254740993"),
        ("1/3", "0.3333333333333333333333333333333333"),
        ("0.1", 0.1),
        ('"2020-01-01"', "2020-01-01"),
        ('@"2020-01-01"', "2020-01-01"),
        ('@"10:00:00.50+08:00"', "10:00:00.5+08:00"),
        ('@"2020-01-01T10:00:00@Asia/Shanghai"', "2020-01-01T10:00:00@Asia/Shanghai"),
        ('@"2020-01-01T10:00:00+00:00"', "2020-01-01T10:00:00Z"),
        ('@"P14M"', "P1Y2M"),
        ('@"-PT90M"', "-PT1H30M"),
        ('@"PT0.123456789S"', "PT0.123456789S"),
        ("{a: [1, null, true]}", {"a": [1, None, True]}),
    ],
)
def test_to_json(text: str, json: object) -> None:
    found = to_json(value(text))
    assert found == json
    assert type(found) is type(json)


@pytest.mark.parametrize("text", ["[1..2]", "max", "function(x) x", "[[1..2]]"])
def test_ranges_and_functions_have_no_json(text: str) -> None:
    with pytest.raises(FeelProblem):
        to_json(value(text))


def test_from_json() -> None:
    assert from_json({"a": [1, 0.1, "x", None, True]}) == {"a": [Decimal(1), Decimal("0.1"), "x", None, True]}
    assert type(from_json(True)) is bool


def test_python_values_in_the_scope() -> None:
    scope = {
        "date": stdlib.date(2020, 1, 2),
        "at": stdlib.datetime(2020, 1, 2, 3, 4, tzinfo=stdlib.UTC),
        "zoned": stdlib.datetime(2020, 1, 2, 3, 4, tzinfo=ZoneInfo("Asia/Shanghai")),
        "time": stdlib.time(3, 4, 5),
        "span": stdlib.timedelta(hours=5),
        "pair": (1, 2),
    }
    assert value("date", scope) == Date(2020, 1, 2)
    assert value("at", scope) == DateTime(Date(2020, 1, 2), Time(3, 4, 0, 0, 0))
    assert value("zoned.timezone", scope) == "Asia/Shanghai"
    assert value("time", scope) == Time(3, 4, 5)
    assert value('span = @"PT5H"', scope) is True
    assert value("colour", {"colour": Colour.RED}) == "red"
    assert type(value("colour", {"colour": Colour.RED})) is str
    assert value("pair[2]", scope) == 2


def test_the_callers_values_are_not_changed() -> None:
    scope = {"a": {"b": [1, 2.5]}}
    assert value('context put(a, "c", append(a.b, 3))', scope) is not None
    assert scope == {"a": {"b": [1, 2.5]}}
    assert type(scope["a"]["b"][0]) is int


class Colour(StrEnum):
    RED = "red"


def twice(number: object) -> object:
    assert isinstance(number, Decimal)
    return int(number) * 2


def add(start: object, amount: object, calendar: object) -> object:
    if calendar == "unknown":
        raise FeelProblem(Text("Expected a calendar, but there is none.", "没有这个日历。"))
    return [start, amount, calendar]


SCOPE = {
    "twice": HostFunction(["number"], twice),
    "add working time": HostFunction(["from", "duration", "calendar?"], add),
}


def test_a_host_function_is_called_by_its_name_with_blanks() -> None:
    assert value("twice(21)", SCOPE) == Decimal(42)
    assert value('add working time(1, @"PT1H", "office")', SCOPE) == [Decimal(1), DaysTimeDuration(3600 * 10**9), "office"]
    assert value("add working time(duration: 2, from: 1)", SCOPE) == [Decimal(1), Decimal(2), None]
    assert value("for f in [twice] return f(4)", SCOPE) == [Decimal(8)]


def test_a_host_function_says_why_it_is_null() -> None:
    found = outcome('1 + add working time(1, 2, "unknown")', SCOPE)
    assert found.value is None
    assert found.problems[0].zh == "没有这个日历。"
    assert found.problems[0].column == 5
    assert outcome("twice(1, 2)", SCOPE).problems
    assert outcome("twice(other: 1)", SCOPE).problems


def test_a_host_function_is_a_function() -> None:
    assert value("twice instance of function<number> -> number", SCOPE) is True


def test_now_must_be_aware() -> None:
    with pytest.raises(ValueError, match="time zone"):
        evaluate("now()", now=stdlib.datetime(2020, 1, 1))  # noqa: DTZ001 - what is refused


def test_values_print_as_feel_writes_them() -> None:
    assert str(Date(-44, 3, 15)) == "-0044-03-15"
    assert str(YearsMonthsDuration(-14)) == "-P1Y2M"
    assert str(Time(1, 2, 3, 4, -(2 * 3600 + 45 * 60 + 55))) == "01:02:03.000000004-02:45:55"
    assert str(DaysTimeDuration(-(36 * 3600 * 10**9 + 1))) == "-P1DT12H0.000000001S"
    assert str(DaysTimeDuration(0)) == "PT0S"


SHANGHAI = ZoneInfo("Asia/Shanghai")
TOKYO = stdlib.timezone(stdlib.timedelta(hours=9))
PAIRS = [
    (Date(2020, 2, 29), stdlib.date(2020, 2, 29)),
    (Time(1, 2, 3, 4000), stdlib.time(1, 2, 3, 4)),
    (Time(1, 2, 3, 0, 0), stdlib.time(1, 2, 3, tzinfo=stdlib.UTC)),
    (Time(1, 2, 3, 0, 9 * 3600), stdlib.time(1, 2, 3, tzinfo=TOKYO)),
    (Time(1, 2, 3, 0, None, "Asia/Shanghai"), stdlib.time(1, 2, 3, tzinfo=SHANGHAI)),
    (DateTime(Date(2020, 2, 29), Time(1, 2, 3)), stdlib.datetime(2020, 2, 29, 1, 2, 3)),  # noqa: DTZ001 - without a zone
    (DateTime(Date(2020, 2, 29), Time(1, 2, 3, 0, 9 * 3600)), stdlib.datetime(2020, 2, 29, 1, 2, 3, tzinfo=TOKYO)),
    (DateTime(Date(2020, 2, 29), Time(1, 2, 3, 0, None, "Asia/Shanghai")), stdlib.datetime(2020, 2, 29, 1, 2, 3, tzinfo=SHANGHAI)),
    (DaysTimeDuration(-90_000_000_001_000), -stdlib.timedelta(days=1, hours=1, microseconds=1)),
    (DaysTimeDuration(0), stdlib.timedelta(0)),
]


@pytest.mark.parametrize(("ours", "pythons"), PAIRS, ids=lambda each: f"{type(each).__name__} {each}")
def test_values_and_pythons_own(ours: object, pythons: object) -> None:
    """They convert into each other, are equal in every part, and so hash alike."""
    assert from_json(pythons) == ours
    assert ours.to_python() == pythons  # type: ignore[attr-defined]
    assert ours == pythons
    assert pythons == ours
    assert hash(ours) == hash(pythons)
    assert [each for _, each in PAIRS if ours == each] == [pythons]


def test_equal_instants_are_not_equal_values() -> None:
    at = Date(2020, 1, 1)
    assert DateTime(at, Time(0, 0, 0, 0, 0)) != DateTime(at, Time(9, 0, 0, 0, 9 * 3600))
    assert DateTime(at, Time(0, 0, 0, 0, 0)) != stdlib.datetime(2020, 1, 1, 9, tzinfo=TOKYO)
    assert at != stdlib.datetime(2020, 1, 1, tzinfo=stdlib.UTC)
    assert at != DateTime(at, Time(0, 0, 0))
    assert DaysTimeDuration(1) != stdlib.timedelta(0)
    assert DaysTimeDuration(0) != YearsMonthsDuration(0)
    assert Date(2020, 1, 1) != "2020-01-01"


@pytest.mark.parametrize("value", [Date(10_000, 1, 1), DateTime(Date(-1, 1, 1), Time(0, 0, 0))])
def test_far_years_are_beyond_python(value: Date | DateTime) -> None:
    assert hash(value) == hash(type(value)(*(getattr(value, name) for name in value.__slots__)))
    with pytest.raises(ValueError, match="year"):
        value.to_python()


def test_long_durations_are_beyond_python() -> None:
    long = DaysTimeDuration(10**9 * 86_400 * 10**9)
    assert long == DaysTimeDuration(10**9 * 86_400 * 10**9)
    assert hash(long) == hash(DaysTimeDuration(long.nanos))
    with pytest.raises(OverflowError):
        long.to_python()


def test_json_of_numbers_with_thousands_of_digits_costs_more() -> None:
    numbers = [Decimal("1e6000")] * 1000
    to_json(numbers)
    with pytest.raises(FeelLimitExceeded):
        to_json(numbers, limits=Limits(steps=100_000))


@pytest.mark.parametrize(
    "number", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), 10**7000], ids=lambda number: type(number).__name__
)
def test_what_is_no_number_is_null(number: object) -> None:
    assert from_json(number) is None
    assert value("x = null", {"x": number}) is True


def test_numbers_of_the_caller_keep_34_digits() -> None:
    assert value("x", {"x": 10**40 + 1}) == Decimal(10**40)
    assert value("x", {"x": Decimal(10**40 + 1)}) == Decimal(10**40)
