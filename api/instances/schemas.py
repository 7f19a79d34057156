"""Shapes of requests about process instances (cases)."""

from __future__ import annotations

from marshmallow import fields, validate

from api.paging import PageQuery
from api.shapes import Shape, choice, json_object, may_moment, may_text
from engine.instances.rules import State


class StartBody(Shape):
    """What starts a case: the procedure and what its start form was filled with."""

    procedure_id = fields.String(required=True, validate=validate.Length(1, 100))
    start_form = may_text(validate=validate.Length(max=100))
    submission = json_object(required=False)
    business_key = may_text(validate=validate.Length(max=200))
    customer_id = may_text(validate=validate.Length(max=36))
    requester_id = may_text(validate=validate.Length(max=36))


class InstancesQuery(PageQuery):
    procedure_id = fields.String()
    state = choice(*State, required=False)
    customer_id = fields.String()
    requester_id = fields.String()
    parent_instance_id = fields.String()
    text = fields.String(validate=validate.Length(max=200))
    with_incidents = fields.Boolean()
    started_from = may_moment()
    started_before = may_moment()


class HistoryQuery(PageQuery):
    """``whole``: with the steps that only a picture needs."""

    whole = fields.Boolean()


class ReasonBody(Shape):
    reason = fields.String(required=True, validate=validate.Length(1, 2000))


class MaybeReasonBody(Shape):
    reason = may_text(validate=validate.Length(max=2000))


class SetVariablesBody(ReasonBody):
    variables = json_object()
