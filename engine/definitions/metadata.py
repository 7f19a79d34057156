"""procedure.toml: what it may say, and what is wrong with one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from engine import feel
from engine.definitions.texts import say
from engine.definitions.toml_input import TomlRefused, read_toml
from engine.kernel.clock_names import LISTED_UNLESS_SAID
from engine.kernel.errors import Fault
from engine.kernel.storable import LARGEST_INTEGER, is_storable
from engine.kernel.texts import Text, listed

FILE = "procedure.toml"
FACT_KINDS = ("text", "number", "date", "customer", "service", "user", "choice")

Check = Callable[[object, str], Iterator[Fault]]


def read_metadata(content: bytes) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """The tables of procedure.toml, and everything that is wrong with them."""
    try:
        tables = read_toml(content)
    except TomlRefused as refused:
        return {}, (_fault("", "metadata_unreadable", refused.text),)
    return tables, tuple(_PROCEDURE(tables, ""))


@dataclass(frozen=True, slots=True)
class Table:
    """A check of a table: the keys that must and may be there, and the check of each. Anything else is a fault."""

    required: Mapping[str, Check]
    optional: Mapping[str, Check]

    def __call__(self, value: object, where: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield _wrong(where, say("a_table"))
            return
        for name in self.required:
            if name not in value:
                yield _fault(_at(where, name), "metadata_missing", say("item_missing", place=_at(where, name)))
        for name, item in value.items():
            check = self.required.get(name) or self.optional.get(name)
            if check is None:
                yield _unknown(where, name, (*self.required, *self.optional))
            else:
                yield from check(item, _at(where, name))


@dataclass(frozen=True, slots=True)
class ListOf:
    """A check of a list: of each item."""

    item: Check

    def __call__(self, value: object, where: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield _wrong(where, say("a_list"))
            return
        for place, item in enumerate(value):
            yield from self.item(item, f"{where}[{place}]")


@dataclass(frozen=True, slots=True)
class NamedTables:
    """A check of a table whose keys are names of the procedure's own."""

    item: Check

    def __call__(self, value: object, where: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield _wrong(where, say("a_table"))
            return
        for name, item in value.items():
            if not is_storable(name):
                yield _wrong(where, say("names_storable"))
            yield from self.item(item, _at(where, name))


@dataclass(frozen=True, slots=True)
class OneOf:
    """A check of a text: one of the given ones."""

    choices: tuple[str, ...]

    def __call__(self, value: object, where: str) -> Iterator[Fault]:
        if value not in self.choices:
            yield _wrong(where, say("one_of", choices=listed(self.choices)))


def _text(value: object, where: str) -> Iterator[Fault]:
    if not isinstance(value, str) or not value.strip() or not is_storable(value):
        yield _wrong(where, say("a_filled_text"))


def _flag(value: object, where: str) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield _wrong(where, say("a_flag"))


def _scalar(value: object, where: str) -> Iterator[Fault]:
    """A number is stored as JSON, which has no infinity, and is compared in browsers, which have no integers beyond."""
    kept = is_storable(value) if isinstance(value, str) else isinstance(value, int | float) and abs(value) <= LARGEST_INTEGER
    if not kept:
        yield _wrong(where, say("a_scalar"))


def _years(value: object, where: str) -> Iterator[Fault]:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= 100:
        yield _wrong(where, say("years"))


def _duration(value: object, where: str) -> Iterator[Fault]:
    try:
        found = feel.temporal.parse_duration(value) if isinstance(value, str) else None
    except feel.FeelProblem:
        found = None
    if not isinstance(found, timedelta) or found < timedelta(0):
        yield _wrong(where, say("a_duration"))


def _starts(value: object, where: str) -> Iterator[Fault]:
    yield from (ListOf(_START) if isinstance(value, list) else _START)(value, where)


_TEXTS = ListOf(_text)
_BILINGUAL = Table({"zh": _text, "en": _text}, {})
_START = Table({"roles": _TEXTS}, {"form": _text, "portal": _flag, "name": _BILINGUAL, "description": _BILINGUAL})
_FACT = Table(
    {"variable": _text, "name": _BILINGUAL, "kind": OneOf(FACT_KINDS)},
    {"choices": ListOf(Table({"value": _scalar, "zh": _text, "en": _text}, {}))},
)
_MESSAGE = Table({}, {"roles": _TEXTS, "form": _text, "name": _BILINGUAL, "portal": _flag, "many": _flag, "time_to_live": _duration})
_ACCEPTED = Table({}, {"start": _TEXTS, "messages": NamedTables(_TEXTS), "signals": NamedTables(_TEXTS)})
_CLOCK = Table({"name": _BILINGUAL}, {})
_PROCEDURE = Table(
    {"id": _text, "name": _BILINGUAL, "owner_role": _text, "number_series": _text},
    {
        "description": _BILINGUAL,
        "clauses": _TEXTS,
        "retention_years": _years,
        "start": _starts,
        "title": _text,
        "customer": _text,
        "requester": _text,
        "department": _text,
        "readers": _TEXTS,
        "public": _TEXTS,
        "facts": ListOf(_FACT),
        "messages": NamedTables(_MESSAGE),
        "accepts": NamedTables(_ACCEPTED),
        "clocks": NamedTables(_CLOCK),
        "lists": Table({}, {"clock": _text}),
    },
)


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _wrong(where: str, what: Text) -> Fault:
    return _fault(where, "metadata_invalid", say("not_what_it_should_be", where=where or say("the_file"), what=what))


def _unknown(where: str, name: str, known: tuple[str, ...]) -> Fault:
    place = _at(where, name)
    return _fault(place, "metadata_unknown", say("unknown_item", known=listed(known), place=place))


def _fault(where: str, code: str, text: Text) -> Fault:
    return Fault(where, code, text, file=FILE)


@dataclass(frozen=True, slots=True)
class Start:
    """A way to start a procedure by hand. ``name``: None where it is called like its procedure."""

    form: str | None
    roles: tuple[str, ...]
    portal: bool
    name: Text | None = None
    description: Text | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message that people or other systems may send. ``many``: several waiting instances may get it."""

    roles: tuple[str, ...] = ()
    form: str | None = None
    portal: bool = False
    """The requester may send it for their own instance."""
    many: bool = False
    time_to_live: timedelta | None = None
    """How long a message thrown by an instance is kept for one who does not wait yet."""
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the cases of another procedure may bring here: variables by name. What is not named is refused."""

    start: tuple[str, ...] | None = None
    """To a case that they start or call; None: they may not."""
    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Procedure:
    """procedure.toml as far as the engine acts on it: the one reader of it, whoever asks."""

    id: str
    name: Text
    description: Text | None
    clauses: tuple[str, ...]
    owner_role: str
    number_series: str
    title: str | None
    customer: str | None
    requester: str | None
    department: str | None
    facts: tuple[Mapping[str, Any], ...]
    """What lists show: variable, name, kind and choices, as the browser gets them."""
    readers: tuple[str, ...]
    public: tuple[str, ...]
    starts: tuple[Start, ...]
    messages: Mapping[str, Message]
    accepts: Mapping[str, Accepted]
    """By the id of the procedure whose cases send, start or call."""
    clocks: Mapping[str, Text]
    """What the service clocks are called."""
    chosen_clock: str | None
    """``[lists] clock``, where it is said."""
    retention_years: int | None

    @property
    def listed_clock(self) -> str:
        """The service clock by which lists count the working time left."""
        return self.chosen_clock or LISTED_UNLESS_SAID

    @property
    def fact_variables(self) -> tuple[str, ...]:
        """The variables that lists show."""
        return tuple(each["variable"] for each in self.facts)

    @property
    def roles_named(self) -> Iterator[tuple[str, str]]:
        """Every role that procedure.toml names, with its place."""
        yield "owner_role", self.owner_role
        for place, start in enumerate(self.starts):
            yield from ((f"start[{place}].roles", role) for role in start.roles)
        yield from (("readers", role) for role in self.readers)
        for name, message in self.messages.items():
            yield from ((f"messages.{name}.roles", role) for role in message.roles)


def procedure_of(tables: Mapping[str, Any]) -> Procedure:
    """The rules of a procedure.toml that was checked before."""
    start = tables.get("start") or []
    starts = [start] if isinstance(start, dict) else start
    return Procedure(
        id=tables["id"],
        name=Text(**tables["name"]),
        description=_named(tables, "description"),
        clauses=tuple(tables.get("clauses", ())),
        owner_role=tables["owner_role"],
        number_series=tables["number_series"],
        title=tables.get("title"),
        customer=tables.get("customer"),
        requester=tables.get("requester"),
        department=tables.get("department"),
        facts=tuple(tables.get("facts", ())),
        readers=tuple(tables.get("readers", ())),
        public=tuple(tables.get("public", ())),
        starts=tuple(map(_start, starts)),
        messages={name: _message(each) for name, each in tables.get("messages", {}).items()},
        accepts={name: _accepted(each) for name, each in tables.get("accepts", {}).items()},
        clocks={name: Text(**each["name"]) for name, each in tables.get("clocks", {}).items()},
        chosen_clock=tables.get("lists", {}).get("clock"),
        retention_years=tables.get("retention_years"),
    )


def _start(table: Mapping[str, Any]) -> Start:
    return Start(
        form=table.get("form"),
        roles=tuple(table["roles"]),
        portal=bool(table.get("portal")),
        name=_named(table, "name"),
        description=_named(table, "description"),
    )


def _named(table: Mapping[str, Any], key: str) -> Text | None:
    return Text(**table[key]) if key in table else None


def _accepted(table: Mapping[str, Any]) -> Accepted:
    return Accepted(
        start=tuple(table["start"]) if "start" in table else None,
        messages={name: tuple(each) for name, each in table.get("messages", {}).items()},
        signals={name: tuple(each) for name, each in table.get("signals", {}).items()},
    )


def _message(table: Mapping[str, Any]) -> Message:
    time_to_live = feel.temporal.parse_duration(table["time_to_live"]) if "time_to_live" in table else None
    assert time_to_live is None or isinstance(time_to_live, timedelta)
    return Message(
        roles=tuple(table.get("roles", ())),
        form=table.get("form"),
        portal=bool(table.get("portal")),
        many=bool(table.get("many")),
        time_to_live=time_to_live,
        name=_named(table, "name"),
    )
