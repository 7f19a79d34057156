"""Who decides about a procedure's next version. Pure.

The owner's role of the version that is active decides; of a new procedure the one that its first version names. A version that names
another owner takes the procedure away from the first and burdens the second: whoever makes it active holds both roles.
See docs/decisions/0026-the-owners-role-publishes.md.
"""

from __future__ import annotations

from engine.definitions.texts import say
from engine.kernel.actor import Actor
from engine.kernel.errors import Forbidden
from engine.kernel.texts import listed


def deciding_roles(now: str | None, named: str) -> tuple[str, ...]:
    """The roles of which an activation needs each. ``now``: the owner of the active version, None without one; ``named``: of the next."""
    return (named,) if now is None else tuple(dict.fromkeys((now, named)))


def require_owner(actor: Actor, now: str | None, named: str) -> None:
    """Raises ``Forbidden`` unless the actor may put forward a next version."""
    _require(actor, deciding_roles(now, named)[:1])


def require_all_owners(actor: Actor, now: str | None, named: str) -> None:
    """Raises ``Forbidden`` unless the actor may make the next version active."""
    _require(actor, deciding_roles(now, named))


def _require(actor: Actor, roles: tuple[str, ...]) -> None:
    """Held everywhere: a procedure is the same for all customers. The system itself may do everything."""
    missing = [role for role in roles if not actor.holds(role)]
    if missing and actor.kind != "system":
        raise Forbidden(say("not_of_the_owner", roles=listed(missing)), code="not_of_the_owner", roles=missing)
