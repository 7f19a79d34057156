"""A process instance while a command works on it: its row, and the bundle by which it lives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, update

from engine.bpmn import Run
from engine.events import ElementFacts, Event
from engine.instances.finding import index_case
from engine.instances.rules import ALIVE, LONGEST_TITLE, search_text, shown
from engine.instances.tables import process_instance
from engine.kernel.storable import storable_form
from engine.library.bundle import Bundle
from engine.service_levels.clocks import clock_rows
from engine.store.prepared import Prepared
from engine.unit_of_work.context import Context
from engine.unit_of_work.left_behind import digest


@dataclass(slots=True)
class Stored:
    """A row of ``process_instance``; the fields stand in the order of its columns."""

    id: str
    number: str
    procedure_id: str
    version_id: str
    business_key: str | None
    state: str
    end_kind: str | None
    title: str
    customer_id: str | None
    department: str | None
    requester_id: str | None
    started_by: str | None
    started_at: datetime
    ended_at: datetime | None
    parent_instance_id: str | None
    parent_wait_id: str | None
    root_instance_id: str
    depth: int
    facts: Mapping[str, Any]
    search_text: str
    snapshot: bytes
    open_incidents: int
    evidence_count: int
    evidence_head: str
    version: int


NAMES = tuple(each.name for each in fields(Stored))
COLUMNS = tuple(process_instance.c[name] for name in NAMES)
WIDTH = len(COLUMNS)

_CHANGING = (
    "state",
    "end_kind",
    "title",
    "customer_id",
    "department",
    "requester_id",
    "ended_at",
    "facts",
    "search_text",
    "snapshot",
    "open_incidents",
    "evidence_count",
    "evidence_head",
    "version",
)
_UPDATE = Prepared(
    update(process_instance)
    .where(process_instance.c.id == bindparam("key"))
    .values({name: bindparam(name, type_=process_instance.c[name].type) for name in _CHANGING})
)
_INSERT = Prepared(insert(process_instance))

_SHOWN = ("title", "customer_id", "department", "requester_id", "facts")
"""What is taken from the variables."""
_BORN_WITH = {"business_key": None, "parent_wait_id": None, "depth": 0}
"""What a case has from its start and keeps, with what it has mostly."""


@dataclass(slots=True)
class Instance(Stored):
    """``touched``: the row must be written; ``moved``: the machine's state must be saved, and what is shown looked at again;
    ``retold``: it is to be found by another text than before."""

    bundle: Bundle
    run: Run | None = None
    is_new: bool = False
    touched: bool = False
    moved: bool = False
    retold: bool = False
    follow_ups: set[str] = field(default_factory=set)
    """Waits that this command still has to serve: inline connectors and calls."""
    parent_knows: bool = False
    """Cancelled by its caller, who need not be told."""
    hops: int = 0
    """Through how many cases the command's impulse has come to this one (``Impulse``)."""
    clocks_moved: bool = False
    """Rows of its service clocks were written."""
    _shown: tuple[object, ...] | None = None
    """The values of ``_SHOWN`` that were told last, once they are looked at anew."""

    @property
    def procedure_facts(self) -> Mapping[str, object]:
        """What evidence says of the version."""
        return self.bundle.facts

    def element(self, element_id: str) -> ElementFacts:
        """An element of the diagram, as evidence names it."""
        return self.bundle.element(element_id)

    @property
    def alive(self) -> bool:
        return self.state in ALIVE

    def touch(self) -> None:
        """The row changes with this command, and so its version, once."""
        if not self.touched:
            self.touched = True
            self.version += 0 if self.is_new else 1

    def recorder(self, ctx: Context) -> Callable[[Event], None]:
        """What connectors record their events with: of clocks, the rows are told besides."""

        def record(event: Event) -> None:
            self.clocks_moved = self.clocks_moved or event.kind.startswith("clock.")
            ctx.record(event, self)

        return record

    def owes(self, ctx: Context) -> bool:
        """Whether something was left behind that no entry tells of yet."""
        return self.moved or self.clocks_moved or ctx.rows.owes(self.id)

    def told(self, ctx: Context) -> Mapping[str, object]:
        """See ``engine/unit_of_work/left_behind.py``; besides, the case's own columns (``case``) and its version after this command."""
        found: dict[str, object] = {"version": self.version, **ctx.rows.told_of(self.id)}
        if self.moved and self.run is not None:
            self.snapshot = self.run.snapshot()
            found["case"] = {"snapshot": digest(self.snapshot), **self._newly_shown(), **(self._born_with() if self.is_new else {})}
        if self.clocks_moved:
            found["clocks"] = {row["name"]: digest(row) for row in clock_rows(ctx.db, self.id)}
        self.moved = self.clocks_moved = False
        return found

    def _born_with(self) -> dict[str, object]:
        found = {name: value for name, usual in _BORN_WITH.items() if (value := getattr(self, name)) != usual}
        return found if self.root_instance_id == self.id else {**found, "root_instance_id": self.root_instance_id}

    def _newly_shown(self) -> dict[str, object]:
        """What is shown of the case, as far as it changed since it was told last."""
        now = tuple(getattr(self, name) for name in _SHOWN)
        before = (None,) * len(_SHOWN) if self.is_new and self._shown is None else self._shown
        self._shown = now
        if before is None or before == now:
            return {}
        changed = {name: new for name, new, old in zip(_SHOWN, now, before, strict=True) if new != old}
        return changed | {"search_text": digest(self.search_text)}

    def write(self, ctx: Context) -> None:
        """Write the row, if it changed."""
        if not (self.touched or self.is_new):
            return
        if self.is_new:
            _INSERT.run(ctx.db, {name: getattr(self, name) for name in NAMES})
        else:
            _UPDATE.run(ctx.db, {"key": self.id, **{name: getattr(self, name) for name in _CHANGING}})
        if self.retold or self.is_new:
            index_case(ctx.db, self.id, self.search_text, new=self.is_new)
        self.is_new = self.touched = self.retold = False

    @property
    def scope(self) -> tuple[str | None, str | None]:
        """Customer and department: what decides whose roles count."""
        return self.customer_id, self.department

    def look_at(self, variables: Mapping[str, Any], now: datetime) -> None:
        """Take title, customer, requester, department and facts from the variables, as procedure.toml says."""
        if self._shown is None and not self.is_new:
            self._shown = tuple(getattr(self, name) for name in _SHOWN)
        rules = self.bundle.procedure
        self.customer_id = _id(variables.get(rules.customer), self.customer_id) if rules.customer else self.customer_id
        self.requester_id = _id(variables.get(rules.requester), self.requester_id) if rules.requester else self.requester_id
        self.department = _id(variables.get(rules.department), self.department) if rules.department else self.department
        title = self.bundle.title_of(variables, now)
        self.title = (storable_form(shown(title)) or self.title or self.number)[:LONGEST_TITLE]
        self.facts = {name: variables[name] for name in rules.fact_variables if name in variables}
        text = search_text(self.number, self.title, self.business_key, self.facts)
        self.retold = self.retold or text != self.search_text
        self.search_text = text


def _id(value: object, otherwise: str | None) -> str | None:
    return value[:36] if isinstance(value, str) and value else otherwise


def values_of(row: Row[Any]) -> tuple[Any, ...]:
    """The values of a whole ``process_instance`` row in column order."""
    return tuple(getattr(row, name) for name in NAMES)
