"""What is known of a value before it is there: FEEL's types, two sharper ones, and how they combine.

``ANY`` means that nothing is known; every rule keeps silent about it. Limits of item definitions do
not matter here, so rules look at the ``bare`` type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import NamedTuple

from engine.feel.evaluation.conformance import LimitedType
from engine.feel.values.feel_types import ANY, BUILT_IN, ContextType, FunctionType, ListType, NamedTypes, RangeType, Type
from engine.kernel.texts import Text

BOOLEAN = Type("boolean")
CONTEXT = Type("context")
FUNCTION = Type("function")
NULL = Type("null")
NUMBER = Type("number")
STRING = Type("string")
_PAIRS = 2_000
"""How many pairs of types one comparison looks at: types may hold each other many times over."""


class Reason(NamedTuple):
    """Why a name is not there although something has it: the code of the finding, and what to say."""

    code: str
    text: Text


Absent = Callable[[str], Reason | None]


def no_reason(_name: str) -> Reason | None:
    return None


@dataclass(frozen=True, slots=True)
class ExactContext(ContextType):
    """A context that has these entries and no others, because an expression makes it. ``absent`` may know why one is missing."""

    absent: Absent = field(default=no_reason, compare=False)


@dataclass(frozen=True, slots=True)
class Signature(FunctionType):
    """A function whose parameters are known by name. ``optional``: those that a call may leave out."""

    names: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()


def bare(given: Type) -> Type:
    """Without the limits of its values."""
    while isinstance(given, LimitedType):
        given = given.base
    return given


def is_unknown(given: Type) -> bool:
    found = bare(given)
    return type(found) is Type and found.name not in _KINDS


_KINDS = frozenset(BUILT_IN.values()) - {"Any"}


def kind_of(given: Type) -> str:
    """The FEEL name of the kind of value; ``Any`` when it is not known."""
    found = bare(given)
    return _STRUCTURES.get(type(found), found.name)


_STRUCTURES: dict[type[Type], str] = {
    ListType: "list",
    RangeType: "range",
    ContextType: "context",
    ExactContext: "context",
    FunctionType: "function",
    Signature: "function",
}


def settled(written: Type | None, named: NamedTypes) -> Type:
    """A type as an expression writes it, with the item definitions in the place of their names; what is unknown is ``ANY``."""
    if isinstance(written, ListType):
        return ListType(written.name, settled(written.item, named))
    if isinstance(written, RangeType):
        return RangeType(written.name, settled(written.item, named))
    if isinstance(written, ContextType):
        return ContextType(written.name, tuple((name, settled(entry, named)) for name, entry in written.entries))
    if isinstance(written, FunctionType):
        return FunctionType(written.name, tuple(settled(param, named) for param in written.params), settled(written.result, named))
    if written is None or written.name == "Any":
        return ANY
    return written if written.name in _KINDS else named.get(written.name, ANY)


def unknown_names(written: Type, named: NamedTypes) -> Iterable[str]:
    """The names of types in it that nothing defines."""
    if isinstance(written, ListType | RangeType):
        yield from unknown_names(written.item, named)
    elif isinstance(written, ContextType):
        for _, entry in written.entries:
            yield from unknown_names(entry, named)
    elif isinstance(written, FunctionType):
        for part in (*written.params, written.result):
            yield from unknown_names(part, named)
    elif written.name not in BUILT_IN.values() and written.name not in named:
        yield written.name


def list_of(item: Type) -> ListType:
    return ListType("list", item)


def item_of(given: Type) -> Type:
    """What one entry is: of a list, or the value itself, which stands for a list of one."""
    found = bare(given)
    if isinstance(found, ListType):
        return found.item
    return ANY if found.name in ("list", "null") else given


def join(types: Iterable[Type]) -> Type:
    """What is known of a value that has one of the types. null is in all of them; different kinds leave nothing known."""
    return reduce(_join, types, NULL)


def _join(one: Type, other: Type) -> Type:
    if one is other or kind_of(other) == "null":
        return one
    if kind_of(one) == "null":
        return other
    one, other = bare(one), bare(other)
    if one is other:
        return one
    combine = _JOINS.get(type(one))
    if combine is not None and type(one) is type(other):
        return combine(one, other)
    kind = kind_of(one)
    return Type(kind) if kind == kind_of(other) else ANY


def _join_exact(one: ExactContext, other: ExactContext) -> Type:
    if one.by_name.keys() != other.by_name.keys():
        return CONTEXT
    return ExactContext("context", tuple((name, _join(entry, other.by_name[name])) for name, entry in one.entries))


_JOINS: dict[type[Type], Callable[..., Type]] = {
    ListType: lambda one, other: list_of(_join(one.item, other.item)),
    RangeType: lambda one, other: RangeType("range", _join(one.item, other.item)),
    ExactContext: _join_exact,
}


def may_become(given: Type, wanted: Type) -> bool:
    """Whether a value of the one type may stand where the other is asked for (DMN 1.5, 10.3.2.9.4). False is certain,
    but for empty lists, which have no entry that could be wrong."""
    given, wanted = bare(given), bare(wanted)
    if may_conform(given, wanted):
        return True
    if kind_of(wanted) == "list":
        return kind_of(given) != "list" and may_conform(given, item_of(wanted))
    if kind_of(given) == "list":
        return may_conform(item_of(given), wanted)
    return kind_of(given) == "date" and kind_of(wanted) == "date and time"


def may_conform(given: Type, wanted: Type) -> bool:
    """Whether a value of the one type may be one of the other as it is."""
    waiting = [(given, wanted)]
    for _ in range(_PAIRS):
        if not waiting:
            return True
        one, other = map(bare, waiting.pop())
        if one is other or is_unknown(one) or is_unknown(other) or kind_of(one) == "null":
            continue
        if kind_of(one) != kind_of(other):
            return False
        parts = _parts(one, other)
        if parts is None:
            return False
        waiting += parts
    return True


def _parts(one: Type, other: Type) -> list[tuple[Type, Type]] | None:
    """What must fit inside two types of one kind; None if they cannot fit."""
    if isinstance(one, ListType | RangeType) and isinstance(other, ListType | RangeType):
        return [(one.item, other.item)]
    if isinstance(one, ContextType) and isinstance(other, ContextType):
        if isinstance(one, ExactContext) and not other.by_name.keys() <= one.by_name.keys():
            return None
        return [(one.by_name[name], entry) for name, entry in other.entries if name in one.by_name]
    if isinstance(one, FunctionType) and isinstance(other, FunctionType) and len(one.params) != len(other.params):
        return None
    return []
