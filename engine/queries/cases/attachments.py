"""The content of a file that was uploaded."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from engine.attachments.content import read_content
from engine.attachments.tables import attachment
from engine.cases.readers import sees_inside
from engine.kernel.errors import NotFound
from engine.queries.cases.texts import say
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class AttachmentFile:
    """For a download: never to be shown as a page. ``instance_id``: the case that it belongs to, once a form has named it."""

    instance_id: str | None
    file_name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class AttachmentContent(Query[AttachmentFile]):
    """For the one who uploaded the file, and for whoever may see the case that it belongs to. Raises ``NotFound`` for all others."""

    attachment_id: str

    def answer(self, ctx: ReadContext) -> AttachmentFile:
        row = ctx.db.execute(select(attachment).where(attachment.c.id == self.attachment_id)).one_or_none()
        if row is None:
            raise _unknown()
        if row.uploaded_by != ctx.actor.id and not (row.instance_id is not None and sees_inside(ctx, row.instance_id)):
            raise _unknown()
        return AttachmentFile(row.instance_id, row.file_name, row.media_type, read_content(ctx.settings.data_dir, row.checksum))


def _unknown() -> NotFound:
    return NotFound(say("attachment_unknown"))
