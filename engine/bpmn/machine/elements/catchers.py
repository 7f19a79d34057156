"""Errors and escalations go outward to the nearest element that catches them.

Looked at, from the inside out: the boundary events of the activity, the event sub-processes of the scope it lives in, the
boundary events of that scope, and so on. In one place an exact code comes before "any code".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from engine.bpmn.machine.elements.boundary import BoundaryEventSpec
from engine.bpmn.machine.elements.catching import CatchingSpec
from engine.bpmn.machine.elements.subprocesses import EventSubProcessSpec
from engine.bpmn.machine.tokens import Token
from engine.bpmn.model import EventKind
from engine.bpmn.outcome import Ended, EscalationThrown, Json


class Catcher(NamedTuple):
    """``host``: the activity of the boundary event, or the scope of the event sub-process."""

    spec: BoundaryEventSpec | EventSubProcessSpec
    host: Token

    def catch(self, payload: Mapping[str, Json], event: Mapping[str, Json]) -> None:
        """``event`` is seen by the catcher's output mappings only."""
        self.spec.caught_thrown(self.host, payload, event)


def find_catcher(token: Token, kind: EventKind, code: str | None) -> Catcher | None:
    """The nearest element that catches what ``token`` throws."""
    inner: Token | None = token
    while inner is not None:
        spec = inner.task_spec
        boundary = _best(getattr(spec, "boundary", ()), kind, code)
        if boundary is not None:
            return Catcher(boundary, inner)
        scope = inner.scope
        if scope is not None and not scope.internal_data.get("interrupted"):
            handlers = {handler.start: handler for handler in getattr(scope.task_spec, "handlers", ()) if handler is not spec}
            start = _best(handlers, kind, code)
            if start is not None:
                return Catcher(handlers[start], scope)
        inner = scope
    return None


def _best(candidates: Iterable[CatchingSpec], kind: EventKind, code: str | None) -> CatchingSpec | None:
    any_code = None
    for candidate in candidates:
        if candidate.event_kind is not kind:
            continue
        if candidate.code is None:
            any_code = any_code or candidate
        elif candidate.code == code:
            return candidate
    return any_code


def throw_error(token: Token, code: str | None, variables: Mapping[str, Json]) -> None:
    """An error end event. Nobody catches it: the instance ends in error."""
    catcher = find_catcher(token, EventKind.ERROR, code)
    if catcher is not None:
        catcher.catch(variables, {"errorCode": code})
    else:
        token.workflow.end_all(Ended("error", token.task_spec.element_id, code))


def throw_escalation(token: Token, code: str | None, variables: Mapping[str, Json]) -> None:
    """An escalation; whether or not somebody catches it, the thrower goes on unless it is interrupted."""
    catcher = find_catcher(token, EventKind.ESCALATION, code)
    token.workflow.record(EscalationThrown(token.task_spec.element_id, code, catcher is not None))
    if catcher is not None:
        catcher.catch(variables, {"escalationCode": code})
