"""The hash chain: how an entry is made from what happened and the head of its stream. Pure.

A entry's body is canonical JSON that holds the hash of the entry before it. The bytes that
were hashed are the bytes that are stored; to verify, they are hashed again, never made again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from engine.kernel.actor import Actor
from engine.kernel.canonical_json import canonical, timestamp
from engine.kernel.ids import new_id

FORMAT = 1
ORGANISATION = "organisation"
"""The stream of what happens outside process instances."""
GENESIS = ""
"""What the first entry of a stream names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a stream ends: how many entries it has, and the hash of the last one (hex)."""

    count: int = 0
    hash: str = GENESIS


@dataclass(frozen=True, slots=True)
class Entry:
    """One evidence entry, as the table ``evidence_entry`` keeps it. ``body`` is what was hashed."""

    event_id: str
    stream: str
    position: int
    kind: str
    at: datetime
    instance_id: str | None
    procedure_id: str | None
    element_id: str | None
    actor_id: str | None
    previous: str
    hash: str
    body: bytes

    def head(self) -> Head:
        """The stream's head once this entry is its last."""
        return Head(self.position, self.hash)

    def row(self) -> dict[str, object]:
        """The columns of ``evidence_entry``, for an insert."""
        return {name: getattr(self, name) for name in Entry.__slots__}

    def receipt(self) -> dict[str, object]:
        """What the one who caused it may keep, to ask for this entry later."""
        return {"event_id": self.event_id, "hash": self.hash, "position": self.position}


def make_entry(
    head: Head,
    *,
    stream: str,
    kind: str,
    at: datetime,
    actor: Mapping[str, object],
    instance_id: str | None = None,
    procedure: Mapping[str, object] | None = None,
    element: Mapping[str, object] | None = None,
    details: Mapping[str, object] | None = None,
    context: Mapping[str, object] | None = None,
    state: Mapping[str, object] | None = None,
    event_id: str | None = None,
) -> Entry:
    """The entry that follows ``head``.

    ``actor`` is made once for each command with :func:`actor_facts`. ``procedure`` and ``element``
    have at least ``id``. ``context`` is what the whole command shares: application version, idempotency
    key, cause. ``state`` is what a command left behind in rows that no event tells of: it stands in the
    last entry that the command adds to a stream (``docs/decisions/0030-state-that-evidence-tells.md``).
    ``details`` is anything that canonical JSON has a form for. ``at`` is aware. Raises ``TypeError`` for values without a canonical form.
    """
    identifier = event_id or new_id()
    position = head.count + 1
    body: dict[str, object] = {
        "v": FORMAT,
        "event_id": identifier,
        "stream": stream,
        "position": position,
        "prev": head.hash,
        "kind": kind,
        "at": timestamp(at),
        "actor": actor,
        "details": details or {},
    }
    parts = (("instance", instance_id), ("procedure", procedure), ("element", element), ("context", context), ("state", state))
    body.update((name, part) for name, part in parts if part)
    stored = canonical(body)
    names = (instance_id, _id_of(procedure), _id_of(element), _text(actor.get("id")))
    return Entry(identifier, stream, position, kind, at, *names, previous=head.hash, hash=hash_of(stored), body=stored)


def hash_of(body: bytes) -> str:
    """SHA-256 of the stored bytes, in hex."""
    return sha256(body).hexdigest()


def actor_facts(actor: Actor) -> dict[str, object]:
    """Who acted, with the roles held at the time and how they proved who they are."""
    facts: dict[str, object] = {"kind": actor.kind, "id": actor.id, "name": actor.name, "authenticated_by": actor.authenticated_by}
    if actor.roles:
        facts["roles"] = [_role_facts(held.role, held.customer, held.department) for held in actor.roles]
    if actor.on_behalf_of is not None:
        facts["on_behalf_of"] = actor.on_behalf_of
    if actor.token_scopes is not None:
        facts["token_scopes"] = sorted(actor.token_scopes)
    if actor.token is not None:
        facts["token"] = {"id": actor.token, "made_by": actor.token_maker}
    return facts


def _role_facts(role: str, customer: str | None, department: str | None) -> dict[str, object]:
    facts: dict[str, object] = {"role": role}
    if customer is not None:
        facts["customer"] = customer
    if department is not None:
        facts["department"] = department
    return facts


def _id_of(part: Mapping[str, object] | None) -> str | None:
    return None if part is None else _text(part.get("id"))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
