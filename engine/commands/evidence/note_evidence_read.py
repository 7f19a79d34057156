"""That somebody read or verified evidence is evidence itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.events.organisation import EvidenceVerified, EvidenceViewed
from engine.identity.rules import require
from engine.kernel.permissions import Permission
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True)
class NoteEvidenceViewed(Command[None]):
    """``filters``: which part of the audit trail was asked for. Once for each look, not for each page."""

    filters: Mapping[str, object] = field(default_factory=dict)

    def carry_out(self, ctx: Context) -> None:
        require(ctx.actor, Permission.EVIDENCE_READ)
        ctx.record(EvidenceViewed(dict(self.filters)))


@dataclass(frozen=True)
class NoteEvidenceVerified(Command[None]):
    """What a verification looked at, and how much it found."""

    streams: int
    entries: int
    faults: int
    instance_id: str | None = None

    def carry_out(self, ctx: Context) -> None:
        require(ctx.actor, Permission.EVIDENCE_READ)
        ctx.record(EvidenceVerified(self.streams, self.entries, self.faults, self.instance_id))
