"""The kinds of values, and what people call them."""

from __future__ import annotations

from decimal import Decimal

from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.moments import Date, DateTime, Time
from engine.feel.values.ranges import Range

_KINDS: dict[type, tuple[str, str]] = {
    type(None): ("null", "空值"),
    bool: ("boolean", "布尔值"),
    Decimal: ("number", "数字"),
    str: ("string", "文本"),
    list: ("list", "列表"),
    dict: ("context", "上下文"),
    Date: ("date", "日期"),
    Time: ("time", "时间"),
    DateTime: ("date and time", "日期时间"),
    DaysTimeDuration: ("days and time duration", "天时时长"),
    YearsMonthsDuration: ("years and months duration", "年月时长"),
    Range: ("range", "区间"),
}


def kind(value: object) -> str:
    """The FEEL name of the value's type."""
    found = _KINDS.get(type(value))
    return found[0] if found else "function"


def kind_words(value: object) -> tuple[str, str]:
    """What the value is, in English ("a number", "null") and Chinese."""
    en, zh = _KINDS.get(type(value), ("function", "函数"))
    return (en if value is None else f"a {en}"), zh
