"""Cursor paging: ``?cursor=&limit=`` gives ``{items, next_cursor}``."""

from __future__ import annotations

from marshmallow import fields, validate

from api.shapes import Shape


class PageQuery(Shape):
    """What all lists take. The cursor is opaque: it comes from ``next_cursor`` of the page before."""

    cursor = fields.String()
    limit = fields.Integer(validate=validate.Range(1, 100))
