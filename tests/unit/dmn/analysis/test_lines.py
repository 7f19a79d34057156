"""What lies between two values: something that people would name, or nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dmn.analysis.lines import KINDS, between, line_of
from engine.feel.evaluation.operators import compare
from engine.feel.values.durations import MAX_NANOS, DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.moments import Date, DateTime, Time
from engine.feel.values.numbers import ARITHMETIC
from engine.feel.values.ranges import Range

D = Decimal


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        ("5", "6", "5.5"),
        ("0", "100", "50"),
        ("1000", "5000", "3000"),
        ("0.1", "0.2", "0.15"),
        ("-1", "1", "0"),
        ("5", None, "6"),
        ("5.5", None, "6"),
        (None, "5", "4"),
        (None, "-0.5", "-1"),
        (None, None, "1"),
        ("1", "1." + "0" * 32 + "1", None),
        ("1", "1." + "0" * 32 + "2", "1." + "0" * 32 + "1"),
        ("1E40", None, "1000000000000000000000000000000001E7"),
        ("9.999999999999999999999999999999999E6144", None, None),
        (None, "-9.999999999999999999999999999999999E6144", None),
        ("1E-6176", "1E6000", None),
    ],
)
def test_numbers(low: str | None, high: str | None, found: str | None) -> None:
    value = between("number", low and D(low), high and D(high))
    if low == "1E-6176":  # far apart: anything between will do
        assert value is not None
    else:
        assert value == (found and D(found))


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [("5", "6", None), ("5", "7", "6"), ("5.5", "6", None), ("5.5", "6.5", "6"), (None, "0", "-1"), ("10", "90", "50")],
)
def test_whole_numbers(low: str | None, high: str | None, found: str | None) -> None:
    assert between("number", low and D(low), high and D(high), whole=True) == (found and D(found))


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (None, "a", ""),
        (None, "", None),
        ("a", "b", "az"),
        ("a", "az", "aa"),
        ("a", "a\0", None),
        ("a", "a\0\0", "a\0"),
        ("z", None, "zz"),
        (None, None, "other"),
    ],
)
def test_texts(low: str | None, high: str | None, found: str | None) -> None:
    assert between("string", low, high) == found


def _days(number: float) -> DaysTimeDuration:
    return DaysTimeDuration.from_python(timedelta(days=number))


_DAY = Date(2026, 1, 1)


@pytest.mark.parametrize(
    ("line", "low", "high", "found"),
    [
        ("date", _DAY, Date(2026, 1, 2), None),
        ("date", _DAY, Date(2026, 1, 3), Date(2026, 1, 2)),
        ("date", _DAY, None, Date(2026, 1, 2)),
        ("date", None, _DAY, Date(2025, 12, 31)),
        ("date", Date(999_999_999, 12, 31), None, None),
        ("date", None, Date(-999_999_999, 1, 1), None),
        ("time", Time(17, 0, 0), Time(17, 1, 0), Time(17, 0, 30)),
        ("time", Time(17, 0, 0), None, Time(18, 0, 0)),
        ("time", Time(23, 30, 0), None, Time(23, 31, 0)),
        ("time", None, Time(0, 0, 0), None),
        ("time", Time(23, 59, 59, 999_999_999), None, None),
        ("time", Time(8, 0, 0), Time(8, 0, 0, 1_000_000), None),  # compared to the millisecond
        ("time with zone", Time(17, 0, 0, 0, 0), None, Time(18, 0, 0, 0, 0)),
        ("time with zone", None, Time(0, 0, 0, 0, 0), Time(13, 0, 0, 0, 14 * 3600)),
        ("time with zone", Time(23, 59, 59, 999_999_999, 0), None, Time(10, 0, 0, 0, -14 * 3600)),
        ("date and time", DateTime(_DAY, Time(12, 0, 0)), None, DateTime(_DAY, Time(13, 0, 0))),
        (
            "date and time with zone",
            DateTime(_DAY, Time(12, 0, 0, 0, 0)),
            DateTime(_DAY, Time(22, 0, 0, 0, 3600)),
            DateTime(_DAY, Time(17, 0, 0, 0, 0)),
        ),
        ("days and time duration", _days(1), _days(2), _days(1.5)),
        ("days and time duration", _days(1), None, _days(2)),
        ("days and time duration", DaysTimeDuration(MAX_NANOS), None, None),
        ("years and months duration", YearsMonthsDuration(12), YearsMonthsDuration(13), None),
        ("years and months duration", YearsMonthsDuration(12), None, YearsMonthsDuration(24)),
        ("years and months duration", YearsMonthsDuration(12), YearsMonthsDuration(20), YearsMonthsDuration(16)),
    ],
)
def test_what_can_be_counted(line: str, low: object, high: object, found: object) -> None:
    assert between(line, low, high) == found


@pytest.mark.parametrize("line", [line for lines in KINDS.values() for line in lines if line != "boolean"])
def test_every_line_has_a_value(line: str) -> None:
    assert line_of(between(line, None, None)) == line


@pytest.mark.parametrize("value", [None, [], {}, Range(D(1), D(2), True, True)])
def test_what_has_no_order_has_no_line(value: object) -> None:
    assert line_of(value) == ""


_NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=D("-1E60"), max_value=D("1E60"), places=20).map(ARITHMETIC.plus)
_TIMES = st.builds(Time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999_999_999))
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "number": _NUMBERS,
    "string": st.text(max_size=5),
    "date": st.integers(-1_000_000, 1_000_000).map(Date.from_days),
    "time": _TIMES,
    "days and time duration": st.timedeltas().map(DaysTimeDuration.from_python),
    "years and months duration": st.integers(-1000, 1000).map(YearsMonthsDuration),
}


@given(st.sampled_from([*_VALUES]).flatmap(lambda line: st.tuples(st.just(line), _VALUES[line], _VALUES[line], _VALUES[line])))
def test_a_value_between_is_found_if_there_is_one(drawn: tuple[str, Any, Any, Any]) -> None:
    line, one, other, third = drawn
    low, middle, high = sorted((one, other, third), key=_Ordered)
    found = between(line, low, high)
    if compare(low, middle) == -1 == compare(middle, high):
        assert found is not None
    assert found is None or (compare(low, found) == -1 and compare(found, high) == -1)


class _Ordered:
    def __init__(self, value: object) -> None:
        self.value = value

    def __lt__(self, other: _Ordered) -> bool:
        return compare(self.value, other.value) == -1
