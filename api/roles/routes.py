"""Routes: roles and permissions."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer
from api.derived import shape_of
from api.door import ask, do
from api.etags import expected_version
from api.roles.schemas import NewRoleBody, RoleChangesBody
from api.routing import Routes
from engine.commands.people.change_role import CreateRole, UpdateRole
from engine.queries.people.roles import RoleList, RoleRow, Roles, ShowRole

routes = Routes("roles", "Roles and permissions")


@routes.on("GET", "/roles", gives=shape_of(RoleList))
def roles() -> Response:
    """All roles, and the permissions that exist."""
    return answer(ask(Roles()))


@routes.on("POST", "/roles", takes=NewRoleBody, gives=shape_of(RoleRow), status=201)
def create_role(body: dict[str, Any]) -> Response:
    """Add a role."""
    role_id = body.pop("id")
    do(CreateRole(role_id, **{**body, "permissions": tuple(body.get("permissions", ()))}))
    return _shown(role_id, 201)


@routes.on("PATCH", "/roles/<role_id>", takes=RoleChangesBody, gives=shape_of(RoleRow), if_match=True)
def update_role(role_id: str, body: dict[str, Any]) -> Response:
    """Change a role. Open sessions see it with their next request."""
    do(UpdateRole(role_id, body, expected_version=expected_version()))
    return _shown(role_id)


def _shown(role_id: str, status: int = 200) -> Response:
    found = ask(ShowRole(role_id))
    return answer(found, status, version=found.version)
