"""Shapes of signing in, and of who is signed in."""

from __future__ import annotations

from marshmallow import fields, validate

from api.derived import shape_of
from api.shapes import Shape, choice, flag, listing, maybe_one, maybe_text, one, text
from engine.queries.organisation.organisation import OrganisationFacts
from engine.queries.people.sessions import HeldRole, Me


class SignInBody(Shape):
    username = fields.String(required=True, validate=validate.Length(1, 100))
    password = fields.String(required=True, validate=validate.Length(1, 1024))


class PasswordChangeBody(Shape):
    current = fields.String(required=True, validate=validate.Length(1, 1024))
    password = fields.String(required=True, validate=validate.Length(1, 1024))


class SignOutQuery(Shape):
    """``everywhere``: all of one's other sessions end, and this one goes on."""

    everywhere = fields.Boolean()


class PreferencesBody(Shape):
    locale = choice("zh", "en")


class SessionShape(Shape):
    """Who is signed in, and what they may do."""

    user = one(shape_of(Me))
    roles = listing(shape_of(HeldRole))
    permissions = listing(text())
    must_change_password = flag()
    csrf_token = maybe_text(metadata={"description": "For the header X-CSRF-Token; null with a bearer token"})
    organisation = maybe_one(shape_of(OrganisationFacts), metadata={"description": "null before the first start"})
