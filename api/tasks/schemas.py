"""Shapes of requests about the inbox, user tasks and drafts."""

from __future__ import annotations

from marshmallow import fields, validate

from api.paging import PageQuery
from api.shapes import Receipt, Shape, choice, json_object, listing, maybe_one, moment, text, whole


class InboxQuery(PageQuery):
    """Filters of the inbox; all that are given must hold."""

    view = choice("mine", "roles", "all", required=False)
    procedure_id = fields.String()
    role = fields.String()
    customer_id = fields.String()
    assignee_id = fields.String()
    text = fields.String(validate=validate.Length(max=200))
    due = choice("overdue", "today", "week", required=False)
    priority_min = fields.Integer()
    sort = choice("due", "-due", "created", "-created", "priority", "-priority", required=False)


class PersonBody(Shape):
    user_id = fields.String(required=True, validate=validate.Length(1, 36))


class SubmissionBody(Shape):
    submission = json_object()


class TaskReceipt(Shape):
    """What a change of a task left behind; ``next_tasks`` are those that the actor may go on with."""

    instance_id = text()
    task_id = text()
    version = whole()
    receipts = listing(Receipt)
    next_tasks = listing(text())


class DraftBody(Shape):
    data = json_object()


class DraftShape(Shape):
    """What a person typed and has not submitted."""

    subject = text()
    data = json_object()
    updated_at = moment()


class MaybeDraft(Shape):
    draft = maybe_one(DraftShape)
