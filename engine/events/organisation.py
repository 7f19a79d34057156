"""What happens outside cases: people, roles, sign-in, settings, evidence that is read. Never a password or its hash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine.events.base import Change, Event


@dataclass(frozen=True, slots=True)
class OrganisationSetUp(Event):
    kind: ClassVar[str] = "organisation.set_up"
    name_zh: str
    name_en: str
    time_zone: str
    administrator: str


@dataclass(frozen=True, slots=True)
class OrganisationChanged(Event):
    kind: ClassVar[str] = "organisation.changed"
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class DemonstrationLoadedV1(Event):
    kind: ClassVar[str] = "demonstration.loaded"
    people: int
    customers: int
    services: int

    def newer(self) -> Event:
        return DemonstrationLoaded(self.people, self.customers, self.services)


@dataclass(frozen=True, slots=True)
class DemonstrationLoaded(Event):
    """From here on the organisation has this name, and is marked as one that shows the product and nothing else."""

    kind: ClassVar[str] = "demonstration.loaded"
    version: ClassVar[int] = 2
    people: int
    customers: int
    services: int
    name_zh: str | None = None
    name_en: str | None = None


@dataclass(frozen=True, slots=True)
class OrganisationRestored(Event):
    """From a copy that was made at ``made_at`` by the release ``application``; ``manifest`` is the SHA-256 of its manifest."""

    kind: ClassVar[str] = "organisation.restored"
    made_at: str
    application: str
    manifest: str
    entries: int
    files: int


@dataclass(frozen=True, slots=True)
class UserCreated(Event):
    kind: ClassVar[str] = "user.created"
    user: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class UserChanged(Event):
    """``ended_sessions`` and ``revoked_tokens`` tell what a deactivation cut off."""

    kind: ClassVar[str] = "user.changed"
    user: str
    changes: Sequence[Change]
    ended_sessions: int | None = None
    revoked_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    """``by_administrator``: a one-time password that the person must change."""

    kind: ClassVar[str] = "password.changed"
    user: str
    by_administrator: bool
    ended_sessions: int


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    kind: ClassVar[str] = "session.started"
    user: str
    address: str
    user_agent: str | None = None


@dataclass(frozen=True, slots=True)
class SignInRefused(Event):
    """``user`` is missing where no such user exists: what was typed may have been a password."""

    kind: ClassVar[str] = "session.refused"
    reason: str
    address: str
    user: str | None = None


@dataclass(frozen=True, slots=True)
class SignedOut(Event):
    kind: ClassVar[str] = "session.ended"
    user: str
    sessions: int


@dataclass(frozen=True, slots=True)
class TokenCreated(Event):
    kind: ClassVar[str] = "token.created"
    token: str
    user: str
    name: str
    scopes: Sequence[str]
    expires_at: object


@dataclass(frozen=True, slots=True)
class TokenRevoked(Event):
    kind: ClassVar[str] = "token.revoked"
    token: str
    user: str


@dataclass(frozen=True, slots=True)
class RoleCreated(Event):
    kind: ClassVar[str] = "role.created"
    role: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    kind: ClassVar[str] = "role.changed"
    role: str
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class RoleGranted(Event):
    kind: ClassVar[str] = "role.granted"
    assignment: str
    user: str
    role: str
    customer: str | None = None
    department: str | None = None


@dataclass(frozen=True, slots=True)
class RoleRevoked(Event):
    kind: ClassVar[str] = "role.revoked"
    assignment: str
    user: str
    role: str
    customer: str | None = None
    department: str | None = None


@dataclass(frozen=True, slots=True)
class CustomerCreated(Event):
    kind: ClassVar[str] = "customer.created"
    customer: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CustomerChanged(Event):
    kind: ClassVar[str] = "customer.changed"
    customer: str
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class CalendarSaved(Event):
    """A business calendar was made (no ``old`` values) or changed. Clocks that run keep the one they began with."""

    kind: ClassVar[str] = "calendar.saved"
    calendar: str
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class CatalogueServiceSaved(Event):
    kind: ClassVar[str] = "service.saved"
    service: str
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class EvidenceViewed(Event):
    """Somebody read the audit trail; ``filters`` says which part."""

    kind: ClassVar[str] = "evidence.viewed"
    filters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CaseRead(Event):
    """Somebody who takes no part in a case looked into it by a right; ``attachment``: the file that was opened, if it was one."""

    kind: ClassVar[str] = "case.read"
    case: str
    attachment: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceVerified(Event):
    kind: ClassVar[str] = "evidence.verified"
    streams: int
    records: int
    faults: int
    instance: str | None = None


@dataclass(frozen=True, slots=True)
class ClockStrayed(Event):
    """``how``: jumped (against the time that passed) or differs (from the database's). ``seconds``: how far ahead; behind is negative."""

    kind: ClassVar[str] = "clock.strayed"
    node: str
    how: str
    seconds: int
