"""Customers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true

from engine.identity.tables import customer
from engine.kernel.errors import NotFound
from engine.kernel.permissions import Permission
from engine.queries.organisation.texts import say
from engine.queries.outsiders import known_customers
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer of the organisation."""

    id: str
    version: int
    code: str
    name_zh: str
    name_en: str
    active: bool


_COLUMNS = tuple(customer.c[name] for name in CustomerRow.__slots__)


@dataclass(frozen=True)
class Customers(Query[tuple[CustomerRow, ...]]):
    """All customers by code. A customer's people get their own, a supplier's people those of their cases, unless they manage customers."""

    active_only: bool = False

    def answer(self, ctx: ReadContext) -> tuple[CustomerRow, ...]:
        query = select(*_COLUMNS).where(_known(ctx)).order_by(customer.c.code)
        if self.active_only:
            query = query.where(customer.c.active)
        return tuple(CustomerRow(*row) for row in ctx.db.execute(query))


@dataclass(frozen=True)
class ShowCustomer(Query[CustomerRow]):
    """One customer; one that the actor may not know of does not exist for them."""

    customer_id: str

    def answer(self, ctx: ReadContext) -> CustomerRow:
        row = ctx.db.execute(select(*_COLUMNS).where(customer.c.id == self.customer_id, _known(ctx))).one_or_none()
        if row is None:
            raise NotFound(say("customer_unknown", customer_id=self.customer_id))
        return CustomerRow(*row)


def _known(ctx: ReadContext) -> ColumnElement[bool]:
    return true() if ctx.actor.may(Permission.ORGANISATION_MANAGE) else known_customers(ctx)
