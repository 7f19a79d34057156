"""People, their roles, and what they get in with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.events import organisation as e
from engine.identity.tables import api_token, app_user, role, role_assignment
from engine.retelling.state import By, OneOf, Retold, silent, tells

silent(e.SignedIn, e.SignInRefused, e.SignedOut)

_NOT_GIVEN = {**dict.fromkeys(("email", "phone", "time_zone", "customer_id", "department")), "technical": False}
_NOT_DESCRIBED = dict.fromkeys(("description_zh", "description_en"))
NOT_HELD = frozenset({"locale"})
"""A taste: everybody changes their own without evidence."""


def changed(retold: Retold, by: By, table: str, key: str, changes: Any) -> None:
    """The new values of ``changes``, and a version more."""
    row = retold.change(table, key, by, {each["name"]: each.get("new") for each in changes if each["name"] not in NOT_HELD})
    if row is not None:
        row.grow(by)


@tells(e.UserCreated)
def _user_created(retold: Retold, by: By, event: e.UserCreated) -> None:
    facts = {name: value for name, value in event.facts.items() if name not in NOT_HELD}
    retold.begin(app_user.name, event.user, by, {**_NOT_GIVEN, **facts, "active": True, "created_at": by.at, "version": 1})


@tells(e.UserChanged)
def _user_changed(retold: Retold, by: By, event: e.UserChanged) -> None:
    changed(retold, by, app_user.name, event.user, event.changes)
    if event.revoked_tokens is not None:
        for token in retold.where(api_token.name, user_id=event.user, revoked_at=None):
            token.say(by, {"revoked_at": by.at})


@tells(e.PasswordChanged)
def _password_changed(retold: Retold, by: By, event: e.PasswordChanged) -> None:
    row = retold.change(app_user.name, event.user, by, {"must_change_password": event.by_administrator})
    if row is not None:
        row.grow(by)


@tells(e.RoleCreated)
def _role_created(retold: Retold, by: By, event: e.RoleCreated) -> None:
    retold.begin(role.name, event.role, by, {**_NOT_DESCRIBED, "built_in": False, **event.facts, "version": 1})


@tells(e.RoleChanged)
def _role_changed(retold: Retold, by: By, event: e.RoleChanged) -> None:
    changed(retold, by, role.name, event.role, event.changes)


@tells(e.RoleGranted)
def _role_granted(retold: Retold, by: By, event: e.RoleGranted) -> None:
    held = {"user_id": event.user, "role_id": event.role, "customer_id": event.customer, "department": event.department}
    retold.begin(role_assignment.name, event.assignment, by, {**held, "granted_at": by.at, "granted_by": by.actor_id})


@tells(e.RoleRevoked)
def _role_revoked(retold: Retold, _by: By, event: e.RoleRevoked) -> None:
    retold.end(role_assignment.name, event.assignment)


@tells(e.TokenCreated)
def _token_created(retold: Retold, by: By, event: e.TokenCreated) -> None:
    made: Mapping[str, object] = {"user_id": event.user, "name": event.name, "scopes": event.scopes, "expires_at": event.expires_at}
    retold.begin(
        api_token.name, event.token, by, {**made, "created_at": by.at, "created_by": OneOf((by.actor_id, None)), "revoked_at": None}
    )


@tells(e.TokenRevoked)
def _token_revoked(retold: Retold, by: By, event: e.TokenRevoked) -> None:
    retold.change(api_token.name, event.token, by, {"revoked_at": by.at})
