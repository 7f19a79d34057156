"""That somebody looked into a case, or opened one of its files, by a right alone is evidence."""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.readers import by_right_alone
from engine.events.organisation import CaseRead
from engine.evidence.append import lock_organisation
from engine.evidence.case_reads import noted_lately
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True)
class NoteCaseRead(Command[None]):
    """Nothing where the actor takes part in the case, or the same look was noted a short while ago.

    ``attachment_id``: the file that was opened; None: the case itself.
    """

    instance_id: str
    attachment_id: str | None = None

    def carry_out(self, ctx: Context) -> None:
        if not by_right_alone(ctx, self.instance_id):
            return
        lock_organisation(ctx.db)  # a page asks for several parts of a case at once, and is one look
        read = CaseRead(self.instance_id, self.attachment_id)
        if not noted_lately(ctx.db, ctx.actor.id, read, ctx.now):
            ctx.record(read, concerning=self.instance_id)
