"""Conversion functions (DMN 1.5, table 72)."""

from __future__ import annotations

import pytest

from engine.feel import Dialect, evaluate
from tests.unit.feel.asking import value
from tests.unit.feel.builtins.tables import Table, check_null, check_value, each

VALUES: Table = [
    # date
    ('date("2012-12-25") - date("2012-12-24")', 'duration("P1D")'),
    ('date(date and time("2012-12-25T11:00:00Z"))', 'date("2012-12-25")'),
    ('date(date("2012-12-25"))', '@"2012-12-25"'),
    ("date(2012, 12, 25)", 'date("2012-12-25")'),
    ("date(year: 2012, day: 25, month: 12)", 'date("2012-12-25")'),
    ("date(2012.0, 12, 25)", '@"2012-12-25"'),
    ('date("999999999-12-31").year', "999999999"),
    ('date("-999999999-01-01").year', "-999999999"),
    ('date("-0044-03-15")', "date(-44, 3, 15)"),
    ('date("0000-02-29")', "date(0, 2, 29)"),
    ('date("2012-12-25Z")', '@"2012-12-25"'),  # XML Schema lets a date have an offset
    ('date("2012-12-25+08:00")', '@"2012-12-25"'),
    ('@"2012-12-25+08:00"', '@"2012-12-25"'),
    # date and time
    ('date and time("2012-12-24T23:59:00")', 'date and time(date("2012-12-24"), time("23:59:00"))'),
    ('date and time(@"2012-12-24T01:00:00Z", @"23:59:00@Asia/Tokyo")', '@"2012-12-24T23:59:00@Asia/Tokyo"'),
    ('date and time(time: @"10:00:00+02:00", date: @"2012-12-24")', '@"2012-12-24T10:00:00+02:00"'),
    ('date and time("2012-12-24T23:59:00") + duration("PT1M")', 'date and time("2012-12-25T00:00:00")'),
    ('date and time("2012-03-07Z").year', "2012"),
    ('date and time("2012-03-07Z")', '@"2012-03-07T00:00:00Z"'),
    ('date and time("2016-12-31")', '@"2016-12-31T00:00:00"'),
    ('date and time("2016-12-31T24:00:00Z")', '@"2017-01-01T00:00:00Z"'),  # the end of a day is the start of the next
    ('date and time("2016-12-31T11:22:33.123456789-05:00")', '@"2016-12-31T11:22:33.123456789-05:00"'),
    ('string(date and time("2016-12-31T11:22:33.1234567891Z"))', '"2016-12-31T11:22:33.123456789Z"'),
    ('date and time("2016-12-31T11:22:33-14:00").time offset', '@"-PT14H"'),
    # time
    ('time("23:59:00z") + duration("PT2M") = time("00:01:00@Etc/UTC")', "true"),
    ('time(date and time("2012-12-25T11:00:00Z"))', 'time("11:00:00Z")'),
    ('time(date("2012-12-25"))', 'time("00:00:00Z")'),  # a date is a date and time at midnight in UTC
    ('time(@"10:00:00")', '@"10:00:00"'),
    ('time("24:00:00")', '@"00:00:00"'),
    ('time("24:00:00.000+01:00")', '@"00:00:00+01:00"'),
    ('time(23, 59, 0, duration("PT0H"))', 'time("23:59:00z")'),
    ("time(23, 59, 0)", '@"23:59:00"'),
    ("time(23, 59, 0, null)", '@"23:59:00"'),
    ("time(second: 0.000000001, minute: 0, hour: 0)", '@"00:00:00.000000001"'),
    ('time(11, 59, 45.25, duration("-PT2H45M55S"))', '@"11:59:45.25-02:45:55"'),
    ('string(@"10:30:00@Etc/GMT+5")', '"10:30:00@Etc/GMT+5"'),
    ('@"10:30:00@America/Toronto"', 'time("10:30:00@America/Toronto")'),  # the T of the zone is no T between date and time
    # number
    ('number("1 000,0", " ", ",")', 'number("1,000.0", ",", ".")'),
    ('number("1.000.000,01", ".", ",")', "1000000.01"),
    ('number("1,000,000.00", ",", null)', "1000000"),
    ('number("-.5", null, null)', "-0.5"),
    ('number("1.5", " ", ",")', "1.5"),  # a separator need not be there
    ('number("1e3", ",", ".")', "1000"),
    ('number(from: "1.000.000,01", decimal separator: ",", grouping separator: ".")', "1000000.01"),
    ('number(from: "5")', "5"),
    ('number("12345678901234567890123456789012345")', "12345678901234567890123456789012340"),
    # duration
    ('duration("P2Y2M")', 'duration("P26M")'),
    ('duration("P0DT25H")', '@"P1DT1H"'),
    ('duration("P1DT2H3M4.123456789S")', '@"P1DT7384.123456789S"'),
    ('duration("-PT0.000000001S") * 1000', '@"-PT0.000001S"'),
    ('duration("PT0.S")', '@"P0D"'),
    ('duration(@"PT1H")', '@"PT1H"'),
    ('date and time("2012-12-24T23:59:00") - date and time("2012-12-22T03:45:00")', 'duration("P2DT20H14M")'),
    ('date("999999999-12-31") - date("-999999999-01-01")', '@"P730484999633D"'),
    # years and months duration
    ('years and months duration(date("2011-12-22"), date("2013-08-24"))', 'duration("P1Y8M")'),
    ('years and months duration(to: @"2013-08-24", from: @"2011-12-22")', 'duration("P1Y8M")'),
    ('years and months duration(@"2011-12-22T10:00:00", @"2013-08-24T09:00:00")', '@"P1Y8M"'),
    ('years and months duration(@"2011-12-22", @"2013-08-24T09:00:00Z")', '@"P1Y8M"'),
    ('years and months duration(@"2013-08-24", @"2011-12-22")', '@"-P1Y8M"'),
    ('years and months duration(@"2020-02-29", @"2021-02-28")', '@"P11M"'),
    ('years and months duration(@"2021-02-28", @"2020-02-29")', '@"-P11M"'),
    ('years and months duration(@"-999999999-12-31", @"999999999-12-31")', '@"P1999999998Y"'),
    # string
    ("string(1.10)", '"1.1"'),
    ("string(-0)", '"0"'),
    ("string(1e20)", '"100000000000000000000"'),
    ("string(1e-10)", '"0.0000000001"'),
    ("string(1/3)", '"0.3333333333333333333333333333333333"'),
    ('string("a\\"b")', '"a\\"b"'),
    ("string(true)", '"true"'),
    ('string(["a\\"b", null, [], {}])', r'"[\"a\\\"b\", null, [], {}]"'),
    ('string({a: 1, "b c": [true], "null": null, "": 0, 中: 2})', r'"{a: 1, \"b c\": [true], \"null\": null, \"\": 0, 中: 2}"'),
    ('string(@"2012-12-25")', '"2012-12-25"'),
    ('string(@"-2012-12-25T10:00:00@Europe/Paris")', '"-2012-12-25T10:00:00@Europe/Paris"'),
    ('string(@"10:00:00.100+00:00")', '"10:00:00.1Z"'),
    ('string(time(11, 59, 45, @"-PT2H45M55S"))', '"11:59:45-02:45:55"'),
    ('string(@"P13M") + string(@"-P1DT36H") + string(@"PT0S") + string(@"P0M")', '"P1Y1M-P2DT12HPT0SP0M"'),
    ('string([1..2)) + string((@"P1D"..@"P2D"]) + string((< 5)) + string((>= 5)) + string((!= 5))', '"[1..2)(P1D..P2D]<5>=5!=5"'),
    ('string(["a".."b"])', r'"[\"a\"..\"b\"]"'),
    # range
    ('range("[18..21)")', "[18..21)"),
    ('range("]18..21[")', "(18..21)"),
    ('range(" ( 18 .. 21 ] ")', "(18..21]"),
    ('range("[2..)")', "(>= 2)"),
    ('range("(2..)")', "(> 2)"),
    ('range("]2..[")', "(> 2)"),
    ('range("(..2)")', "(< 2)"),
    ('range("]..2]")', "(<= 2)"),
    ('range("[-5..-1.5]")', "[-5..-1.5]"),
    ('range("[\\"a\\"..\\"\\\\u0062\\"]")', '["a".."b"]'),
    ('range("[date(2020, 1, 1)..date(\\"2020-02-01\\")]")', '[@"2020-01-01"..@"2020-02-01"]'),
    ('range("(..date and time(date(\\"2020-01-01\\"), time(10, 0, 0))]")', '(<= @"2020-01-01T10:00:00")'),
    ('range("(duration(\\"P1D\\")..@\\"PT25H\\")")', '(@"P1D"..@"PT25H")'),
    ('range(from: "[1..1]")', "[1..1]"),
]

