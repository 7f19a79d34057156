"""Customers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from engine.identity.tables import customer
from engine.kernel.errors import NotFound
from engine.kernel.permissions import Permission
from engine.queries.organisation.texts import say
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
    """All customers by code; those who belong to a customer see only their own."""

    active_only: bool = False

    def answer(self, ctx: ReadContext) -> tuple[CustomerRow, ...]:
        query = select(*_COLUMNS).order_by(customer.c.code)
        if ctx.actor.customer is not None and not ctx.actor.may(Permission.ORGANISATION_MANAGE):
            query = query.where(customer.c.id == ctx.actor.customer)
        if self.active_only:
            query = query.where(customer.c.active)
        return tuple(CustomerRow(*row) for row in ctx.db.execute(query))


@dataclass(frozen=True)
class ShowCustomer(Query[CustomerRow]):
    """One customer; one that the actor may not know of does not exist for them."""

    customer_id: str

    def answer(self, ctx: ReadContext) -> CustomerRow:
        hidden = ctx.actor.customer not in (None, self.customer_id) and not ctx.actor.may(Permission.ORGANISATION_MANAGE)
        row = ctx.db.execute(select(*_COLUMNS).where(customer.c.id == self.customer_id)).one_or_none()
        if row is None or hidden:
            raise NotFound(say("customer_unknown", customer_id=self.customer_id))
        return CustomerRow(*row)
