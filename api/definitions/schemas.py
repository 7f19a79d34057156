"""Shapes of requests about procedures and their versions."""

from __future__ import annotations

from marshmallow import fields, validate

from api.shapes import Shape, json_object


class DeployBody(Shape):
    """A bundle: one diagram with its decisions, forms and metadata, each file as text under its path."""

    files = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 200)),
        values=fields.String(),
        required=True,
        validate=validate.Length(1, 200),
    )
    note = fields.String(validate=validate.Length(max=2000))


class ApprovalBody(Shape):
    remarks = fields.String(validate=validate.Length(max=2000))


class RejectionBody(Shape):
    """The reason is told to the author."""

    reason = fields.String(required=True, validate=validate.Length(1, 2000))


class TryBody(Shape):
    """Inputs of a decision by name, as plain JSON; dates, times and durations as ISO 8601 texts."""

    inputs = json_object()
