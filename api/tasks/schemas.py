"""Shapes of requests about the inbox, user tasks and drafts."""

from __future__ import annotations

from marshmallow import fields, validate

from api.derived import shape_of
from api.paging import PageQuery
from api.shapes import Shape, choice, json_object, maybe_one, storable
from engine.queries.tasks.drafts import Draft
from engine.tasks.rules import Due, Sort, View


class InboxQuery(PageQuery):
    """Filters of the inbox; all that are given must hold."""

    view = choice(*View, required=False)
    procedure_id = fields.String()
    role = fields.String()
    customer_id = fields.String()
    assignee_id = fields.String()
    text = fields.String(validate=validate.Length(max=200))
    due = choice(*Due, required=False)
    priority_min = fields.Integer(validate=storable)
    sort = choice(*Sort, required=False)


class PersonBody(Shape):
    user_id = fields.String(required=True, validate=validate.Length(1, 36))


class SubmissionBody(Shape):
    submission = json_object()


class DraftBody(Shape):
    data = json_object()


class MaybeDraft(Shape):
    draft = maybe_one(shape_of(Draft))
