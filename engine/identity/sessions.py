"""Sessions, tokens and sign-in attempts as rows. Only hashes of secrets are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, insert, select, update

from engine.identity.rules import OF_ADDRESS, OF_ALL, OF_NAME, OF_PAIR, PLACES_REMEMBERED, Patience, wait_after_failures
from engine.identity.tables import api_token, session, sign_in_attempt, sign_in_place
from engine.identity.texts import say
from engine.kernel.errors import TooManyAttempts
from engine.kernel.ids import new_id, new_secret

TOKEN_PREFIX = "zhidu_"  # noqa: S105 - what tokens begin with, so that scanners find a leaked one
_LONGEST_WINDOW = max(each.window for each in (OF_PAIR, OF_NAME, OF_ADDRESS, OF_ALL))


@dataclass(frozen=True, slots=True)
class NewSession:
    """The secrets of a session that was just made: the id is for the cookie and nowhere stored."""

    session_id: str
    csrf_token: str


def secret_hash(secret: str) -> str:
    """SHA-256 in hex. The secrets have 256 random bits: no salt or slow hash is needed."""
    return sha256(secret.encode("utf-8")).hexdigest()


def open_session(db: Connection, user_id: str, *, now: datetime, lasts: int, address: str, user_agent: str | None) -> NewSession:
    """A new session with an id that nobody could have set before: an id that was planted in a browser is worth nothing."""
    made = NewSession(new_secret(), new_secret())
    db.execute(delete(session).where(session.c.expires_at <= now))
    row = {
        "id_hash": secret_hash(made.session_id),
        "user_id": user_id,
        "csrf_token": made.csrf_token,
        "created_at": now,
        "last_seen_at": now,
        "expires_at": now + timedelta(seconds=lasts),
        "address": address[:100],
        "user_agent": (user_agent or "")[:200] or None,
    }
    db.execute(insert(session), row)
    return made


def end_sessions(db: Connection, user_id: str, *, but: str | None = None) -> int:
    """End the user's sessions, ``but`` the one of that id; how many there were."""
    condition = session.c.user_id == user_id
    if but is not None:
        condition = and_(condition, session.c.id_hash != secret_hash(but))
    return db.execute(delete(session).where(condition)).rowcount


def revoke_tokens(db: Connection, user_id: str, now: datetime) -> int:
    """Make all of the user's tokens worthless; how many there were."""
    live = and_(api_token.c.user_id == user_id, api_token.c.revoked_at.is_(None))
    return db.execute(update(api_token).where(live).values(revoked_at=now)).rowcount


def note_failure(db: Connection, username: str, address: str, *, now: datetime) -> None:
    """Keep what the throttle counts, as long as it counts."""
    db.execute(delete(sign_in_attempt).where(sign_in_attempt.c.at < now - _LONGEST_WINDOW))
    row = {"id": new_id(), "username": username[:100], "address": address[:100], "at": now, "succeeded": False}
    db.execute(insert(sign_in_attempt), row)


def note_success(db: Connection, username: str, address: str, *, now: datetime) -> None:
    """From now on this name is known at this address; earlier failures there are forgotten."""
    pair = {"username": username[:100], "address": address[:100]}
    db.execute(delete(sign_in_place).where(sign_in_place.c.last_at < now - PLACES_REMEMBERED))
    db.execute(delete(sign_in_attempt).where(*(sign_in_attempt.c[name] == value for name, value in pair.items())))
    seen = update(sign_in_place).where(*(sign_in_place.c[name] == value for name, value in pair.items())).values(last_at=now)
    if db.execute(seen).rowcount == 0:
        db.execute(insert(sign_in_place), {**pair, "last_at": now})


def wait_before_attempt(db: Connection, username: str, address: str, now: datetime) -> timedelta:
    """How long this user name from this address must wait: not at all where the person has signed in from there before.

    So nobody is locked out by what others try, neither elsewhere nor behind the same address.
    """
    name, place = username[:100], address[:100]
    known = exists().where(
        sign_in_place.c.username == name, sign_in_place.c.address == place, sign_in_place.c.last_at > now - PLACES_REMEMBERED
    )
    if db.execute(select(known)).scalar_one():
        return timedelta(0)
    by_name, by_address = sign_in_attempt.c.username == name, sign_in_attempt.c.address == place
    counted = ((OF_NAME, (by_name,)), (OF_ADDRESS, (by_address,)), (OF_ALL, ()))
    waits = [_wait(db, patience, *conditions, now=now) for patience, conditions in counted]
    return max(wait_of_pair(db, username, address, now), *waits)


def wait_of_pair(db: Connection, username: str, address: str, now: datetime) -> timedelta:
    """How long this name from this address must wait on account of its own failures, whether it is known there or not."""
    by_name, by_address = sign_in_attempt.c.username == username[:100], sign_in_attempt.c.address == address[:100]
    return _wait(db, OF_PAIR, by_name, by_address, now=now)


def _wait(db: Connection, patience: Patience, *conditions: ColumnElement[bool], now: datetime) -> timedelta:
    failed = (~sign_in_attempt.c.succeeded, sign_in_attempt.c.at > now - patience.window)
    count, last = db.execute(select(func.count(), func.max(sign_in_attempt.c.at)).where(*failed, *conditions)).one()
    return wait_after_failures(count, last, now, patience)


def too_many_attempts(wait: timedelta) -> TooManyAttempts:
    """The refusal of an attempt that comes too early."""
    seconds = int(wait.total_seconds()) + 1
    return TooManyAttempts(say("too_many_attempts", seconds=seconds), retry_after=seconds)
