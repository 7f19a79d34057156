"""Change a password: one's own, or (for an administrator) somebody else's for one use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar

from sqlalchemy import update

from engine.commands.people.access_notices import tell
from engine.commands.people.hashing import Hashing
from engine.commands.people.texts import say
from engine.events.organisation import PasswordChanged, SignInRefused
from engine.identity import sessions
from engine.identity.passwords import require_good_password
from engine.identity.people import locked_user, names_around, require_not_more_powerful
from engine.identity.rules import require
from engine.identity.sessions import NewSession
from engine.identity.tables import app_user
from engine.kernel.errors import Conflict, Fault, InvalidInput, Refusal
from engine.kernel.permissions import Permission
from engine.kernel.texts import Text
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True, slots=True)
class Confirmation:
    """``refusal``: why not. A wrong guess is counted, so the command itself does not fail."""

    refusal: Refusal | None = None

    def or_refuse(self) -> None:
        """Raises the refusal (``InvalidInput``, ``TooManyAttempts``), if there is one."""
        if self.refusal is not None:
            raise self.refusal


@dataclass(frozen=True)
class ConfirmPassword(Command[Confirmation]):
    """Before one's own password is changed: the present one, throttled like a sign-in.

    Otherwise a session left open on somebody's desk would allow guessing without end.
    """

    holds_secret: ClassVar[bool] = True

    current: str
    address: str
    hashing: Hashing = field(default_factory=Hashing, repr=False, compare=False)

    def carry_out(self, ctx: Context) -> Confirmation:
        user = locked_user(ctx.db, ctx.actor.id or "")
        wait = sessions.wait_of_pair(ctx.db, user["username"], self.address, ctx.now)
        if wait > timedelta(0):
            return Confirmation(sessions.too_many_attempts(wait))
        if self.hashing.matches(user["password_hash"], self.current):
            return Confirmation()
        sessions.note_failure(ctx.db, user["username"], self.address, now=ctx.now)
        ctx.record(SignInRefused("credentials", self.address, user["id"]))
        return Confirmation(_wrong("current", "password_wrong", say("present_password_wrong")))


@dataclass(frozen=True)
class SetPassword(Command[NewSession | None]):
    """One's own password needs the ``current`` one; somebody else's is good for one sign-in and must then be changed.

    All of the user's sessions end, so that an id that somebody else has got hold of is worth nothing any more. Whoever changes their own
    at ``address`` gets a new one there.
    """

    holds_secret: ClassVar[bool] = True

    user_id: str
    password: str
    current: str | None = None
    address: str | None = None
    user_agent: str | None = None
    hashing: Hashing = field(default_factory=Hashing, repr=False, compare=False)

    def carry_out(self, ctx: Context) -> NewSession | None:
        own = ctx.actor.kind == "person" and ctx.actor.id == self.user_id
        if not own:
            require(ctx.actor, Permission.USERS_MANAGE)  # before anybody is looked for
        user = locked_user(ctx.db, self.user_id)
        if own:
            self._check_current(user)
        else:
            require_not_more_powerful(ctx.db, ctx.actor, self.user_id)
        if user["technical"]:
            raise Conflict(say("no_password_for_technical"), code="technical_account")
        require_good_password(self.password, known=names_around(ctx.db, user))
        ctx.db.execute(
            update(app_user)
            .where(app_user.c.id == self.user_id)
            .values(password_hash=self.hashing.hashed(self.password), must_change_password=not own, version=app_user.c.version + 1)
        )
        ended = sessions.end_sessions(ctx.db, self.user_id)
        event = PasswordChanged(self.user_id, by_administrator=not own, ended_sessions=ended)
        if not own:
            tell(ctx, [self.user_id], "told_password_reset", sessions=ended)
        ctx.record(event)
        return self._new_session(ctx) if own else None

    def _new_session(self, ctx: Context) -> NewSession | None:
        if self.address is None:
            return None
        lasts = ctx.settings.session_max_seconds
        return sessions.open_session(ctx.db, self.user_id, now=ctx.now, lasts=lasts, address=self.address, user_agent=self.user_agent)

    def _check_current(self, user: Any) -> None:
        """A session left open on somebody's desk must not be enough to take the account over."""
        if not self.hashing.matches(user["password_hash"], self.current or ""):
            raise _wrong("current", "password_wrong", say("present_password_wrong"))
        if self.password == self.current:
            raise _wrong("password", "password_unchanged", say("password_unchanged"))


def _wrong(where: str, code: str, text: Text) -> InvalidInput:
    return InvalidInput(say("passwords_expected", why=text), faults=[Fault(where, code, text)])
