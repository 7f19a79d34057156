"""Routes: what the engine could not do without a person."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer
from api.derived import page_of, shape_of
from api.door import ask, do
from api.etags import expected_version
from api.incidents.schemas import IncidentsQuery, ResolveBody
from api.routing import Routes
from engine.commands.cases.settle_incident import ResolveIncident, RetryIncident
from engine.queries.cases.incidents import IncidentRow, Incidents
from engine.unit_of_work.receipts import IncidentReceipt

routes = Routes("incidents", "What the engine could not do without a person")


@routes.on("GET", "/incidents", query=IncidentsQuery, gives=page_of(IncidentRow))
def incidents(query: dict[str, Any]) -> Response:
    """Incidents, newest first; open ones unless `state` says otherwise."""
    return answer(ask(Incidents(**query)))


@routes.on("POST", "/incidents/<incident_id>/retry", gives=shape_of(IncidentReceipt), if_match=True)
def retry_incident(incident_id: str) -> Response:
    """Try the job or the expression again."""
    return answer(do(RetryIncident(incident_id, expected_version=expected_version())))


@routes.on("POST", "/incidents/<incident_id>/resolve", takes=ResolveBody, gives=shape_of(IncidentReceipt), if_match=True)
def resolve_incident(incident_id: str, body: dict[str, Any]) -> Response:
    """Treat the step as done by hand."""
    return answer(do(ResolveIncident(incident_id, **body, expected_version=expected_version())))
