"""Reading people and their roles from the tables: the parts that several verbs need."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from engine.identity.rules import ADMINISTERING, permissions_of, require_not_above
from engine.identity.tables import app_user, organisation, role, role_assignment
from engine.identity.texts import say
from engine.kernel.actor import Actor, Affiliation, RoleHeld
from engine.kernel.errors import Conflict, NotFound
from engine.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class Held:
    """A role held, with what it allows."""

    role: RoleHeld
    permissions: tuple[str, ...]


def locked_user(db: Connection, user_id: str) -> RowMapping:
    """The user's row, locked until the transaction ends. Raises ``NotFound``."""
    return _found(db.execute(select(app_user).where(app_user.c.id == user_id).with_for_update()).mappings().one_or_none(), user_id)


def user_named(db: Connection, username: str) -> RowMapping | None:
    """The row of a (normal) user name, locked."""
    return db.execute(select(app_user).where(app_user.c.username == username).with_for_update()).mappings().one_or_none()


def roles_held(db: Connection, user_id: str) -> tuple[Held, ...]:
    """The roles that a user holds, in a stable order."""
    rows = db.execute(
        select(role_assignment.c.role_id, role_assignment.c.customer_id, role_assignment.c.department, role.c.permissions)
        .join(role, role.c.id == role_assignment.c.role_id)
        .where(role_assignment.c.user_id == user_id)
        .order_by(role_assignment.c.role_id, role_assignment.c.customer_id, role_assignment.c.department)
    )
    return tuple(Held(RoleHeld(row.role_id, row.customer_id, row.department), tuple(row.permissions)) for row in rows)


def at_home(role: RoleHeld, customer_id: str | None) -> RoleHeld:
    """A role as it counts for somebody of this customer: held everywhere, it counts for their customer's cases, and for no other's."""
    return RoleHeld(role.role, customer_id, role.department) if role.customer is None else role


def scopes_held(db: Connection, user_id: str) -> tuple[RoleHeld, ...]:
    """The roles that a user holds, as they count."""
    customer_id = db.execute(select(app_user.c.customer_id).where(app_user.c.id == user_id)).scalar()
    return tuple(at_home(held.role, customer_id) for held in roles_held(db, user_id))


def permissions_held(db: Connection, user_id: str, *, active: bool = False) -> frozenset[str]:
    """The permissions of a user; with ``active`` none where the user is not active."""
    if active and not db.execute(select(app_user.c.active).where(app_user.c.id == user_id)).scalar():
        return frozenset()
    return permissions_of((held.role, held.permissions) for held in roles_held(db, user_id))


def require_not_more_powerful(db: Connection, actor: Actor, user_id: str) -> None:
    """Raises ``Forbidden`` where the user holds a permission that the actor does not hold."""
    require_not_above(actor, permissions_held(db, user_id))


def acting_as(user: Mapping[Any, Any] | RowMapping, held: Collection[Held], *, authenticated_by: Any) -> Actor:
    """The actor that a user is. Somebody who has to change the password first acts without any role or permission."""
    may_act = not user["must_change_password"]
    return Actor(
        kind="technical" if user["technical"] else "person",
        id=user["id"],
        name=person_name(Text(user["display_name_en"], user["display_name_zh"])),
        roles=tuple(at_home(each.role, user["customer_id"]) for each in held) if may_act else (),
        authenticated_by=authenticated_by,
        customer=user["customer_id"],
        permissions=permissions_of((each.role, each.permissions) for each in held) if may_act else frozenset(),
        affiliation=affiliation_of(user["affiliation"], user["customer_id"]),
    )


def affiliation_of(stored: str, customer_id: str | None) -> Affiliation:
    """To whom somebody belongs. The release before knows customers alone: whom it gives one belongs there, whatever is stored."""
    return Affiliation.CUSTOMER if customer_id is not None else Affiliation(stored)


def person_name(name: Text) -> str:
    """The name under which evidence knows a person, for readers of both languages."""
    return name.zh if name.zh == name.en else f"{name.zh} ({name.en})"


def require_an_administrator(db: Connection) -> None:
    """Raises ``Conflict`` when no person is left who may manage both users and roles. Called after the change, before the commit."""
    active = (
        select(role_assignment.c.user_id, role.c.permissions)
        .join(role, role.c.id == role_assignment.c.role_id)
        .join(app_user, app_user.c.id == role_assignment.c.user_id)
        .where(app_user.c.active, ~app_user.c.technical, role_assignment.c.customer_id.is_(None), role_assignment.c.department.is_(None))
    )
    held: dict[str, set[str]] = {}
    for user_id, permissions in db.execute(active):
        held.setdefault(user_id, set()).update(permissions)
        if held[user_id] >= ADMINISTERING:
            return
    raise Conflict(say("last_administrator"), code="last_administrator")


def names_around(db: Connection, user: Mapping[Any, Any] | RowMapping) -> tuple[str, ...]:
    """What anybody would try first as this person's password: names of theirs and of the organisation."""
    own = (user[name] for name in ("username", "display_name_zh", "display_name_en", "email"))
    house = db.execute(select(organisation.c.name_zh, organisation.c.name_en)).first() or ()
    return tuple(each for each in (*own, *house) if each)


def count_users(db: Connection) -> int:
    """How many users there are, active or not."""
    return db.execute(select(func.count()).select_from(app_user)).scalar_one()


def _found(row: RowMapping | None, user_id: str) -> RowMapping:
    if row is None:
        raise NotFound(say("user_unknown", user_id=user_id), user=user_id)
    return row
