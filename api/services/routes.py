"""Routes: catalogue services and business calendars."""

from __future__ import annotations

from flask import Response

from api.routing import Routes
from api.services.schemas import CalendarList, ServiceList

routes = Routes("services", "Catalogue services and business calendars")


@routes.on("GET", "/services", gives=ServiceList)
def services() -> Response:
    """The services of the catalogue."""
    raise NotImplementedError


@routes.on("GET", "/calendars", gives=CalendarList)
def calendars() -> Response:
    """The business calendars."""
    raise NotImplementedError
