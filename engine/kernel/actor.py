"""Who acts: a person, a technical account, or a part of the system that acts by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from engine.kernel.permissions import Permission

ActorKind = Literal["person", "technical", "timer", "connector", "system"]


class Affiliation(StrEnum):
    """To whom a person belongs: a fact about them, which neither a customer nor a role that is missing can tell."""

    HOUSE = "house"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role that somebody holds: everywhere, or for one customer or department only."""

    role: str
    customer: str | None = None
    department: str | None = None

    def covers(self, customer: str | None, department: str | None = None) -> bool:
        """Whether the role counts for a case of this customer and department."""
        return self.customer in (None, customer) and self.department in (None, department)


@dataclass(frozen=True, slots=True)
class Actor:
    """The one on whose account a command runs, as the evidence will name it."""

    kind: ActorKind
    id: str | None = None
    name: str = ""
    roles: tuple[RoleHeld, ...] = ()
    authenticated_by: Literal["password", "token", "operator", "none"] = "none"
    on_behalf_of: str | None = None
    token_scopes: frozenset[str] | None = None
    """Scopes of the API token used; None for anything that is not a token: no restriction."""
    customer: str | None = None
    """The customer to whom a requester or customer representative belongs."""
    permissions: frozenset[str] = frozenset()
    """What the roles held allow beyond their tasks (engine.kernel.permissions.Permission)."""
    token: str | None = None
    """The id of the API token used."""
    token_maker: str | None = None
    """Who made that token: the actor, or for a technical account the administrator who did."""
    affiliation: Affiliation = Affiliation.HOUSE

    @property
    def has_account(self) -> bool:
        """Whether the actor comes from outside, as a person or another system; not a part of this one."""
        return self.kind in ("person", "technical")

    def answers_for(self, user_id: str | None) -> bool:
        """Whether ``user_id`` is the actor, or whoever made the token that the actor came in with."""
        return user_id is not None and user_id in (self.id, self.token_maker)

    @property
    def of_the_house(self) -> bool:
        """Whether the actor belongs to the organisation: nobody does who has a customer, nor somebody who has not signed in."""
        known = not self.has_account or self.id is not None
        return known and self.affiliation == Affiliation.HOUSE and self.customer is None

    def may(self, permission: Permission) -> bool:
        """Whether a role held carries ``permission``; the system itself may do everything."""
        return self.kind == "system" or permission in self.permissions

    def holds(self, role: str, *, customer: str | None = None, department: str | None = None) -> bool:
        """Whether the actor holds ``role`` for a case of this customer and department."""
        return any(held.role == role and held.covers(customer, department) for held in self.roles)

    def holds_anywhere(self, role: str) -> bool:
        """Whether the actor holds ``role`` in any scope."""
        return any(held.role == role for held in self.roles)

    def holds_any(self, roles: Iterable[str]) -> bool:
        """Whether the actor holds one of ``roles`` in any scope."""
        return any(map(self.holds_anywhere, roles))

    def role_ids(self) -> Iterator[str]:
        """The ids of the roles held, in any scope, each once."""
        return iter(dict.fromkeys(held.role for held in self.roles))


SYSTEM = Actor(kind="system", name="system")
TIMER = Actor(kind="timer", name="timer")
CONNECTOR = Actor(kind="connector", name="connector")
