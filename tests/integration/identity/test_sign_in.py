"""Signing in and out: sessions, tokens, throttling, and the evidence of it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from engine.bootstrap import Engine
from engine.commands.people.create_token import CreateToken, RevokeToken, TouchToken
from engine.commands.people.create_user import CreateUser
from engine.commands.people.set_password import ConfirmPassword, SetPassword
from engine.commands.people.sign_in import SignedIn, SignIn, SignInOutcome, SignOut, SignOutEverywhere, TouchSession
from engine.commands.people.update_user import UpdateUser
from engine.evidence.tables import evidence_entry
from engine.identity import sessions
from engine.identity.passwords import hash_password
from engine.identity.rules import ANONYMOUS, OF_ADDRESS, OF_NAME, PLACES_REMEMBERED, Patience
from engine.identity.sessions import secret_hash
from engine.identity.tables import api_token, app_user, session
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.clock import ManualClock
from engine.kernel.errors import Forbidden, InvalidInput, NotAuthenticated, TooManyAttempts
from engine.kernel.permissions import Permission
from engine.queries.people.sessions import ActorNamed, SessionActor, TokenActor
from engine.store.database import reading, writing
from tests.support.people import People

PASSWORD = "correct horse battery"
OLD = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1)


@pytest.fixture
def wang(engine: Engine, people: People) -> Iterator[Actor]:
    """Somebody with a password whose hash is cheap to check."""
    actor = people.hire("wang", "service_desk")
    with writing(engine.database) as db:
        db.execute(update(app_user).where(app_user.c.id == actor.id).values(password_hash=hash_password(PASSWORD)))
    yield actor


def attempt(engine: Engine, password: str = PASSWORD, username: str = "wang", address: str = "10.0.0.1") -> SignInOutcome:
    return engine.execute(SignIn(username, password, address, "browser"), actor=ANONYMOUS)


def signed_in(engine: Engine) -> SignedIn:
    return attempt(engine).or_refuse()


def kinds(engine: Engine) -> list[str]:
    with reading(engine.database) as db:
        return list(db.execute(select(evidence_entry.c.kind).order_by(evidence_entry.c.position)).scalars())


def test_a_session_stands_for_the_person(engine: Engine, wang: Actor) -> None:
    made = signed_in(engine)
    found = engine.ask(SessionActor(made.session_id), actor=ANONYMOUS)
    assert found.actor == replace(wang, authenticated_by="password")
    assert (found.csrf_token, found.me.username, found.must_change_password) == (made.csrf_token, "wang", False)
    assert [held.role.id for held in found.roles] == ["service_desk"]


def test_the_name_is_taken_without_regard_to_case(engine: Engine, wang: Actor) -> None:
    assert attempt(engine, username=" WANG ").signed_in is not None


@pytest.mark.parametrize(("username", "password"), [("wang", "wrong"), ("nobody", PASSWORD), ("wang", "")])
def test_a_wrong_name_and_a_wrong_password_look_the_same(engine: Engine, wang: Actor, username: str, password: str) -> None:
    refused = attempt(engine, password, username)
    with pytest.raises(NotAuthenticated) as reason:
        refused.or_refuse()
    assert reason.value.reason_code == "wrong_credentials"
    assert kinds(engine) == ["session.refused"]


def test_what_was_typed_as_an_unknown_name_is_not_written_down(engine: Engine, wang: Actor) -> None:
    attempt(engine, username="my-secret-password")
    with reading(engine.database) as db:
        bodies = db.execute(select(evidence_entry.c.body)).scalars().all()
    assert b"my-secret" not in b"".join(bodies)


def test_only_hashes_of_secrets_are_stored(engine: Engine, wang: Actor) -> None:
    made = signed_in(engine)
    with reading(engine.database) as db:
        stored = db.execute(select(session.c.id_hash)).scalar_one()
    assert stored == secret_hash(made.session_id)
    assert made.session_id not in stored


def test_every_sign_in_gets_a_new_id(engine: Engine, wang: Actor) -> None:
    first, second = signed_in(engine), signed_in(engine)
    assert first.session_id != second.session_id
    assert first.csrf_token != second.csrf_token


def test_failures_make_the_next_attempt_wait(engine: Engine, wang: Actor, clock: ManualClock) -> None:
    for _ in range(5):
        attempt(engine, "wrong")
    refused = attempt(engine)
    with pytest.raises(TooManyAttempts) as reason:
        refused.or_refuse()
    assert reason.value.facts["retry_after"] == 2
    clock.advance(timedelta(seconds=2))
    assert attempt(engine).signed_in is not None


def test_guesses_sent_at_once_count_one_after_another(engine: Engine, wang: Actor) -> None:
    with ThreadPoolExecutor(6) as threads:
        refusals = [each.refusal for each in threads.map(lambda number: attempt(engine, f"guess {number}"), range(12))]
    assert sum(isinstance(refusal, NotAuthenticated) for refusal in refusals) == 5
    assert sum(isinstance(refusal, TooManyAttempts) for refusal in refusals) == 7


def test_success_forgets_the_failures(engine: Engine, wang: Actor, clock: ManualClock) -> None:
    for _ in range(5):
        attempt(engine, "wrong")
    clock.advance(timedelta(seconds=10))
    assert attempt(engine).signed_in is not None
    clock.advance(timedelta(seconds=1))
    assert isinstance(attempt(engine, "wrong").refusal, NotAuthenticated)
    assert attempt(engine).signed_in is not None


@pytest.mark.parametrize("elsewhere", ["203.0.113.9", "10.0.0.1"])
@pytest.mark.parametrize("names", [["wang"], [f"name{number}" for number in range(80)], ["wang", "li", "zhao"]])
def test_nobody_is_locked_out_from_where_they_signed_in_before(
    engine: Engine, wang: Actor, clock: ManualClock, elsewhere: str, names: list[str]
) -> None:
    """Whatever a stranger tries: with this name or others, from elsewhere or from behind the same address."""
    signed_in(engine)
    clock.advance(timedelta(minutes=1))
    for number in range(160):
        attempt(engine, "wrong", names[number % len(names)], elsewhere)
    assert attempt(engine).signed_in is not None


def test_the_place_is_remembered_after_the_attempts_are_forgotten(engine: Engine, wang: Actor, clock: ManualClock) -> None:
    signed_in(engine)
    clock.advance(PLACES_REMEMBERED - timedelta(days=1))
    for _ in range(20):
        attempt(engine, "wrong")
    assert attempt(engine).signed_in is not None
    clock.advance(PLACES_REMEMBERED + timedelta(days=1))
    for _ in range(20):
        attempt(engine, "wrong")
    assert isinstance(attempt(engine).refusal, TooManyAttempts)


def test_one_account_is_not_guessed_at_from_many_addresses(engine: Engine, wang: Actor) -> None:
    for number in range(OF_NAME.free):
        attempt(engine, "wrong", address=f"10.1.0.{number}")
    assert isinstance(attempt(engine, address="10.2.0.1").refusal, TooManyAttempts)


def test_an_address_that_tries_many_names_waits(engine: Engine, wang: Actor, clock: ManualClock) -> None:
    for number in range(OF_ADDRESS.free):
        attempt(engine, "wrong", username=f"name{number}")
    assert isinstance(attempt(engine).refusal, TooManyAttempts)
    assert attempt(engine, address="10.0.0.2").signed_in is not None
    clock.advance(OF_ADDRESS.longest)
    assert attempt(engine).signed_in is not None, "gently: others may be there"


def test_all_together_are_slowed_down(engine: Engine, wang: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each attempt costs a slow hash."""
    monkeypatch.setattr(sessions, "OF_ALL", Patience(10, timedelta(minutes=10), timedelta(seconds=2)))
    for number in range(10):
        attempt(engine, "wrong", f"name{number}", f"10.1.0.{number}")
    assert isinstance(attempt(engine, "wrong", "another", "10.2.0.1").refusal, TooManyAttempts)


