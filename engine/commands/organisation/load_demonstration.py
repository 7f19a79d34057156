"""An organisation to look at: people for all roles, customers, services. Clearly marked, and never mixed with a real one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, ClassVar

from sqlalchemy import func, insert, select, update

from engine.commands.organisation.texts import say
from engine.commands.people.create_user import CreateUser
from engine.commands.people.grant_role import GrantRole
from engine.commands.people.hashing import Hashing
from engine.events.organisation import CatalogueServiceSaved, CustomerCreated, DemonstrationLoaded
from engine.identity.people import count_users
from engine.identity.rules import require
from engine.identity.tables import app_user, customer, organisation
from engine.instances.tables import process_instance
from engine.kernel.errors import Conflict
from engine.kernel.ids import new_id
from engine.kernel.permissions import Permission
from engine.kernel.texts import Text
from engine.service_levels.tables import catalogue_service
from engine.unit_of_work.context import Context
from engine.unit_of_work.verbs import Command


@dataclass(frozen=True, slots=True)
class DemonstrationReceipt:
    """How much was loaded."""

    people: int
    customers: int
    services: int


@dataclass(frozen=True)
class LoadDemonstration(Command[DemonstrationReceipt]):
    """Everybody in it has the same ``password``, which is told to whoever starts the product.

    Refused (``Conflict``) where the organisation has been used: users beyond the first administrator, customers, or cases.
    """

    password: str
    hashing: Hashing = field(default_factory=Hashing, repr=False, compare=False)

    holds_secret: ClassVar[bool] = True

    def carry_out(self, ctx: Context) -> DemonstrationReceipt:
        require(ctx.actor, Permission.ORGANISATION_MANAGE)
        _refuse_where_used(ctx)
        hashed = self.hashing.hashed(self.password)
        content = json.loads(files("engine.commands.organisation").joinpath("demonstration.json").read_text("utf-8"))
        ctx.db.execute(update(organisation).values(**content["organisation"], demonstration=True))
        customers = {each["code"]: _add_customer(ctx, each) for each in content["customers"]}
        for each in content["services"]:
            _add_service(ctx, each)
        people = [_add_person(ctx, each, customers) for each in content["people"]]
        # One hash for all: the password is known anyway, and forty of them would keep the first start waiting.
        ctx.db.execute(update(app_user).where(app_user.c.id.in_(people)).values(password_hash=hashed))
        receipt = DemonstrationReceipt(len(people), len(customers), len(content["services"]))
        names = content["organisation"]
        ctx.record(DemonstrationLoaded(receipt.people, receipt.customers, receipt.services, names.get("name_zh"), names.get("name_en")))
        return receipt


def _refuse_where_used(ctx: Context) -> None:
    marked = ctx.db.execute(select(organisation.c.demonstration)).scalar_one_or_none()
    if marked is None:
        raise Conflict(say("not_set_up"), code="not_set_up")
    if marked:
        raise _in_use(say("loaded_already"), "demonstration_loaded")
    if (users := count_users(ctx.db)) > 1:
        raise _in_use(say("has_users", count=users))
    for table, there in ((customer, "has_customers"), (process_instance, "has_cases")):
        if (count := ctx.db.execute(select(func.count()).select_from(table)).scalar_one()) > 0:
            raise _in_use(say(there, count=count))


def _in_use(why: Text, code: str = "organisation_in_use") -> Conflict:
    return Conflict(say("organisation_in_use", why=why), code=code)


def _add_customer(ctx: Context, facts: dict[str, Any]) -> str:
    customer_id = new_id()
    ctx.db.execute(insert(customer), {"id": customer_id, **facts, "active": True, "version": 1})
    ctx.record(CustomerCreated(customer_id, facts))
    return customer_id


def _add_service(ctx: Context, facts: dict[str, Any]) -> None:
    service_id = new_id()
    ctx.db.execute(insert(catalogue_service), {"id": service_id, **facts, "active": True, "version": 1})
    ctx.record(CatalogueServiceSaved(service_id, [{"name": name, "new": value} for name, value in facts.items()]))


def _add_person(ctx: Context, facts: dict[str, Any], customers: dict[str, str]) -> str:
    customer_id = customers.get(facts.get("customer", ""))
    belongs = {"customer_id": customer_id, "department": facts["department"], "affiliation": facts.get("affiliation")}
    made = CreateUser(facts["username"], facts["zh"], facts["en"], **belongs).insert(ctx, must_change_password=False)
    for held in facts["roles"]:
        scoped = held if isinstance(held, dict) else {"role": held}
        GrantRole(made.id, scoped["role"], customers.get(scoped.get("customer", ""))).insert(ctx)
    return made.id
