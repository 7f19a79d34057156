"""Types, as ``instance of``, parameters and item definitions name them. ``conformance`` says which values are of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Type:
    """A named built-in type or, when not known yet, the name of an item definition."""

    name: str


ANY = Type("Any")


@dataclass(frozen=True, slots=True)
class ListType(Type):
    item: Type = ANY


@dataclass(frozen=True, slots=True)
class RangeType(Type):
    item: Type = ANY


@dataclass(frozen=True, slots=True)
class ContextType(Type):
    """Every listed entry must be there and conform; more entries are allowed."""

    entries: tuple[tuple[str, Type], ...] = ()
    by_name: Mapping[str, Type] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", dict(self.entries))


@dataclass(frozen=True, slots=True)
class FunctionType(Type):
    params: tuple[Type, ...] = ()
    result: Type = ANY


BUILT_IN = {
    "Any": "Any",
    "any": "Any",
    "Null": "null",
    "number": "number",
    "string": "string",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "date and time": "date and time",
    "dateTime": "date and time",
    "days and time duration": "days and time duration",
    "dayTimeDuration": "days and time duration",
    "years and months duration": "years and months duration",
    "yearMonthDuration": "years and months duration",
    "list": "list",
    "context": "context",
    "function": "function",
    "range": "range",
}

NamedTypes = Mapping[str, Type]


def built_in(name: str) -> Type | None:
    known = BUILT_IN.get(name)
    return Type(known) if known else None


def resolve(wanted: Type, named: NamedTypes) -> Type:
    """The type behind the name of an item definition; itself when there is none."""
    if type(wanted) is Type and wanted.name not in BUILT_IN:
        return named.get(wanted.name, wanted)
    return wanted


def parts(wanted: Type) -> Iterator[Type]:
    """The type and all that it is made of, as it is written."""
    yield wanted
    inner: tuple[Type, ...] = ()
    if isinstance(wanted, ListType | RangeType):
        inner = (wanted.item,)
    elif isinstance(wanted, ContextType):
        inner = tuple(wanted.by_name.values())
    elif isinstance(wanted, FunctionType):
        inner = (*wanted.params, wanted.result)
    for part in inner:
        yield from parts(part)


def is_known(wanted: Type, named: NamedTypes) -> bool:
    """Whether the type is built-in, structured, or the name of an item definition."""
    return type(wanted) is not Type or wanted.name in BUILT_IN.values() or wanted.name in named
