"""Shapes of requests about API tokens."""

from __future__ import annotations

from marshmallow import fields, validate

from api.shapes import Moment, Shape, may_text
from engine.identity.rules import SCOPES

_SCOPES_MEAN = (
    "What the token opens, within what its holder may do: read (reading of everything), "
    + ", ".join(f"{scope} ({', '.join(sorted(nouns))})" for scope, nouns in SCOPES.items() if nouns)
    + ", or one of these nouns with its access, as in `tasks:write`. No token opens the session, its password, or the making of tokens."
)


class NewTokenBody(Shape):
    name = fields.String(required=True, validate=validate.Length(1, 200))
    scopes = fields.List(fields.String(), required=True, validate=validate.Length(min=1), metadata={"description": _SCOPES_MEAN})
    expires_at = Moment(required=True)
    user_id = may_text(validate=validate.Length(max=36), metadata={"description": "Oneself (also when left out), or a technical account"})
