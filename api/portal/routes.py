"""Routes: the requester's own requests."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer
from api.derived import page_of, shape_of
from api.door import ask
from api.locale import LocaleQuery, chosen_locale
from api.portal.schemas import RequestsQuery
from api.procedures.schemas import MaybeForm
from api.routing import Routes
from engine.queries.cases.instances import InstanceRow, MyRequests
from engine.queries.cases.portal import MessageForm, RequestDetail, ShowRequest

routes = Routes("portal", "The requester's own requests")


@routes.on("GET", "/portal/requests", query=RequestsQuery, gives=page_of(InstanceRow))
def my_requests(query: dict[str, Any]) -> Response:
    """One's own requests, newest first."""
    return answer(ask(MyRequests(**query)))


@routes.on("GET", "/portal/requests/<instance_id>", gives=shape_of(RequestDetail))
def my_request(instance_id: str) -> Response:
    """One request with its public story and what one is asked to do."""
    return answer(ask(ShowRequest(instance_id)))


@routes.on("GET", "/portal/requests/<instance_id>/messages/<name>/form", query=LocaleQuery, gives=MaybeForm)
def message_form(instance_id: str, name: str, query: dict[str, Any]) -> Response:
    """The form of a message that one may send to one's request now; null where it has none. It is sent with POST /messages."""
    return answer({"form": ask(MessageForm(instance_id, name, chosen_locale(query)))})
