"""Routes: files that forms name, uploaded apart."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer, download
from api.attachments.schemas import UploadFiles
from api.derived import shape_of
from api.door import ask, do, engine, note_case_read
from api.front.plan import Lane
from api.routing import Routes
from engine.commands.tasks.add_attachment import AddAttachment, AttachmentInfo
from engine.queries.cases.attachments import AttachmentContent

routes = Routes("attachments", "Files that forms name")

_AROUND_THE_FILE = 16 * 1024
"""What the multipart encoding adds, generously."""


def _largest_upload() -> int:
    return engine().settings.upload_max_bytes + _AROUND_THE_FILE


@routes.on(
    "POST", "/attachments", files=UploadFiles, gives=shape_of(AttachmentInfo), status=201, largest_body=_largest_upload, lane=Lane.HEAVY
)
def upload_attachment(files: dict[str, Any]) -> Response:
    """Upload one file; its id goes into the form that is submitted later."""
    file = files["file"]
    return answer(do(AddAttachment(file.filename or "", file.stream)), 201)


@routes.on("GET", "/attachments/<attachment_id>", gives_file=True)
def download_attachment(attachment_id: str) -> Response:
    """The content of a file that the reader may see, always as a download."""
    file = ask(AttachmentContent(attachment_id))
    if file.instance_id is not None:
        note_case_read(file.instance_id, attachment_id)
    return download(file.content, file.file_name, file.media_type)
