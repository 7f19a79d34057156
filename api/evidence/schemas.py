"""Shapes of requests about the audit trail."""

from __future__ import annotations

from marshmallow import fields

from api.paging import PageQuery
from api.shapes import Shape, may_moment, may_text


class AuditQuery(PageQuery):
    """`since` is inside, `until` outside the period."""

    kind = fields.String()
    actor_id = fields.String()
    instance_id = fields.String()
    instance_number = fields.String()
    procedure_id = fields.String()
    since = may_moment()
    until = may_moment()


class VerifyBody(Shape):
    """Without a case, everything is checked."""

    instance_id = may_text()
    instance_number = may_text()
