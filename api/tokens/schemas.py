"""Shapes of requests about API tokens."""

from __future__ import annotations

from marshmallow import fields, validate

from api.shapes import Moment, Shape, may_text


class NewTokenBody(Shape):
    name = fields.String(required=True, validate=validate.Length(1, 200))
    scopes = fields.List(fields.String(), required=True, validate=validate.Length(min=1))
    expires_at = Moment(required=True)
    user_id = may_text(validate=validate.Length(max=36))
