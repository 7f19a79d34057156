"""Shapes of messages and signals that come from outside."""

from __future__ import annotations

from marshmallow import fields, validate

from api.shapes import Shape, json_object, may_text


class MessageBody(Shape):
    """A message for one case (by correlation key, instance or business key), or one that starts a case."""

    name = fields.String(required=True, validate=validate.Length(1, 200))
    correlation_key = may_text(validate=validate.Length(max=200))
    instance_id = may_text(validate=validate.Length(max=36))
    business_key = may_text(validate=validate.Length(max=200))
    variables = json_object(required=False)


class SignalBody(Shape):
    name = fields.String(required=True, validate=validate.Length(1, 200))
    variables = json_object(required=False)
