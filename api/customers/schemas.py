"""Shapes of requests about customers."""

from __future__ import annotations

from marshmallow import fields, validate

from api.shapes import Shape


class NewCustomerBody(Shape):
    code = fields.String(required=True, validate=validate.Length(1, 100))
    name_zh = fields.String(required=True, validate=validate.Length(1, 200))
    name_en = fields.String(required=True, validate=validate.Length(1, 200))


class CustomerChangesBody(Shape):
    """Only the keys that are given change."""

    name_zh = fields.String(validate=validate.Length(1, 200))
    name_en = fields.String(validate=validate.Length(1, 200))
    active = fields.Boolean(truthy={True}, falsy={False})
