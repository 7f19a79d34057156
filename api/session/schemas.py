"""Shapes of signing in, and of who is signed in."""

from __future__ import annotations

from marshmallow import fields, validate

from api.shapes import Named, Shape, choice, flag, listing, maybe_one, maybe_text, one, text


class SignInBody(Shape):
    username = fields.String(required=True, validate=validate.Length(1, 100))
    password = fields.String(required=True, validate=validate.Length(1, 1024))


class PasswordChangeBody(Shape):
    current = fields.String(required=True, validate=validate.Length(1, 1024))
    password = fields.String(required=True, validate=validate.Length(1, 1024))


class PreferencesBody(Shape):
    locale = choice("zh", "en", required=True)


class Me(Shape):
    id = text()
    username = text()
    display_name_zh = text()
    display_name_en = text()
    email = maybe_text()
    locale = choice("zh", "en")
    time_zone = maybe_text(metadata={"description": "IANA name; null means the organisation's"})
    customer = maybe_one(Named)


class HeldRole(Shape):
    role = one(Named)
    customer_id = maybe_text()
    department = maybe_text()


class OrganisationShape(Shape):
    name_zh = text()
    name_en = text()
    time_zone = text()
    demonstration = flag()


class SessionShape(Shape):
    """Who is signed in, and what they may do."""

    user = one(Me)
    roles = listing(HeldRole)
    permissions = listing(text())
    must_change_password = flag()
    csrf_token = maybe_text(metadata={"description": "For the header X-CSRF-Token; null with a bearer token"})
    organisation = one(OrganisationShape)
