"""Routes: API tokens."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer, nothing
from api.derived import items_of, shape_of
from api.door import ask, do
from api.routing import Routes
from api.tokens.schemas import NewTokenBody
from engine.commands.people.create_token import CreateToken, NewToken, RevokeToken
from engine.queries.people.tokens import TokenRow, Tokens

routes = Routes("tokens", "API tokens")


@routes.on("GET", "/tokens", gives=items_of(TokenRow))
def tokens() -> Response:
    """One's own tokens; those who manage users see all."""
    return answer({"items": ask(Tokens())})


@routes.on("POST", "/tokens", takes=NewTokenBody, gives=shape_of(NewToken), status=201)
def create_token(body: dict[str, Any]) -> Response:
    """Make a token for oneself or a technical account; it is shown this once, and only its hash is kept."""
    return answer(do(CreateToken(**{**body, "scopes": tuple(body["scopes"])})), 201)


@routes.on("DELETE", "/tokens/<token_id>", status=204)
def revoke_token(token_id: str) -> Response:
    """Make a token worthless."""
    do(RevokeToken(token_id))
    return nothing()
