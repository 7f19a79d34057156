"""Shapes of roles (candidate groups) and their permissions."""

from __future__ import annotations

from marshmallow import fields, validate

from api.shapes import Shape, may_text


class NewRoleBody(Shape):
    id = fields.String(required=True, validate=validate.Regexp(r"^[a-z][a-z0-9_]{0,99}$"))
    name_zh = fields.String(required=True, validate=validate.Length(1, 200))
    name_en = fields.String(required=True, validate=validate.Length(1, 200))
    description_zh = may_text(validate=validate.Length(max=2000))
    description_en = may_text(validate=validate.Length(max=2000))
    permissions = fields.List(fields.String())


class RoleChangesBody(Shape):
    """Only the keys that are given change."""

    name_zh = fields.String(validate=validate.Length(1, 200))
    name_en = fields.String(validate=validate.Length(1, 200))
    description_zh = fields.String(allow_none=True, validate=validate.Length(max=2000))
    description_en = fields.String(allow_none=True, validate=validate.Length(max=2000))
    permissions = fields.List(fields.String())
