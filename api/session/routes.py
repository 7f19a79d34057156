"""Routes: signing in and out, and who is signed in."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.routing import Routes
from api.session.schemas import PasswordChangeBody, PreferencesBody, SessionShape, SignInBody

routes = Routes("session", "Signing in and out, and who is signed in")


@routes.on("POST", "/session", takes=SignInBody, gives=SessionShape, public=True)
def sign_in(body: dict[str, Any]) -> Response:
    """Sign in with a password; sets the session cookie."""
    raise NotImplementedError


@routes.on("GET", "/session", gives=SessionShape)
def current_session() -> Response:
    """Who is signed in, and what they may do."""
    raise NotImplementedError


@routes.on("DELETE", "/session", status=204)
def sign_out() -> Response:
    """Sign out; the session is gone."""
    raise NotImplementedError


@routes.on("POST", "/session/password", takes=PasswordChangeBody, gives=SessionShape)
def change_own_password(body: dict[str, Any]) -> Response:
    """Change one's own password; all other sessions end."""
    raise NotImplementedError


@routes.on("PATCH", "/session", takes=PreferencesBody, gives=SessionShape)
def change_preferences(body: dict[str, Any]) -> Response:
    """Choose the language."""
    raise NotImplementedError
