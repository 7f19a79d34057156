"""Who may touch whose access: nobody their own, nobody that of somebody more powerful; and whoever is concerned is told."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from engine.bootstrap import Engine
from engine.commands.organisation.change_customer import CreateCustomer
from engine.commands.people.change_role import CreateRole, UpdateRole
from engine.commands.people.create_token import CreateToken, NewToken, RevokeToken
from engine.commands.people.create_user import CreateUser
from engine.commands.people.grant_role import GrantRole, RevokeRole
from engine.commands.people.set_password import SetPassword
from engine.commands.people.update_user import UpdateUser
from engine.commands.tasks.assign_task import AssignTask, ClaimTask, DelegateTask
from engine.commands.tasks.complete_task import CompleteTask
from engine.commands.tasks.save_draft import SaveDraft
from engine.evidence.tables import evidence_entry
from engine.identity.rules import ANONYMOUS
from engine.identity.tables import api_token, app_user, role_assignment
from engine.kernel.actor import SYSTEM, Actor
from engine.kernel.errors import Conflict, Forbidden, InvalidInput, NotAuthenticated
from engine.kernel.permissions import Permission
from engine.library.dialect.roles import role_functions
from engine.queries.people.colleagues import Colleagues
from engine.queries.people.notices import Notices
from engine.queries.people.sessions import ActorNamed, TokenActor
from engine.queries.people.tokens import Tokens
from engine.queries.people.users import ShowUser
from engine.queries.tasks.inbox import Inbox
from engine.store.database import reading, writing
from engine.tasks.rules import View
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Command
from tests.support import bundles
from tests.support.people import People

MANAGING = (Permission.USERS_MANAGE, Permission.ROLES_MANAGE, Permission.JOBS_READ)


@pytest.fixture
def manager(people: People) -> Actor:
    """May manage people and roles, and no more than read jobs besides."""
    return hired(people, "manager", "personnel", *MANAGING)


@pytest.fixture
def powerful(people: People) -> Actor:
    """Holds a permission that the manager lacks."""
    return hired(people, "powerful", "root", *Permission)


@pytest.fixture
def clerk(people: People) -> Actor:
    return people.hire("clerk", "clerk")


def hired(people: People, username: str, role: str, *permissions: str) -> Actor:
    people.role(role, *permissions)
    return people.hire(username, role, permissions=tuple(map(str, permissions)))


def id_of(actor: Actor) -> str:
    assert actor.id is not None
    return actor.id


def assignment_of(engine: Engine, actor: Actor) -> str:
    return engine.ask(ShowUser(id_of(actor)), actor=actor).assignments[0].assignment_id


def notices(engine: Engine, actor: Actor) -> list[str]:
    return [each.text for each in engine.ask(Notices(), actor=actor).items]


def technical(engine: Engine, manager: Actor, *roles: str) -> str:
    made = engine.execute(CreateUser("monitor", "监控系统", "Monitoring", technical=True), actor=manager).id
    for role in roles:
        engine.execute(GrantRole(made, role), actor=manager)
    return made


def token(engine: Engine, actor: Actor, user_id: str | None = None, *scopes: str) -> NewToken:
    expiry = engine.clock.now() + timedelta(days=1)
    return engine.execute(CreateToken("bot", scopes or ("tasks", "read", "admin", "instances"), expiry, user_id), actor=actor)


def came_in(engine: Engine, made: NewToken) -> Actor:
    return engine.ask(TokenActor(made.token), actor=ANONYMOUS).actor


# Tokens


def test_nobody_makes_a_token_in_the_name_of_another_person(engine: Engine, powerful: Actor, clerk: Actor) -> None:
    with pytest.raises(Forbidden) as reason:
        token(engine, powerful, clerk.id)
    assert reason.value.reason_code == "token_for_others"
    with pytest.raises(Forbidden):
        engine.execute(CreateToken("bot", ("read",), engine.clock.now() + timedelta(days=1), clerk.id), actor=SYSTEM)


@pytest.mark.parametrize("maker", ["another", None])
def test_a_token_that_somebody_else_made_for_a_person_rests(engine: Engine, clerk: Actor, maker: str | None) -> None:
    """The release before let administrators make them."""
    made = token(engine, clerk)
    with writing(engine.database) as db:
        db.execute(update(api_token).values(created_by=maker))
    with pytest.raises(NotAuthenticated):
        came_in(engine, made)


def test_evidence_names_the_token_and_its_maker(engine: Engine, manager: Actor, people: People) -> None:
    people.role("clerk")
    made = token(engine, manager, technical(engine, manager, "clerk"))
    bundles.deploy(engine, bundles.two_steps(start_form="note", extra='readers = ["clerk"]', start_roles=("clerk",)))
    started = bundles.start(engine, "two_steps", came_in(engine, made), text="a", amount=1)
    with reading(engine.database) as db:
        bodies = db.execute(select(evidence_entry.c.body).where(evidence_entry.c.stream == started.instance_id)).scalars()
        actors = [json.loads(bytes(body))["actor"] for body in bodies]
    assert actors
    for actor in actors:
        assert (actor["kind"], actor["authenticated_by"]) == ("technical", "token")
        assert actor["token"] == {"id": made.token_id, "made_by": manager.id}


def test_one_s_own_token_stands_in_evidence_too(engine: Engine, manager: Actor, clerk: Actor) -> None:
    by_token = came_in(engine, token(engine, manager))
    engine.execute(UpdateUser(id_of(clerk), {"email": "new@example.com"}), actor=by_token)
    with reading(engine.database) as db:
        body = db.execute(select(evidence_entry.c.body).order_by(evidence_entry.c.position.desc()).limit(1)).scalar_one()
    assert json.loads(bytes(body))["actor"]["token"] == {"id": by_token.token, "made_by": manager.id}


# Technical accounts


def test_a_technical_account_has_no_password(engine: Engine, manager: Actor) -> None:
    with pytest.raises(InvalidInput):
        engine.execute(CreateUser("bot", "甲", "Bot", "a good password", technical=True), actor=manager)
    made = technical(engine, manager)
    for actor in (manager, SYSTEM):
        with pytest.raises(Conflict) as reason:
            engine.execute(SetPassword(made, "a quite good password"), actor=actor)
        assert reason.value.reason_code == "technical_account"


def test_a_technical_account_holds_no_human_task(engine: Engine, manager: Actor, people: People, clerk: Actor) -> None:
    account = technical(engine, manager, "clerk")
    by_token = came_in(engine, token(engine, manager, account))
    lead = hired(people, "lead", "lead", *Permission)
    bundles.deploy(engine, bundles.two_steps(start_form="note", start_roles=("clerk",)))
    bundles.start(engine, "two_steps", clerk, text="a", amount=1)
    (row,) = engine.ask(Inbox(View.ROLES), actor=clerk).items
    assert engine.ask(Inbox(View.ROLES), actor=by_token).items == ()
    for command in (ClaimTask(row.task_id), CompleteTask(row.task_id, {"text": "a"}), DelegateTask(row.task_id, id_of(clerk))):
        with pytest.raises(Forbidden) as reason:
            engine.execute(command, actor=by_token)
        assert reason.value.reason_code == "technical_account"
    with pytest.raises(Forbidden):
        engine.execute(SaveDraft(f"task:{row.task_id}", {"text": "a"}), actor=by_token)
    engine.execute(ClaimTask(row.task_id), actor=clerk)
    for giving, giver in ((AssignTask(row.task_id, account), lead), (DelegateTask(row.task_id, account), clerk)):
        with pytest.raises(InvalidInput):
            engine.execute(giving, actor=giver)


def test_a_technical_account_is_nowhere_offered_as_a_person(engine: Engine, manager: Actor, clerk: Actor) -> None:
    technical(engine, manager, "clerk")
    assert "Monitoring" not in {each.name_en for each in engine.ask(Colleagues(), actor=clerk).items}
    with reading(engine.database) as db:
        functions = role_functions(ReadContext(db, SYSTEM, engine.clock.now(), engine.settings))
        assert functions["members"]("clerk", None) == [clerk.id]


def test_a_technical_account_is_no_administrator_who_stays(engine: Engine, people: People, powerful: Actor) -> None:
    technical(engine, powerful, "root")
    with pytest.raises(Conflict) as reason:
        engine.execute(UpdateUser(id_of(powerful), {"active": False}), actor=SYSTEM)
    assert reason.value.reason_code == "last_administrator"


def test_a_token_of_a_technical_account_may_no_more_than_its_maker_may_now(engine: Engine, people: People, powerful: Actor) -> None:
    maker = hired(people, "maker", "makers", *MANAGING)
    account = technical(engine, powerful, "makers")
    made = token(engine, maker, account)
    engine.execute(GrantRole(account, "root"), actor=powerful)
    assert came_in(engine, made).permissions == set(MANAGING)
    with writing(engine.database) as db:
        db.execute(delete(role_assignment).where(role_assignment.c.user_id == maker.id))
    with pytest.raises(NotAuthenticated):
        came_in(engine, made)


def test_a_token_rests_when_its_maker_is_out(engine: Engine, manager: Actor, powerful: Actor) -> None:
    made = token(engine, manager, technical(engine, manager))
    assert came_in(engine, made).kind == "technical"
    with writing(engine.database) as db:
        db.execute(update(app_user).where(app_user.c.id == manager.id).values(active=False))
    with pytest.raises(NotAuthenticated):
        came_in(engine, made)
    assert [each.made_by and each.made_by.id for each in engine.ask(Tokens(), actor=powerful)] == [manager.id]


# One's own access


def test_nobody_widens_their_own_access(engine: Engine, powerful: Actor, people: People) -> None:
    people.role("approver")
    customer = engine.execute(CreateCustomer("bank", "银行", "Bank"), actor=powerful)
    own = id_of(powerful)
    for command in (
        GrantRole(own, "approver"),
        GrantRole(own, "approver", customer),
        UpdateUser(own, {"customer_id": customer}),
        UpdateUser(own, {"department": "d"}),
    ):
        with pytest.raises(Forbidden) as reason:
            engine.execute(command, actor=powerful)
        assert reason.value.reason_code == "own_access"
    engine.execute(UpdateUser(own, {"email": "a@example.com"}), actor=powerful)


def test_nor_with_a_token_made_for_a_technical_account(engine: Engine, powerful: Actor, people: People) -> None:
    people.role("approver")
    by_token = came_in(engine, token(engine, powerful, technical(engine, powerful, "root")))
    with pytest.raises(Forbidden) as reason:
        engine.execute(GrantRole(id_of(powerful), "approver"), actor=by_token)
    assert reason.value.reason_code == "own_access"


# Somebody more powerful


@pytest.mark.parametrize("touch", ["grant", "revoke", "password", "deactivate", "edit", "role", "revoke_token"])
def test_nobody_touches_somebody_more_powerful(engine: Engine, manager: Actor, powerful: Actor, people: People, touch: str) -> None:
    people.role("approver")
    own = token(engine, powerful)
    user_id, held = id_of(powerful), assignment_of(engine, powerful)
    command: Command[Any] = {
        "grant": GrantRole(user_id, "approver"),
        "revoke": RevokeRole(held),
        "password": SetPassword(user_id, "a quite good password"),
        "deactivate": UpdateUser(user_id, {"active": False}),
        "edit": UpdateUser(user_id, {"email": "mine@example.com"}),
        "role": UpdateRole("root", {"permissions": []}),
        "revoke_token": RevokeToken(own.token_id),
    }[touch]
    with pytest.raises(Forbidden) as reason:
        engine.execute(command, actor=manager)
    assert Permission.DEFINITIONS_DEPLOY in reason.value.facts["permissions"]  # type: ignore[operator]


def test_nobody_gives_what_they_do_not_hold(engine: Engine, manager: Actor, powerful: Actor, clerk: Actor) -> None:
    for command in (
        GrantRole(id_of(clerk), "root"),
        CreateRole("strong", "强", "Strong", permissions=(Permission.DEFINITIONS_DEPLOY,)),
        UpdateRole("clerk", {"permissions": [Permission.DEFINITIONS_DEPLOY]}),
        UpdateRole("personnel", {"permissions": [*MANAGING, Permission.DEFINITIONS_DEPLOY]}),
    ):
        with pytest.raises(Forbidden):
            engine.execute(command, actor=manager)
    with pytest.raises(Forbidden):
        token(engine, manager, technical(engine, powerful, "root"))


def test_who_administers_cases_gives_the_roles_that_name_a_part_of_it(engine: Engine, people: People, clerk: Actor) -> None:
    """Otherwise the administrator of the first start could make nobody a lead or an auditor."""
    first = hired(people, "first", "administrator", *MANAGING, Permission.INSTANCES_ADMINISTER)
    people.role("lead", Permission.TASKS_ASSIGN, Permission.CASES_READ_ALL)
    engine.execute(GrantRole(id_of(clerk), "lead"), actor=first)
    assert engine.ask(ActorNamed("clerk"), actor=SYSTEM).holds_anywhere("lead")


# Being told


def test_whoever_is_concerned_is_told(engine: Engine, manager: Actor, clerk: Actor, people: People) -> None:
    people.role("night_shift")
    user_id = id_of(clerk)
    customer = engine.execute(CreateCustomer("bank", "银行", "Bank"), actor=SYSTEM)
    own = token(engine, clerk)
    assert notices(engine, clerk) == [], "what one does oneself one knows"
    held = engine.execute(GrantRole(user_id, "night_shift", customer, "d"), actor=manager)
    engine.execute(UpdateRole("night_shift", {"permissions": [Permission.JOBS_READ]}), actor=manager)
    engine.execute(RevokeRole(held), actor=manager)
    engine.execute(RevokeToken(own.token_id), actor=manager)
    engine.execute(SetPassword(user_id, "a quite good password"), actor=manager)
    engine.execute(UpdateUser(user_id, {"department": "e"}), actor=manager)
    engine.execute(UpdateUser(user_id, {"active": False}), actor=manager)
    engine.execute(UpdateUser(user_id, {"active": True}), actor=manager)
    told = list(reversed(notices(engine, clerk)))
    beginnings = ("授予", "更改了您所持角色", "收回", "吊销", "为您设置了一次性密码", "更改了您所属", "停用", "重新启用")
    assert len(told) == len(beginnings)
    assert all(text.startswith(f"manager{begins}") for text, begins in zip(sorted(told), sorted(beginnings), strict=True)), told
    assert any("银行、d" in text for text in told)


def test_each_is_told_in_their_language_and_the_holder_of_a_token_made_for_them(engine: Engine, manager: Actor) -> None:
    account = technical(engine, manager)
    with writing(engine.database) as db:
        db.execute(update(app_user).where(app_user.c.id == account).values(locale="en"))
    made = token(engine, manager, account)
    assert notices(engine, came_in(engine, made)) == ["manager made the API token “bot” for you."]


def test_the_operator_at_the_console_may_everything_and_is_named(engine: Engine, powerful: Actor) -> None:
    engine.execute(SetPassword(id_of(powerful), "a quite good password"), actor=SYSTEM)
    assert notices(engine, powerful)[0].startswith("系统运维人员")