def test_who_is_signed_in_does_not_guess_the_present_password_without_end(engine: Engine, wang: Actor) -> None:
    signed_in(engine)
    refusals = [engine.execute(ConfirmPassword("wrong", "10.0.0.1"), actor=wang).refusal for _ in range(6)]
    assert [type(each) for each in refusals] == [InvalidInput] * 5 + [TooManyAttempts]


def test_an_idle_session_ends_and_use_keeps_it(engine: Engine, wang: Actor, clock: ManualClock) -> None:
    made = signed_in(engine)
    idle = timedelta(seconds=engine.settings.session_idle_seconds)
    clock.advance(idle - timedelta(seconds=1))
    found = engine.ask(SessionActor(made.session_id), actor=ANONYMOUS)
    assert found.touch_due
    engine.execute(TouchSession(made.session_id), actor=found.actor)
    clock.advance(idle - timedelta(seconds=1))
    assert engine.ask(SessionActor(made.session_id), actor=ANONYMOUS).actor.id == wang.id
    clock.advance(timedelta(seconds=1))
    with pytest.raises(NotAuthenticated):
        engine.ask(SessionActor(made.session_id), actor=ANONYMOUS)


def test_use_does_not_keep_a_session_for_ever(engine: Engine, wang: Actor, clock: ManualClock) -> None:
    made = signed_in(engine)
    for _ in range(22):
        clock.advance(timedelta(seconds=engine.settings.session_max_seconds / 22))
        engine.execute(TouchSession(made.session_id), actor=wang)
    with pytest.raises(NotAuthenticated):
        engine.ask(SessionActor(made.session_id), actor=ANONYMOUS)


