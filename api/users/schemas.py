"""Shapes of users and of the roles that they hold."""

from __future__ import annotations

from marshmallow import fields, validate

from api.paging import PageQuery
from api.shapes import Shape, choice, may_text, text
from engine.kernel.actor import Affiliation


class UsersQuery(PageQuery):
    text = fields.String(validate=validate.Length(max=200))
    role = fields.String()
    active = fields.Boolean()
    technical = fields.Boolean()


class PeopleQuery(PageQuery):
    text = fields.String(validate=validate.Length(max=200))


class NewUserBody(Shape):
    username = fields.String(required=True, validate=validate.Length(1, 100))
    display_name_zh = fields.String(required=True, validate=validate.Length(1, 200))
    display_name_en = fields.String(required=True, validate=validate.Length(1, 200))
    password = may_text(validate=validate.Length(max=1024))
    email = may_text(validate=validate.Length(max=200))
    phone = may_text(validate=validate.Length(max=100))
    locale = choice("zh", "en", required=False)
    time_zone = may_text(validate=validate.Length(max=100))
    customer_id = may_text(validate=validate.Length(max=36))
    affiliation = choice(*Affiliation, required=False)
    department = may_text(validate=validate.Length(max=100))
    technical = fields.Boolean(
        truthy={True}, falsy={False}, metadata={"description": "Another system: no password, tokens alone, no human task"}
    )


class UserChangesBody(Shape):
    """Only the keys that are given change."""

    display_name_zh = fields.String(validate=validate.Length(1, 200))
    display_name_en = fields.String(validate=validate.Length(1, 200))
    email = fields.String(allow_none=True, validate=validate.Length(max=200))
    phone = fields.String(allow_none=True, validate=validate.Length(max=100))
    locale = choice("zh", "en", required=False)
    time_zone = fields.String(allow_none=True, validate=validate.Length(max=100))
    customer_id = fields.String(allow_none=True, validate=validate.Length(max=36))
    affiliation = choice(*Affiliation, required=False)
    department = fields.String(allow_none=True, validate=validate.Length(max=100))
    active = fields.Boolean(truthy={True}, falsy={False})


class NewPasswordBody(Shape):
    password = fields.String(required=True, validate=validate.Length(1, 1024))


class GrantBody(Shape):
    """A role, held everywhere or for one customer or department only."""

    role_id = fields.String(required=True, validate=validate.Length(1, 100))
    customer_id = may_text(validate=validate.Length(max=36))
    department = may_text(validate=validate.Length(max=100))


class GrantedShape(Shape):
    assignment_id = text()
