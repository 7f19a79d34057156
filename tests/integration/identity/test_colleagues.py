"""Who sees the names of the house's people."""

from __future__ import annotations

import pytest

from engine.bootstrap import Engine
from engine.commands.organisation.change_customer import CreateCustomer
from engine.commands.organisation.set_up_organisation import SetUpOrganisation
from engine.commands.people.create_user import CreateUser
from engine.commands.people.update_user import UpdateUser
from engine.identity.built_in_roles import BUILT_IN_ROLES
from engine.kernel.actor import SYSTEM, Actor, RoleHeld
from engine.kernel.errors import Forbidden
from engine.kernel.texts import Text
from engine.queries.people.colleagues import Colleagues


@pytest.fixture
def admin(engine: Engine) -> Actor:
    user_id = engine.execute(SetUpOrganisation(Text("Sample", "示例"), "Asia/Shanghai", "admin", "one time only!"), actor=SYSTEM)
    permissions = next(frozenset(map(str, each.permissions)) for each in BUILT_IN_ROLES if each.id == "administrator")
    return Actor("person", user_id, "admin", (RoleHeld("administrator"),), "password", permissions=permissions)


def test_colleagues_are_the_active_people_of_the_house(engine: Engine, admin: Actor) -> None:
    customer = engine.execute(CreateCustomer("bank", "银行", "Bank"), actor=admin)
    engineer = engine.execute(CreateUser("liu", "刘强", "Liu Qiang"), actor=admin).id
    engine.execute(CreateUser("client", "客户", "Client", customer_id=customer), actor=admin)
    gone = engine.execute(CreateUser("gone", "离职", "Gone"), actor=admin).id
    engine.execute(UpdateUser(gone, {"active": False}), actor=admin)

    someone = Actor("person", engineer, "Liu Qiang")
    assert {each.name_en for each in engine.ask(Colleagues(), actor=someone).items} >= {"Liu Qiang"}
    assert {each.name_en for each in engine.ask(Colleagues(), actor=someone).items}.isdisjoint({"Client", "Gone"})
    assert [each.id for each in engine.ask(Colleagues(text="刘"), actor=someone).items] == [engineer]


def test_colleagues_come_in_pages(engine: Engine, admin: Actor) -> None:
    for name in ("aa", "ab", "ac"):
        engine.execute(CreateUser(name, name, name), actor=admin)
    first = engine.ask(Colleagues(limit=2), actor=admin)
    second = engine.ask(Colleagues(limit=2, cursor=first.next_cursor), actor=admin)
    names = [each.name_en for each in (*first.items, *second.items)]
    assert [name for name in names if len(name) == 2] == ["aa", "ab", "ac"]
    assert len(names) == len(set(names)) == 4
    assert second.next_cursor is None


def test_a_customers_people_do_not_see_the_house(engine: Engine, admin: Actor) -> None:
    with pytest.raises(Forbidden):
        engine.ask(Colleagues(), actor=Actor("person", admin.id, "Client", customer="some customer"))
