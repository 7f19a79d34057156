"""Routes: customers."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.answers import answer
from api.customers.schemas import CustomerChangesBody, NewCustomerBody
from api.derived import items_of, shape_of
from api.door import ask, do
from api.etags import expected_version
from api.routing import Routes
from engine.commands.organisation.change_customer import CreateCustomer, UpdateCustomer
from engine.queries.organisation.customers import CustomerRow, Customers, ShowCustomer

routes = Routes("customers", "Customers")


@routes.on("GET", "/customers", gives=items_of(CustomerRow))
def customers() -> Response:
    """All customers; those who belong to one see only their own."""
    return answer({"items": ask(Customers())})


@routes.on("POST", "/customers", takes=NewCustomerBody, gives=shape_of(CustomerRow), status=201)
def create_customer(body: dict[str, Any]) -> Response:
    """Add a customer."""
    return _shown(do(CreateCustomer(**body)), 201)


@routes.on("PATCH", "/customers/<customer_id>", takes=CustomerChangesBody, gives=shape_of(CustomerRow), if_match=True)
def update_customer(customer_id: str, body: dict[str, Any]) -> Response:
    """Change a customer. One that is not active is no longer offered in forms."""
    do(UpdateCustomer(customer_id, body, expected_version=expected_version()))
    return _shown(customer_id)


def _shown(customer_id: str, status: int = 200) -> Response:
    found = ask(ShowCustomer(customer_id))
    return answer(found, status, version=found.version)
