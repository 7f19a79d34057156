"""Routes: how the organisation works."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import nothing
from api.door import do
from api.organisation.schemas import OrganisationBody
from api.routing import Routes
from engine.commands.organisation.change_organisation import ChangeOrganisation

routes = Routes("organisation", "How the organisation works")


@routes.on("PATCH", "/organisation", takes=OrganisationBody, status=204)
def change_organisation(body: dict[str, Any]) -> Response:
    """Say whether publishing needs a second person. It is read with the session."""
    do(ChangeOrganisation(**body))
    return nothing()
