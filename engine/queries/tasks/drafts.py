"""One's own drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from engine.tasks.tables import form_draft
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person typed and has not submitted."""

    subject: str
    data: Mapping[str, Any]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ShowDraft(Query[Draft | None]):
    """The actor's own draft of ``task:<id>`` or ``start:<procedure>:<form>``; None without one. Nobody sees another's."""

    subject: str

    def answer(self, ctx: ReadContext) -> Draft | None:
        own = (form_draft.c.user_id == ctx.actor.id, form_draft.c.subject == self.subject)
        row = ctx.db.execute(select(form_draft.c.subject, form_draft.c.data, form_draft.c.updated_at).where(*own)).first()
        return Draft(*row) if row else None