def test_a_session_that_was_signed_out_is_worth_nothing(engine: Engine, wang: Actor) -> None:
    made, other = signed_in(engine), signed_in(engine)
    engine.execute(SignOut(made.session_id), actor=wang)
    with pytest.raises(NotAuthenticated):
        engine.ask(SessionActor(made.session_id), actor=ANONYMOUS)
    assert engine.execute(SignOutEverywhere(), actor=wang) == 1
    with pytest.raises(NotAuthenticated):
        engine.ask(SessionActor(other.session_id), actor=ANONYMOUS)


def test_a_changed_password_ends_all_sessions_and_begins_a_new_one(engine: Engine, wang: Actor) -> None:
    made, other = signed_in(engine), signed_in(engine)
    assert wang.id is not None
    fresh = engine.execute(SetPassword(wang.id, "another good one", PASSWORD, "10.0.0.1", "browser"), actor=wang)
    assert fresh is not None
    assert engine.ask(SessionActor(fresh.session_id), actor=ANONYMOUS).actor.id == wang.id
    for ended in (made, other):
        with pytest.raises(NotAuthenticated):
            engine.ask(SessionActor(ended.session_id), actor=ANONYMOUS)
    assert attempt(engine).signed_in is None
    assert attempt(engine, "another good one").signed_in is not None


def test_a_password_that_somebody_else_sets_begins_no_session(engine: Engine, wang: Actor) -> None:
    made = signed_in(engine)
    assert wang.id is not None
    assert engine.execute(SetPassword(wang.id, "one time only!", address="10.0.0.1"), actor=SYSTEM) is None
    with pytest.raises(NotAuthenticated):
        engine.ask(SessionActor(made.session_id), actor=ANONYMOUS)


@pytest.mark.parametrize(
    ("password", "current"),
    [
        ("another good one", "wrong"),
        ("another good one", None),
        (PASSWORD, PASSWORD),
        ("short", PASSWORD),
        ("password1234", PASSWORD),
        ("wangwang1!", PASSWORD),
    ],
)
def test_a_password_is_not_changed_without_the_present_one(engine: Engine, wang: Actor, password: str, current: str | None) -> None:
    assert wang.id is not None
    with pytest.raises(InvalidInput):
        engine.execute(SetPassword(wang.id, password, current=current), actor=wang)


def test_a_one_time_password_lets_nobody_act_before_it_is_changed(engine: Engine, wang: Actor, people: People) -> None:
    manager = people.hire("manager", "personnel", permissions=(Permission.USERS_MANAGE,))
    assert wang.id is not None
    engine.execute(SetPassword(wang.id, "one time only!"), actor=manager)
    made = attempt(engine, "one time only!").or_refuse()
    assert made.must_change_password
    found = engine.ask(SessionActor(made.session_id), actor=ANONYMOUS)
    assert (found.must_change_password, found.actor.roles, found.actor.permissions) == (True, (), frozenset())
    changed = engine.execute(SetPassword(wang.id, "my own good one", "one time only!", "10.0.0.1"), actor=found.actor)
    assert changed is not None
    assert engine.ask(SessionActor(changed.session_id), actor=ANONYMOUS).actor.holds_anywhere("service_desk")


def test_an_old_hash_is_made_anew_at_sign_in(engine: Engine, wang: Actor) -> None:
    with writing(engine.database) as db:
        db.execute(update(app_user).where(app_user.c.id == wang.id).values(password_hash=OLD.hash(PASSWORD)))
    signed_in(engine)
    with reading(engine.database) as db:
        stored = db.execute(select(app_user.c.password_hash).where(app_user.c.id == wang.id)).scalar_one()
    assert stored.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert attempt(engine).signed_in is not None


def test_a_deactivated_person_is_out_at_once(engine: Engine, wang: Actor, people: People, clock: ManualClock) -> None:
    manager = people.hire("manager", "personnel", permissions=(Permission.USERS_MANAGE, Permission.ROLES_MANAGE))
    people.role("personnel")
    with writing(engine.database) as db:
        from engine.identity.tables import role

        db.execute(update(role).where(role.c.id == "personnel").values(permissions=[Permission.USERS_MANAGE, Permission.ROLES_MANAGE]))
    made = signed_in(engine)
    token = engine.execute(CreateToken("t", ("read",), clock.now() + timedelta(days=1)), actor=wang)
    assert wang.id is not None
    engine.execute(UpdateUser(wang.id, {"active": False}), actor=manager)
    for query in (SessionActor(made.session_id), TokenActor(token.token)):
        with pytest.raises(NotAuthenticated):
            engine.ask(query, actor=ANONYMOUS)
    assert isinstance(attempt(engine).refusal, NotAuthenticated)


