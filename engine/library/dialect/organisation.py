"""What the organisation knows, for expressions: ``organisation.customer``, ``organisation.service``, ``organisation.person``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, select

from engine.feel import FeelProblem
from engine.identity.tables import app_user, customer
from engine.library.texts import say
from engine.service_levels.tables import catalogue_service
from engine.unit_of_work.context import ReadContext

_CUSTOMER = (customer.c.id, customer.c.code, customer.c.name_zh, customer.c.name_en, customer.c.active)
_SERVICE = (
    catalogue_service.c.id,
    catalogue_service.c.code,
    catalogue_service.c.name_zh,
    catalogue_service.c.name_en,
    catalogue_service.c.calendar_id.label("calendar"),
    catalogue_service.c.active,
)
_PERSON = (
    app_user.c.id,
    app_user.c.username,
    app_user.c.display_name_zh.label("name_zh"),
    app_user.c.display_name_en.label("name_en"),
    app_user.c.customer_id.label("customer"),
    app_user.c.department,
    app_user.c.active,
)


def organisation_functions(ctx: ReadContext) -> dict[str, Callable[..., object]]:
    """The functions by name. Each takes an id or the short name that people use (code, user name) and gives a
    context, or null where there is none. Of a person: no address, number or password, only who it is and where."""

    @cache
    def found(table: Table, columns: Sequence[ColumnElement[Any]], short_name: Column[Any], wanted: str) -> dict[str, object] | None:
        row = ctx.db.execute(select(*columns).where((table.c.id == wanted) | (short_name == wanted))).mappings().first()
        return None if row is None else {str(name): value for name, value in row.items()}  # plain texts: names of columns are more

    def look_up(table: Table, columns: Sequence[ColumnElement[Any]], short_name: Column[Any]) -> Callable[[object], object]:
        def one(wanted: object) -> object:
            if wanted is None:
                return None
            if not isinstance(wanted, str):
                raise FeelProblem(say("neither_id_nor_code"))
            return found(table, columns, short_name, wanted)

        return one

    return {
        "customer": look_up(customer, _CUSTOMER, customer.c.code),
        "service": look_up(catalogue_service, _SERVICE, catalogue_service.c.code),
        "person": look_up(app_user, _PERSON, app_user.c.username),
    }
