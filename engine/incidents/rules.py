"""Incidents: states, and what a person may do about one. Pure."""

from __future__ import annotations

from enum import StrEnum

from engine.kernel.actor import Actor
from engine.kernel.errors import Conflict, Forbidden
from engine.kernel.permissions import Permission


class State(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"


def check(state: str, actor: Actor) -> None:
    """Raises ``Forbidden`` without the right to manage incidents, ``Conflict`` when the incident is settled."""
    if not actor.may(Permission.INCIDENTS_MANAGE):
        raise Forbidden("Expected someone who may manage incidents, but you may not.", message_zh="只有可管理异常的人员才能处理异常。")
    if state != State.OPEN:
        raise Conflict("Expected an open incident, but it is resolved.", message_zh="该异常已处理。", code="incident_resolved")
