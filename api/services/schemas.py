"""Shapes of catalogue services and business calendars."""

from __future__ import annotations

from marshmallow import fields

from api.shapes import Shape, flag, listing, mapping_of, maybe_text, text, whole


class ServiceShape(Shape):
    id = text()
    version = whole()
    code = text()
    name_zh = text()
    name_en = text()
    description_zh = maybe_text()
    description_en = maybe_text()
    calendar_id = text()
    active = flag()


class ServiceList(Shape):
    items = listing(ServiceShape)


def _hours() -> fields.List[object]:
    return listing(listing(text()), metadata={"description": "Spans of working time, each from and to as HH:MM"})


class CalendarShape(Shape):
    id = text()
    version = whole()
    name_zh = text()
    name_en = text()
    time_zone = text()
    weekly = mapping_of(_hours(), metadata={"description": "mon, tue, wed, thu, fri, sat, sun"})
    exceptions = mapping_of(_hours(), metadata={"description": "By date, YYYY-MM-DD; an empty list is a day off"})


class CalendarList(Shape):
    items = listing(CalendarShape)
