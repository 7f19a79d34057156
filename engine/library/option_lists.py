"""Option lists that the server provides to forms: customers, services, people of a role."""

from __future__ import annotations

from sqlalchemy import select

from engine.forms import CompiledForm
from engine.identity.tables import app_user, customer, role_assignment
from engine.kernel.texts import Text
from engine.service_levels.tables import catalogue_service
from engine.unit_of_work.context import ReadContext

Option = dict[str, str]
_PEOPLE = "people_"


def lists_for(ctx: ReadContext, form: CompiledForm, locale: str = "zh") -> dict[str, list[Option]]:
    """The lists that ``form`` asks for, with labels in one language: ``[{"label", "value"}]``. One statement for each."""
    return {name: options for name in form.option_lists if (options := _options(ctx, name, locale)) is not None}


def _options(ctx: ReadContext, name: str, locale: str) -> list[Option] | None:
    """None: not a list of ours, but perhaps a variable of the case."""
    if name == "customers":
        return _customers(ctx, locale, None)
    if name == "my_customers":
        return _customers(ctx, locale, _own_customers(ctx))
    if name == "services":
        return _services(ctx, locale)
    if name.startswith(_PEOPLE):
        return _people(ctx, name.removeprefix(_PEOPLE), locale)
    return None


def _customers(ctx: ReadContext, locale: str, only: set[str] | None) -> list[Option]:
    statement = select(customer.c.id, customer.c.name_zh, customer.c.name_en).where(customer.c.active).order_by(customer.c.code)
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


def _services(ctx: ReadContext, locale: str) -> list[Option]:
    """The value is the service's code: decision tables name it."""
    table = catalogue_service.c
    rows = ctx.db.execute(select(table.code, table.name_zh, table.name_en).where(table.active).order_by(table.code))
    return [_option(row.code, Text(row.name_en, row.name_zh), locale) for row in rows]


def _people(ctx: ReadContext, role_id: str, locale: str) -> list[Option]:
    statement = (
        select(app_user.c.id, app_user.c.display_name_zh, app_user.c.display_name_en)
        .where(
            app_user.c.active,
            ~app_user.c.technical,
            app_user.c.id.in_(select(role_assignment.c.user_id).where(role_assignment.c.role_id == role_id)),
        )
        .order_by(app_user.c.username)
    )
    return [_option(row.id, Text(row.display_name_en, row.display_name_zh), locale) for row in ctx.db.execute(statement)]


def _option(value: str, label: Text, locale: str) -> Option:
    return {"label": label.told(locale), "value": value}
