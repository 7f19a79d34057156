"""Shapes of jobs: machine work that is due now or later."""

from __future__ import annotations

from marshmallow import fields

from api.paging import PageQuery
from api.shapes import Named, Shape, anything, may_moment, maybe_moment, maybe_one, maybe_text, moment, text, whole


class JobsQuery(PageQuery):
    state = fields.String()
    kind = fields.String()
    instance_id = fields.String()


class JobShape(Shape):
    job_id = text()
    kind = text()
    state = text()
    procedure = maybe_one(Named)
    instance_id = maybe_text()
    instance_number = maybe_text()
    element = maybe_one(Named)
    due_at = moment()
    attempts = whole()
    retries_left = whole()
    last_error = anything()
    created_at = moment()
    ended_at = maybe_moment()


class RetryJobBody(Shape):
    due_at = may_moment()


class JobReceipt(Shape):
    job_id = text()
    state = text()
    due_at = moment()
