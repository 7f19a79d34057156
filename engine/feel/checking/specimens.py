"""One value for each type: the evaluator itself is asked what it makes of it, so that both always agree.

What a specimen cannot do, no value of its type can: operators fail by the kinds of their operands. (The few
failures that hang on a value, like a division by zero or times of which only one has a zone, are avoided by the
choice of the specimens.)
"""

from __future__ import annotations

from decimal import Decimal

from engine.feel.checking.shapes import NULL, ExactContext, bare, join, kind_of, list_of
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.feel_types import ANY, ListType, RangeType, Type
from engine.feel.values.functions import Function
from engine.feel.values.kinds import kind, kind_words
from engine.feel.values.moments import Date, DateTime, Time
from engine.feel.values.ranges import Range
from engine.kernel.texts import Text

_DAY = Date(2000, 1, 1)
_NOON = Time(12, 0, 0, 0, None, "Asia/Shanghai")
SPECIMENS: dict[str, object] = {
    "null": None,
    "boolean": True,
    "number": Decimal(1),
    "string": "",
    "date": _DAY,
    "time": _NOON,
    "date and time": DateTime(_DAY, _NOON),
    "days and time duration": DaysTimeDuration(1),
    "years and months duration": YearsMonthsDuration(1),
    "context": {},
    "function": Function(()),
    "list": [],
    "range": Range(Decimal(1), Decimal(1), True, True),
}
"""By the name of the kind."""


def specimen(of: Type) -> object:
    """A value of the type. Entries that are not known are left out: of an unknown range the kind alone counts."""
    found = bare(of)
    if isinstance(found, ListType) and kind_of(found.item) in SPECIMENS:
        return [specimen(found.item)]
    if isinstance(found, RangeType) and kind_of(found.item) in SPECIMENS:
        side = specimen(found.item)
        return Range(side, side, True, True)
    return SPECIMENS[kind_of(found)]


def words(of: Type) -> Text:
    """What a value of the type is: "a number"."""
    return kind_words(SPECIMENS[kind_of(of)])


def type_of(value: object) -> Type:
    """The type of a value that is there."""
    if value is None:
        return NULL
    if isinstance(value, list):
        return list_of(join(map(type_of, value)) if value else ANY)
    if isinstance(value, dict):
        return ExactContext("context", tuple((name, type_of(entry)) for name, entry in value.items()))
    if isinstance(value, Range):
        return RangeType("range", join((type_of(value.start), type_of(value.end))))
    return Type(kind(value))
