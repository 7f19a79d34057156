"""What somebody has typed into a form and not submitted yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import delete, insert, select, update

from engine.cases import access
from engine.commands.tasks.texts import say
from engine.kernel.errors import Fault, InvalidInput, LimitExceeded
from engine.tasks.rules import check_draft
from engine.tasks.tables import form_draft
from engine.unit_of_work.context import Context
from engine.unit_of_work.receipts import DraftReceipt
from engine.unit_of_work.verbs import Command

_LARGEST = 512 * 1024


@dataclass(frozen=True)
class SaveDraft(Command[DraftReceipt]):
    """``subject``: ``task:<id>``, ``start:<procedure>:<form>`` or ``message:<instance>:<name>``.

    Replaces the actor's earlier draft; nothing is checked but the size.
    """

    subject: str
    data: Mapping[str, Any]

    def carry_out(self, ctx: Context) -> DraftReceipt:
        user_id = _own(ctx, self.subject, writes=True)
        if len(orjson.dumps(self.data)) > _LARGEST:
            raise LimitExceeded(say("draft_too_large", most=_LARGEST), limit="draft")
        where = (form_draft.c.user_id == user_id, form_draft.c.subject == self.subject)
        values = {"data": dict(self.data), "updated_at": ctx.now}
        if ctx.db.execute(select(form_draft.c.subject).where(*where)).first() is None:
            ctx.db.execute(insert(form_draft), {"user_id": user_id, "subject": self.subject, **values})
        else:
            ctx.db.execute(update(form_draft).where(*where).values(**values))
        return DraftReceipt(self.subject, ctx.now.isoformat())


@dataclass(frozen=True)
class DiscardDraft(Command[DraftReceipt]):
    """Throw a draft away; there need not be one."""

    subject: str

    def carry_out(self, ctx: Context) -> DraftReceipt:
        user_id = _own(ctx, self.subject, writes=False)
        ctx.db.execute(delete(form_draft).where(form_draft.c.user_id == user_id, form_draft.c.subject == self.subject))
        return DraftReceipt(self.subject, None)


def _own(ctx: Context, subject: str, *, writes: bool) -> str:
    """Drafts are private: everybody has their own of each subject. Who has lost a task may still throw theirs away."""
    kind, _, rest = subject.partition(":")
    if ctx.actor.id is None or kind not in {"task", "start", "message"} or not rest or len(subject) > 100:
        fault = Fault("subject", "draft_subject", say("subject_invalid"))
        raise InvalidInput(fault.text, faults=[fault])
    if kind == "task":
        task = access.see_task(ctx, rest)
        if writes:
            check_draft(task, ctx.actor)
    return ctx.actor.id
