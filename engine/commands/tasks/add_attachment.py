"""Upload a file that a form will name."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import file_digest
from typing import BinaryIO

from sqlalchemy import func, insert, select

from engine.attachments.content import StoredContent, store_content
from engine.attachments.tables import attachment
from engine.commands.tasks.texts import say
from engine.identity.people import locked_user
from engine.kernel.actor import Actor
from engine.kernel.errors import Forbidden, LimitExceeded
from engine.kernel.ids import new_id
from engine.kernel.settings import Settings
from engine.unit_of_work.context import Context, Preparation, ReadContext
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
    """Keep a file. ``content`` can be read again from its start, because a command may be tried again.

    The type is decided by the name and borne out by the content, whatever the browser says. Evidence
    names the file with its checksum when a form that names it is submitted. Until then it is loose, and
    a person has only so many and so much of these (``LimitExceeded``).
    """

    file_name: str
    content: BinaryIO = field(repr=False, compare=False)
    checksum: str = ""
    """SHA-256 of the content, made of it: what makes two uploads the same."""
    kept: StoredContent | None = field(default=None, repr=False, compare=False)
    """The content on the disk, once it is prepared."""

    def __post_init__(self) -> None:
        if not self.checksum:
            self.content.seek(0)
            object.__setattr__(self, "checksum", file_digest(self.content, "sha256").hexdigest())  # type: ignore[arg-type]

    def prepared(self, preparation: Preparation) -> AddAttachment:
        """Without room the content is not kept; whether that matters is seen when it is carried out: it may be a repetition."""
        uploader = _uploader(preparation.actor)
        with preparation.reading() as ctx:
            room = _has_room(ctx, uploader, self._size())
        return replace(self, kept=self._stored(preparation.settings)) if room else self

    def carry_out(self, ctx: Context) -> AttachmentInfo:
        uploader = _uploader(ctx.actor)
        locked_user(ctx.db, uploader)  # uploads sent at once are counted one after another
        if not _has_room(ctx, uploader, self._size()):
            raise _too_many_loose(ctx.settings)
        kept = self.kept or self._stored(ctx.settings)
        attachment_id = new_id()
        row = {
            "id": attachment_id,
            "checksum": kept.checksum,
            "file_name": kept.file_name,
            "media_type": kept.media_type,
            "bytes": kept.bytes,
            "uploaded_by": uploader,
            "uploaded_at": ctx.now,
        }
        ctx.db.execute(insert(attachment), row)
        return AttachmentInfo(attachment_id, kept.file_name, kept.media_type, kept.bytes, kept.checksum, ctx.now)

    def _stored(self, settings: Settings) -> StoredContent:
        self.content.seek(0)
        return store_content(settings.data_dir, self.file_name, self.content, limit=settings.upload_max_bytes)

    def _size(self) -> int:
        return self.content.seek(0, os.SEEK_END)


def _uploader(actor: Actor) -> str:
    if not actor.has_account or actor.id is None:
        raise Forbidden(say("no_person_uploads"))
    return actor.id


def _has_room(ctx: ReadContext, uploader: str, size: int) -> bool:
    """Whether a file of ``size`` bytes may be added to those that no form has taken up yet."""
    loose = (attachment.c.uploaded_by == uploader, attachment.c.instance_id.is_(None))
    count, total = ctx.db.execute(select(func.count(), func.coalesce(func.sum(attachment.c.bytes), 0)).where(*loose)).one()
    return bool(count < ctx.settings.loose_uploads_files and total + size <= ctx.settings.loose_uploads_bytes)


def _too_many_loose(settings: Settings) -> LimitExceeded:
    files, megabytes = settings.loose_uploads_files, settings.loose_uploads_bytes / (1024 * 1024)
    return LimitExceeded(say("too_many_loose", files=files, megabytes=f"{megabytes:g}"), code="loose_uploads", limit="loose_uploads")
