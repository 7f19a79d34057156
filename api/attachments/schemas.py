"""Shapes of attachments."""

from __future__ import annotations

from flask_smorest.fields import Upload
from marshmallow import fields, validate

from api.shapes import Named, Shape, maybe_one, maybe_text, moment, text, whole


class UploadFiles(Shape):
    file = Upload(required=True)


class UploadQuery(Shape):
    """What the file is for: a task, or the start form of a procedure."""

    task_id = fields.String(validate=validate.Length(max=36))
    procedure_id = fields.String(validate=validate.Length(max=100))


class AttachmentShape(Shape):
    attachment_id = text()
    file_name = text()
    media_type = text()
    bytes = whole()
    checksum = text(metadata={"description": "SHA-256 of the content, hexadecimal"})
    uploaded_at = moment()
    uploaded_by = maybe_one(Named)
    field = maybe_text(metadata={"description": "The form field that names it; null while it is not submitted"})
