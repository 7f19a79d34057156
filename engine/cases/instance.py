"""A process instance while a command works on it: its row, and the bundle by which it lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, update

from engine.bpmn import Run
from engine.events import ElementFacts
from engine.instances.finding import index_case
from engine.instances.rules import ALIVE, LONGEST_TITLE, search_text, shown
from engine.instances.tables import process_instance
from engine.library.bundle import Bundle
from engine.store.prepared import Prepared
from engine.unit_of_work.context import Context


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

    def write(self, ctx: Context) -> None:
        """Write the row, if it changed."""
        if not (self.touched or self.is_new):
            return
        if self.moved and self.run is not None:
            self.snapshot = self.run.snapshot()
            self.moved = False
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
        rules = self.bundle.procedure
        self.customer_id = _id(variables.get(rules.customer), self.customer_id) if rules.customer else self.customer_id
        self.requester_id = _id(variables.get(rules.requester), self.requester_id) if rules.requester else self.requester_id
        self.department = _id(variables.get(rules.department), self.department) if rules.department else self.department
        title = self.bundle.title_of(variables, now)
        self.title = (shown(title) or self.title or self.number)[:LONGEST_TITLE]
        self.facts = {name: variables[name] for name in rules.fact_variables if name in variables}
        text = search_text(self.number, self.title, self.business_key, self.facts)
        self.retold = self.retold or text != self.search_text
        self.search_text = text


def _id(value: object, otherwise: str | None) -> str | None:
    return value[:36] if isinstance(value, str) and value else otherwise


def values_of(row: Row[Any]) -> tuple[Any, ...]:
    """The values of a whole ``process_instance`` row in column order."""
    return tuple(getattr(row, name) for name in NAMES)
