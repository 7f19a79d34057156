"""Routes: signing in and out, and who is signed in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, request

from api.answers import answer, nothing
from api.auth import authenticated, client_address, drop_session_cookie, session_id, set_session_cookie
from api.door import do, engine
from api.front.plan import Lane
from api.routing import Routes
from api.session.schemas import PasswordChangeBody, PreferencesBody, SessionShape, SignInBody, SignOutQuery
from engine.commands.people.set_password import ConfirmPassword, SetPassword
from engine.commands.people.sign_in import SignedIn, SignIn, SignOut, SignOutEverywhere
from engine.commands.people.update_user import ChangeLocale
from engine.identity.rules import ANONYMOUS
from engine.identity.sessions import NewSession
from engine.queries.organisation.organisation import ShowOrganisation
from engine.queries.people.sessions import Authenticated, SessionActor

routes = Routes("session", "Signing in and out, and who is signed in")


@routes.on("POST", "/session", takes=SignInBody, gives=SessionShape, public=True, lane=Lane.PASSWORDS)
def sign_in(body: dict[str, Any]) -> Response:
    """Sign in with a password; sets the session cookie. A session that the browser had before ends."""
    agent = request.headers.get("User-Agent")
    signed_in = engine().execute(SignIn(**body, address=client_address(), user_agent=agent), actor=ANONYMOUS).or_refuse()
    if session_id():
        engine().execute(SignOut(session_id()), actor=ANONYMOUS)
    return _begun(signed_in)


@routes.on("GET", "/session", gives=SessionShape, first=True)
def current_session() -> Response:
    """Who is signed in, and what they may do."""
    return _session(authenticated())


@routes.on("DELETE", "/session", query=SignOutQuery, status=204, first=True)
def sign_out(query: dict[str, Any]) -> Response:
    """Sign out; the session is gone. With `everywhere` the others are, and this one stays."""
    if query.get("everywhere"):
        do(SignOutEverywhere(keep_session_id=session_id()))
        return nothing()
    do(SignOut(session_id()))
    response = nothing()
    drop_session_cookie(response)
    return response


@routes.on("POST", "/session/password", takes=PasswordChangeBody, gives=SessionShape, first=True, lane=Lane.PASSWORDS)
def change_own_password(body: dict[str, Any]) -> Response:
    """Change one's own password; all sessions end, and this one goes on under a new id, with a new CSRF token."""
    do(ConfirmPassword(body["current"], client_address())).or_refuse()
    agent = request.headers.get("User-Agent")
    made = do(SetPassword(authenticated().me.id, body["password"], body["current"], client_address(), agent))
    assert made is not None
    return _begun(made)


@routes.on("PATCH", "/session", takes=PreferencesBody, gives=SessionShape)
def change_preferences(body: dict[str, Any]) -> Response:
    """Choose the language."""
    do(ChangeLocale(body["locale"]))
    who = authenticated()
    return _session(replace(who, me=replace(who.me, locale=body["locale"])))


def _begun(made: NewSession | SignedIn) -> Response:
    response = _session(engine().ask(SessionActor(made.session_id), actor=ANONYMOUS))
    set_session_cookie(response, made.session_id)
    return response


def _session(who: Authenticated) -> Response:
    organisation = engine().ask(ShowOrganisation(), actor=who.actor)
    return answer(
        {
            "user": who.me,
            "roles": who.roles,
            "permissions": who.actor.permissions,
            "must_change_password": who.must_change_password,
            "csrf_token": who.csrf_token,
            "organisation": organisation,
        }
    )
