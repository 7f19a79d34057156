"""Shapes of jobs: machine work that is due now or later."""

from __future__ import annotations

from marshmallow import fields

from api.paging import PageQuery
from api.shapes import Shape, choice, may_moment
from engine.jobs.rules import Kind, State


class JobsQuery(PageQuery):
    state = choice(*State, required=False)
    kind = choice(*Kind, required=False)
    instance_id = fields.String()


class RetryJobBody(Shape):
    due_at = may_moment()
