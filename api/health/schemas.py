"""Shape of the health report."""

from __future__ import annotations

from api.shapes import Shape, choice, maybe_text, maybe_whole, text


class HealthShape(Shape):
    status = choice("ok", "unavailable")
    version = text()
    database = choice("ok", "read_only", "unavailable")
    schema = choice("current", "older", "newer", "missing", allow_none=True)
    schema_version = maybe_text()
    disk = choice("ok", "full", "read_only")
    failing = maybe_text()
    scheduler = choice("running", "late", "off")
    scheduler_idle_seconds = maybe_whole()
