"""Who comes in: cookie sessions with a CSRF header, or bearer tokens with scopes.

A cookie is sent by the browser without anybody's wish, so a change that is authenticated by it also
needs the session's CSRF token in a header and, where the browser says from which site the request
comes, ours. A bearer token is sent on purpose and needs neither, but is limited to its scopes.
"""

from __future__ import annotations

from dataclasses import dataclass

SESSION_COOKIE = "zhidu_session"
CSRF_HEADER = "X-CSRF-Token"


@dataclass(frozen=True, slots=True)
class Gate:
    """What a route asks of those who come in."""

    scope: str
    public: bool
    changes: bool


def enter(gate: Gate) -> None:
    raise NotImplementedError
