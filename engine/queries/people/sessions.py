"""Who comes in: the actor behind a session cookie or an API token, in one statement each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Select, Table, bindparam, select

from engine.identity.people import Held, acting_as, affiliation_of, permissions_held, roles_held
from engine.identity.rules import TOUCH_INTERVAL, session_is_over
from engine.identity.sessions import secret_hash
from engine.identity.tables import api_token, app_user, customer, role, role_assignment, session
from engine.kernel.actor import Actor, Affiliation, RoleHeld
from engine.kernel.errors import Forbidden, NotAuthenticated, NotFound
from engine.kernel.permissions import Permission, with_covered
from engine.queries.pages import Ref, ref
from engine.queries.people.texts import say
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class Me:
    """The person who is signed in."""

    id: str
    username: str
    display_name_zh: str
    display_name_en: str
    email: str | None
    locale: str
    time_zone: str | None
    affiliation: Affiliation
    customer: Ref | None


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role with its names and its scope."""

    role: Ref
    customer_id: str | None
    department: str | None


@dataclass(frozen=True, slots=True)
class Authenticated:
    """Who came in. ``touch_due``: send ``TouchSession`` or ``TouchToken``, so that the last use is kept."""

    actor: Actor
    me: Me
    roles: tuple[HeldRole, ...]
    must_change_password: bool
    touch_due: bool
    csrf_token: str | None = None
    token_id: str | None = None


@dataclass(frozen=True)
class SessionActor(Query[Authenticated]):
    """The actor of a session cookie. Raises ``NotAuthenticated`` for one that is unknown or over."""

    session_id: str

    def answer(self, ctx: ReadContext) -> Authenticated:
        rows = list(ctx.db.execute(_OF_SESSION, {"secret_hash": secret_hash(self.session_id)}))
        first = _first(rows)
        over = session_is_over(
            last_seen_at=first.last_seen_at, expires_at=first.expires_at, idle_seconds=ctx.settings.session_idle_seconds, now=ctx.now
        )
        if over or not first.active:
            raise _not_authenticated()
        return _authenticated(rows, authenticated_by="password", last_use=first.last_seen_at, now=ctx.now, csrf_token=first.csrf_token)


@dataclass(frozen=True)
class TokenActor(Query[Authenticated]):
    """The actor of an API token. Raises ``NotAuthenticated`` for one that is unknown, expired or revoked."""

    token: str

    def answer(self, ctx: ReadContext) -> Authenticated:
        rows = list(ctx.db.execute(_OF_TOKEN, {"secret_hash": secret_hash(self.token)}))
        first = _first(rows)
        if first.revoked_at is not None or ctx.now >= first.expires_at or not first.active or first.must_change_password:
            raise _not_authenticated()
        found = _authenticated(rows, authenticated_by="token", last_use=first.last_used_at, now=ctx.now, token_id=first.credential_id)
        return replace(found, actor=_with_token(ctx, found.actor, first))


_USER = (
    app_user.c.id.label("user_id"),
    app_user.c.username,
    app_user.c.display_name_zh,
    app_user.c.display_name_en,
    app_user.c.email,
    app_user.c.locale,
    app_user.c.time_zone,
    app_user.c.active,
    app_user.c.must_change_password,
    app_user.c.technical,
    app_user.c.customer_id,
    app_user.c.affiliation,
)
_ROLE = (
    role_assignment.c.role_id,
    role_assignment.c.customer_id.label("scope_customer"),
    role_assignment.c.department.label("scope_department"),
    role.c.permissions,
    role.c.name_zh.label("role_zh"),
    role.c.name_en.label("role_en"),
)


def _joined(credential: Table, secret: Column[str], *columns: ColumnElement[Any]) -> Select[Any]:
    """One row for each role held, or one without a role. Built once: it runs with every request."""
    own_customer = (customer.c.name_zh.label("customer_zh"), customer.c.name_en.label("customer_en"))
    source = (
        credential.join(app_user, app_user.c.id == credential.c.user_id)
        .outerjoin(customer, customer.c.id == app_user.c.customer_id)
        .outerjoin(role_assignment, role_assignment.c.user_id == app_user.c.id)
        .outerjoin(role, role.c.id == role_assignment.c.role_id)
    )
    statement = select(*columns, *_USER, *own_customer, *_ROLE).select_from(source)
    return statement.where(secret == bindparam("secret_hash")).order_by(role_assignment.c.role_id)


