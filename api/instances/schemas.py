"""Shapes of process instances (cases): lists, detail, history, diagram, clocks."""

from __future__ import annotations

from marshmallow import fields, validate

from api.attachments.schemas import AttachmentShape
from api.incidents.schemas import IncidentShape
from api.paging import PageQuery
from api.shapes import (
    Fact,
    Named,
    Receipt,
    Shape,
    anything,
    choice,
    json_object,
    listing,
    mapping_of,
    may_moment,
    may_text,
    maybe_moment,
    maybe_one,
    maybe_text,
    moment,
    one,
    text,
    whole,
)
from api.tasks.schemas import InboxRow

STATES = ("active", "suspended", "completed", "cancelled")


class StartBody(Shape):
    """What starts a case: the procedure and what its start form was filled with."""

    procedure_id = fields.String(required=True, validate=validate.Length(1, 100))
    submission = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))
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
    state = choice(*STATES, required=False)
    customer_id = fields.String()
    requester_id = fields.String()
    text = fields.String(validate=validate.Length(max=200))
    mine = fields.Boolean(load_default=False)
    started_from = may_moment()
    started_to = may_moment()


class InstanceRow(Shape):
    instance_id = text()
    version = whole()
    number = text()
    title = text()
    procedure = one(Named)
    business_key = maybe_text()
    state = choice(*STATES)
    end_kind = maybe_text()
    customer = maybe_one(Named)
    requester = maybe_one(Named)
    started_at = moment()
    ended_at = maybe_moment()
    open_incidents = whole()
    facts = listing(Fact)


class VariableShape(Shape):
    name = text()
    value = anything()


class ClockSegment(Shape):
    """A stretch of time in which a clock ran or rested, and why."""

    from_ = moment(data_key="from")
    to = maybe_moment()
    state = choice("running", "paused")
    element = maybe_one(Named)
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


class InstanceDetail(InstanceRow):
    """Everything that the page of one case needs, as far as the reader may see it."""

    procedure_version = whole()
    started_by = maybe_one(Named)
    parent = maybe_one("LinkedInstance")
    children = listing(fields.Nested("LinkedInstance"))
    variables = listing(VariableShape)
    tasks = listing(InboxRow)
    clocks = listing(ClockShape)
    incidents = listing(IncidentShape)
    attachments = listing(AttachmentShape)
    allowed = listing(choice("cancel", "suspend", "resume", "set_variables"))


class LinkedInstance(Shape):
    instance_id = text()
    number = text()
    title = text()
    state = choice(*STATES)
    procedure = one(Named)


class HistoryActor(Shape):
    kind = choice("person", "timer", "connector", "system")
    id = maybe_text()
    name_zh = text()
    name_en = text()
    on_behalf_of = maybe_text()


class Change(Shape):
    name = text()
    old = anything()
    new = anything()


class HistoryEntry(Shape):
    position = whole()
    event_id = text()
    at = moment()
    kind = text()
    actor = one(HistoryActor)
    element = maybe_one(Named)
    changes = listing(Change)
    details = json_object()
    hash = text()


class DiagramShape(Shape):
    """The diagram with the path taken: where it stands, and how often each element and flow was passed."""

    xml = text()
    active = listing(text())
    completed = mapping_of(whole())
    flows = mapping_of(whole())
    incidents = listing(text())


class AttachmentList(Shape):
    items = listing(AttachmentShape)


class ReasonBody(Shape):
    reason = fields.String(required=True, validate=validate.Length(1, 2000))


class SetVariablesBody(ReasonBody):
    variables = json_object()
