"""Sign in, sign out, and keep a session alive."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar

from sqlalchemy import delete, select, update

from engine.commands.people.hashing import Hashing
from engine.commands.people.texts import say
from engine.events.organisation import SignedIn as SignedInEvent
from engine.events.organisation import SignedOut, SignInRefused
from engine.evidence.append import append_to_organisation
from engine.identity import sessions
from engine.identity.passwords import needs_rehash
from engine.identity.people import acting_as, roles_held, user_named
from engine.identity.rules import normal_username
from engine.identity.tables import app_user, session
from engine.kernel.errors import NotAuthenticated, Refusal
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session. ``session_id`` is the cookie's value and is told only here."""

    session_id: str
    csrf_token: str
    user_id: str
    must_change_password: bool


@dataclass(frozen=True, slots=True)
class SignInOutcome:
    """Either a session or the refusal: a refused attempt is recorded, so the command itself does not fail."""

    signed_in: SignedIn | None
    refusal: Refusal | None = None

    def or_refuse(self) -> SignedIn:
        """The session; raises the refusal (``NotAuthenticated``, ``TooManyAttempts``)."""
        if self.signed_in is None:
            assert self.refusal is not None
            raise self.refusal
        return self.signed_in


@dataclass(frozen=True)
class SignIn(Command[SignInOutcome]):
    """Check a password and open a session. Nobody learns from the answer whether the user name exists."""

    holds_secret: ClassVar[bool] = True

    username: str
    password: str
    address: str
    user_agent: str | None = None
    hashing: Hashing = field(default_factory=Hashing, repr=False, compare=False)

    def carry_out(self, ctx: Context) -> SignInOutcome:
        username = normal_username(self.username)
        # The lock first: guesses sent at once are looked at one after another, each seeing the failures of those before.
        user = user_named(ctx.db, username)
        wait = sessions.wait_before_attempt(ctx.db, username, self.address, ctx.now)
        if wait > timedelta(0):
            return SignInOutcome(None, sessions.too_many_attempts(wait))
        stored = user["password_hash"] if user is not None else None
        matches = self.hashing.matches(stored, self.password)
        if user is None or not matches or not user["active"]:
            sessions.note_failure(ctx.db, username, self.address, now=ctx.now)
            reason = "inactive" if user is not None and matches else "credentials"
            refused = SignInRefused(reason, self.address, None if user is None else user["id"])
            ctx.record(refused)
            return SignInOutcome(None, _wrong_credentials())
        if needs_rehash(user["password_hash"]):
            hashed = self.hashing.hashed(self.password)
            ctx.db.execute(update(app_user).where(app_user.c.id == user["id"]).values(password_hash=hashed))
        return SignInOutcome(self._open(ctx, user["id"], user["must_change_password"], username))

    def _open(self, ctx: Context, user_id: str, must_change: bool, username: str) -> SignedIn:
        sessions.note_success(ctx.db, username, self.address, now=ctx.now)
        made = sessions.open_session(
            ctx.db, user_id, now=ctx.now, lasts=ctx.settings.session_max_seconds, address=self.address, user_agent=self.user_agent
        )
        row = ctx.db.execute(select(app_user).where(app_user.c.id == user_id)).mappings().one()
        person = acting_as(row, roles_held(ctx.db, user_id), authenticated_by="password")
        append_to_organisation(ctx.db, SignedInEvent(user_id, self.address, self.user_agent), at=ctx.now, actor=person)
        return SignedIn(made.session_id, made.csrf_token, user_id, must_change)


@dataclass(frozen=True)
class SignOut(Command[None]):
    """End one session. Ending one that is over already is no fault."""

    holds_secret: ClassVar[bool] = True

    session_id: str

    def carry_out(self, ctx: Context) -> None:
        ended = session.c.id_hash == sessions.secret_hash(self.session_id)
        user_id = ctx.db.execute(select(session.c.user_id).where(ended)).scalar_one_or_none()
        if user_id is not None:
            ctx.db.execute(delete(session).where(ended))
            ctx.record(SignedOut(user_id, 1))


@dataclass(frozen=True)
class SignOutEverywhere(Command[int]):
    """End all of one's own sessions, but for the one of ``keep_session_id``; how many there were."""

    holds_secret: ClassVar[bool] = True

    keep_session_id: str | None = None

    def carry_out(self, ctx: Context) -> int:
        if ctx.actor.id is None:
            raise _wrong_credentials()
        ended = sessions.end_sessions(ctx.db, ctx.actor.id, but=self.keep_session_id)
        ctx.record(SignedOut(ctx.actor.id, ended))
        return ended


@dataclass(frozen=True)
class TouchSession(Command[None]):
    """Somebody is still there: the idle time of the session begins anew. Sent when ``SessionActor`` says that it is due."""

    holds_secret: ClassVar[bool] = True

    session_id: str

    def carry_out(self, ctx: Context) -> None:
        ctx.db.execute(update(session).where(session.c.id_hash == sessions.secret_hash(self.session_id)).values(last_seen_at=ctx.now))


def _wrong_credentials() -> NotAuthenticated:
    return NotAuthenticated(say("sign_in_refused"), code="wrong_credentials")
