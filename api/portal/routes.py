"""Routes: the requester's own requests."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.paging import page_of
from api.portal.schemas import RequestDetail, RequestRow, RequestsQuery
from api.routing import Routes

routes = Routes("portal", "The requester's own requests")


@routes.on("GET", "/portal/requests", query=RequestsQuery, gives=page_of(RequestRow))
def my_requests(query: dict[str, Any]) -> Response:
    """One's own requests, newest first."""
    raise NotImplementedError


@routes.on("GET", "/portal/requests/<instance_id>", gives=RequestDetail)
def my_request(instance_id: str) -> Response:
    """One request with its public story and what one is asked to do."""
    raise NotImplementedError
