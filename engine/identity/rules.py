"""Who may do what: permissions, scopes of tokens, sessions, throttling. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.identity.texts import say
from engine.kernel.actor import Actor, RoleHeld
from engine.kernel.errors import Fault, Forbidden
from engine.kernel.permissions import Permission, with_covered
from engine.kernel.texts import listed

ADMINISTERING = frozenset({Permission.USERS_MANAGE, Permission.ROLES_MANAGE})
"""Who holds both, everywhere, can put right whatever else is wrong: there is always at least one such person."""

ANONYMOUS = Actor(kind="person")
"""Somebody who has not signed in."""

LONGEST_TOKEN_LIFE = timedelta(days=366)
TOUCH_INTERVAL = timedelta(minutes=1)
"""How exactly a session's or token's last use is kept: not one write for each request."""

SCOPES: dict[str, frozenset[str]] = {
    "read": frozenset(),
    "tasks": frozenset({"tasks", "inbox", "drafts", "attachments", "notices"}),
    "instances": frozenset({"instances", "procedures", "portal", "attachments", "drafts"}),
    "messages": frozenset({"messages", "signals"}),
    "definitions": frozenset({"definitions"}),
    "incidents": frozenset({"incidents", "jobs"}),
    "evidence": frozenset({"evidence"}),
    "admin": frozenset({"users", "roles", "customers", "services", "calendars", "tokens", "organisation"}),
}
"""What an API token may be made for, and the nouns of the API that each opens. ``read`` opens reading of all."""

_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._@-]{0,98}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Patience:
    """``free`` failures within ``window`` cost nothing; each further one doubles the wait, up to ``longest``."""

    free: int
    window: timedelta
    longest: timedelta


OF_PAIR = Patience(5, timedelta(hours=24), timedelta(minutes=15))
"""One name from one address: guessing at an account."""
OF_NAME = Patience(50, timedelta(hours=24), timedelta(seconds=30))
"""One name from everywhere: guessing from many addresses. Short, because it meets the person, too, at an address that is new for them."""
OF_ADDRESS = Patience(50, timedelta(hours=1), timedelta(seconds=30))
"""All names from one address: trying a few passwords with many. Short for the same reason: many may share an address."""
OF_ALL = Patience(600, timedelta(minutes=10), timedelta(seconds=2))
"""All there is: each attempt costs a slow hash."""
PLACES_REMEMBERED = timedelta(days=180)
"""How long the product knows from where somebody has signed in."""


def require(actor: Actor, permission: Permission) -> None:
    """Raises ``Forbidden`` unless a role that the actor holds everywhere carries ``permission``."""
    if not actor.may(permission):
        raise Forbidden(
            say("permission_missing", permission=permission, who=actor.name or say("the_caller")),
            permission=str(permission),
        )


def require_not_above(actor: Actor, permissions: Collection[str]) -> None:
    """Raises ``Forbidden`` when somebody would hand out, or get hold of, permissions that they lack themselves.

    That is also what makes one person more powerful than another: a permission that the other does not hold.
    """
    missing = sorted(set(map(str, permissions)) - with_covered(actor.permissions))
    if missing and actor.kind != "system":
        raise Forbidden(
            say("above_oneself", missing=listed(missing)),
            permissions=missing,
        )


def require_others_access(actor: Actor, user_id: str) -> None:
    """Raises ``Forbidden`` where somebody would widen their own access, also with a token that they made for a technical account."""
    if actor.answers_for(user_id):
        raise Forbidden(say("own_access"), code="own_access")


def permissions_of(held: Iterable[tuple[RoleHeld, Collection[str]]]) -> frozenset[str]:
    """The permissions that roles give. A role held for one customer or department gives none: permissions know no scope."""
    return frozenset(
        permission for role, permissions in held if role.customer is None and role.department is None for permission in permissions
    )


def scope_allows(granted: Collection[str], needed: str) -> bool:
    """Whether a token made for ``granted`` may do ``needed`` ("users:write"). A scope may also be given as exactly that."""
    noun, _, access = needed.partition(":")
    if needed in granted or ("read" in granted and access == "read"):
        return True
    return any(noun in SCOPES.get(scope, ()) for scope in granted)


def unknown_scopes(scopes: Collection[str]) -> list[str]:
    """The scopes that no token can be made for, in order."""
    nouns = frozenset().union(*SCOPES.values())
    fine = {f"{noun}:{access}" for noun in nouns for access in ("read", "write")}
    return sorted(scope for scope in scopes if scope not in SCOPES and scope not in fine)


def normal_username(username: str) -> str:
    """User names are compared without regard to case or surrounding space."""
    return username.strip().lower()


def username_fault(username: str) -> Fault | None:
    """What is wrong with a (normal) user name."""
    if _USERNAME.fullmatch(username):
        return None
    return Fault(where="username", code="username_invalid", text=say("username_invalid", username=username))


def wait_after_failures(failures: int, last: datetime | None, now: datetime, patience: Patience = OF_PAIR) -> timedelta:
    """How long to wait before the next sign-in is looked at: doubles with each failure beyond the free ones."""
    beyond = failures - patience.free
    if beyond < 0 or last is None:
        return timedelta(0)
    pause = min(patience.longest, timedelta(seconds=2 ** min(beyond, 20)))
    return max(timedelta(0), last + pause - now)


def session_is_over(*, last_seen_at: datetime, expires_at: datetime, idle_seconds: int, now: datetime) -> bool:
    """Whether a session has been idle too long or has reached its end."""
    return now >= expires_at or now >= last_seen_at + timedelta(seconds=idle_seconds)
