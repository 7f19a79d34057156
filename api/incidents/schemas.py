"""Shapes of incidents: what the engine could not do without a person."""

from __future__ import annotations

from marshmallow import fields, validate

from api.paging import PageQuery
from api.shapes import Named, Receipt, Shape, choice, json_object, listing, maybe_moment, maybe_one, maybe_text, moment, text, whole


class IncidentsQuery(PageQuery):
    state = choice("open", "resolved", required=False, load_default="open")
    procedure_id = fields.String()


class IncidentShape(Shape):
    incident_id = text()
    version = whole()
    state = choice("open", "resolved")
    code = text()
    message_zh = text()
    message_en = text()
    details = json_object()
    procedure = maybe_one(Named)
    instance_id = maybe_text()
    instance_number = maybe_text()
    element = maybe_one(Named)
    job_id = maybe_text()
    created_at = moment()
    resolved_at = maybe_moment()
    resolved_by = maybe_one(Named)
    resolution = maybe_text()


class ResolveBody(Shape):
    """Treat the step as done by hand: how, and the variables that it would have given."""

    resolution = fields.String(required=True, validate=validate.Length(1, 2000))
    variables = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True), allow_none=True)


class IncidentReceipt(Shape):
    incident_id = text()
    state = choice("open", "resolved")
    version = whole()
    receipts = listing(Receipt)
