"""Whether a look into a case has to be noted: asked without a lock, so that only the first look of several waits for the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.readers import by_right_alone
from engine.events.organisation import CaseRead
from engine.evidence.case_reads import noted_lately
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True)
class ReadIsToBeNoted(Query[bool]):
    """Whether ``NoteCaseRead`` with the same fields would note something now."""

    instance_id: str
    attachment_id: str | None = None

    def answer(self, ctx: ReadContext) -> bool:
        read = CaseRead(self.instance_id, self.attachment_id)
        return by_right_alone(ctx, self.instance_id) and not noted_lately(ctx.db, ctx.actor.id, read, ctx.now)
