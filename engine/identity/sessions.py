"""Sessions, tokens and sign-in attempts as rows. Only hashes of secrets are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, and_, delete, exists, func, insert, select, update

from engine.identity.rules import wait_after_failures
from engine.identity.tables import api_token, session, sign_in_attempt
from engine.identity.texts import say
from engine.kernel.errors import TooManyAttempts
from engine.kernel.ids import new_id, new_secret

TOKEN_PREFIX = "zhidu_"  # noqa: S105 - what tokens begin with, so that scanners find a leaked one
_USERNAME_WINDOW = timedelta(hours=24)
_ADDRESS_WINDOW = timedelta(hours=1)
_KNOWN_ADDRESS_WINDOW = timedelta(days=30)


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


def note_attempt(db: Connection, username: str, address: str, *, now: datetime, succeeded: bool) -> None:
    """Keep what the throttle counts."""
    row = {"id": new_id(), "username": username[:100], "address": address[:100], "at": now, "succeeded": succeeded}
    db.execute(insert(sign_in_attempt), row)
    if succeeded:
        db.execute(delete(sign_in_attempt).where(sign_in_attempt.c.at < now - _KNOWN_ADDRESS_WINDOW))


def wait_before_attempt(db: Connection, username: str, address: str, now: datetime) -> timedelta:
    """How long this user name from this address must wait.

    From an address where the person has signed in before, only failures from there count: nobody can lock
    a person out by guessing from elsewhere.
    """
    by_name = sign_in_attempt.c.username == username[:100]
    by_address = sign_in_attempt.c.address == address[:100]
    known = exists().where(by_name, by_address, sign_in_attempt.c.succeeded, sign_in_attempt.c.at > now - _KNOWN_ADDRESS_WINDOW)
    is_known = db.execute(select(known)).scalar_one()
    last_success = (
        select(func.max(sign_in_attempt.c.at))
        .where(by_name, sign_in_attempt.c.succeeded, *((by_address,) if is_known else ()))
        .scalar_subquery()
    )
    since_success = func.coalesce(sign_in_attempt.c.at > last_success, True)
    name_failures, name_last = _failures(db, by_name, since_success, *((by_address,) if is_known else ()), after=now - _USERNAME_WINDOW)
    address_failures, address_last = _failures(db, by_address, after=now - _ADDRESS_WINDOW)
    return max(
        wait_after_failures(name_failures, name_last, now),
        wait_after_failures(address_failures, address_last, now, by_address=True),
    )


def _failures(db: Connection, *conditions: object, after: datetime) -> tuple[int, datetime | None]:
    failed = (~sign_in_attempt.c.succeeded, sign_in_attempt.c.at > after)
    query = select(func.count(), func.max(sign_in_attempt.c.at)).where(*failed, *conditions)  # type: ignore[arg-type]
    count, last = db.execute(query).one()
    return count, last


def too_many_attempts(wait: timedelta) -> TooManyAttempts:
    """The refusal of an attempt that comes too early."""
    seconds = int(wait.total_seconds()) + 1
    return TooManyAttempts(say("too_many_attempts", seconds=seconds), retry_after=seconds)
