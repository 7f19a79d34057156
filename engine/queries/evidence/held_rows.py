"""The rows that there are, held against those that evidence tells of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, exists, select

from engine.attachments.tables import attachment
from engine.definitions.tables import bundle_file, procedure, procedure_version, start_subscription, version_review
from engine.evidence.rules import ORGANISATION
from engine.evidence.verification import EvidenceFault
from engine.identity.tables import api_token, app_user, customer, organisation, role, role_assignment
from engine.incidents.tables import incident
from engine.instances.tables import process_instance, subscription
from engine.jobs.tables import job
from engine.queries.evidence.chains import FETCHED
from engine.queries.evidence.plain_values import Unreadable, as_they_stand, plain_row, shown
from engine.queries.evidence.texts import say
from engine.retelling.state import Digest, OneOf, Retold, RetoldRow
from engine.service_levels.tables import business_calendar, catalogue_service, service_clock
from engine.tasks.tables import task_candidate, user_task
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.left_behind import digest

Found = dict[str, object]


@dataclass(frozen=True, slots=True)
class Held:
    """A table that evidence tells of. ``key``: of a row as evidence names it; ``of``: the column that says which case it belongs to."""

    table: Table
    key: Callable[[Found], str] = lambda row: shown(row["id"])
    of: str = "instance_id"
    unread: frozenset[str] = frozenset()
    """Columns that are too much to be read with all others."""


OF_CASES = (
    Held(process_instance, of="id"),
    Held(user_task),
    Held(job),
    Held(subscription),
    Held(incident),
    Held(attachment),
    Held(service_clock, key=lambda row: shown(row["name"])),
)
CANDIDATES = Held(task_candidate, key=lambda row: f"{shown(row['task_id'])} {shown(row['candidate'])}", of="task_id")
OF_ORGANISATION = (
    *(Held(table) for table in (organisation, role, app_user, role_assignment, api_token, customer)),
    *(Held(table) for table in (business_calendar, catalogue_service, procedure, procedure_version)),
    Held(version_review, key=lambda row: shown(row["version_id"])),
    Held(start_subscription, key=lambda row: f"{shown(row['procedure_id'])} {shown(row['element_id'])}"),
    Held(bundle_file, key=lambda row: f"{shown(row['version_id'])} {shown(row['path'])}", unread=frozenset({"content"})),
)


@dataclass(slots=True)
class HeldRows:
    """Counts the rows that were held against evidence, and gathers those that contradict it."""

    ctx: ReadContext
    rows: int = 0
    faults: list[EvidenceFault] = field(default_factory=list)

    def of_cases(self, told: Mapping[str, Retold], first: str, last: str) -> None:
        """The rows of the cases from ``first`` to ``last``. Those of a case that is not in ``told`` have nothing to be held against."""
        # Before any row is held, which takes it out of what was told.
        by_task = {row.id: retold for retold in told.values() for row in retold.of(user_task.name)}
        for held in OF_CASES:
            self._hold(held, told, held.table.c[held.of].between(first, last))
        tasks = select(user_task.c.id).where(user_task.c.instance_id.between(first, last))
        self._hold(CANDIDATES, by_task, task_candidate.c.task_id.in_(tasks))
        for retold in told.values():
            self._missing(retold)

    def of_organisation(self, retold: Retold) -> None:
        """The rows of the organisation. Where none was set up, those that nothing tells of are nobody's fault."""
        if organisation.name not in retold.rows:
            retold.partial.update(held.table.name for held in OF_ORGANISATION)
            retold.partial.discard(organisation.name)
        for held in OF_ORGANISATION:
            self._hold(held, retold, held.table.c[held.table.primary_key.columns.keys()[0]].is_not(None))
        self._missing(retold)

    def orphans(self, headless: Iterable[str]) -> None:
        """Rows of cases that there are not. What became of a case without a row is told already."""
        known = frozenset(headless)
        for held in OF_CASES[1:]:
            of = held.table.c[held.of]
            there = exists().where(process_instance.c.id == of)
            for row in self._read(held, as_they_stand(held.table).where(of.is_not(None), ~there)):
                if row[held.of] not in known:
                    self._say("row_added", ORGANISATION, held.table.name, held.key(row), None)

    def _hold(self, held: Held, told: Retold | Mapping[str, Retold], where: ColumnElement[bool]) -> None:
        names = [column.name for column in held.table.c if column.name not in held.unread]
        for row in self._read(held, as_they_stand(held.table, names).where(where)):
            retold = told if isinstance(told, Retold) else told.get(shown(row[held.of]))
            if retold is None:
                continue
            expected = retold.rows.get(held.table.name, {}).pop(held.key(row), None)
            if expected is not None:
                self._compare(retold.stream, expected, row)
            elif held.table.name not in retold.partial:
                self._say("row_added", retold.stream, held.table.name, held.key(row), None)

    def _read(self, held: Held, query: Select[Any]) -> Iterator[Found]:
        for stored in self.ctx.db.execute(query, execution_options={"yield_per": FETCHED}).mappings():
            self.rows += 1
            row = plain_row(held.table, stored)
            for name, value in row.items():
                if isinstance(value, Unreadable):
                    self._say("unreadable", ORGANISATION, held.table.name, held.key(row), None, field=name, found=shown(value))
            yield row

    def _compare(self, stream: str, expected: RetoldRow, row: Found) -> None:
        if expected.whole is not None and digest({name: value for name, value in row.items() if name != "id"}) == expected.whole.sha256:
            return
        differing = [name for name, value in expected.values.items() if not _same(value, row[name])]
        for name in differing:
            where = {"field": name, "expected": shown(expected.values[name]), "found": shown(row[name])}
            self._say("row_changed", stream, expected.table, expected.id, expected.said[name], **where)
        if expected.whole is not None and not differing:
            self._say("row_changed", stream, expected.table, expected.id, expected.said["*"], field="*")

    def _missing(self, retold: Retold) -> None:
        for rows in retold.rows.values():
            for row in rows.values():
                if row.values or row.whole:
                    self._say("row_deleted", retold.stream, row.table, row.id, max(row.said.values()))

    def _say(self, code: str, stream: str, table: str, row: str, position: int | None, **where: str) -> None:
        facts = {"field": "", "expected": "", "found": ""} | where
        text = say(code, table=table, row=row, position=position or "", **facts)
        self.faults.append(EvidenceFault.of(stream, position, None, code, text, table=table, row=row, **where))


def _same(expected: object, found: object) -> bool:
    if isinstance(expected, Digest):
        return not isinstance(found, Unreadable) and found is not None and digest(found) == expected.sha256
    if isinstance(expected, OneOf):
        return any(_same(each, found) for each in expected.values)
    return type(expected) is type(found) and expected == found
