"""Incidents: states, and what a person may do about one. Pure."""

from __future__ import annotations

from enum import StrEnum

from engine.incidents.texts import say
from engine.kernel.actor import Actor
from engine.kernel.errors import Conflict, Forbidden
from engine.kernel.permissions import Permission


class State(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"


IMPULSE_SPENT, CASE_QUEUE_FULL, PROCEDURE_QUEUE_FULL = HOLDING = ("impulse_spent", "case_queue_full", "procedure_queue_full")
"""Codes of incidents that hold jobs: a ceiling was reached."""


def check_right(actor: Actor) -> None:
    """Raises ``Forbidden`` without the right to manage incidents."""
    if not actor.may(Permission.INCIDENTS_MANAGE):
        raise Forbidden(say("may_not_manage"))


def check_open(state: str) -> None:
    """Raises ``Conflict`` when the incident is settled."""
    if state != State.OPEN:
        raise Conflict(say("incident_resolved"), code="incident_resolved")
