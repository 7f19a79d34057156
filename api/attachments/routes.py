"""Routes: files that belong to forms, uploaded apart."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.attachments.schemas import AttachmentShape, UploadFiles, UploadQuery
from api.routing import Routes

routes = Routes("attachments", "Files that belong to forms")


@routes.on("POST", "/attachments", files=UploadFiles, query=UploadQuery, gives=AttachmentShape, status=201)
def upload_attachment(files: dict[str, Any], query: dict[str, Any]) -> Response:
    """Upload one file; its id goes into the form that is submitted later."""
    raise NotImplementedError


@routes.on("GET", "/attachments/<attachment_id>", gives_file=True)
def download_attachment(attachment_id: str) -> Response:
    """The content of a file that the reader may see, always as a download."""
    raise NotImplementedError
