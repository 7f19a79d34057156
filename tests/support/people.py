"""People for tests: rows of users, roles and role assignments, and the actors that they act as."""

from __future__ import annotations

from sqlalchemy import insert, select

from engine.bootstrap import Engine
from engine.identity.people import at_home
from engine.identity.tables import app_user, role, role_assignment
from engine.kernel.actor import Actor, Affiliation, RoleHeld
from engine.kernel.ids import new_id
from engine.store.database import writing


class People:
    """``hire("li", "service_desk")`` makes the user, the role where it is missing, and gives the actor."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def role(self, role_id: str, *permissions: str) -> str:
        """Makes the role, unless there is one of that id."""
        with writing(self._engine.database) as db:
            if db.execute(select(role.c.id).where(role.c.id == role_id)).first() is None:
                row = {"id": role_id, "name_zh": role_id, "name_en": role_id, "permissions": list(permissions), "built_in": False}
                db.execute(insert(role), row)
        return role_id

    def hire(
        self,
        username: str,
        *roles: str,
        customer: str | None = None,
        department: str | None = None,
        permissions: tuple[str, ...] = (),
        belongs_to: str | None = None,
        affiliation: Affiliation | None = None,
        technical: bool = False,
    ) -> Actor:
        """A user, of the house unless said otherwise, who holds ``roles`` (for one customer or department only, if one is given).

        ``technical``: another system.
        """
        user_id = new_id()
        belongs = affiliation or (Affiliation.CUSTOMER if belongs_to else Affiliation.HOUSE)
        for each in roles:
            self.role(each)
        now = self._engine.clock.now()
        with writing(self._engine.database) as db:
            db.execute(
                insert(app_user),
                {
                    "id": user_id,
                    "username": username,
                    "display_name_zh": username,
                    "display_name_en": username,
                    "technical": technical,
                    "active": True,
                    "must_change_password": False,
                    "locale": "zh",
                    "customer_id": belongs_to,
                    "affiliation": belongs.value,
                    "email": f"{username}@example.com",
                    "created_at": now,
                },
            )
            for each in roles:
                row = {"id": new_id(), "user_id": user_id, "role_id": each, "customer_id": customer, "department": department}
                db.execute(insert(role_assignment), {**row, "granted_at": now, "granted_by": None})
        return Actor(
            kind="technical" if technical else "person",
            id=user_id,
            name=username,
            roles=tuple(at_home(RoleHeld(each, customer, department), belongs_to) for each in roles),
            authenticated_by="password",
            permissions=frozenset(permissions),
            customer=belongs_to,
            affiliation=belongs,
        )
