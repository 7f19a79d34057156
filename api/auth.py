"""Who comes in: cookie sessions with a CSRF header, or bearer tokens with scopes.

A cookie is sent by the browser without anybody's wish, so a change that is authenticated by it also
needs the session's CSRF token in a header and, where the browser says from which site the request
comes, ours. A bearer token is sent on purpose and needs neither, but is limited to its scopes.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Response, g, request

from api.door import engine
from api.front.site import PERSON
from api.texts import say
from engine.commands.people.create_token import TouchToken
from engine.commands.people.sign_in import TouchSession
from engine.identity.rules import ANONYMOUS, scope_allows
from engine.kernel.actor import Actor
from engine.kernel.errors import Forbidden, NotAuthenticated, Unavailable
from engine.queries.people.sessions import Authenticated, SessionActor, TokenActor
from engine.unit_of_work.verbs import Command

SESSION_COOKIE = "zhidu_session"
CSRF_HEADER = "X-CSRF-Token"
_BEARER = "Bearer "


@dataclass(frozen=True, slots=True)
class Gate:
    """What a route asks of those who come in.

    ``scope`` is what a bearer token needs; ``public`` lets everybody in; ``changes`` marks unsafe methods;
    ``first`` marks what one may do before a one-time password is changed; ``largest_body`` is in bytes.
    """

    scope: str
    public: bool = False
    changes: bool = False
    first: bool = False
    largest_body: int | Callable[[], int] | None = None


def enter(gate: Gate) -> None:
    """Let somebody in, as ``g.actor``. Raises ``NotAuthenticated`` or ``Forbidden``."""
    largest = gate.largest_body
    if largest is not None:
        request.max_content_length = largest if isinstance(largest, int) else largest()
    if gate.changes:
        _check_origin()
    if gate.public:
        g.actor = ANONYMOUS
        return
    header = request.headers.get("Authorization", "")
    who = _by_token(header.removeprefix(_BEARER), gate) if header.startswith(_BEARER) else _by_session(gate)
    if who.must_change_password and not gate.first:
        raise Forbidden(say("password_change_first"), code="password_change_required")
    request.environ[PERSON] = who.me.id
    g.authenticated = who
    g.actor = who.actor
    g.locale = who.me.locale


def authenticated() -> Authenticated:
    """What is known of whoever came in; not for public routes."""
    return cast(Authenticated, g.authenticated)


def session_id() -> str:
    """The session cookie's value; "" without one."""
    return request.cookies.get(SESSION_COOKIE, "")


def client_address() -> str:
    """Where the request comes from, as far as the connection and trusted web servers in front tell (``api.proxies``)."""
    return request.remote_addr or "unknown"


def set_session_cookie(response: Response, session_id: str) -> None:
    """Give the browser its session; scripts cannot read it, other sites cannot send it with changes."""
    settings = engine().settings
    response.set_cookie(
        SESSION_COOKIE,
        session_id,
        max_age=settings.session_max_seconds,
        secure=_https(),
        httponly=True,
        samesite="Lax",
        path="/",
    )


def drop_session_cookie(response: Response) -> None:
    """Take the session away from the browser."""
    response.delete_cookie(SESSION_COOKIE, secure=_https(), httponly=True, samesite="Lax", path="/")


def _by_token(token: str, gate: Gate) -> Authenticated:
    who = engine().ask(TokenActor(token.strip()), actor=ANONYMOUS)
    granted = who.actor.token_scopes or frozenset()
    if not scope_allows(granted, gate.scope):
        raise Forbidden(say("token_without_scope", scope=gate.scope), code="scope_missing", scope=gate.scope)
    if who.touch_due and who.token_id is not None:
        _touch(TouchToken(who.token_id), who.actor)
    return who


def _by_session(gate: Gate) -> Authenticated:
    cookie = session_id()
    if not cookie:
        raise NotAuthenticated(say("sign_in_first"))
    who = engine().ask(SessionActor(cookie), actor=ANONYMOUS)
    if gate.changes and not _same(request.headers.get(CSRF_HEADER, ""), who.csrf_token or ""):
        raise Forbidden(say("csrf_header_wrong", header=CSRF_HEADER), code="csrf")
    if who.touch_due:
        _touch(TouchSession(cookie), who.actor)
    return who


def _same(given: str, expected: str) -> bool:
    return expected != "" and hmac.compare_digest(given.encode("utf-8"), expected.encode("utf-8"))


def _touch(command: Command[Any], actor: Actor) -> None:
    """Note the last use, unless others are writing or nobody can: a reader does not wait for writers."""
    with suppress(Unavailable):
        engine().execute(command, actor=actor, if_free=True)


def _check_origin() -> None:
    """A browser says where a change comes from: it must be from our own pages. Other clients say nothing."""
    origin = request.headers.get("Origin")
    foreign = request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}
    if foreign or (origin is not None and origin.lower() not in _own_origins()):
        raise Forbidden(say("foreign_origin"), code="foreign_origin")


def _own_origins() -> set[str]:
    public = engine().settings.public_url
    own = {request.host_url.rstrip("/").lower()}
    if public:
        parts = urlsplit(public)
        own.add(f"{parts.scheme}://{parts.netloc}".lower())
    return own


def _https() -> bool:
    return engine().settings.over_https or request.is_secure
