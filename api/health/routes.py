"""Routes: whether the product is up."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response

from api import __version__
from api.answers import answer
from api.door import engine
from api.front.plan import Lane
from api.health.schemas import HealthShape
from api.routing import Routes

routes = Routes("health", "Whether the product is up")


@routes.on("GET", "/health", gives=HealthShape, public=True, lane=Lane.HEALTH)
def health() -> Response:
    """Whether work can be sent here, and 503 where it cannot: by the database, its schema, the disk, and whether writes fail."""
    found = engine().health()
    told = {name: value for name, value in asdict(found).items() if name != "able"}
    return answer({"status": "ok" if found.able else "unavailable", "version": __version__, **told}, 200 if found.able else 503)
