"""Shapes of requests about process instances (cases)."""

from __future__ import annotations

from marshmallow import fields, validate

from api.paging import PageQuery
from api.shapes import (
    Named,
    Receipt,
    Shape,
    choice,
    json_object,
    listing,
    may_moment,
    may_text,
    maybe_moment,
    maybe_text,
    moment,
    one,
    text,
    whole,
)


class StartBody(Shape):
    """What starts a case: the procedure and what its start form was filled with."""

    procedure_id = fields.String(required=True, validate=validate.Length(1, 100))
    form_id = may_text(validate=validate.Length(max=100))
    submission = json_object(required=False)
    business_key = may_text(validate=validate.Length(max=200))
    customer_id = may_text(validate=validate.Length(max=36))
    requester_id = may_text(validate=validate.Length(max=36))


class InstanceReceipt(Shape):
    instance_id = text()
    number = text()
    version = whole()
    receipts = listing(Receipt)
    next_tasks = listing(text())


class InstancesQuery(PageQuery):
    procedure_id = fields.String()
    state = choice("active", "suspended", "completed", "cancelled", required=False)
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


class SetVariablesBody(ReasonBody):
    variables = json_object()


class ClockSegment(Shape):
    """A stretch of time in which a clock ran or rested, and why."""

    from_ = moment(data_key="from")
    to = maybe_moment()
    state = choice("running", "paused")
    element = maybe_text()
    working_seconds = whole()


class ClockShape(Shape):
    name = text()
    state = choice("running", "paused", "met", "missed", "cancelled")
    target_seconds = whole()
    elapsed_seconds = whole()
    remaining_seconds = whole(metadata={"description": "Working time left; negative when missed"})
    due_at = maybe_moment()
    started_at = moment()
    ended_at = maybe_moment()
    calendar = one(Named)
    segments = listing(ClockSegment)


class ClockList(Shape):
    items = listing(ClockShape)
