"""That an organisation was restored from a copy is evidence: what happened after the copy was made is not in it."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.organisation.texts import say
from engine.events.organisation import OrganisationRestored
from engine.kernel.errors import Forbidden
from engine.unit_of_work.context import Context
from engine.unit_of_work.receipts import Receipt
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True)
class NoteRestored(Command[Receipt]):
    """``made_at``: when the copy was made; ``manifest``: SHA-256 of its manifest. For whoever has the machine's console."""

    made_at: str
    application: str
    manifest: str
    entries: int
    files: int

    def carry_out(self, ctx: Context) -> Receipt:
        if ctx.actor.kind != "system":
            raise Forbidden(say("only_operator_restores"))
        ctx.record(OrganisationRestored(self.made_at, self.application, self.manifest, self.entries, self.files))
        return ctx.receipts[-1]
