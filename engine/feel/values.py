"""The FEEL values that Python lacks, and the words for all of them.

FEEL → Python: number ``Decimal``, string ``str``, boolean ``bool``, null ``None``, list
``list``, context ``dict``, date ``Date``, time ``Time``, date and time ``DateTime``, days and
time duration ``DaysTimeDuration``, years and months duration ``YearsMonthsDuration``, range
``Range``, function ``Function``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from engine.feel.moments import DAY_SECONDS, MAX_YEAR, NANOS, Date, DateTime, Time

MAX_NANOS = (10**12 - 1) * DAY_SECONDS * NANOS  # more than there are between any two dates
MAX_MONTHS = 24 * (MAX_YEAR + 1)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, order=True)
class DaysTimeDuration:
    """A duration counted in nanoseconds (a day has 24 hours); may be negative.

    ``str`` is ISO 8601, normalised: ``P1DT2H3M4.5S``; zero is ``PT0S``. Equal to the ``timedelta`` of the same length.
    """

    nanos: int

    @classmethod
    def checked(cls, nanos: int) -> DaysTimeDuration:
        """Raises ``OverflowError`` beyond what two dates can be apart."""
        if abs(nanos) > MAX_NANOS:
            raise OverflowError("too many days")
        return cls(nanos)

    @classmethod
    def from_python(cls, value: timedelta) -> DaysTimeDuration:
        return cls(value // _MICROSECOND * 1000)

    def to_python(self) -> timedelta:
        """To the microsecond, towards zero. Raises ``OverflowError`` beyond 999,999,999 days."""
        length = timedelta(microseconds=abs(self.nanos) // 1000)
        return -length if self.nanos < 0 else length

    def __neg__(self) -> DaysTimeDuration:
        return DaysTimeDuration(-self.nanos)

    def __abs__(self) -> DaysTimeDuration:
        return DaysTimeDuration(abs(self.nanos))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, DaysTimeDuration):
            return self.nanos == other.nanos
        return self == DaysTimeDuration.from_python(other) if isinstance(other, timedelta) else NotImplemented

    def __hash__(self) -> int:
        try:
            return hash(self.to_python())
        except OverflowError:
            return hash(self.nanos)

    def __str__(self) -> str:
        seconds, nano = divmod(abs(self.nanos), NANOS)
        minutes, second = divmod(seconds, 60)
        hours, minute = divmod(minutes, 60)
        days, hour = divmod(hours, 24)
        fraction = f".{nano:09d}".rstrip("0") if nano else ""
        clock = (f"{hour}H" if hour else "") + (f"{minute}M" if minute else "")
        clock += f"{second}{fraction}S" if second or nano else ""
        date = f"{days}D" if days else ""
        if not date and not clock:
            return "PT0S"
        return f"{'-' if self.nanos < 0 else ''}P{date}{'T' + clock if clock else ''}"


@dataclass(frozen=True, slots=True, order=True)
class YearsMonthsDuration:
    """A duration counted in months; may be negative."""

    months: int

    @classmethod
    def checked(cls, months: int) -> YearsMonthsDuration:
        """Raises ``OverflowError`` beyond what two dates can be apart."""
        if abs(months) > MAX_MONTHS:
            raise OverflowError("too many months")
        return cls(months)

    def __neg__(self) -> YearsMonthsDuration:
        return YearsMonthsDuration(-self.months)

    def __abs__(self) -> YearsMonthsDuration:
        return YearsMonthsDuration(abs(self.months))

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        text = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
        return f"{'-' if self.months < 0 else ''}P{text}"


@dataclass(frozen=True, slots=True)
class Range:
    """An interval. A side that is None is open-ended.

    ``comparison`` is set for a range written as a unary test (``(< 10)``); such a range only
    equals one written in the same way. ``!=`` has no interval: its ``start`` is what is excluded.
    """

    start: object
    end: object
    start_included: bool
    end_included: bool
    comparison: str | None = None


class Function:
    """Something FEEL can call. ``params`` are the names for a call with named arguments."""

    __slots__ = ("params",)

    def __init__(self, params: Sequence[str]) -> None:
        self.params = tuple(params)

    def equals(self, other: Function, _pay: Callable[[int], None]) -> bool:
        """Whether FEEL takes both for the same function. ``_pay`` takes the steps of a comparison that costs some."""
        return self is other


class HostFunction(Function):
    """A Python function that the caller lends to expressions.

    Called with one FEEL value per parameter, in order; a trailing ``?`` in a parameter's name
    makes it optional (``None`` when not given). It returns a FEEL value (plain Python values are
    converted), or raises ``FeelProblem`` to say "null, because …". Other exceptions pass through.
    """

    __slots__ = ("optional", "python")

    def __init__(self, params: Sequence[str], python_callable: Callable[..., object]) -> None:
        super().__init__([name.rstrip("?") for name in params])
        self.optional = frozenset(name.rstrip("?") for name in params if name.endswith("?"))
        self.python = python_callable


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


def number_text(value: Decimal) -> str:
    """Plain digits without exponent and without useless zeros."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
