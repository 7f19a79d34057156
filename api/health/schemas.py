"""Shape of the health report."""

from __future__ import annotations

from api.shapes import Shape, choice, text


class HealthShape(Shape):
    status = choice("ok", "unavailable")
    version = text()
    database = choice("ok", "unavailable")
