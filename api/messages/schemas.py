"""Shapes of messages and signals that come from outside."""

from __future__ import annotations

from marshmallow import fields, validate

from api.shapes import Shape, listing, may_text, text, whole


class MessageBody(Shape):
    """A message for one case (by correlation key, instance or business key), or one that starts a case."""

    name = fields.String(required=True, validate=validate.Length(1, 200))
    correlation_key = may_text(validate=validate.Length(max=200))
    instance_id = may_text(validate=validate.Length(max=36))
    business_key = may_text(validate=validate.Length(max=200))
    variables = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))


class MessageReceipt(Shape):
    instances = listing(text(), metadata={"description": "Ids of the cases that received the message or were started by it"})


class SignalBody(Shape):
    name = fields.String(required=True, validate=validate.Length(1, 200))
    variables = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))


class SignalReceipt(Shape):
    count = whole(metadata={"description": "How many cases received the signal or were started by it"})
