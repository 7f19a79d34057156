"""Signals: everything in this instance that waits for one, now, is set going; other instances are told by the caller."""

from __future__ import annotations

from collections.abc import Mapping

from engine.bpmn.machine.elements.catching import CatchingSpec
from engine.bpmn.machine.tokens import Instance, Token
from engine.bpmn.model import EventKind
from engine.bpmn.outcome import Json


def broadcast(execution: Instance, name: str, variables: Mapping[str, Json]) -> None:
    """Deliver to all that wait at this moment, the oldest first; what an earlier delivery ended is left out."""
    for token in [token for token in execution.tasks.values() if waits_for(execution, token, name)]:
        if waits_for(execution, token, name):
            token.trigger(variables)


def waits_for(execution: Instance, token: Token, name: str) -> bool:
    spec = token.task_spec
    if not isinstance(spec, CatchingSpec) or spec.event_kind is not EventKind.SIGNAL:
        return False
    return execution.is_waited_for(token) and token.details == [name]
