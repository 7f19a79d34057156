"""Upload a file that a form will name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, ClassVar

from sqlalchemy import insert

from engine.attachments.content import store_content
from engine.attachments.tables import attachment
from engine.commands.tasks.texts import say
from engine.kernel.errors import Forbidden
from engine.kernel.ids import new_id
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True, slots=True)
class AttachmentInfo:
    """A file that was kept. ``attachment_id`` goes into the form; until it is submitted only the uploader knows the file."""

    attachment_id: str
    file_name: str
    media_type: str
    bytes: int
    checksum: str
    uploaded_at: datetime


@dataclass(frozen=True)
class AddAttachment(Command[AttachmentInfo]):
    """Keep a file. ``content`` can be read again from its start, because a transaction may be tried again.

    The type is decided by the name and borne out by the content, whatever the browser says. Evidence
    names the file with its checksum when a form that names it is submitted.
    """

    file_name: str
    content: BinaryIO

    holds_secret: ClassVar[bool] = True
    """A stream has no fingerprint; and the same content sent again is kept once anyway."""

    def carry_out(self, ctx: Context) -> AttachmentInfo:
        if not ctx.actor.has_account or ctx.actor.id is None:
            raise Forbidden(say("no_person_uploads"))
        self.content.seek(0)
        kept = store_content(ctx.settings.data_dir, self.file_name, self.content, limit=ctx.settings.upload_max_bytes)
        attachment_id = new_id()
        row = {
            "id": attachment_id,
            "checksum": kept.checksum,
            "file_name": kept.file_name,
            "media_type": kept.media_type,
            "bytes": kept.bytes,
            "uploaded_by": ctx.actor.id,
            "uploaded_at": ctx.now,
        }
        ctx.db.execute(insert(attachment), row)
        return AttachmentInfo(attachment_id, kept.file_name, kept.media_type, kept.bytes, kept.checksum, ctx.now)
