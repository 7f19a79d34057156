"""The organisation, its customers, its services and their hours, and the procedures that were deployed."""

from __future__ import annotations

from collections.abc import Sequence

from engine.definitions.rules import kind_of
from engine.definitions.tables import bundle_file, procedure, procedure_version
from engine.events import Change
from engine.events import definitions as d
from engine.events import organisation as e
from engine.identity.tables import customer, organisation, role
from engine.retelling.people import changed
from engine.retelling.state import By, Retold, silent, tells
from engine.service_levels.tables import business_calendar, catalogue_service

silent(e.EvidenceViewed, e.EvidenceVerified, e.CaseRead, e.ClockStrayed, e.OrganisationRestored)

ONLY_ROW = "1"
_NEW_SERVICE = {"description_zh": None, "description_en": None, "active": True}


@tells(e.OrganisationSetUp)
def _set_up(retold: Retold, by: By, event: e.OrganisationSetUp) -> None:
    names = {"name_zh": event.name_zh, "name_en": event.name_en, "time_zone": event.time_zone}
    retold.begin(organisation.name, ONLY_ROW, by, {**names, "demonstration": False, "created_at": by.at})
    # Release 0.1 did not tell of the roles and calendars that are there from the first start.
    for table in (role.name, business_calendar.name):
        if not retold.of(table):
            retold.partial.add(table)


@tells(e.DemonstrationLoaded)
def _demonstration(retold: Retold, by: By, event: e.DemonstrationLoaded) -> None:
    row = retold.change(organisation.name, ONLY_ROW, by, {"demonstration": True})
    if row is not None:
        row.unsay("name_zh", "name_en")
        row.say(by, {name: value for name, value in (("name_zh", event.name_zh), ("name_en", event.name_en)) if value is not None})


@tells(e.CustomerCreated)
def _customer_created(retold: Retold, by: By, event: e.CustomerCreated) -> None:
    retold.begin(customer.name, event.customer, by, {**event.facts, "active": True, "version": 1})


@tells(e.CustomerChanged)
def _customer_changed(retold: Retold, by: By, event: e.CustomerChanged) -> None:
    changed(retold, by, customer.name, event.customer, event.changes)


@tells(e.CalendarSaved)
def _calendar_saved(retold: Retold, by: By, event: e.CalendarSaved) -> None:
    if retold.find(business_calendar.name, event.calendar) is None and all("old" not in each for each in event.changes):
        retold.begin(business_calendar.name, event.calendar, by, {**_first_values(event.changes), "version": 1})
    else:
        changed(retold, by, business_calendar.name, event.calendar, event.changes)


@tells(e.CatalogueServiceSaved)
def _service_saved(retold: Retold, by: By, event: e.CatalogueServiceSaved) -> None:
    if retold.find(catalogue_service.name, event.service) is None:
        retold.begin(catalogue_service.name, event.service, by, {**_NEW_SERVICE, **_first_values(event.changes), "version": 1})
    else:
        changed(retold, by, catalogue_service.name, event.service, event.changes)


def _first_values(changes: Sequence[Change]) -> dict[str, object]:
    return {str(each["name"]): each["new"] for each in changes}


@tells(d.ProcedureDeployed)
def _deployed(retold: Retold, by: By, event: d.ProcedureDeployed) -> None:
    row = retold.find(procedure.name, event.procedure)
    if row is None:
        row = retold.begin(procedure.name, event.procedure, by, {"created_at": by.at, "version": 1})
    else:
        row.grow(by)
    row.say(by, {"active_version_id": event.version_id})
    made = {"procedure_id": event.procedure, "number": event.number, "checksum": event.checksum, "note": event.note}
    version = retold.begin(procedure_version.name, event.version_id, by, {**made, "deployed_at": by.at, "deployed_by": by.actor_id})
    if event.dialect is not None:
        version.say(by, {"dialect": event.dialect})
    for path, checksum in event.files.items():
        values = {"version_id": event.version_id, "path": path, "kind": kind_of(path), "checksum": checksum}
        retold.begin(bundle_file.name, f"{event.version_id} {path}", by, values)
