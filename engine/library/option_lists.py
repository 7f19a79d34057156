"""Option lists that the server provides to forms: customers, services, people of a role.

People from outside choose from less. A customer's get their own customer, their own people, and the whole catalogue, which is made for
them. Besides, and a supplier's people only, they get what the form holds already, so that they read its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true

from engine.forms import CompiledForm
from engine.identity.tables import app_user, customer, role_assignment
from engine.kernel.actor import Affiliation
from engine.kernel.texts import Text
from engine.service_levels.tables import catalogue_service
from engine.unit_of_work.context import ReadContext

Option = dict[str, str]
_PEOPLE = "people_"


def lists_for(ctx: ReadContext, form: CompiledForm, variables: Mapping[str, Any], locale: str = "zh") -> dict[str, list[Option]]:
    """The lists that ``form`` asks for, with labels in one language: ``[{"label", "value"}]``. One statement for each.

    ``variables``: those of the case at this place, of which the form shows some.
    """
    held = frozenset() if ctx.actor.of_the_house else frozenset(_texts(form.initial_values(variables)))
    return {name: options for name in form.option_lists if (options := _options(ctx, name, held, locale)) is not None}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _options(ctx: ReadContext, name: str, held: frozenset[str], locale: str) -> list[Option] | None:
    """None: not a list of ours, but perhaps a variable of the case."""
    if name == "customers":
        return _customers(ctx, locale, None, held)
    if name == "my_customers":
        return _customers(ctx, locale, _own_customers(ctx), held)
    if name == "services":
        return _services(ctx, locale, held)
    if name.startswith(_PEOPLE):
        return _people(ctx, name.removeprefix(_PEOPLE), locale, held)
    return None


def _customers(ctx: ReadContext, locale: str, only: set[str] | None, held: frozenset[str]) -> list[Option]:
    statement = select(customer.c.id, customer.c.name_zh, customer.c.name_en).where(customer.c.active).order_by(customer.c.code)
    if not ctx.actor.of_the_house:
        only = {*held, *filter(None, (ctx.actor.customer,))}
    if only is not None:
        statement = statement.where(customer.c.id.in_(only))
    return [_option(row.id, Text(row.name_en, row.name_zh), locale) for row in ctx.db.execute(statement)]


def _own_customers(ctx: ReadContext) -> set[str] | None:
    """The customers for whom the actor may speak; None: all of them."""
    if ctx.actor.customer is not None:
        return {ctx.actor.customer}
    if any(held.customer is None for held in ctx.actor.roles):
        return None
    return {held.customer for held in ctx.actor.roles if held.customer is not None}


def _services(ctx: ReadContext, locale: str, held: frozenset[str]) -> list[Option]:
    """The value is the service's code: decision tables name it."""
    table = catalogue_service.c
    offered = table.code.in_(held) if ctx.actor.affiliation == Affiliation.SUPPLIER else true()
    rows = ctx.db.execute(select(table.code, table.name_zh, table.name_en).where(table.active, offered).order_by(table.code))
    return [_option(row.code, Text(row.name_en, row.name_zh), locale) for row in rows]


def _people(ctx: ReadContext, role_id: str, locale: str, held: frozenset[str]) -> list[Option]:
    statement = (
        select(app_user.c.id, app_user.c.display_name_zh, app_user.c.display_name_en)
        .where(
            app_user.c.active,
            ~app_user.c.technical,
            app_user.c.id.in_(select(role_assignment.c.user_id).where(role_assignment.c.role_id == role_id)),
            _known(ctx, held),
        )
        .order_by(app_user.c.username)
    )
    return [_option(row.id, Text(row.display_name_en, row.display_name_zh), locale) for row in ctx.db.execute(statement)]


def _known(ctx: ReadContext, held: frozenset[str]) -> ColumnElement[bool]:
    """Whom somebody may read of in a list of people: those of the same customer, and whom the form names."""
    actor = ctx.actor
    if actor.of_the_house:
        return true()
    colleague = app_user.c.customer_id == actor.customer if actor.customer is not None else app_user.c.id == actor.id
    return or_(colleague, app_user.c.id.in_(held))


def _option(value: str, label: Text, locale: str) -> Option:
    return {"label": label.told(locale), "value": value}
