"""Cursor paging: ``?cursor=&limit=`` gives ``{items, next_cursor}``."""

from __future__ import annotations

from functools import cache

from marshmallow import Schema, fields, validate

from api.shapes import Shape, listing, maybe_text


class PageQuery(Shape):
    """What all lists take. The cursor is opaque: it comes from ``next_cursor`` of the page before."""

    cursor = fields.String()
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 100))


@cache
def page_of(item: type[Schema]) -> type[Shape]:
    """The shape of a page of ``item``; ``next_cursor`` is null on the last page."""
    name = f"{item.__name__}Page"
    made = Shape.from_dict({"items": listing(item), "next_cursor": maybe_text()}, name=name)
    made.__doc__ = f"A page of {item.__name__}."
    return made  # type: ignore[return-value]
