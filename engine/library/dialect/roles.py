"""Who holds which role, for expressions: ``roles.of``, ``roles.members``, ``roles.has``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy import ColumnElement, select

from engine.feel import FeelProblem
from engine.identity.tables import app_user, role, role_assignment
from engine.library.texts import say
from engine.unit_of_work.context import ReadContext


def role_functions(ctx: ReadContext) -> dict[str, Callable[..., object]]:
    """The functions by name. With a customer, roles that are held for that customer alone count, too; otherwise only those held for all."""

    @cache
    def holders(role_id: str, customer: str | None) -> tuple[str, ...]:
        if ctx.db.execute(select(role.c.id).where(role.c.id == role_id)).scalar() is None:
            raise FeelProblem(say("role_unknown", role_id=role_id))
        found = (
            select(app_user.c.id)
            .join(role_assignment, role_assignment.c.user_id == app_user.c.id)
            .where(app_user.c.active, ~app_user.c.technical, role_assignment.c.role_id == role_id, _scope(customer))
        )
        return tuple(sorted(set(ctx.db.execute(found).scalars())))

    @cache
    def held(person: str, customer: str | None) -> tuple[str, ...]:
        found = select(role_assignment.c.role_id).where(role_assignment.c.user_id == person, _scope(customer))
        return tuple(sorted(set(ctx.db.execute(found).scalars())))

    def members(role_id: object, customer: object) -> object:
        return list(holders(_text("role", role_id), _optional("customer", customer)))

    def of(person: object, customer: object) -> object:
        return list(held(_text("person", person), _optional("customer", customer)))

    def has(person: object, role_id: object, customer: object) -> object:
        return _text("person", person) in holders(_text("role", role_id), _optional("customer", customer))

    return {"of": of, "members": members, "has": has}


def _scope(customer: str | None) -> ColumnElement[bool]:
    """Held for everything or, if asked, for this customer; never a role that counts in one department alone."""
    of_customer = role_assignment.c.customer_id
    whose = of_customer.is_(None) if customer is None else of_customer.is_(None) | (of_customer == customer)
    return whose & role_assignment.c.department.is_(None)


def _text(what: str, value: object) -> str:
    if not isinstance(value, str):
        raise FeelProblem(say("id_no_text", what=say(what)))
    return value


def _optional(what: str, value: object) -> str | None:
    return None if value is None else _text(what, value)
