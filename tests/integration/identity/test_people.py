"""People, roles and customers: who may change them, and what evidence says afterwards."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from engine.bootstrap import Engine
from engine.commands.organisation.change_customer import CreateCustomer, UpdateCustomer
from engine.commands.organisation.set_up_organisation import SetUpOrganisation
from engine.commands.people.change_role import CreateRole, UpdateRole
from engine.commands.people.create_user import CreateUser
from engine.commands.people.grant_role import GrantRole, RevokeRole
from engine.commands.people.set_password import SetPassword
from engine.commands.people.update_user import ChangeLocale, UpdateUser
from engine.evidence.tables import evidence_entry
from engine.identity.built_in_roles import BUILT_IN_ROLES
from engine.kernel.actor import SYSTEM, Actor, RoleHeld
from engine.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound, StaleVersion
from engine.kernel.permissions import Permission
from engine.kernel.texts import Text
from engine.queries.organisation.customers import Customers, ShowCustomer
from engine.queries.people.roles import Roles, ShowRole
from engine.queries.people.sessions import ActorNamed
from engine.queries.people.users import ShowUser, Users
from engine.store.database import reading


@pytest.fixture
def admin(engine: Engine) -> Actor:
    """The administrator of the first start, who has changed the one-time password."""
    user_id = engine.execute(SetUpOrganisation(Text("Sample", "示例"), "Asia/Shanghai", "admin", "one time only!"), actor=SYSTEM)
    permissions = next(frozenset(map(str, each.permissions)) for each in BUILT_IN_ROLES if each.id == "administrator")
    return Actor("person", user_id, "admin", (RoleHeld("administrator"),), "password", permissions=permissions)


def create(engine: Engine, actor: Actor, username: str = "wang", **facts: Any) -> str:
    return engine.execute(CreateUser(username, "王小雨", "Wang Xiaoyu", **facts), actor=actor).id


def last_entry(engine: Engine) -> dict[str, Any]:
    with reading(engine.database) as db:
        query = select(evidence_entry.c.body).where(evidence_entry.c.stream == "organisation").order_by(evidence_entry.c.position.desc())
        found: dict[str, Any] = json.loads(db.execute(query.limit(1)).scalar_one())
    return found


def test_a_person_is_added(engine: Engine, admin: Actor) -> None:
    user_id = create(engine, admin, "Wang", department="服务台")
    found = engine.ask(ShowUser(user_id), actor=admin)
    assert (found.username, found.display_name_zh, found.department, found.active, found.must_change_password) == (
        "wang",
        "王小雨",
        "服务台",
        True,
        False,
    )
    entry = last_entry(engine)
    assert (entry["kind"], entry["details"]["user"], entry["details"]["facts"]["username"]) == ("user.created", user_id, "wang")
    assert entry["actor"]["id"] == admin.id


def test_a_password_given_to_a_new_person_is_for_one_use_and_never_in_evidence(engine: Engine, admin: Actor) -> None:
    user_id = create(engine, admin, password="a good password")
    assert engine.ask(ShowUser(user_id), actor=admin).must_change_password
    text = json.dumps(last_entry(engine))
    assert "a good password" not in text
    assert "argon2" not in text


def test_a_user_name_is_given_once(engine: Engine, admin: Actor) -> None:
    create(engine, admin)
    with pytest.raises(Conflict):
        create(engine, admin, "WANG")


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"locale": "fr"}, "locale"),
        ({"time_zone": "Mars"}, "time_zone"),
        ({"customer_id": "none"}, "customer_id"),
        ({"password": "short"}, "password"),
    ],
)
def test_facts_that_cannot_be_are_refused(engine: Engine, admin: Actor, facts: dict[str, str], where: str) -> None:
    with pytest.raises(InvalidInput) as reason:
        create(engine, admin, **facts)
    assert [fault.where for fault in reason.value.faults] == [where]


def test_only_those_who_manage_users_change_them(engine: Engine, admin: Actor) -> None:
    user_id = create(engine, admin)
    wang = engine.ask(ActorNamed("wang"), actor=SYSTEM)
    for command in (
        CreateUser("li", "李", "Li"),
        UpdateUser(user_id, {"email": "x"}),
        GrantRole(user_id, "auditor"),
        UpdateRole("auditor", {}),
        CreateCustomer("a", "b", "c"),
    ):
        with pytest.raises(Forbidden):
            engine.execute(command, actor=wang)
    with pytest.raises(Forbidden):
        engine.ask(Users(), actor=wang)
    assert engine.ask(ShowUser(user_id), actor=wang).id == user_id, "oneself"


def test_a_change_is_recorded_with_old_and_new_values(engine: Engine, admin: Actor) -> None:
    user_id = create(engine, admin, email="old@example.com")
    receipt = engine.execute(UpdateUser(user_id, {"email": "new@example.com", "locale": "zh"}, expected_version=1), actor=admin)
    assert receipt.version == 2
    assert last_entry(engine)["details"]["changes"] == [{"name": "email", "old": "old@example.com", "new": "new@example.com"}]


def test_a_stale_change_is_refused(engine: Engine, admin: Actor) -> None:
    user_id = create(engine, admin)
    engine.execute(UpdateUser(user_id, {"email": "a@example.com"}), actor=admin)
    with pytest.raises(StaleVersion):
        engine.execute(UpdateUser(user_id, {"email": "b@example.com"}, expected_version=1), actor=admin)


@pytest.mark.parametrize("name", ["password_hash", "username", "must_change_password", "id"])
def test_other_columns_are_out_of_reach(engine: Engine, admin: Actor, name: str) -> None:
    with pytest.raises(InvalidInput):
        engine.execute(UpdateUser(create(engine, admin), {name: "x"}), actor=admin)


def test_a_role_is_granted_for_one_customer_and_revoked(engine: Engine, admin: Actor) -> None:
    user_id = create(engine, admin)
    customer_id = engine.execute(CreateCustomer("bank", "银行", "Bank"), actor=admin)
    assignment = engine.execute(GrantRole(user_id, "service_engineer", customer_id), actor=admin)
    (held,) = engine.ask(ShowUser(user_id), actor=admin).assignments
    assert (held.assignment_id, held.role.name_zh, held.customer and held.customer.name_en) == (assignment, "服务工程师", "Bank")
    wang = engine.ask(ActorNamed("wang"), actor=SYSTEM)
    assert wang.holds("service_engineer", customer=customer_id)
    assert not wang.holds("service_engineer", customer="other")
    engine.execute(RevokeRole(assignment), actor=admin)
    assert engine.ask(ShowUser(user_id), actor=admin).assignments == ()
    assert last_entry(engine)["kind"] == "role.revoked"


def test_a_role_is_held_once_in_each_scope(engine: Engine, admin: Actor) -> None:
    user_id = create(engine, admin)
    engine.execute(GrantRole(user_id, "auditor"), actor=admin)
    engine.execute(GrantRole(user_id, "auditor", department="d"), actor=admin)
    with pytest.raises(Conflict):
        engine.execute(GrantRole(user_id, "auditor"), actor=admin)


@pytest.mark.parametrize("grant", [GrantRole("none", "auditor"), GrantRole("", "none"), GrantRole("", "auditor", "none")])
def test_what_does_not_exist_is_not_granted(engine: Engine, admin: Actor, grant: GrantRole) -> None:
    chosen = grant if grant.user_id else replace(grant, user_id=create(engine, admin))
    with pytest.raises(NotFound):
        engine.execute(chosen, actor=admin)


def test_nobody_makes_themselves_administrator(engine: Engine, admin: Actor) -> None:
    engine.execute(CreateRole("personnel", "人事", "Personnel", permissions=(Permission.USERS_MANAGE,)), actor=admin)
    user_id = create(engine, admin)
    engine.execute(GrantRole(user_id, "personnel"), actor=admin)
    clerk = engine.ask(ActorNamed("wang"), actor=SYSTEM)
    with pytest.raises(Forbidden):
        engine.execute(GrantRole(user_id, "administrator"), actor=clerk)
    with pytest.raises(Forbidden):
        engine.execute(SetPassword(admin.id or "", "a good password"), actor=clerk)
    with pytest.raises(Forbidden):
        engine.execute(UpdateUser(admin.id or "", {"active": False}), actor=clerk)


def test_the_last_administrator_stays(engine: Engine, admin: Actor) -> None:
    (held,) = engine.ask(ShowUser(admin.id or ""), actor=admin).assignments
    for command in (
        RevokeRole(held.assignment_id),
        UpdateUser(admin.id or "", {"active": False}),
        UpdateRole("administrator", {"permissions": [Permission.USERS_MANAGE]}),
    ):
        with pytest.raises(Conflict) as reason:
            engine.execute(command, actor=admin)
        assert reason.value.reason_code == "last_administrator"
    engine.execute(GrantRole(create(engine, admin), "administrator"), actor=admin)
    engine.execute(RevokeRole(held.assignment_id), actor=admin)


def test_an_administrator_for_one_customer_is_no_substitute(engine: Engine, admin: Actor) -> None:
    engine.execute(GrantRole(create(engine, admin), "administrator", department="d"), actor=admin)
    with pytest.raises(Conflict):
        engine.execute(UpdateUser(admin.id or "", {"active": False}), actor=admin)


def test_roles_are_made_and_changed(engine: Engine, admin: Actor) -> None:
    engine.execute(CreateRole("vehicle_pool", "车队", "Vehicle pool"), actor=admin)
    assert engine.execute(UpdateRole("vehicle_pool", {"permissions": [Permission.JOBS_READ]}, expected_version=1), actor=admin) == 2
    found = engine.ask(ShowRole("vehicle_pool"), actor=admin)
    assert (found.name_zh, found.permissions, found.built_in) == ("车队", (Permission.JOBS_READ,), False)
    assert len(engine.ask(Roles(), actor=admin).items) == 27
    for command in (CreateRole("vehicle_pool", "x", "x"), CreateRole("Bad Id", "x", "x"), CreateRole("x", "x", "x", permissions=("fly",))):
        with pytest.raises((Conflict, InvalidInput)):
            engine.execute(command, actor=admin)


def test_people_are_found_by_page_text_and_role(engine: Engine, admin: Actor) -> None:
    for number in range(5):
        user_id = create(engine, admin, f"user{number}")
    engine.execute(GrantRole(user_id, "auditor"), actor=admin)
    first = engine.ask(Users(limit=4), actor=admin)
    rest = engine.ask(Users(limit=4, cursor=first.next_cursor), actor=admin)
    assert [row.username for row in (*first.items, *rest.items)] == ["admin", "user0", "user1", "user2", "user3", "user4"]
    assert rest.next_cursor is None
    assert [row.username for row in engine.ask(Users(text="小雨", role="auditor"), actor=admin).items] == ["user4"]
    assert engine.ask(Users(text="%"), actor=admin).items == ()


def test_customers_are_made_changed_and_shown_to_their_own(engine: Engine, admin: Actor) -> None:
    bank, hospital = (engine.execute(CreateCustomer(code, code, code), actor=admin) for code in ("bank", "hospital"))
    assert engine.execute(UpdateCustomer(bank, {"name_zh": "华瑞银行"}, expected_version=1), actor=admin) == 2
    assert last_entry(engine)["details"]["changes"] == [{"name": "name_zh", "old": "bank", "new": "华瑞银行"}]
    create(engine, admin, customer_id=bank)
    wang = engine.ask(ActorNamed("wang"), actor=SYSTEM)
    assert [row.id for row in engine.ask(Customers(), actor=wang)] == [bank]
    with pytest.raises(NotFound):
        engine.ask(ShowCustomer(hospital), actor=wang)
    with pytest.raises(Conflict):
        engine.execute(CreateCustomer("bank", "x", "x"), actor=admin)


def test_everybody_chooses_their_language(engine: Engine, admin: Actor) -> None:
    user_id = create(engine, admin)
    engine.execute(ChangeLocale("en"), actor=engine.ask(ActorNamed("wang"), actor=SYSTEM))
    assert engine.ask(ShowUser(user_id), actor=admin).locale == "en"
