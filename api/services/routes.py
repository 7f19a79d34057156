"""Routes: catalogue services and business calendars."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer
from api.derived import items_of, shape_of
from api.door import ask, do
from api.etags import expected_version
from api.routing import Routes
from api.services.schemas import CalendarBody, ServiceBody
from engine.commands.organisation.save_calendar import SaveCalendar, SaveCatalogueService, Saved
from engine.queries.organisation.calendars import CalendarRow, Calendars
from engine.queries.organisation.services import ServiceRow, Services

routes = Routes("services", "Catalogue services and business calendars")


@routes.on("GET", "/services", gives=items_of(ServiceRow))
def services() -> Response:
    """The services of the catalogue."""
    return answer({"items": ask(Services())})


@routes.on("GET", "/calendars", gives=items_of(CalendarRow))
def calendars() -> Response:
    """The business calendars."""
    return answer({"items": ask(Calendars())})


@routes.on("POST", "/services", takes=ServiceBody, gives=shape_of(Saved), status=201)
def create_service(body: dict[str, Any]) -> Response:
    """Add a service to the catalogue."""
    saved = do(SaveCatalogueService(**body))
    return answer(saved, 201, version=saved.version)


@routes.on("PUT", "/services/<service_id>", takes=ServiceBody, gives=shape_of(Saved), if_match=True)
def change_service(service_id: str, body: dict[str, Any]) -> Response:
    """Change a service. One that is not active is no longer offered in forms."""
    saved = do(SaveCatalogueService(**body, service_id=service_id, expected_version=expected_version()))
    return answer(saved, version=saved.version)


@routes.on("PUT", "/calendars/<calendar_id>", takes=CalendarBody, gives=shape_of(Saved), if_match=True)
def save_calendar(calendar_id: str, body: dict[str, Any]) -> Response:
    """Make or change a calendar. Clocks that run keep the hours with which they began."""
    saved = do(SaveCalendar(calendar_id, **body, expected_version=expected_version()))
    return answer(saved, version=saved.version)
