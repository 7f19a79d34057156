"""Routes: people and the roles that they hold."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer, nothing
from api.derived import page_of, shape_of
from api.door import ask, do
from api.etags import expected_version
from api.front.plan import Lane
from api.routing import Routes
from api.users.schemas import GrantBody, GrantedShape, NewPasswordBody, NewUserBody, PeopleQuery, UserChangesBody, UsersQuery
from engine.commands.people.create_user import CreateUser, UserReceipt
from engine.commands.people.grant_role import GrantRole, RevokeRole
from engine.commands.people.set_password import SetPassword
from engine.commands.people.update_user import UpdateUser
from engine.queries.pages import Ref
from engine.queries.people.colleagues import Colleagues
from engine.queries.people.users import ShowUser, UserDetail, UserRow, Users

routes = Routes("users", "People and the roles that they hold")


@routes.on("GET", "/users", query=UsersQuery, gives=page_of(UserRow))
def users(query: dict[str, Any]) -> Response:
    """People, by user name."""
    return answer(ask(Users(**query)))


@routes.on("GET", "/people", query=PeopleQuery, gives=page_of(Ref), scope="tasks:read")
def people(query: dict[str, Any]) -> Response:
    """The people of the house by name, for handing work to each other."""
    return answer(ask(Colleagues(**query)))


@routes.on("POST", "/users", takes=NewUserBody, lane=Lane.PASSWORDS, gives=shape_of(UserReceipt), status=201)
def create_user(body: dict[str, Any]) -> Response:
    """Add a person, who holds no role yet. A password given here is good for one sign-in."""
    made = do(CreateUser(**body))
    return answer(made, 201, version=made.version)


@routes.on("GET", "/users/<user_id>", gives=shape_of(UserDetail))
def user(user_id: str) -> Response:
    """One person with the roles held."""
    found = ask(ShowUser(user_id))
    return answer(found, version=found.version)


@routes.on("PATCH", "/users/<user_id>", takes=UserChangesBody, gives=shape_of(UserReceipt), if_match=True)
def update_user(user_id: str, body: dict[str, Any]) -> Response:
    """Change a person; `active: false` ends their sessions and tokens."""
    changed = do(UpdateUser(user_id, body, expected_version=expected_version()))
    return answer(changed, version=changed.version)


@routes.on("POST", "/users/<user_id>/password", takes=NewPasswordBody, status=204, lane=Lane.PASSWORDS)
def set_password(user_id: str, body: dict[str, Any]) -> Response:
    """Set a password for one sign-in; the person must then change it."""
    do(SetPassword(user_id, body["password"]))
    return nothing()


@routes.on("POST", "/users/<user_id>/roles", takes=GrantBody, gives=GrantedShape, status=201)
def grant_role(user_id: str, body: dict[str, Any]) -> Response:
    """Give a person a role, everywhere or for one customer or department."""
    return answer({"assignment_id": do(GrantRole(user_id, **body))}, 201)


@routes.on("DELETE", "/users/<user_id>/roles/<assignment_id>", status=204)
def revoke_role(user_id: str, assignment_id: str) -> Response:
    """Take a role away."""
    do(RevokeRole(assignment_id, user_id))
    return nothing()
