"""Routes: people and the roles that they hold."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.derived import page_of
from api.routing import Routes
from api.users.schemas import (
    Created,
    GrantBody,
    GrantedShape,
    NewPasswordBody,
    NewUserBody,
    UserChangesBody,
    UserDetail,
    UserRow,
    UsersQuery,
)

routes = Routes("users", "People and the roles that they hold")


@routes.on("GET", "/users", query=UsersQuery, gives=page_of(UserRow))
def users(query: dict[str, Any]) -> Response:
    """People, by name."""
    raise NotImplementedError


@routes.on("POST", "/users", takes=NewUserBody, gives=Created, status=201)
def create_user(body: dict[str, Any]) -> Response:
    """Add a person."""
    raise NotImplementedError


@routes.on("GET", "/users/<user_id>", gives=UserDetail)
def user(user_id: str) -> Response:
    """One person with the roles held."""
    raise NotImplementedError


@routes.on("PATCH", "/users/<user_id>", takes=UserChangesBody, gives=UserDetail, if_match=True)
def update_user(user_id: str, body: dict[str, Any]) -> Response:
    """Change a person; `active: false` signs them out everywhere."""
    raise NotImplementedError


@routes.on("POST", "/users/<user_id>/password", takes=NewPasswordBody, status=204)
def set_password(user_id: str, body: dict[str, Any]) -> Response:
    """Set a one-time password; the person must change it."""
    raise NotImplementedError


@routes.on("POST", "/users/<user_id>/roles", takes=GrantBody, gives=GrantedShape, status=201)
def grant_role(user_id: str, body: dict[str, Any]) -> Response:
    """Give a person a role."""
    raise NotImplementedError


@routes.on("DELETE", "/users/<user_id>/roles/<assignment_id>", status=204)
def revoke_role(user_id: str, assignment_id: str) -> Response:
    """Take a role away."""
    raise NotImplementedError
