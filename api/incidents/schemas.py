"""Shapes of incidents: what the engine could not do without a person."""

from __future__ import annotations

from marshmallow import fields, validate

from api.paging import PageQuery
from api.shapes import Shape, choice, json_object
from engine.incidents.rules import State


class IncidentsQuery(PageQuery):
    state = choice(*State, required=False)
    procedure_id = fields.String()
    instance_id = fields.String()


class ResolveBody(Shape):
    """Treat the step as done by hand: how, and the variables that it would have given."""

    resolution = fields.String(required=True, validate=validate.Length(1, 2000))
    variables = json_object(required=False)
