"""Routes: what the engine could not do without a person."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.incidents.schemas import IncidentReceipt, IncidentShape, IncidentsQuery, ResolveBody
from api.paging import page_of
from api.routing import Routes

routes = Routes("incidents", "What the engine could not do without a person")


@routes.on("GET", "/incidents", query=IncidentsQuery, gives=page_of(IncidentShape))
def incidents(query: dict[str, Any]) -> Response:
    """Incidents, newest first."""
    raise NotImplementedError


@routes.on("POST", "/incidents/<incident_id>/retry", gives=IncidentReceipt, if_match=True)
def retry_incident(incident_id: str) -> Response:
    """Try the job or the expression again."""
    raise NotImplementedError


@routes.on("POST", "/incidents/<incident_id>/resolve", takes=ResolveBody, gives=IncidentReceipt, if_match=True)
def resolve_incident(incident_id: str, body: dict[str, Any]) -> Response:
    """Treat the step as done by hand."""
    raise NotImplementedError