NULLS: Table = [
    *(
        (f'date("{text}")', "a date like")
        for text in ("", " 2012-12-25", "2012-12-25 ", "+2012-12-25", "12-12-25", "2012-1-25", "2012-12-5")
    ),
    *(
        (f'date("{text}")', "a date like")
        for text in ("02012-12-25", "2012-12-25T", "2012-12-25T10:00:00", "2012/12/25", "20121225", "2012-12-25z+00:00")
    ),
    *each('date("…")', "calendar", "2011-02-29", "2012-13-01", "2012-00-01", "2012-12-32", "2012-12-00", "1900-02-29"),
    ('date("2012-12-25+15:00")', "14 hours"),
    ('date("1000000000-01-01")', "a date like"),
    ("date(1000000000, 1, 1)", "calendar"),
    ("date(2012, 12, 25.5)", "whole number"),
    ("date(null)", "null"),
    ("date(5)", "text, date"),
    ("date([])", "list"),
    ("date(year: 2012, month: 12)", "given (from) or (year, month, day)"),
    ("date(2012, 12)", "given 2 values"),
    ("date(2012, 12, null)", '"day" of date'),
    *each('date and time("…")', "a date and time like", "", "2012-12-25T", "2012-12-25t10:00:00", "2012-12-25 10:00:00"),
    *(
        (f'date and time("{text}")', "a date and time like")
        for text in ("2012-12-25T10:00", "2012-12-25T10", "2012-12-25T10:0:00", "2012-12-25T10:00:00.")
    ),
    *(
        (f'date and time("{text}")', "a date and time like")
        for text in ("2012-12-25T10:00:00+0200", "2012-12-25T10:00:00+02", "2012-12-25T10:00:00Z@Etc/UTC")
    ),
    ('date and time("2012-12-25T24:00:01")', "24:00:00"),
    ('date and time("2012-12-25T25:00:00")', "24:00:00"),
    ('date and time("999999999-12-31T24:00:00")', "calendar"),
    ('date and time("2012-12-25T10:00:00@Nowhere/Land")', "known time zone"),
    ('date and time("2012-12-25T10:00:00+14:01")', "14 hours"),
    ('date and time(@"10:00:00", @"2012-12-25")', '"date" of date and time'),
    ('date and time(@"2012-12-25", null)', '"time" of date and time'),
    ("date and time(null)", "null"),
    *(
        (f'time("{text}")', "a time like")
        for text in ("", "7:00:00", "07:0:00", "07:00:0", "07:00", "T07:00:00", "07:00:00 Z", "07:00:00+5:00", "07.00.00")
    ),
    *each('time("…")', "24:00:00", "24:00:00.1", "24:01:00", "23:60:00", "23:59:60"),
    ('time("13:20:00+02:00@Europe/Paris")', "a time like"),
    ('time("13:20:00@europe/paris")', "known time zone"),
    ('time("13:20:00+14:30")', "14 hours"),
    ("time(24, 0, 0)", "23:59:59"),
    ("time(-1, 0, 0)", "23:59:59"),
    ("time(1, 0.5, 0)", "whole number"),
    ("time(1, 0, 60)", "23:59:59"),
    ("time(null, 0, 0)", '"hour" of time'),
    ('time(1, 0, 0, @"P1D")', "14 hours"),
    ('time(1, 0, 0, @"P1Y")', "days and time duration"),
    ("time(1, 0)", "given 2 values"),
    ('number("1,000", ",", ",")', "separators"),
    ('number("1.000", ".", ".")', "separators"),
    ('number("1 000", "_", ".")', "separators"),
    ('number("1 000", "", ".")', "separators"),
    ('number("1 000", " ", " ")', "separators"),
    ('number("1 000", ",", ".")', "text of a number"),
    *(
        (f'number("{text}", null, null)', "text of a number")
        for text in ("", " 1", "1 ", "+1", "--1", "1.", ".", "1.2.3", "0x1", "1_000", "NaN", "Infinity", "١")
    ),
    ('number("1e6145", null, null)', "10^6145"),
    ("number(5, null, null)", '"from" of number'),
    ('number("5", 1, null)', "grouping separator"),
    ('number(from: "5", decimal sep: ",")', "given from, decimal sep"),
    *(
        (f'duration("{text}")', "a duration like")
        for text in ("", "P", "PT", "P1", "1D", "+P1D", "P-1D", "P1H", "P1S", "P1DT", "P1Y1D", "P1.5D", "PT.5S")
    ),
    *each('duration("…")', "a duration like", "p1d", " P1D", "P1W", "P1M1Y", "P1DT1M1H"),
    ("duration(null)", '"from" of duration'),
    ("duration(1)", "convert"),
    ('years and months duration(@"2012-12-25", null)', '"to"'),
    ('years and months duration("2012-12-25", @"2012-12-25")', '"from"'),
    ('years and months duration(@"10:00:00", @"2012-12-25")', '"from"'),
    *(
        (f'range("{text}")', "like [1..3]")
        for text in ("", " ", "1..3", "[1..3", "[..]", "(..)", "[..2]", "[2..]", "[1,3]", ">= 2", "{1..3}", "[1..2..3]", "[1..2] 3")
    ),
    *each('range("[…..9]")', "constant", "x", "1+1", "abs(1)", "null", "true", "[1]", 'date(string(\\"2020-01-01\\"))'),
    ('range("[3..1]")', "before its start"),
    ('range("[1..\\"b\\"]")', "before its start"),
    ('range("[@\\"2020-01-01\\"..@\\"2020-01-01T00:00:00\\"]")', "before its start"),
    ('range("[@\\"2020-02-30\\"..@\\"2020-03-01\\"]")', "calendar"),
    ("range([1..3])", '"from" of range'),
    ("range(null)", '"from" of range'),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_value(text: str, expected: str) -> None:
    check_value(text, expected)


@pytest.mark.parametrize(("text", "word"), NULLS)
def test_null(text: str, word: str) -> None:
    check_null(text, word)


def test_string_of_null_is_null_without_a_reason() -> None:
    found = evaluate("string(null)")
    assert (found.value, found.problems) == (None, ())


@pytest.mark.parametrize("text", ['time("10:30")', 'date and time("2012-12-25T10:30@Asia/Shanghai")'])
def test_times_without_seconds_need_a_dialect(text: str) -> None:
    assert evaluate(text).value is None
    assert evaluate(text, dialect=Dialect("forms", short_times=True)).value == value(text.replace("10:30", "10:30:00"))
    assert evaluate('@"10:30"', dialect=Dialect("forms", short_times=True)).value is None  # a literal is the standard's
