"""Who decides about a procedure's next version, and what becomes of it. Pure.

A version is put forward by its author, compiled and checked, and never changes. Then it is in review, until another person of the
owner's role approves or rejects it, or its author withdraws it; only an approved one becomes active.

The owner's role of the version that is active decides; of a new procedure the one that its first version names. A version that names
another owner takes the procedure away from the first and burdens the second: whoever makes it active holds both roles.
See docs/decisions/0026-the-owners-role-publishes.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from engine.definitions.metadata import Procedure, procedure_of
from engine.definitions.texts import say
from engine.kernel.actor import Actor
from engine.kernel.errors import Conflict, Forbidden
from engine.kernel.permissions import Permission
from engine.kernel.texts import listed


class State(StrEnum):
    """What has become of a version. ``DEPLOYED`` ones were active, and the newest of them is."""

    IN_REVIEW = "in_review"
    DEPLOYED = "deployed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


def deciding_roles(now: str | None, named: str) -> tuple[str, ...]:
    """The roles of which an activation needs each. ``now``: the owner of the active version, None without one; ``named``: of the next."""
    return (named,) if now is None else tuple(dict.fromkeys((now, named)))


def author_of(actor: Actor) -> str | None:
    """Who answers for what ``actor`` puts forward: for a program, whoever made its token, who is then not the second person."""
    return actor.token_maker or actor.id


def require_owner(actor: Actor, now: str | None, named: str) -> None:
    """Raises ``Forbidden`` unless the actor may put forward a next version, or reject one."""
    _require(actor, deciding_roles(now, named)[:1])


def require_all_owners(actor: Actor, now: str | None, named: str) -> None:
    """Raises ``Forbidden`` unless the actor may make the next version active."""
    _require(actor, deciding_roles(now, named))


def readers_added(before: Procedure | None, after: Procedure) -> tuple[str, ...]:
    """The roles that would read all cases of the procedure, those there are included, and do not with the active version ``before``."""
    return () if before is None else tuple(role for role in dict.fromkeys(after.readers) if role not in before.readers)


def require_may_widen(actor: Actor, added: tuple[str, ...]) -> None:
    """Raises ``Forbidden`` where more roles would read and the actor may not open cases to them."""
    if added and not actor.may(Permission.DEFINITIONS_WIDEN_READERS):
        raise Forbidden(say("readers_wider", roles=listed(added)), code="readers_wider", roles=list(added))


@dataclass(frozen=True, slots=True)
class Review:
    """What decides about a version: the owner's role as it is and as the version names it, who put it forward over which version, its
    state, and the version that is active now."""

    owner: str | None
    named: str
    author: str | None
    based_on: str | None
    state: str
    active: str | None


def review_of(row: Any) -> Review:
    """``row``: as ``library.reviewed_versions`` gives it."""
    return Review(
        owner=None if row.active_version_id is None else row.owner_role,
        named=procedure_of(row.metadata).owner_role,
        author=row.submitted_by,
        based_on=row.based_on,
        state=row.state or State.DEPLOYED,
        active=row.active_version_id,
    )


def require_approval(actor: Actor, review: Review) -> None:
    """Raises ``Forbidden`` unless the actor holds the owner's role (both, where it changes) and is another person than the author;
    ``Conflict`` where the review is over, or another version became active meanwhile: what was shown is not what would change."""
    require_all_owners(actor, review.owner, review.named)
    _require_second_person(actor, review.author)
    _require_in_review(review.state)
    if review.active != review.based_on:
        raise Conflict(say("overtaken"), code="version_overtaken")


def require_rejection(actor: Actor, review: Review) -> None:
    """Raises as ``require_approval``; a version that was overtaken, or would change hands, is rejected by whoever owns the procedure."""
    require_owner(actor, review.owner, review.named)
    _require_second_person(actor, review.author)
    _require_in_review(review.state)


def require_withdrawal(actor: Actor, review: Review) -> None:
    """Raises ``Forbidden`` unless the actor put the version forward, ``Conflict`` where the review is over."""
    if not actor.answers_for(review.author):
        raise Forbidden(say("not_the_author"))
    _require_in_review(review.state)


def _require_second_person(actor: Actor, author: str | None) -> None:
    """A program with a token of theirs is nobody's second look."""
    if actor.authenticated_by == "token":
        raise Forbidden(say("reviewed_by_a_program"), code="reviewed_by_a_program")
    if actor.id is None or actor.answers_for(author):
        raise Forbidden(say("own_version"), code="four_eyes")


def _require_in_review(state: str) -> None:
    if state != State.IN_REVIEW:
        raise Conflict(say("not_in_review", state=say(state)), code="not_in_review", state=state)


def _require(actor: Actor, roles: tuple[str, ...]) -> None:
    """Held everywhere: a procedure is the same for all customers. The system itself may do everything."""
    missing = [role for role in roles if not actor.holds(role)]
    if missing and actor.kind != "system":
        raise Forbidden(say("not_of_the_owner", roles=listed(missing)), code="not_of_the_owner", roles=missing)
