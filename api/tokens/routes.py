"""Routes: aPI tokens."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.routing import Routes
from api.tokens.schemas import NewToken, NewTokenBody, TokenList

routes = Routes("tokens", "API tokens")


@routes.on("GET", "/tokens", gives=TokenList)
def tokens() -> Response:
    """One's own tokens; an administrator sees all."""
    raise NotImplementedError


@routes.on("POST", "/tokens", takes=NewTokenBody, gives=NewToken, status=201)
def create_token(body: dict[str, Any]) -> Response:
    """Make a token; it is shown this once."""
    raise NotImplementedError


@routes.on("DELETE", "/tokens/<token_id>", status=204)
def revoke_token(token_id: str) -> Response:
    """Make a token worthless."""
    raise NotImplementedError
