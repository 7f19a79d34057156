"""Date and time functions (DMN 1.5, 10.3.4.7 and 10.3.4.11)."""

from __future__ import annotations

from decimal import Decimal

from engine.feel.errors import FeelProblem
from engine.feel.evaluation.state import State
from engine.feel.functions.registry import built_in
from engine.feel.texts import say
from engine.feel.values.moments import Date, DateTime

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def _date(value: Date | DateTime) -> Date:
    return value.date if isinstance(value, DateTime) else value


@built_in("day of year", "date:day")
def day_of_year(value: Date | DateTime) -> Decimal:
    return Decimal(_date(value).day_of_year())


@built_in("day of week", "date:day")
def day_of_week(value: Date | DateTime) -> str:
    return _DAYS[_date(value).weekday() - 1]


@built_in("month of year", "date:day")
def month_of_year(value: Date | DateTime) -> str:
    return _MONTHS[_date(value).month - 1]


@built_in("week of year", "date:day")
def week_of_year(value: Date | DateTime) -> Decimal:
    return Decimal(_date(value).week_of_year())


@built_in("now", "")
def now(state: State) -> DateTime:
    """What the caller says; never the clock of the machine, so that a decision can be replayed."""
    if state.now is None:
        raise FeelProblem(say("no_clock"))
    return DateTime.from_python(state.now)


@built_in("today", "")
def today(state: State) -> Date:
    return now(state).date