_OF_SESSION = _joined(session, session.c.id_hash, session.c.last_seen_at, session.c.expires_at, session.c.csrf_token)
_OF_TOKEN = _joined(
    api_token,
    api_token.c.token_hash,
    api_token.c.id.label("credential_id"),
    api_token.c.scopes,
    api_token.c.created_by,
    api_token.c.expires_at,
    api_token.c.last_used_at,
    api_token.c.revoked_at,
)


def _first(rows: list[Row[Any]]) -> Row[Any]:
    if not rows:
        raise _not_authenticated()
    return rows[0]


def _authenticated(
    rows: list[Row[Any]],
    *,
    authenticated_by: str,
    last_use: datetime | None,
    now: datetime,
    csrf_token: str | None = None,
    token_id: str | None = None,
) -> Authenticated:
    first = rows[0]
    user = {**first._mapping, "id": first.user_id}
    held = [_held(row) for row in rows if row.role_id is not None]
    return Authenticated(
        actor=acting_as(user, held, authenticated_by=authenticated_by),
        me=_me(first),
        roles=tuple(_held_role(row) for row in rows if row.role_id is not None),
        must_change_password=first.must_change_password,
        touch_due=last_use is None or now - last_use >= TOUCH_INTERVAL,
        csrf_token=csrf_token,
        token_id=token_id,
    )


def _with_token(ctx: ReadContext, actor: Actor, token: Row[Any]) -> Actor:
    """The actor as far as the token reaches. A technical account's may never do more than whoever made it may at the time.

    Raises ``NotAuthenticated`` where somebody else than the person made it, or who did is out or does not manage users any more.
    """
    named = replace(actor, token=token.credential_id, token_maker=token.created_by, token_scopes=frozenset(token.scopes))
    if actor.kind == "person":
        if token.created_by != actor.id:
            raise _not_authenticated()
        return named
    of_maker = permissions_held(ctx.db, token.created_by or "", active=True)
    if Permission.USERS_MANAGE not in of_maker:
        raise _not_authenticated()
    return replace(named, permissions=actor.permissions & with_covered(of_maker))


def _held(row: Row[Any]) -> Held:
    return Held(RoleHeld(row.role_id, row.scope_customer, row.scope_department), tuple(row.permissions or ()))


def _held_role(row: Row[Any]) -> HeldRole:
    named = ref(row.role_id, row.role_zh, row.role_en)
    assert named is not None
    return HeldRole(named, row.scope_customer, row.scope_department)


def _me(row: Row[Any]) -> Me:
    return Me(
        id=row.user_id,
        username=row.username,
        display_name_zh=row.display_name_zh,
        display_name_en=row.display_name_en,
        email=row.email,
        locale=row.locale,
        time_zone=row.time_zone,
        affiliation=affiliation_of(row.affiliation, row.customer_id),
        customer=ref(row.customer_id, row.customer_zh, row.customer_en),
    )


def _not_authenticated() -> NotAuthenticated:
    return NotAuthenticated(say("session_over"))


@dataclass(frozen=True)
class ActorNamed(Query[Actor]):
    """The actor that a user name stands for. Only the system itself may act for people: the demonstration does."""

    username: str

    def answer(self, ctx: ReadContext) -> Actor:
        if ctx.actor.kind != "system":
            raise Forbidden(say("only_system_acts_for_others"))
        user = ctx.db.execute(select(app_user).where(app_user.c.username == self.username, app_user.c.active)).mappings().one_or_none()
        if user is None:
            raise NotFound(say("no_active_user", username=self.username))
        return acting_as(user, roles_held(ctx.db, user["id"]), authenticated_by="operator")
