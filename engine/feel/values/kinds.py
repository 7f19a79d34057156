"""The kinds of values, and what people call them."""

from __future__ import annotations

from decimal import Decimal

from engine.feel.texts import say
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.moments import Date, DateTime, Time
from engine.feel.values.ranges import Range
from engine.kernel.texts import Text

_KINDS: dict[type, tuple[str, Text]] = {
    type(None): ("null", say("null")),
    bool: ("boolean", say("a_boolean")),
    Decimal: ("number", say("a_number")),
    str: ("string", say("a_string")),
    list: ("list", say("a_list")),
    dict: ("context", say("a_context")),
    Date: ("date", say("a_date")),
    Time: ("time", say("a_time")),
    DateTime: ("date and time", say("a_date_and_time")),
    DaysTimeDuration: ("days and time duration", say("a_days_and_time_duration")),
    YearsMonthsDuration: ("years and months duration", say("a_years_and_months_duration")),
    Range: ("range", say("a_range")),
}
_FUNCTION = "function", say("a_function")


def kind(value: object) -> str:
    """The FEEL name of the value's type."""
    return _KINDS.get(type(value), _FUNCTION)[0]


def kind_words(value: object) -> Text:
    """What the value is: "a number", "null"."""
    return _KINDS.get(type(value), _FUNCTION)[1]
