"""Routes: customers."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.customers.schemas import CustomerChangesBody, CustomerList, CustomerShape, NewCustomerBody
from api.routing import Routes

routes = Routes("customers", "Customers")


@routes.on("GET", "/customers", gives=CustomerList)
def customers() -> Response:
    """All customers."""
    raise NotImplementedError


@routes.on("POST", "/customers", takes=NewCustomerBody, gives=CustomerShape, status=201)
def create_customer(body: dict[str, Any]) -> Response:
    """Add a customer."""
    raise NotImplementedError


@routes.on("PATCH", "/customers/<customer_id>", takes=CustomerChangesBody, gives=CustomerShape, if_match=True)
def update_customer(customer_id: str, body: dict[str, Any]) -> Response:
    """Change a customer."""
    raise NotImplementedError
