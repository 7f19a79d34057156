"""Shapes of requests of the requester's portal."""

from __future__ import annotations

from marshmallow import fields

from api.paging import PageQuery


class RequestsQuery(PageQuery):
    open_only = fields.Boolean()
