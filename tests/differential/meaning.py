"""What an answer means, whichever side gave it: the server's FEEL values and the browser's JavaScript values on one footing."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from engine.feel import Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from engine.feel.values.numbers import number_text


@dataclass(frozen=True)
class Moment:
    """A date, a time, or a date and time, by its text."""

    text: str

    @property
    def kind(self) -> str:
        if "T" in self.text:
            return "date and time"
        return "time" if self.text[2] == ":" else "date"


@dataclass(frozen=True)
class Span:
    """A duration. Only the server's says of which of the two types it is; the browser knows one type."""

    months: Decimal
    seconds: Decimal
    kind: str = field(default="duration", compare=False)


@dataclass(frozen=True)
class Other:
    """What no form can keep: a range, a function."""

    name: str


Meaning = bool | float | Decimal | str | list[Any] | dict[str, Any] | Moment | Span | Other | None
"""Numbers are floats where the browser gave them and decimals where the server did."""


def of_browser(told: Mapping[str, Any]) -> Meaning:
    """The meaning of a value as ``expressions.mjs`` writes it, with its type."""
    read = _TOLD.get(told["type"])
    return Other(told["value"]) if read is None else read(told)


_TOLD: Mapping[str, Callable[[Mapping[str, Any]], Meaning]] = {
    "null": lambda _: None,
    "boolean": lambda told: bool(told["value"] == "true"),
    "number": lambda told: float(told["value"]),
    "string": lambda told: str(told["value"]),
    "list": lambda told: [of_browser(each) for each in told["value"]],
    "context": lambda told: {name: of_browser(each) for name, each in told["value"]},
    "moment": lambda told: Moment(told["value"]),
    "duration": lambda told: Span(Decimal(told["months"]), Decimal(told["milliseconds"]) / 1_000),
}


def of_server(value: object) -> Meaning:
    """The meaning of a FEEL value."""
    if value is None or isinstance(value, bool | Decimal | str):
        return value
    read = _MEANT.get(type(value))
    return Other(type(value).__name__) if read is None else read(value)


_MEANT: Mapping[type, Callable[[Any], Meaning]] = {
    list: lambda value: [of_server(each) for each in value],
    dict: lambda value: {name: of_server(each) for name, each in value.items()},
    **dict.fromkeys((Date, Time, DateTime), lambda value: Moment(str(value))),
    DaysTimeDuration: lambda value: Span(Decimal(0), Decimal(value.nanos) / 1_000_000_000, "days and time duration"),
    YearsMonthsDuration: lambda value: Span(Decimal(value.months), Decimal(0), "years and months duration"),
}


def same(browser: Meaning, server: Meaning) -> bool:
    """Whether both mean the same. A number of the browser is the server's when no other number of the browser's is nearer."""
    match browser, server:
        case float(), Decimal():
            return browser == float(server)
        case list(), list():
            return len(browser) == len(server) and all(map(same, browser, server))
        case dict(), dict():
            return browser.keys() == server.keys() and all(same(item, server[name]) for name, item in browser.items())
        case Other(), Other():
            return True
    return type(browser) is type(server) and browser == server


def shown(meaning: Meaning) -> str:
    """As the documentation writes it."""
    return _SHOWN[type(meaning)](meaning)


def _javascript(number: float) -> str:
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _iso(span: Span) -> str:
    years, months = divmod(span.months, 12)
    days, seconds = divmod(span.seconds, 86_400)
    clock = f"T{number_text(seconds)}S" if seconds else ""
    return "P" + "".join(f"{number_text(amount)}{unit}" for amount, unit in ((years, "Y"), (months, "M"), (days, "D")) if amount) + clock


_SHOWN: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda _: "null",
    bool: lambda meaning: "true" if meaning else "false",
    float: _javascript,
    Decimal: number_text,
    str: lambda meaning: f'"{meaning}"',
    list: lambda meaning: f"[{', '.join(map(shown, meaning))}]",
    dict: lambda meaning: "{" + ", ".join(f"{name}: {shown(item)}" for name, item in meaning.items()) + "}",
    Moment: lambda meaning: meaning.text,
    Span: _iso,
    Other: lambda meaning: meaning.name,
}
