"""Routes: procedures that may be started."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer
from api.derived import items_of
from api.door import ask
from api.locale import chosen_locale
from api.procedures.schemas import MaybeForm, StartFormQuery
from api.routing import Routes
from engine.queries.procedures.definitions import StartableProcedure, StartableProcedures
from engine.queries.tasks.one_task import StartForm

routes = Routes("procedures", "Procedures that may be started")


@routes.on("GET", "/procedures/startable", gives=items_of(StartableProcedure))
def startable_procedures() -> Response:
    """What the reader may start."""
    return answer({"items": ask(StartableProcedures())})


@routes.on("GET", "/procedures/<procedure_id>/start-form", query=StartFormQuery, gives=MaybeForm)
def start_form(procedure_id: str, query: dict[str, Any]) -> Response:
    """The form that starts a case; null where it starts without one."""
    return answer({"form": ask(StartForm(procedure_id, query.get("form_id"), chosen_locale(query)))})
