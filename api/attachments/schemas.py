"""Shapes of requests about attachments."""

from __future__ import annotations

from flask_smorest.fields import Upload

from api.shapes import Shape


class UploadFiles(Shape):
    file = Upload(required=True)
