"""Differences of dates and times."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from engine.feel.syntax import ast
from tests.differential.kinds.kind import Kind, Topic
from tests.differential.kinds.looking import called, compared, compares, nodes, type_of
from tests.differential.locating import Difference
from tests.differential.meaning import Moment, Span


def computed_text(difference: Difference) -> bool:
    """A computed field that is a date, a time, a duration, or a number of more digits than JSON keeps: a text on the server."""
    names = [name for name, _ in difference.place.computed]
    if not isinstance(difference.node, ast.Name) or difference.node.name not in names or not isinstance(difference.server, str):
        return False
    return isinstance(difference.operands[0].server.value, Moment | Span | Decimal)


def _has_zone(moment: Moment) -> bool:
    clock = moment.text.partition("T")[2] or moment.text
    return moment.kind != "date" and any(sign in clock for sign in "Z+-@")


def zoneless(difference: Difference) -> bool:
    """Times with and without an offset put together: null, but the browser takes the zone of the device for the missing one."""
    if (
        not (compares(difference) or isinstance(difference.node, ast.Operation))
        or difference.server is not None
        or difference.browser is None
    ):
        return False
    pairs = [(left, right) for left, right in compared(difference) if isinstance(left, Moment) and isinstance(right, Moment)]
    return any(left.kind == right.kind and _has_zone(left) != _has_zone(right) for left, right in pairs)


def day_against_moment(difference: Difference) -> bool:
    """A date put together with a date and time: null, but the browser takes midnight in UTC for the date."""
    if (
        not (compares(difference) or isinstance(difference.node, ast.Operation))
        or difference.server is not None
        or difference.browser is None
    ):
        return False
    kinds = [{type_of(left), type_of(right)} for left, right in compared(difference)]
    return {"date", "date and time"} in kinds


_SHANGHAI = datetime.strptime("+0800", "%z").tzinfo


def day_in_utc(difference: Difference) -> bool:
    """date() of a date and time: its own day, but the browser's is the day in UTC."""
    if not called(difference, "date") or not isinstance(difference.server, Moment) or not isinstance(difference.browser, Moment):
        return False
    (moment,) = difference.values
    if not isinstance(moment, Moment) or moment.kind != "date and time":
        return False
    instant = datetime.fromisoformat(moment.text)
    local = instant if instant.tzinfo else instant.replace(tzinfo=_SHANGHAI)
    return difference.browser.text == local.astimezone(UTC).date().isoformat()


_STRICT = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "time": re.compile(r"\d\d:\d\d.*"),
    "date and time": re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?"),
}


def lenient_text(difference: Difference) -> bool:
    """date() or time() of a text that is more or less than that: null, but the browser finds one in it."""
    if difference.server is not None or len(difference.values) != 1 or not isinstance(difference.browser, Moment):
        return False
    text = difference.values[0]
    return isinstance(text, str) and any(called(difference, name) and not shape.fullmatch(text) for name, shape in _STRICT.items())


def moment_for_time(difference: Difference) -> bool:
    """date and time() of something that is no date and no time: null, but the browser takes what it finds in it."""
    if not called(difference, "date and time") or difference.server is not None or not isinstance(difference.browser, Moment):
        return False
    types = tuple(map(type_of, difference.values))
    return len(types) == 2 and (types[0] == "str" or types[1] in ("date", "date and time"))


def overflowing_date(difference: Difference) -> bool:
    """date() of a day that its month does not have: null, but the browser goes on into the next month."""
    if not called(difference, "date") or difference.server is not None or len(difference.values) != 3:
        return False
    year, month, day = (int(value) for value in difference.values if isinstance(value, Decimal))
    expected = date(year, month, 1) + timedelta(days=day - 1)
    return isinstance(difference.browser, Moment) and difference.browser.text == expected.isoformat()


def midnight_in_utc(difference: Difference) -> bool:
    """A date and time at midnight in UTC is a date in the browser."""
    told, meant = difference.browser, difference.server
    if not isinstance(told, Moment) or not isinstance(meant, Moment):
        return False
    return told.kind == "date" and meant.text in (f"{told.text}T00:00:00Z", f"{told.text}T00:00:00+00:00")


def day_plus_hours(difference: Difference) -> bool:
    """A date and a duration of hours: a date, but a date and time in the browser."""
    told, meant = difference.browser, difference.server
    if not isinstance(difference.node, ast.Operation) or not isinstance(told, Moment) or not isinstance(meant, Moment):
        return False
    spans = [value for value in difference.values if isinstance(value, Span)]
    return (told.kind, meant.kind) == ("date and time", "date") and any(span.seconds % 86_400 for span in spans)


def time_as_day(difference: Difference) -> bool:
    """A time where a date belongs: null, but the browser takes it for that time on 1 January 1900."""
    if difference.server is not None or difference.browser is None or "time" not in map(type_of, difference.values):
        return False
    if called(difference, "date", "day of week", "day of year", "month of year", "week of year", "years and months duration"):
        return True
    parts = isinstance(difference.node, ast.Path) and difference.node.name in ("year", "month", "day", "weekday")
    return parts or (isinstance(difference.node, ast.Operation) and all(isinstance(value, Moment) for value in difference.values))


