"""Shapes of requests about the organisation."""

from __future__ import annotations

from marshmallow import fields

from api.shapes import Shape


class OrganisationBody(Shape):
    """``second_person``: whether a version is published only when another person has approved it."""

    second_person = fields.Boolean(required=True, truthy={True}, falsy={False})
