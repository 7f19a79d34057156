"""Routes: whether the product is up."""

from __future__ import annotations

from flask import Response

from api.health.schemas import HealthShape
from api.routing import Routes

routes = Routes("health", "Whether the product is up")


@routes.on("GET", "/health", gives=HealthShape, public=True)
def health() -> Response:
    """Whether the product can answer."""
    raise NotImplementedError
