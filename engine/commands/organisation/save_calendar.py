"""Make or change a business calendar or a service of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Table, insert, select, update

from engine.calendars import calendar_data, closed_for_ever, faults_of
from engine.commands.organisation.texts import say
from engine.events import Change, changes
from engine.events.organisation import CalendarSaved, CatalogueServiceSaved
from engine.identity.rules import require
from engine.kernel.errors import Fault, InvalidInput
from engine.kernel.ids import new_id
from engine.kernel.permissions import Permission
from engine.service_levels.tables import business_calendar, catalogue_service
from engine.unit_of_work.context import Context
from engine.unit_of_work.row_versions import differing, require_version
from engine.unit_of_work.verbs import Command

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True)
class Saved:
    """The row as it is now."""

    id: str
    version: int


@dataclass(frozen=True)
class SaveCalendar(Command[Saved]):
    """Clocks that run keep the calendar with which they began; everything that starts from now on uses the new one."""

    calendar_id: str
    name_zh: str
    name_en: str
    time_zone: str
    weekly: Mapping[str, object]
    exceptions: Mapping[str, object]
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> Saved:
        require(ctx.actor, Permission.ORGANISATION_MANAGE)
        data = calendar_data(self.time_zone, self.weekly, self.exceptions)
        faults = [*faults_of(data), *closed_for_ever(data)]
        if not _KEY.fullmatch(self.calendar_id):
            faults.append(Fault("id", "id_invalid", say("code_characters")))
        _refuse(faults)
        facts: dict[str, object] = {
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "time_zone": self.time_zone,
            "weekly": dict(self.weekly),
            "exceptions": dict(self.exceptions),
        }
        saved, told = _saved(ctx, business_calendar, self.calendar_id, facts, expected=self.expected_version)
        if told:
            ctx.record(CalendarSaved(saved.id, told))
        return saved


@dataclass(frozen=True)
class SaveCatalogueService(Command[Saved]):
    """A service of the catalogue, with the calendar of its service hours. Without ``service_id`` a new one is made."""

    code: str
    name_zh: str
    name_en: str
    calendar_id: str
    description_zh: str | None = None
    description_en: str | None = None
    active: bool = True
    service_id: str | None = None
    expected_version: int | None = None

    def carry_out(self, ctx: Context) -> Saved:
        require(ctx.actor, Permission.ORGANISATION_MANAGE)
        self._check(ctx)
        names = ("code", "name_zh", "name_en", "calendar_id", "description_zh", "description_en", "active")
        facts = {name: getattr(self, name) for name in names}
        saved, told = _saved(ctx, catalogue_service, self.service_id or new_id(), facts, expected=self.expected_version)
        if told:
            ctx.record(CatalogueServiceSaved(saved.id, told))
        return saved

    def _check(self, ctx: Context) -> None:
        faults = []
        if self.service_id is not None and not _exists(ctx, catalogue_service, self.service_id):
            faults.append(Fault("id", "service_unknown", say("service_unknown", service_id=self.service_id)))
        if not _exists(ctx, business_calendar, self.calendar_id):
            faults.append(Fault("calendar_id", "calendar_unknown", say("calendar_unknown", calendar_id=self.calendar_id)))
        others = catalogue_service.c.id != (self.service_id or "")
        if ctx.db.execute(select(catalogue_service.c.id).where(catalogue_service.c.code == self.code, others)).first() is not None:
            faults.append(Fault("code", "code_taken", say("service_code_taken", code=self.code)))
        _refuse(faults)


def _saved(ctx: Context, table: Table, id_: str, facts: dict[str, object], *, expected: int | None) -> tuple[Saved, list[Change]]:
    """Insert or update; gives what changed."""
    row = ctx.db.execute(select(table).where(table.c.id == id_).with_for_update()).mappings().one_or_none()
    if row is None:
        ctx.db.execute(insert(table), {"id": id_, **facts, "version": 1})
        return Saved(id_, 1), changes(facts, {})
    require_version(row["version"], expected)
    changed = differing(row, facts)
    if not changed:
        return Saved(id_, row["version"]), []
    version = row["version"] + 1
    ctx.db.execute(update(table).where(table.c.id == id_).values(**changed, version=version))
    return Saved(id_, version), changes(changed, dict(row))


def _exists(ctx: Context, table: Table, id_: str) -> bool:
    return ctx.db.execute(select(table.c.id).where(table.c.id == id_)).first() is not None


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise InvalidInput(faults[0].text, faults=faults)
