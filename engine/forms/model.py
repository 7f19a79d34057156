"""A form as data: what ``reading`` makes of form-js JSON, and what ``compiled`` checks submissions against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, Protocol

from engine.forms.values.patterns import Pattern
from engine.forms.values.temporal import TemporalShape
from engine.kernel.texts import Text

Path = tuple[str, ...]


class Expression(Protocol):
    """A parsed FEEL expression."""

    def evaluate(self, scope: Mapping[str, object], *, now: Any = None, meter: Any = None, dialect: Any = None) -> Any: ...


Measure = Decimal | Expression
"""A bound that stands in the form, or the FEEL expression that gives it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a value must satisfy beyond its type. Lengths count UTF-16 units of the trimmed text, as browsers do."""

    required: bool | Expression = False
    min_length: Measure | None = None
    max_length: Measure | None = None
    minimum: Measure | None = None
    maximum: Measure | None = None
    pattern: Pattern | None = None
    pattern_message: Text | None = None
    validation: Literal["email", "phone"] | None = None
    decimal_digits: int | None = None
    no_past_dates: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """Where the values on offer come from; exactly one is given.

    ``keys`` are the canonical keys of values that stand in the form (see ``values.options.option_key``); ``name``
    is a list that the server provides, or a variable of the case; ``expression`` computes them.
    """

    keys: frozenset[object] | None = None
    name: str | None = None
    expression: Expression | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """One component with what the server needs of it.

    ``path`` is relative to the scope around it: the form, or an entry of the dynamic list that it stands in.
    Groups and passive components without a path have ``()``.
    """

    id: str
    type: str
    path: Path
    label: Text
    hide: Expression | None = None
    locked: bool | Expression = False
    rules: Rules = field(default_factory=Rules)
    options: Options | None = None
    default: object = None
    as_text: bool = False
    """A number that is submitted as text (``serializeToString``)."""
    multiple: bool = False
    temporal: TemporalShape | None = None
    formula: Expression | None = None
    fixed_entries: bool = False
    """A dynamic list whose entries can be changed, but not added or removed (``allowAddRemove: false``)."""
    children: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was read without faults.

    ``reads``: names that its expressions and templates mention. ``branches``: variables that are objects because
    fields have paths inside them. ``computes``: whether it has computed fields. ``fixed_lists``: dynamic lists (not
    those inside other lists) whose entries cannot be added or removed.
    """

    id: str
    components: tuple[Component, ...]
    reads: frozenset[str]
    option_lists: tuple[str, ...]
    branches: frozenset[str]
    computes: bool
    fixed_lists: tuple[tuple[Path, Component], ...] = ()


def leaves(components: Iterable[Component], base: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Component]]:
    """Every field with its path; fields inside dynamic lists come as their list."""
    for component in components:
        path = (*base, *component.path)
        if component.type == "group":
            yield from leaves(component.children, path)
        elif component.path:
            yield path, component
