"""Routes: roles and permissions."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.roles.schemas import NewRoleBody, RoleChangesBody, RoleList, RoleShape
from api.routing import Routes

routes = Routes("roles", "Roles and permissions")


@routes.on("GET", "/roles", gives=RoleList)
def roles() -> Response:
    """All roles, and the permissions that exist."""
    raise NotImplementedError


@routes.on("POST", "/roles", takes=NewRoleBody, gives=RoleShape, status=201)
def create_role(body: dict[str, Any]) -> Response:
    """Add a role."""
    raise NotImplementedError


@routes.on("PATCH", "/roles/<role_id>", takes=RoleChangesBody, gives=RoleShape, if_match=True)
def update_role(role_id: str, body: dict[str, Any]) -> Response:
    """Change a role."""
    raise NotImplementedError
