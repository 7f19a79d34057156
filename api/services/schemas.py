"""Shapes of requests about catalogue services and business calendars."""

from __future__ import annotations

from marshmallow import fields, validate

from api.shapes import Shape, json_object, may_text


class ServiceBody(Shape):
    """A service as a whole. ``calendar_id`` names the calendar of its service hours."""

    code = fields.String(required=True, validate=validate.Length(1, 100))
    name_zh = fields.String(required=True, validate=validate.Length(1, 200))
    name_en = fields.String(required=True, validate=validate.Length(1, 200))
    description_zh = may_text(validate=validate.Length(max=2000))
    description_en = may_text(validate=validate.Length(max=2000))
    calendar_id = fields.String(required=True, validate=validate.Length(1, 100))
    active = fields.Boolean(truthy={True}, falsy={False}, load_default=True)


class CalendarBody(Shape):
    """A calendar as a whole. ``weekly``: weekday to intervals; ``exceptions``: date to intervals, an empty list for a holiday."""

    name_zh = fields.String(required=True, validate=validate.Length(1, 200))
    name_en = fields.String(required=True, validate=validate.Length(1, 200))
    time_zone = fields.String(required=True, validate=validate.Length(1, 100))
    weekly = json_object(required=True)
    exceptions = json_object(required=True)
