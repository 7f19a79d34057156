"""Shapes of the audit trail and of its verification."""

from __future__ import annotations

from marshmallow import fields

from api.paging import PageQuery
from api.shapes import Shape, anything, choice, flag, json_object, listing, may_moment, maybe_text, maybe_whole, moment, text, whole


class AuditQuery(PageQuery):
    kind = fields.String()
    actor_id = fields.String()
    instance_id = fields.String()
    procedure_id = fields.String()
    since = may_moment()
    until = may_moment()


class AuditEntry(Shape):
    event_id = text()
    stream = text()
    position = whole()
    kind = text()
    at = moment()
    actor_kind = choice("person", "timer", "connector", "system")
    actor_id = maybe_text()
    actor_name = text()
    instance_id = maybe_text()
    instance_number = maybe_text()
    procedure_id = maybe_text()
    element_id = maybe_text()
    details = json_object()
    previous = text()
    hash = text()


class VerifyBody(Shape):
    instance_id = fields.String(allow_none=True)


class EvidenceFault(Shape):
    """One place where a chain is not what was written."""

    stream = text()
    position = maybe_whole()
    event_id = maybe_text()
    code = text()
    en = text()
    zh = text()


class EvidenceReport(Shape):
    intact = flag()
    streams = whole()
    records = whole()
    faults = listing(EvidenceFault)


class EvidenceRecord(Shape):
    """A record as it was hashed: ``body`` is its canonical JSON."""

    event_id = text()
    position = whole()
    kind = text()
    at = moment()
    previous = text()
    hash = text()
    body = anything()
