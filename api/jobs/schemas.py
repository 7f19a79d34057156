"""Shapes of jobs: machine work that is due now or later."""

from __future__ import annotations

from marshmallow import fields

from api.paging import PageQuery
from api.shapes import Shape, may_moment


class JobsQuery(PageQuery):
    state = fields.String()
    kind = fields.String()
    instance_id = fields.String()


class RetryJobBody(Shape):
    due_at = may_moment()
