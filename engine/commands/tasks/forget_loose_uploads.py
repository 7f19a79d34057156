"""Let go of uploads that no form has taken up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Row, delete, select

from engine.attachments.tables import attachment
from engine.commands.tasks.texts import say
from engine.kernel.canonical_json import canonical
from engine.kernel.errors import Forbidden
from engine.tasks.tables import form_draft
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Forgotten:
    """``checksums`` of the contents; ``last``: the id up to which was looked, None when there is nothing beyond."""

    checksums: tuple[str, ...]
    last: str | None


@dataclass(frozen=True)
class ForgetLooseUploads(Command[Forgotten]):
    """Those older than ``loose_uploads_seconds``, unless a draft of their uploader names them; so many at a time, beyond the id ``after``.

    Evidence knows a file only from the submission that named it, so there is nothing to tell.
    """

    after: str = ""

    def carry_out(self, ctx: Context) -> Forgotten:
        if ctx.actor.kind != "system":
            raise Forbidden(say("no_person_sweeps"))
        old = self._old(ctx)
        drafts = {user_id: _drafts_of(ctx, user_id) for user_id in {row.uploaded_by for row in old}}
        gone = [row for row in old if row.id not in drafts[row.uploaded_by]]
        # Again without a case: a form may have taken one up since.
        ctx.db.execute(delete(attachment).where(attachment.c.id.in_([row.id for row in gone]), attachment.c.instance_id.is_(None)))
        return Forgotten(tuple({row.checksum for row in gone}), old[-1].id if len(old) == _AT_A_TIME else None)

    def _old(self, ctx: Context) -> Sequence[Row[str, str, str]]:
        before = ctx.now - timedelta(seconds=ctx.settings.loose_uploads_seconds)
        found = select(attachment.c.id, attachment.c.uploaded_by, attachment.c.checksum)
        loose = found.where(attachment.c.instance_id.is_(None), attachment.c.uploaded_at < before, attachment.c.id > self.after)
        return ctx.db.execute(loose.order_by(attachment.c.id).limit(_AT_A_TIME)).all()


def _drafts_of(ctx: Context, user_id: str) -> str:
    """All drafts of a person as one text, in which an id stands or does not."""
    drafts = ctx.db.execute(select(form_draft.c.data).where(form_draft.c.user_id == user_id)).scalars()
    return "".join(canonical(draft).decode() for draft in drafts)
