"""Shapes of API tokens."""

from __future__ import annotations

from marshmallow import fields, validate

from api.shapes import Named, Shape, listing, may_text, maybe_moment, moment, one, text


class TokenShape(Shape):
    token_id = text()
    name = text()
    user = one(Named)
    scopes = listing(text())
    created_at = moment()
    expires_at = moment()
    last_used_at = maybe_moment()
    revoked_at = maybe_moment()


class TokenList(Shape):
    items = listing(TokenShape)


class NewTokenBody(Shape):
    name = fields.String(required=True, validate=validate.Length(1, 200))
    scopes = fields.List(fields.String(), required=True, validate=validate.Length(min=1))
    expires_at = fields.AwareDateTime(required=True)
    user_id = may_text(validate=validate.Length(max=36))


class NewToken(Shape):
    """The token is shown this once; only its hash is kept."""

    token_id = text()
    token = text()
