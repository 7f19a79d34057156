"""Routes: notices, what the product tells people."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer, nothing
from api.derived import page_of, shape_of
from api.door import ask, do
from api.paging import PageQuery
from api.routing import Routes
from engine.commands.people.see_notices import SeeNotices
from engine.queries.people.notices import CountUnseenNotices, NoticeRow, Notices, UnseenNotices

routes = Routes("notices", "Notices: what the product tells people")


@routes.on("GET", "/notices", query=PageQuery, gives=page_of(NoticeRow))
def notices(query: dict[str, Any]) -> Response:
    """One's own notices, newest first."""
    return answer(ask(Notices(**query)))


@routes.on("GET", "/notices/unseen", gives=shape_of(UnseenNotices))
def unseen_notices() -> Response:
    """How many notices are new."""
    return answer(ask(CountUnseenNotices()))


@routes.on("POST", "/notices/seen", status=204)
def see_notices() -> Response:
    """All notices up to now have been on screen."""
    do(SeeNotices())
    return nothing()
