"""Routes: catalogue services and business calendars."""

from __future__ import annotations

from flask import Response

from api.answers import answer
from api.derived import items_of
from api.door import ask
from api.routing import Routes
from engine.queries.calendars import CalendarRow, Calendars
from engine.queries.services import ServiceRow, Services

routes = Routes("services", "Catalogue services and business calendars")


@routes.on("GET", "/services", gives=items_of(ServiceRow))
def services() -> Response:
    """The services of the catalogue."""
    return answer({"items": ask(Services())})


@routes.on("GET", "/calendars", gives=items_of(CalendarRow))
def calendars() -> Response:
    """The business calendars."""
    return answer({"items": ask(Calendars())})