def test_a_token_acts_as_its_person_within_its_scopes(engine: Engine, wang: Actor, clock: ManualClock) -> None:
    made = engine.execute(CreateToken("report", ("tasks", "read"), clock.now() + timedelta(days=30)), actor=wang)
    assert made.token.startswith("zhidu_")
    found = engine.ask(TokenActor(made.token), actor=ANONYMOUS)
    by_token = replace(wang, authenticated_by="token", token_scopes=frozenset({"tasks", "read"}))
    assert found.actor == replace(by_token, token=made.token_id, token_maker=wang.id)
    assert (found.csrf_token, found.token_id, found.touch_due) == (None, made.token_id, True)
    engine.execute(TouchToken(made.token_id), actor=found.actor)
    assert not engine.ask(TokenActor(made.token), actor=ANONYMOUS).touch_due
    with reading(engine.database) as db:
        assert db.execute(select(api_token.c.token_hash)).scalar_one() == secret_hash(made.token)


@pytest.mark.parametrize("change", [{"must_change_password": True}, {"active": False}])
def test_a_token_rests_while_its_person_may_not_act(engine: Engine, wang: Actor, change: dict[str, bool]) -> None:
    made = engine.execute(CreateToken("t", ("read",), engine.clock.now() + timedelta(days=1)), actor=wang)
    with writing(engine.database) as db:
        db.execute(update(app_user).where(app_user.c.id == wang.id).values(**change))
    with pytest.raises(NotAuthenticated):
        engine.ask(TokenActor(made.token), actor=ANONYMOUS)


def test_a_token_ends_when_it_expires_or_is_revoked(engine: Engine, wang: Actor, clock: ManualClock) -> None:
    lasting, short = (engine.execute(CreateToken("t", ("read",), clock.now() + timedelta(days=days)), actor=wang) for days in (30, 1))
    clock.advance(timedelta(days=1))
    with pytest.raises(NotAuthenticated):
        engine.ask(TokenActor(short.token), actor=ANONYMOUS)
    engine.execute(RevokeToken(lasting.token_id), actor=wang)
    with pytest.raises(NotAuthenticated):
        engine.ask(TokenActor(lasting.token), actor=ANONYMOUS)
    assert kinds(engine) == ["token.created", "token.created", "token.revoked"]


@pytest.mark.parametrize(
    ("scopes", "days", "where"),
    [(("everything",), 1, "scopes"), ((), 1, "scopes"), (("read",), 400, "expires_at"), (("read",), -1, "expires_at")],
)
def test_a_token_needs_scopes_and_an_expiry_within_a_year(
    engine: Engine, wang: Actor, scopes: tuple[str, ...], days: int, where: str
) -> None:
    with pytest.raises(InvalidInput) as reason:
        engine.execute(CreateToken("t", scopes, engine.clock.now() + timedelta(days=days)), actor=wang)
    assert [fault.where for fault in reason.value.faults] == [where]


def test_a_token_makes_no_token(engine: Engine, wang: Actor, clock: ManualClock) -> None:
    by_token = replace(wang, token_scopes=frozenset({"admin"}), authenticated_by="token")
    with pytest.raises(Forbidden):
        engine.execute(CreateToken("t", ("read",), clock.now() + timedelta(days=1)), actor=by_token)


def test_no_secret_is_kept_for_an_idempotency_key(engine: Engine, wang: Actor, clock: ManualClock) -> None:
    from engine.instances.tables import idempotency_key

    engine.execute(CreateToken("t", ("read",), clock.now() + timedelta(days=1)), actor=wang, idempotency_key="k1")
    engine.execute(SignIn("wang", PASSWORD, "10.0.0.1"), actor=ANONYMOUS, idempotency_key="k2")
    engine.execute(CreateUser("li", "李", "Li", "a good password"), actor=SYSTEM, idempotency_key="k3")
    with reading(engine.database) as db:
        assert db.execute(select(idempotency_key)).all() == []


def test_only_the_system_acts_for_others(engine: Engine, wang: Actor) -> None:
    assert engine.ask(ActorNamed("wang"), actor=SYSTEM).id == wang.id
    with pytest.raises(Forbidden):
        engine.ask(ActorNamed("wang"), actor=wang)


def test_signing_in_and_out_is_evidence(engine: Engine, wang: Actor) -> None:
    attempt(engine, "wrong")
    engine.execute(SignOut(signed_in(engine).session_id), actor=wang)
    assert kinds(engine) == ["session.refused", "session.started", "session.ended"]
