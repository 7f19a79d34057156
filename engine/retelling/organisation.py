"""The organisation, its customers, its services and their hours, and the procedures that were deployed."""

from __future__ import annotations

from collections.abc import Sequence

from engine.definitions.publishing import State
from engine.definitions.rules import kind_of
from engine.definitions.tables import bundle_file, procedure, procedure_version, version_review
from engine.events import Change
from engine.events import definitions as d
from engine.events import organisation as e
from engine.identity.tables import customer, organisation, role
from engine.retelling.people import changed
from engine.retelling.state import By, Retold, RetoldRow, silent, tells
from engine.service_levels.tables import business_calendar, catalogue_service

silent(e.EvidenceViewed, e.EvidenceVerified, e.CaseRead, e.ClockStrayed, e.OrganisationRestored, d.ReadersWidened)

ONLY_ROW = "1"
_NEW_SERVICE = {"description_zh": None, "description_en": None, "active": True}


@tells(e.OrganisationSetUp)
def _set_up(retold: Retold, by: By, event: e.OrganisationSetUp) -> None:
    names = {"name_zh": event.name_zh, "name_en": event.name_en, "time_zone": event.time_zone}
    retold.begin(organisation.name, ONLY_ROW, by, {**names, "demonstration": False, "second_person": True, "created_at": by.at})
    # Release 0.1 did not tell of the roles and calendars that are there from the first start.
    for table in (role.name, business_calendar.name):
        if not retold.of(table):
            retold.partial.add(table)


@tells(e.OrganisationChanged)
def _organisation_changed(retold: Retold, by: By, event: e.OrganisationChanged) -> None:
    retold.change(organisation.name, ONLY_ROW, by, _new_values(event.changes))


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
        retold.begin(business_calendar.name, event.calendar, by, {**_new_values(event.changes), "version": 1})
    else:
        changed(retold, by, business_calendar.name, event.calendar, event.changes)


@tells(e.CatalogueServiceSaved)
def _service_saved(retold: Retold, by: By, event: e.CatalogueServiceSaved) -> None:
    if retold.find(catalogue_service.name, event.service) is None:
        retold.begin(catalogue_service.name, event.service, by, {**_NEW_SERVICE, **_new_values(event.changes), "version": 1})
    else:
        changed(retold, by, catalogue_service.name, event.service, event.changes)


def _new_values(changes: Sequence[Change]) -> dict[str, object]:
    return {str(each["name"]): each["new"] for each in changes}


@tells(d.ProcedureDeployed)
def _deployed(retold: Retold, by: By, event: d.ProcedureDeployed) -> None:
    _procedure(retold, by, event.procedure).say(by, {"active_version_id": event.version_id})
    if retold.find(procedure_version.name, event.version_id) is None:
        _version(retold, by, event)


@tells(d.VersionSubmitted)
def _submitted(retold: Retold, by: By, event: d.VersionSubmitted) -> None:
    _procedure(retold, by, event.procedure)
    _version(retold, by, event)
    put_forward = {"submitted_at": by.at, "submitted_by": event.author, "based_on": event.based_on}
    undecided = {"decided_at": None, "decided_by": None, "remarks": None}
    values = {"procedure_id": event.procedure, "state": State.IN_REVIEW.value, **put_forward, **undecided}
    retold.begin(version_review.name, event.version_id, by, values)


@tells(d.VersionApproved)
def _approved(retold: Retold, by: By, event: d.VersionApproved) -> None:
    _decided(retold, by, event.version_id, State.DEPLOYED, event.remarks)


@tells(d.VersionRejected)
def _rejected(retold: Retold, by: By, event: d.VersionRejected) -> None:
    _procedure(retold, by, event.procedure)
    _decided(retold, by, event.version_id, State.REJECTED, event.reason)


@tells(d.VersionWithdrawn)
def _withdrawn(retold: Retold, by: By, event: d.VersionWithdrawn) -> None:
    _procedure(retold, by, event.procedure)
    _decided(retold, by, event.version_id, State.WITHDRAWN, None)


def _decided(retold: Retold, by: By, version_id: str, state: State, remarks: str | None) -> None:
    decided = {"state": state.value, "decided_at": by.at, "decided_by": by.actor_id, "remarks": remarks}
    retold.change(version_review.name, version_id, by, decided)


def _procedure(retold: Retold, by: By, procedure_id: str) -> RetoldRow:
    """Its row, one version further."""
    row = retold.find(procedure.name, procedure_id)
    if row is None:
        return retold.begin(procedure.name, procedure_id, by, {"created_at": by.at, "version": 1})
    row.grow(by)
    return row


def _version(retold: Retold, by: By, event: d.ProcedureDeployed | d.VersionSubmitted) -> None:
    made = {"procedure_id": event.procedure, "number": event.number, "checksum": event.checksum, "note": event.note}
    version = retold.begin(procedure_version.name, event.version_id, by, {**made, "deployed_at": by.at, "deployed_by": by.actor_id})
    if event.dialect is not None:
        version.say(by, {"dialect": event.dialect})
    for path, checksum in event.files.items():
        values = {"version_id": event.version_id, "path": path, "kind": kind_of(path), "checksum": checksum}
        retold.begin(bundle_file.name, f"{event.version_id} {path}", by, values)
