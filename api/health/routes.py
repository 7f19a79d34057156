"""Routes: whether the product is up."""

from __future__ import annotations

from flask import Response

from api import __version__
from api.answers import answer
from api.door import engine
from api.health.schemas import HealthShape
from api.routing import Routes
from engine.identity.rules import ANONYMOUS
from engine.kernel.errors import Unavailable
from engine.queries.organisation.organisation import ShowOrganisation

routes = Routes("health", "Whether the product is up")


@routes.on("GET", "/health", gives=HealthShape, public=True)
def health() -> Response:
    """Whether the product can answer; 503 when its database cannot."""
    try:
        engine().ask(ShowOrganisation(), actor=ANONYMOUS)
    except Unavailable:
        return answer({"status": "unavailable", "version": __version__, "database": "unavailable"}, 503)
    return answer({"status": "ok", "version": __version__, "database": "ok"})