def time_plus_months(difference: Difference) -> bool:
    """A time and a duration of months: null, but the browser leaves the time as it is."""
    if not isinstance(difference.node, ast.Operation) or difference.server is not None or not isinstance(difference.browser, Moment):
        return False
    return {type_of(value) for value in difference.values} == {"time", "years and months duration"}


def time_in_1900(difference: Difference) -> bool:
    """A time and a duration of days: the time, but the browser takes the clock of the device through the changes of its zone since 1900."""
    told, meant = difference.browser, difference.server
    if not isinstance(difference.node, ast.Operation) or not isinstance(told, Moment) or not isinstance(meant, Moment):
        return False
    kinds = {type_of(value) for value in difference.values}
    return kinds == {"time", "days and time duration"} and any(
        isinstance(value, Span) and abs(value.seconds) > 86_400 for value in difference.values
    )


def unread(difference: Difference) -> bool:
    """The browser's parser gives up on several functions for dates, one of them around a path."""
    inside = [type(node) for node in nodes(difference.node)]
    return difference.error.startswith("Unrecognized token <)>") and ast.Path in inside and inside.count(ast.Call) >= 2


TOPIC = Topic(
    "Dates and times",
    "日期与时间",
    (
        Kind(
            computed_text,
            "deadline > today()",
            "true",
            "null",
            "date(deadline) > today()",
            "A computed field (here `deadline`: a date) is a text on the server as soon as it is stored, like every date of a form.",
            "计算字段（此处 `deadline` 为日期）保存后在服务器上是文本，与表单中所有日期一样。",
            computed=(("deadline", 'date(due) + duration("P5D")'),),
        ),
        Kind(
            zoneless,
            "date and time(here) < now()",
            "false",
            "null",
            "date and time(meeting) < now()",
            "Without an offset nobody knows the instant; the browser takes the zone of the device. Let the field store the offset.",
            "没有时区偏移就无法确定时刻；浏览器使用设备所在时区。应让字段保存时区偏移。",
        ),
        Kind(
            day_against_moment,
            "date(due) > now()",
            "true",
            "null",
            "date(due) > today()",
            "A date is not an instant. Compare dates with dates.",
            "日期不是时刻，日期应与日期比较。",
        ),
        Kind(
            day_in_utc,
            "date(date and time(meeting))",
            "2026-03-19",
            "2026-03-20",
            "date(substring(meeting, 1, 10))",
            "The browser's is the day in UTC.",
            "浏览器取的是协调世界时（UTC）的日期。",
        ),
        Kind(
            lenient_text,
            "date(meeting)",
            "2026-03-19",
            "null",
            "date(substring(meeting, 1, 10))",
            'A date has the form `"2026-03-20"`; the browser finds one in other texts, too, even in `"2026"`.',
            '日期格式为 `"2026-03-20"`；浏览器也接受其他文本，甚至 `"2026"`。',
        ),
        Kind(
            moment_for_time,
            "date and time(date(due), date and time(meeting))",
            "2026-03-20T05:30:00+08:00",
            "null",
            "date and time(date(due), time(date and time(meeting)))",
            "The first value must be a date, the second a time.",
            "第一个参数必须是日期，第二个必须是时间。",
        ),
        Kind(
            overflowing_date,
            "date(2026, 2, 30)",
            "2026-03-02",
            "null",
            'date("2026-02-30")',
            "There is no such day.",
            "不存在这一天。",
        ),
        Kind(
            midnight_in_utc,
            'string(date and time("2026-03-20T00:00Z"))',
            '"2026-03-20"',
            '"2026-03-20T00:00:00Z"',
            'string(date and time("2026-03-20T08:00+08:00"))',
            "The browser takes midnight in UTC for a date.",
            "浏览器把 UTC 零点当作日期。",
        ),
        Kind(
            day_plus_hours,
            'date(due) + duration("PT12H")',
            "2026-03-20T12:00:00Z",
            "2026-03-20",
            'date and time(due) + duration("PT12H")',
            "A date stays a date on the server.",
            "在服务器上，日期加时长仍为日期。",
        ),
        Kind(
            time_as_day,
            "day of week(time(opens))",
            '"Monday"',
            "null",
            "day of week(date(due))",
            "The same: a time has no day.",
            "同上；时间没有日期。",
        ),
        Kind(
            time_plus_months,
            'time(opens) + duration("P1M")',
            "10:30:00",
            "null",
            'time(opens) + duration("PT1H")',
            "A time has no months.",
            "时间不能加月份。",
        ),
        Kind(
            time_in_1900,
            'time(opens) + (date("2027-03-20") - date(due))',
            "10:25:00",
            "10:30:00",
            "time(opens)",
            "In the browser a time is an instant of 1 January 1900, and the clocks of Shanghai have changed since.",
            "浏览器把时间当作 1900 年 1 月 1 日的时刻，而此后上海的时钟有过调整。",
        ),
        Kind(
            unread,
            "date(date and time(date(this.due), time(this.opens)))",
            "null",
            "2026-03-20",
            "date and time(date(due), time(opens))",
            "The browser's parser gives up where functions for dates stand in each other around a path.",
            "日期函数层层嵌套并含有路径时，浏览器无法解析。",
            of_writing=True,
        ),
    ),
)
